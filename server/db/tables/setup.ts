import type { Generated } from 'kysely';
import type { WindowStatus } from '../../../shared/transitions.ts';
import type { HallKind } from '../../../shared/hall-kinds.ts';
import type { Flag, InstantText, JsonText } from '../columns.ts';

/* A hall as it was set up. */

export interface HallsTable {
  id: string;
  code: string;
  name: JsonText;
  timezone: string;
  enforce_hours: Flag;
  hours: JsonText;
  settings: JsonText;
  notices: Generated<JsonText>;
  version: Generated<number>;
  config_version: Generated<number>;
  /** The years whose holidays the calendar has whole. */
  calendar_years: Generated<JsonText>;
  open_day: string | null;
  duty: Generated<JsonText>;
  /** Other regions whose matters are handled here. */
  regions: Generated<JsonText>;
  media: Generated<JsonText>;
  logo: JsonText | null;
  accent: string | null;
  proposed: Generated<JsonText>;
  /** What it is in its region, and the code of the hall above it. */
  kind: HallKind | null;
  parent: string | null;
  address: JsonText | null;
  /** Degrees, WGS 84. */
  lat: number | null;
  lon: number | null;
  /** The hall whose set-up it follows, and which parts of it. */
  follows: string | null;
  follows_parts: JsonText | null;
  /** The leader's revision that was taken over last, and the version of its set-up then. */
  follows_revision: number | null;
  follows_config: number | null;
  /** The newest revision of the set-up; 0: none has been kept yet. */
  setup_revision: Generated<number>;
  /** The hall's newest instant: no later command is before it. */
  last_at: Generated<InstantText>;
  /** Lines of the log up to this version have lost their free texts. */
  erased_to: Generated<number>;
  /** Days before this one have lost theirs. */
  texts_erased_to: Generated<string>;
}

export interface ZonesTable {
  id: string;
  hall_id: string;
  code: string;
  name: JsonText;
  position: number;
  /** 1: offered no more; what refers to it keeps it. */
  retired: Generated<Flag>;
}

export interface QueuesTable {
  id: string;
  hall_id: string;
  code: string;
  name: JsonText;
  prefix: string;
  service_level_seconds: number;
  daily_quota: number | null;
  slot_capacity: number | null;
  slot_minutes: number | null;
  /** Its own hours; null: those of the hall. */
  hours: JsonText | null;
  /** Tickets by the part of the day; null: no limit but that of the day. */
  quotas: JsonText | null;
  /** The code of the category that its tickets have by themselves; null: none. */
  category: string | null;
  /** How its appointments can be held. */
  appointment_kinds: Generated<JsonText>;
  /** Where a video appointment is held, when it has no address of its own. */
  appointment_link: string | null;
  position: number;
  /** 1: offered no more; what refers to it keeps it. */
  retired: Generated<Flag>;
}

export interface WindowsTable {
  id: string;
  hall_id: string;
  number: number;
  /** What stands at it instead of its number. */
  label: string | null;
  name: JsonText;
  zone_id: string;
  status: Generated<WindowStatus>;
  clerk_id: string | null;
  since: InstantText | null;
  pause_reason: string | null;
  undo: JsonText | null;
  retired: Generated<Flag>;
}

export interface WindowQueuesTable {
  window_id: string;
  queue_id: string;
  handicap_seconds: number;
}

export interface DepartmentsTable {
  id: string;
  hall_id: string;
  code: string;
  name: JsonText;
  position: number;
  /** 1: offered no more; what refers to it keeps it. */
  retired: Generated<Flag>;
}

export interface MattersTable {
  id: string;
  hall_id: string;
  code: string;
  name: JsonText;
  department_id: string;
  queue_id: string | null;
  mode: 'hall' | 'online' | 'offsite' | 'automatic';
  place: JsonText | null;
  papers: JsonText | null;
  /** 1: it is handled for other regions, too. */
  regions: Generated<Flag>;
  /** Everyday words by which it is searched for. */
  aliases: Generated<JsonText>;
  /** Working days within which it is promised to be decided; null: nothing of its own is said. */
  promised_days: number | null;
  position: number;
  /** 0: no longer in the catalogue; what was taken for it keeps it. */
  active: Generated<Flag>;
}

export interface DirectionsTable {
  id: string;
  hall_id: string;
  code: string;
  name: JsonText;
  position: number;
  retired: Generated<Flag>;
}

export interface StagesTable {
  id: string;
  direction_id: string;
  code: string;
  name: JsonText;
  position: number;
  retired: Generated<Flag>;
}

export interface PackagesTable {
  id: string;
  hall_id: string;
  code: string;
  version: number;
  name: JsonText;
  valid_from: string;
  valid_to: string | null;
  stage_id: string;
  lead_id: string;
  also: JsonText;
  guide: string | null;
  papers: JsonText | null;
  /** Everyday words by which it is searched for. */
  aliases: Generated<JsonText>;
  position: number;
  co_departments: Generated<JsonText>;
}

export interface PackageStepsTable {
  package_id: string;
  position: number;
  queue_id: string;
  after_steps: JsonText;
}

export interface PackageMattersTable {
  package_id: string;
  step: number;
  position: number;
  matter_id: string;
}

export interface CategoriesTable {
  id: string;
  hall_id: string;
  code: string;
  name: JsonText;
  credit_seconds: number;
  at_kiosk: Flag;
  position: number;
  retired: Generated<Flag>;
}

export interface CalendarTable {
  hall_id: string;
  day: string;
  kind: 'holiday' | 'workday' | 'special';
  name: string | null;
  hours: JsonText | null;
  source: string;
}

export interface DevicesTable {
  id: string;
  hall_id: string;
  kind: 'kiosk' | 'display' | 'rating' | 'keypad';
  name: string;
  window_id: string | null;
  zone_id: string | null;
  settings: Generated<JsonText>;
  pairing_hash: string | null;
  pairing_until: InstantText | null;
  paired_at: InstantText | null;
  last_seen_at: InstantText | null;
  health: Generated<JsonText>;
  active: Generated<Flag>;
  /** From then on its token is good for nothing; null: it has no end. */
  expires_at: InstantText | null;
  /** When its token was used last, to ten minutes. */
  used_at: InstantText | null;
  /** Of the address that it starts by, and when that was made; null: there is none. */
  start_hash: string | null;
  start_at: InstantText | null;
  /** When it got another place than it was paired for; null: it has not. */
  moved_at: InstantText | null;
}

/** A set-up that was published: gzipped JSON as base64. */
export interface SetupRevisionsTable {
  hall_id: string;
  revision: number;
  document: string;
  at: InstantText;
  actor: string;
  note: string | null;
  from_day: string;
  state: 'current' | 'next' | 'past' | 'replaced';
  changes: number;
}
