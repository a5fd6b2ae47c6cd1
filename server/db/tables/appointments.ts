import type { Generated } from 'kysely';
import type { Flag, InstantText, JsonText } from '../columns.ts';

/* Who is awaited, visited or looked after, beside the line. */

export interface AppointmentsTable {
  id: string;
  code_hash: string;
  /** The code, for who welcomes the visitor; null: erased. */
  code_sealed: string | null;
  hall_id: string;
  service_day: string;
  queue_id: string;
  slot_from: InstantText;
  slot_to: InstantText;
  package_id: string | null;
  matters: JsonText | null;
  category_id: string;
  language: string;
  name: string | null;
  phone: string | null;
  phone_hash: string | null;
  person_hash: string | null;
  status: 'booked' | 'checked-in' | 'cancelled' | 'missed';
  created_at: InstantText;
  created_by: string;
  changed_at: InstantText;
  kind: Generated<'window' | 'telephone' | 'video'>;
  /** Of a video appointment: where it is held; null: at the queue's address. */
  link: string | null;
  /** Of one that is not held at the window. */
  started_at: InstantText | null;
  ended_at: InstantText | null;
  outcome: 'done' | 'not-reached' | null;
  /** The list that it was made by; null: booked by somebody. */
  invitation_id: string | null;
  /** How often it went to another time. */
  moves: Generated<number>;
  /** Since when its visitor knows of what stands against it, and who told it. */
  told_at: InstantText | null;
  told_by: string | null;
}

/** Appointments by invitation (预约邀请): who is asked to come, and when, by a list. */
export interface InvitationsTable {
  id: string;
  hall_id: string;
  title: string;
  kind: 'window' | 'telephone' | 'video';
  /** What for, by codes, where a row of the list says nothing else. */
  wish: JsonText;
  /** Empty: none, or erased. */
  message: string;
  invited: number;
  first_day: string;
  last_day: string;
  created_at: InstantText;
  created_by: string;
}

/** Whom a steward looks after (服务管家). */
export interface ClientsTable {
  id: string;
  hall_id: string;
  code: string;
  /** Empty: erased. */
  name: string;
  kind: 'firm' | 'project' | 'person';
  phone: string | null;
  phone_hash: string | null;
  steward_id: string;
  active: Generated<Flag>;
  created_at: InstantText;
  changed_at: InstantText;
}

/** A question that was answered without a ticket (咨询). */
export interface ConsultationsTable {
  id: string;
  hall_id: string;
  service_day: string;
  at: InstantText;
  window_id: string | null;
  queue_id: string | null;
  zone_id: string | null;
  matter_id: string | null;
  staff_id: string;
  undone: Generated<Flag>;
}

export interface HomeVisitsTable {
  id: string;
  token_hash: string;
  hall_id: string;
  package_id: string | null;
  matters: JsonText;
  name: string | null;
  phone: string | null;
  phone_hash: string | null;
  address: string | null;
  wish: string | null;
  status: 'requested' | 'accepted' | 'scheduled' | 'done' | 'declined' | 'cancelled';
  owner_id: string | null;
  scheduled_at: InstantText | null;
  answer: string | null;
  /** By when the hall wants to have been there, in its working days. */
  due_day: string | null;
  /** What was done there. */
  done_note: string | null;
  created_at: InstantText;
  changed_at: InstantText;
}
