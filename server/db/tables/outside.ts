import type { InstantText, JsonText } from '../columns.ts';

/* Other systems: who is told, and what was taken over from them. */

/** Where another system is told what happens. */
export interface WebhooksTable {
  id: string;
  /** Null: of all halls. */
  hall_id: string | null;
  url: string;
  events: JsonText;
  /** Sealed with the site's key. */
  secret: string;
  status: 'active' | 'disabled';
  disabled_why: 'failing' | 'gone' | null;
  created_at: InstantText;
  created_by: string;
  /** The first try that failed since one went well; null: the last went well. */
  failing_since: InstantText | null;
  disabled_at: InstantText | null;
}

/** How far a hall's log was read for those who are told. */
export interface WebhookCursorsTable {
  hall_id: string;
  version: number;
}

/** A message to one webhook, with how often it was tried. */
export interface WebhookDeliveriesTable {
  id: string;
  webhook_id: string;
  hall_id: string | null;
  /** The message's own id: the same to every webhook, and at every try. */
  message: string;
  kind: string;
  /** What it is about: of one line one message goes after another. */
  line: string;
  /** Its place in the line: the log's version, and the place among what that version tells. */
  version: number;
  place: number;
  payload: JsonText;
  created_at: InstantText;
  status: 'pending' | 'delivered' | 'failed';
  tries: number;
  /** Of the next try. */
  due_at: InstantText;
  /** A process tries it now, and has until then; who that is. */
  claimed_until: InstantText | null;
  claimed_by: string | null;
  /** The status of the last answer. */
  answered: number | null;
  /** Why the last try failed, by a code. */
  error: string | null;
  /** The beginning of the last answer. */
  said: string | null;
  ended_at: InstantText | null;
}

export interface PushCursorsTable {
  hall_id: string;
  version: number;
}

/** A phone that is told by its browser's push service, until the visit is over. */
export interface PushSubscriptionsTable {
  id: string;
  hall_id: string;
  ticket_id: string;
  service_day: string;
  endpoint_hash: string;
  /** Where to, and with which keys. */
  sealed: string;
  language: string;
  /** The step of which it was told that it is nearly its turn. */
  soon_step: string | null;
  /** Tries in a row that failed. */
  failures: number;
  created_at: InstantText;
}

/** How the columns of another system's lists were read; known again by their names. */
export interface ImportMappingsTable {
  hall_id: string;
  kind: 'services' | 'windows' | 'staff' | 'tickets';
  /** Stands for the names of the columns. */
  shape: string;
  mapping: JsonText;
  changed_at: InstantText;
  staff_id: string | null;
}

export interface ImportsTable {
  id: string;
  hall_id: string;
  kind: 'services' | 'windows' | 'staff' | 'tickets';
  /** The name of the file. */
  source: string;
  taken: number;
  /** Of past tickets: their days. */
  from_day: string | null;
  to_day: string | null;
  at: InstantText;
  staff_id: string | null;
  /** Its days were taken back. */
  removed_at: InstantText | null;
}

/** What another system recorded: of no use but to learn from, and no ticket of this hall. */
export interface ImportedTicketsTable {
  hall_id: string;
  service_day: string;
  queue_id: string;
  import_id: string;
  seq: number;
  number: string;
  taken_at: InstantText;
  /** Null: nobody called it. */
  called_at: InstantText | null;
  ended_at: InstantText | null;
}
