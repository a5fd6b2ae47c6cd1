import type { Generated } from 'kysely';
import type { Flag, InstantText, JsonText } from '../columns.ts';

/* What those who lead keep. None of it refers to a ticket's row: it outlives the year of its visits. */

/** A walk (局长走流程, 体验开放日): a leader goes the way of a visitor, or of a clerk. */
export interface WalksTable {
  id: string;
  hall_id: string;
  title: string;
  leader: string;
  /** A department's code, or its name where the hall has none such. */
  department: string;
  role: 'clerk' | 'companion' | 'visitor' | 'representative';
  day: string;
  /** Codes. */
  matters: JsonText;
  /** Those that the hall does not have, in words. */
  other_matters: JsonText;
  package: string | null;
  window_number: number | null;
  status: 'planned' | 'done' | 'cancelled';
  created_at: InstantText;
  changed_at: InstantText;
}

export interface WalkTicketsTable {
  walk_id: string;
  ticket_id: string;
  service_day: string;
  number: string;
  /** The codes of what was asked for with it when it was bound. */
  matters: JsonText;
  bound_at: InstantText;
}

export interface WalkObservationsTable {
  walk_id: string;
  position: number;
  kind: 'blocked' | 'difficult' | 'painful' | 'suggestion';
  text: string;
  /** Where on the way, in words. */
  step: string | null;
  at: InstantText;
  staff_id: string | null;
}

export interface ObstaclesTable {
  id: string;
  hall_id: string;
  walk_id: string | null;
  patrol_id: string | null;
  /** The position of the observation, or of the patrol's point, that it came from. */
  observation: number | null;
  title: string;
  department: string;
  /** A user name, or a name in words of somebody who works elsewhere. */
  owner: string | null;
  found_day: string;
  due_day: string;
  status: 'open' | 'in-progress' | 'solved' | 'declined';
  done: string | null;
  days_cut: number;
  papers_cut: number;
  solved_day: string | null;
  created_at: InstantText;
  changed_at: InstantText;
}

export interface ObstacleStatesTable {
  obstacle_id: string;
  seq: number;
  status: ObstaclesTable['status'];
  at: InstantText;
  staff_id: string | null;
  done: string | null;
}

/** 先锋队. */
export interface TeamsTable {
  id: string;
  hall_id: string;
  name: string;
  /** A zone's code; null: only the windows. */
  zone: string | null;
  /** Numbers. */
  windows: JsonText;
  leader_id: string | null;
  /** User names. */
  members: JsonText;
  /** Window signs show its name. */
  badge: Flag;
  active: Flag;
  created_at: InstantText;
  changed_at: InstantText;
}

export interface PatrolsTable {
  id: string;
  hall_id: string;
  team_id: string;
  day: string;
  /** Each `{place, well, remark}`. */
  points: JsonText;
  /** 0: the remarks are erased. */
  texts: Generated<Flag>;
  staff_id: string | null;
  at: InstantText;
}

/** The hall's own list of items that are pointed in a month sheet. */
export interface SheetListsTable {
  hall_id: string;
  items: JsonText;
  changed_at: InstantText;
}

/** A month that is closed, with the list as it stood. */
export interface SheetMonthsTable {
  hall_id: string;
  month: string;
  items: JsonText;
  closed_at: InstantText;
  staff_id: string | null;
}

export interface SheetEntriesTable {
  id: string;
  hall_id: string;
  month: string;
  kind: 'clerk' | 'window';
  /** A user name, or a window's number. */
  subject: string;
  item: string;
  points: number;
  reason: string;
  day: string;
  /** What proposed it; null: whoever entered it. */
  proposal: string | null;
  staff_id: string | null;
  at: InstantText;
  withdrawn_at: InstantText | null;
  appeal: string | null;
  appealed_at: InstantText | null;
  verdict: 'upheld' | 'withdrawn' | null;
  answer: string | null;
  decided_at: InstantText | null;
}

/** Whether the report of a day's evening was made, and where it went. */
export interface EveningReportsTable {
  hall_id: string;
  service_day: string;
  state: 'due' | 'made' | 'given-up';
  attempts: number;
  /** When it is tried (again). */
  next_at: InstantText;
  files: JsonText;
  error: string | null;
  made_at: InstantText | null;
}
