import type { Generated } from 'kysely';
import type { HoldKind, StepStatus, TicketStatus } from '../../../shared/transitions.ts';
import type { Flag, InstantText, JsonText } from '../columns.ts';

/* A visit, from its ticket to its end. */

export interface TicketsTable {
  id: string;
  token_hash: string;
  hall_id: string;
  service_day: string;
  seq: number;
  prefix: string;
  count: number;
  number: string;
  status: TicketStatus;
  /** The first that it is for; its steps are also those of `more_packages`. */
  package_id: string | null;
  /** A list of ids; null: of no other. */
  more_packages: string | null;
  category_id: string;
  credit_seconds: number;
  language: string;
  taken_at: InstantText;
  entry_reference: InstantText;
  appointment_id: string | null;
  note: string | null;
  companion_id: string | null;
  /** Whose steward it is for. */
  client_id: string | null;
  /** 1: somebody came for others. */
  agent: Generated<Flag>;
  /** Whose files it has: so many people's, or so many matters'. */
  files: Generated<number>;
  /** The code of the region that it is for; null: this one. */
  region: string | null;
  /** The ticket of another hall that it goes on from, by its id; null: none. */
  referred_from: Generated<string | null>;
  /** The one that it went on as. */
  referred_to: Generated<string | null>;
  /** How often its visitor has asked to be called later. */
  later_count: Generated<number>;
  ended_at: InstantText | null;
  version: number;
}

export interface StepsTable {
  id: string;
  ticket_id: string;
  hall_id: string;
  service_day: string;
  seq: number;
  position: number;
  after_steps: JsonText;
  matters: JsonText;
  /** 1: what the visitor has come for was changed, and this is no part of it any more. */
  dropped: Generated<Flag>;
  /** 1: opened for who stood at the window: it never queued. */
  opened_here: Generated<Flag>;
  queue_id: string;
  first_queue_id: string;
  status: StepStatus;
  status_since: InstantText;
  callable: Flag;
  reference: InstantText | null;
  credit_seconds: number;
  order_key: InstantText | null;
  order_reason: string;
  out_of_order: Flag;
  only_window_id: string | null;
  window_id: string | null;
  staff_id: string | null;
  hold_kind: HoldKind | null;
  hold_until: InstantText | null;
  waiting_since: InstantText | null;
  standard_seconds: number | null;
  waits_from: InstantText | null;
  waited_ms: number | null;
  first_called_at: InstantText | null;
  last_called_at: InstantText | null;
  call_count: number;
  round_calls: number;
  misses: number;
  started_at: InstantText | null;
  start_estimated: Flag;
  ended_at: InstantText | null;
  outcome: string | null;
  person_hash: string | null;
  estimate_ahead: number | null;
  estimate_p50: number | null;
  estimate_p90: number | null;
  /** Seconds that a pass of the calling rule gave it when it was taken; null: none did. */
  estimate_base: number | null;
  /** How many turns it counts for in the wait of those behind it. */
  weight: Generated<number>;
  /** 1: its end was entered afterwards, the server being away when it came. */
  entered_later: Generated<Flag>;
}

export interface IntervalsTable {
  id: string;
  step_id: string;
  ticket_id: string;
  hall_id: string;
  service_day: string;
  queue_id: string;
  status: StepStatus;
  hold_kind: HoldKind | null;
  window_id: string | null;
  staff_id: string | null;
  began_at: InstantText;
  ended_at: InstantText;
  version: number;
  voided: Generated<Flag>;
}

export interface CallsTable {
  id: string;
  hall_id: string;
  service_day: string;
  step_id: string;
  number: string;
  queue_id: string;
  window_id: string;
  zone_id: string;
  staff_id: string | null;
  language: string;
  at: InstantText;
  recall: Flag;
  reason: string | null;
  version: number;
  withdrawn: Generated<Flag>;
  spoken_at: InstantText | null;
  spoken_by: string | null;
}

export interface WindowIntervalsTable {
  id: string;
  hall_id: string;
  service_day: string;
  window_id: string;
  staff_id: string;
  status: 'open' | 'paused';
  reason: string | null;
  began_at: InstantText;
  ended_at: InstantText;
  version: number;
  voided: Generated<Flag>;
}

/** What was entered afterwards, as it came: a paper number served, or the end of a ticket in hand. */
export interface LateEntriesTable {
  hall_id: string;
  /** As the terminal gave it: the same one again is the same entry. */
  id: string;
  service_day: string;
  kind: 'paper' | 'ticket';
  number: string;
  ticket_id: string;
  step_id: string;
  queue_id: string;
  window_id: string;
  /** Who served. */
  staff_id: string | null;
  called_at: InstantText;
  started_at: InstantText | null;
  ended_at: InstantText;
  outcome: 'done' | 'missed';
  entered_at: InstantText;
  entered_by: string;
  request: JsonText;
  version: number;
}

export interface RatingsTable {
  id: string;
  step_id: string;
  hall_id: string;
  service_day: string;
  level: number;
  reasons: JsonText;
  comment: string | null;
  way: string;
  at: InstantText;
}

/** Steps of today whose visitors were told that it is nearly their turn. */
export interface SoonToldTable {
  step_id: string;
  service_day: string;
}

/** The plate of a visitor's car, until the day ends. */
export interface PlatesTable {
  ticket_id: string;
  hall_id: string;
  service_day: string;
  plate: string;
}

/** A place in line that somebody took before being there. */
export interface RemoteTicketsTable {
  id: string;
  token_hash: string;
  hall_id: string;
  service_day: string;
  /** Of the first step. */
  queue_id: string;
  /** What for: package, matters or queue, by their codes. */
  wish: JsonText;
  language: string;
  phone_hash: string;
  /** One that still waits after `arrive_by` was missed. */
  status: 'waiting' | 'arrived' | 'cancelled';
  taken_at: InstantText;
  arrive_by: InstantText;
  /** What came of it on arrival. */
  ticket_id: string | null;
  ended_at: InstantText | null;
}

/** Links of slips that were printed before tokens were derived. */
export interface OldTicketLinksTable {
  token_hash: string;
  ticket_id: string;
}
