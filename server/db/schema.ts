import type { Generated } from 'kysely';
import type { HoldKind, StepStatus, TicketStatus, WindowStatus } from '../../shared/transitions.ts';
import type { HallKind } from '../../shared/hall-kinds.ts';
import type { Flag, InstantText, JsonText } from './columns.ts';
import type {
  EveningReportsTable,
  ObstaclesTable,
  ObstacleStatesTable,
  PatrolsTable,
  SheetEntriesTable,
  SheetListsTable,
  SheetMonthsTable,
  TeamsTable,
  WalkObservationsTable,
  WalksTable,
  WalkTicketsTable,
} from './leading-schema.ts';
import type {
  ImportedTicketsTable,
  ImportMappingsTable,
  ImportsTable,
  PushCursorsTable,
  PushSubscriptionsTable,
} from './moving-schema.ts';

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

export interface StaffTable {
  id: string;
  username: string;
  /** 工号, as visitors see it; null: none was given. */
  number: string | null;
  name: string;
  password_hash: string;
  roles: JsonText;
  halls: JsonText;
  /** Other roles in some of these halls: lists of roles by the hall's code. */
  hall_roles: Generated<JsonText>;
  active: Flag;
  created_at: InstantText;
  /** The password was set by somebody else: the next sign-in leads to a new one. */
  must_change: Generated<Flag>;
  /** The password could be guessed, and was taken all the same. */
  weak_password: Generated<Flag>;
  last_sign_in_at: InstantText | null;
  /** Since when wrong codes of the second factor are counted anew. */
  unlocked_at: InstantText | null;
  /** Secrets of the second factor, sealed: shown and not confirmed yet, and in use. */
  factor_offered: string | null;
  factor_secret: string | null;
  factor_since: InstantText | null;
  /** The period of the newest code that was taken. */
  factor_period: Generated<number>;
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

export interface RecoveryCodesTable {
  staff_id: string;
  code_hash: string;
  used_at: InstantText | null;
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

/** Keys of other systems. */
export interface ApiKeysTable {
  id: string;
  name: string;
  /** Its first letters. */
  prefix: string;
  key_hash: string;
  scopes: JsonText;
  halls: JsonText;
  created_at: InstantText;
  created_by: string;
  expires_at: InstantText | null;
  last_used_at: InstantText | null;
  ended_at: InstantText | null;
}

/** Who signs in through the single sign-on, by the subject that it knows them by. */
export interface SsoPeopleTable {
  staff_id: string;
  /** SHA-256 of issuer and subject. */
  subject: string;
  /** 1: made by a sign-in, whose groups decide the roles. */
  made: Flag;
  linked_at: InstantText;
}

export interface SessionsTable {
  token_hash: string;
  staff_id: string | null;
  device_id: string | null;
  created_at: InstantText;
  expires_at: InstantText | null;
  /** Written every few minutes; null: of a device, or from before it was written. */
  last_used_at: InstantText | null;
  network: string | null;
  /** What the browser called itself. */
  browser: string | null;
}

/** Tries of strangers, where several server processes count them together. */
export interface AttemptsTable {
  key_hash: string;
  count: number;
  until: InstantText;
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

export interface CountersTable {
  hall_id: string;
  service_day: string;
  prefix: string;
  count: number;
  /** So many of them were passed over and given to nobody that is known here. */
  skipped: Generated<number>;
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

/** People who may take more tickets on a day than the hall's limit. */
export interface PersonLiftsTable {
  hall_id: string;
  service_day: string;
  person_hash: string;
  staff_id: string;
  at: InstantText;
}

/** Links of slips that were printed before tokens were derived. */
export interface OldTicketLinksTable {
  token_hash: string;
  ticket_id: string;
}

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

export interface AlarmsTable {
  hall_id: string;
  code: string;
  subject: string;
  detail: string;
  raised_at: InstantText;
  cleared_at: InstantText | null;
}

export interface HelpCallsTable {
  id: string;
  hall_id: string;
  device_id: string;
  called_at: InstantText;
  rings_until: InstantText;
  taken_at: InstantText | null;
  taken_by: string | null;
  withdrawn_at: InstantText | null;
}

/** From when to when an alarm stood. */
export interface AlarmSpellsTable {
  id: string;
  hall_id: string;
  /** On which it began. */
  service_day: string;
  code: string;
  subject: string;
  detail: string;
  severity: 'urgent' | 'attention';
  about: JsonText;
  began_at: InstantText;
  /** null: it stands. */
  ended_at: InstantText | null;
}

/** A manager's word to a window, to all terminals or to the boards. */
export interface MessagesTable {
  id: string;
  hall_id: string;
  kind: 'window' | 'terminals' | 'boards';
  /** Of the boards; null: all. */
  zone_id: string | null;
  /** 1: the terminal rings until it is read. */
  calls: Flag;
  texts: JsonText;
  sent_at: InstantText;
  sent_by: string | null;
  until: InstantText;
  /** Ended before its time. */
  ended_at: InstantText | null;
}

/** A window that a message is for, and who there has read it. */
export interface MessageReadsTable {
  message_id: string;
  window_id: string;
  /** That of its message. */
  until: InstantText;
  read_at: InstantText | null;
  read_by: string | null;
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

/** Portraits of those who work here, beside their rows: large, and seldom asked for. */
export interface StaffPhotosTable {
  staff_id: string;
  /** In its address: random, another one for each portrait. */
  photo_key: string;
  /** A JPEG or PNG as base64. */
  photo: string;
  type: 'image/jpeg' | 'image/png';
  at: InstantText;
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

/** A day that a manager has marked as unusual: no wait is learnt from it. */
export interface MarkedDaysTable {
  hall_id: string;
  day: string;
  reason: string;
  marked_at: InstantText;
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

export interface Database {
  site: SiteTable;
  halls: HallsTable;
  zones: ZonesTable;
  queues: QueuesTable;
  staff: StaffTable;
  windows: WindowsTable;
  window_queues: WindowQueuesTable;
  departments: DepartmentsTable;
  matters: MattersTable;
  directions: DirectionsTable;
  stages: StagesTable;
  packages: PackagesTable;
  package_steps: PackageStepsTable;
  package_matters: PackageMattersTable;
  categories: CategoriesTable;
  calendar: CalendarTable;
  devices: DevicesTable;
  sessions: SessionsTable;
  recovery_codes: RecoveryCodesTable;
  attempts: AttemptsTable;
  answers: AnswersTable;
  day_close_undo: DayCloseUndoTable;
  counters: CountersTable;
  day_sums: DaySumsTable;
  queue_days: QueueDaysTable;
  queue_pauses: QueuePausesTable;
  appointments: AppointmentsTable;
  invitations: InvitationsTable;
  tickets: TicketsTable;
  clients: ClientsTable;
  consultations: ConsultationsTable;
  person_lifts: PersonLiftsTable;
  old_ticket_links: OldTicketLinksTable;
  steps: StepsTable;
  intervals: IntervalsTable;
  calls: CallsTable;
  window_intervals: WindowIntervalsTable;
  events: EventsTable;
  ratings: RatingsTable;
  cases: CasesTable;
  case_steps: CaseStepsTable;
  home_visits: HomeVisitsTable;
  applications: ApplicationsTable;
  application_states: ApplicationStatesTable;
  projects: ProjectsTable;
  project_visits: ProjectVisitsTable;
  walks: WalksTable;
  walk_tickets: WalkTicketsTable;
  walk_observations: WalkObservationsTable;
  obstacles: ObstaclesTable;
  obstacle_states: ObstacleStatesTable;
  teams: TeamsTable;
  patrols: PatrolsTable;
  sheet_lists: SheetListsTable;
  sheet_months: SheetMonthsTable;
  sheet_entries: SheetEntriesTable;
  evening_reports: EveningReportsTable;
  alarms: AlarmsTable;
  help_calls: HelpCallsTable;
  alarm_spells: AlarmSpellsTable;
  messages: MessagesTable;
  message_reads: MessageReadsTable;
  api_keys: ApiKeysTable;
  sso_people: SsoPeopleTable;
  late_entries: LateEntriesTable;
  setup_revisions: SetupRevisionsTable;
  staff_photos: StaffPhotosTable;
  archives: ArchivesTable;
  webhooks: WebhooksTable;
  webhook_cursors: WebhookCursorsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  soon_told: SoonToldTable;
  remote_tickets: RemoteTicketsTable;
  plates: PlatesTable;
  foresight: ForesightTable;
  import_mappings: ImportMappingsTable;
  imports: ImportsTable;
  imported_tickets: ImportedTicketsTable;
  push_cursors: PushCursorsTable;
  push_subscriptions: PushSubscriptionsTable;
  marked_days: MarkedDaysTable;
  later_estimates: LaterEstimatesTable;
}
