import type { Generated } from 'kysely';
import type { InstantText, JsonText } from '../columns.ts';

/* A day of a hall: what holds for it alone, what is counted of it, what is learnt from it. */

export interface QueueDaysTable {
  queue_id: string;
  service_day: string;
  waiting: Generated<number>;
  taken: Generated<number>;
}

/** A queue gives no tickets for a while; it ends with its day. */
export interface QueuePausesTable {
  queue_id: string;
  service_day: string;
  reason: string;
  since: string;
  /** null: until somebody resumes it. */
  until: string | null;
}

/** People who may take more tickets on a day than the hall's limit. */
export interface PersonLiftsTable {
  hall_id: string;
  service_day: string;
  person_hash: string;
  staff_id: string;
  at: InstantText;
}

/** What a close of a day changed, as it was before, for as long as the close can be taken back. */
export interface DayCloseUndoTable {
  hall_id: string;
  /** Of the event that closed the day. */
  version: number;
  kind: 'ticket' | 'window';
  id: string;
  service_day: string;
  at: InstantText;
  before: JsonText;
}

/** What is counted of a day that is over (`shared/rules/sums`), drawn from its rows and found again at any time. */
export interface DaySumsTable {
  hall_id: string;
  service_day: string;
  /** Of who draws it up; whoever changes the day's rows takes it away. */
  mark: string | null;
  made_at: InstantText | null;
  tickets: Generated<number>;
  /** null: not drawn up yet, or the rows have changed since. */
  body: Uint8Array | null;
}

/** A day that a manager has marked as unusual: no wait is learnt from it. */
export interface MarkedDaysTable {
  hall_id: string;
  day: string;
  reason: string;
  marked_at: InstantText;
}

/** What a hall's days say about the waits to come. */
export interface ForesightTable {
  hall_id: string;
  /** The newest service day in it. */
  fitted_to: string;
  fitted_at: InstantText;
  /** The factor of P90 at the end of that day. */
  late_factor: number;
  fit: JsonText;
  /** What each choice of gamma would have been off by; null: too little is known to choose. */
  choice: JsonText | null;
}

/** What a phone was told when so many, or fewer, were ahead for the first time. Seconds. */
export interface LaterEstimatesTable {
  step_id: string;
  mark: 2 | 5 | 10;
  given_at: InstantText;
  ahead: number;
  p50: number;
  p90: number;
}
