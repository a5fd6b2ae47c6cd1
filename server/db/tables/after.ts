import type { Generated } from 'kysely';
import type { Flag, InstantText, JsonText } from '../columns.ts';

/* What goes on after the window. */

/** What somebody has to see to: a bad rating, or what could not be done. */
export interface CasesTable {
  id: string;
  hall_id: string;
  kind: 'bad-rating' | 'not-done';
  status: 'open' | 'in-progress' | 'answered' | 'closed';
  /** Of the visit that it is about; without one, of its opening. */
  service_day: string;
  rating_id: string | null;
  ticket_id: string | null;
  step_id: string | null;
  queue_id: string | null;
  window_id: string | null;
  /** Whom it is about. */
  clerk_id: string | null;
  matter_id: string | null;
  text: string | null;
  phone: string | null;
  phone_hash: string | null;
  /** A user name, or `visitor`. */
  opened_by: string;
  owner_id: string | null;
  due_day: string;
  resolution: string | null;
  /** Whether the visitor was reached. */
  contacted: 0 | 1 | null;
  /** Whether it counts against whom it is about. */
  justified: 0 | 1 | null;
  appeal: string | null;
  appealed_at: InstantText | null;
  appeal_decided_at: InstantText | null;
  /** The visitor was not content with the answer. */
  asked_again_at: InstantText | null;
  opened_at: InstantText;
  answered_at: InstantText | null;
  closed_at: InstantText | null;
  changed_at: InstantText;
}

/** What was done about a case, in order. */
export interface CaseStepsTable {
  case_id: string;
  position: number;
  at: InstantText;
  act: string;
  /** A user name, or `visitor`. */
  by: string;
  by_name: string | null;
  note: string | null;
}

/** What was handed in at a step. It refers to no ticket: it outlives the year of its visit. */
export interface ApplicationsTable {
  id: string;
  hall_id: string;
  ticket_id: string;
  step_id: string;
  number: string;
  /** The day on which it was accepted. */
  service_day: string;
  matter_id: string;
  window_id: string;
  staff_id: string | null;
  receipt: string | null;
  person_hash: string | null;
  promised_days: number;
  /** Moves on with each supplement that came; while one is awaited it stands as it was. */
  due_day: string;
  status: 'accepted' | 'supplement' | 'decided' | 'delivered' | 'withdrawn';
  accepted_at: InstantText;
  status_since: InstantText;
  status_day: string;
  decided_day: string | null;
  /** Working days until it was decided, supplements left out. */
  used_days: number | null;
  project_id: string | null;
  /** The planned application of its project that it is. */
  plan: string | null;
  /** 0: receipt, person and notes are erased. */
  details: Generated<Flag>;
}

/** The states that an application came into, from the first. */
export interface ApplicationStatesTable {
  application_id: string;
  seq: number;
  status: ApplicationsTable['status'];
  at: InstantText;
  day: string;
  staff_id: string | null;
  /** For those who work here. */
  note: string | null;
  /** For the visitor: what to bring, where to fetch it. */
  visitor_note: string | null;
}

/** A plan of applications in stages. */
export interface ProjectsTable {
  id: string;
  hall_id: string;
  code: string;
  name: string;
  steward_id: string | null;
  status: 'open' | 'closed';
  stages: JsonText;
  created_at: InstantText;
  changed_at: InstantText;
  closed_at: InstantText | null;
}

/** A visit that was for a project. */
export interface ProjectVisitsTable {
  project_id: string;
  ticket_id: string;
  service_day: string;
  number: string;
  bound_at: InstantText;
}
