import type { Generated } from 'kysely';
import type { Flag, InstantText, JsonText } from '../columns.ts';

/* What belongs to the installation, and the log of all that was done. */

export interface SiteTable {
  id: number;
  version: Generated<number>;
  /** The site's key where it has no file of its own, as in tools; else empty. */
  secret: string;
  /** What the site's key is known by; null: none has been asked for yet. */
  key_fingerprint: string | null;
  /** 1: what an earlier version kept in clear still stands in the free pages of the file. */
  to_wipe: Generated<Flag>;
  /** How long what belongs to no hall is kept (`Retention`). */
  retention: Generated<JsonText>;
  /** Lines of the site's log up to this version have lost what is too old. */
  erased_to: Generated<number>;
  /** The instant of the newest event that belongs to no hall. */
  last_at: Generated<InstantText>;
  /** The site's own name, by which its copies are known; null until the first start that knows of it. */
  uid: string | null;
  sign_in_rules: Generated<JsonText>;
}

export interface EventsTable {
  hall_id: string;
  version: number;
  at: InstantText;
  command: string;
  actor: string;
  ticket_id: string | null;
  step_id: string | null;
  window_id: string | null;
  data: JsonText;
}

/** What keys of requests were answered, for two days. */
export interface AnswersTable {
  /** 16 bytes. */
  key_hash: Uint8Array;
  /** 8 bytes. */
  request_hash: Uint8Array;
  status: number;
  answer: Uint8Array;
  /** Minutes since 1970. */
  minute: number;
}

/** Tries of strangers, where several server processes count them together. */
export interface AttemptsTable {
  key_hash: string;
  count: number;
  until: InstantText;
}

export interface CountersTable {
  hall_id: string;
  service_day: string;
  prefix: string;
  count: number;
  /** So many of them were passed over and given to nobody that is known here. */
  skipped: Generated<number>;
}

/** A year that has a file of its own, or is being carried into one (docs/archive.md). */
export interface ArchivesTable {
  year: number;
  state: 'copying' | 'verified' | 'removing' | 'archived';
  /** Of the copy: another where the data changed after it was begun. */
  generation: Generated<number>;
  asked_at: InstantText;
  archived_at: InstantText | null;
  tickets: Generated<number>;
  /** The lines of each hall's log that are in it: by hall id, first and last version. */
  logs: Generated<JsonText>;
  /** Ids of the tickets that stay in the database as well: a case of them is open. */
  kept: Generated<JsonText>;
}
