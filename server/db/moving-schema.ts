import type { InstantText, JsonText } from './columns.ts';

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
