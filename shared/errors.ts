/** Every error code of the product with its HTTP status and title: one closed list. */
export const problems = {
  bad_input: [400, 'The request is not of the expected form'],
  bad_catalogue: [422, 'The catalogue has faults'],
  bad_setup: [422, 'The set-up has faults'],
  setup_changed: [409, 'Somebody has published another set-up meanwhile'],
  follows_nobody: [409, 'This hall follows no other'],
  follows_in_circle: [422, 'The halls would follow each other in a circle'],
  in_use: [409, 'What is to be retired is in use'],
  unauthorized: [401, 'Sign in first'],
  wrong_credentials: [401, 'User name or password is wrong'],
  second_factor_required: [401, 'The code of the second factor is needed'],
  wrong_second_factor: [401, 'The code is wrong, or was used before'],
  wrong_pairing_code: [401, 'The pairing code is unknown or used up'],
  wrong_start_address: [401, 'The start address is unknown, was renewed or has ended'],
  forbidden: [403, 'Not for this account'],
  wrong_password: [403, 'The present password is wrong'],
  password_change_required: [403, 'The password has to be changed first'],
  second_factor_setup_required: [403, 'A second factor has to be set up first'],
  wrong_origin: [403, 'Asked by a page of another site'],
  not_your_window: [403, 'Another clerk works at this window'],
  not_found: [404, 'There is no such thing'],
  wrong_method: [405, 'This address does not do that'],
  hall_not_found: [404, 'There is no such hall'],
  window_not_found: [404, 'There is no such window'],
  ticket_not_found: [404, 'There is no such ticket'],
  remote_off: [409, 'This hall gives no tickets to who is not there'],
  remote_limit: [409, 'No more remote tickets now'],
  wrong_arrival_code: [422, 'The code of arrival is wrong or over'],
  ticket_over: [410, 'The ticket has ended; its page is closed'],
  unknown_queue: [422, 'There is no such queue'],
  unknown_package: [422, 'There is no such package'],
  unknown_matter: [422, 'There is no such matter'],
  unknown_category: [422, 'There is no such category'],
  same_hall: [422, 'The ticket is in this hall already'],
  unknown_region: [422, 'This is not handled for that region'],
  unknown_client: [422, 'There is no client with this code'],
  unknown_zone: [422, 'There is no such zone'],
  unknown_reason: [422, 'There is no such reason'],
  unknown_project: [422, 'There is no such project'],
  nothing_to_queue: [422, 'Nothing of this needs a window here'],
  package_not_valid: [409, 'The package is not valid today'],
  hall_closed: [409, 'The hall is closed now'],
  queue_closed: [409, 'No tickets are given for this now'],
  queue_paused: [409, 'Tickets for this are stopped for a while'],
  quota_reached: [409, 'No more tickets today'],
  already_waiting: [409, 'This person has an open ticket here'],
  person_limit: [
    409,
    'This person has taken or booked as many tickets as the hall gives one person',
  ],
  card_needed: [409, 'The ID card has to be read again'],
  queue_empty: [409, 'Nobody waits'],
  not_allowed: [409, 'Not possible in this state'],
  decide_first: [409, 'Say first what became of the ticket in hand'],
  window_taken: [409, 'Another clerk has this window open'],
  clerk_has_window: [409, 'You have another window open'],
  ticket_in_hand: [409, 'A ticket is in hand'],
  reason_required: [422, 'A reason is needed'],
  until_required: [422, 'A time in the future is needed'],
  undo_too_late: [409, 'It is too late to undo this'],
  already_exists: [409, 'It exists already'],
  address_not_allowed: [422, 'This address is one of this machine or of a private network'],
  receipt_taken: [409, 'This receipt number was entered already'],
  contact_needed: [422, 'A phone number or an ID is needed'],
  sso_failed: [401, 'The single sign-on did not go well'],
  sso_expired: [401, 'This sign-in took too long or was used already'],
  sso_unknown_person: [403, 'Nobody here has this account'],
  sso_no_role: [403, 'This account has no role here'],
  sso_unavailable: [503, 'The single sign-on does not answer'],
  already_rated: [409, 'This service was rated already'],
  not_served: [409, 'There is no served step to rate'],
  slot_full: [409, 'This time is fully booked'],
  slot_not_open: [422, 'This time cannot be booked'],
  already_booked: [409, 'There is an open booking for this person'],
  kind_not_offered: [422, 'This is not offered in that way'],
  phone_needed: [422, 'A telephone number is needed'],
  appointment_remote: [409, 'This appointment is held by telephone or video'],
  appointment_not_found: [404, 'There is no such appointment'],
  appointment_over: [409, 'The appointment was used, cancelled or missed'],
  person_expected: [409, 'This person is still expected'],
  weak_password: [422, 'The password is too easy to guess'],
  last_administrator: [409, 'Somebody has to stay administrator of all halls'],
  month_closed: [409, 'This month is closed'],
  day_not_over: [409, 'This day is not over'],
  day_has_begun: [409, 'Numbers were given since the day was closed'],
  nothing_to_reopen: [409, 'Today was not closed'],
  idempotency_key_reused: [422, 'This idempotency key was used for something else'],
  too_many_requests: [429, 'Too many attempts'],
  bad_media: [422, 'This picture or film cannot be shown'],
  wrong_media: [415, 'It cannot be read in the form sent'],
  not_acceptable: [406, 'It is not to be had in the form asked for'],
  too_busy: [503, 'Too many at once'],
  too_large: [413, 'The request is too large'],
  storage_unavailable: [503, 'The data cannot be stored now'],
  storage_damaged: [503, 'The data are damaged: a backup has to be restored'],
  backup_running: [409, 'A backup is being made'],
  backups_off: [409, 'This server makes no backups'],
  archive_missing: [503, 'The archive of this year cannot be read'],
  archive_not_yet: [409, 'This year cannot be archived yet'],
  archives_off: [409, 'Years are archived on SQLite files only'],
  shutting_down: [503, 'The server is being restarted'],
  late_times: [422, 'These times cannot be'],
  late_in_future: [422, 'This has not ended yet'],
  late_too_old: [422, 'This day is too long ago to be entered'],
  late_overlaps: [409, 'The window had another ticket in hand at that time'],
  late_not_in_hand: [409, 'The ticket is not in hand at this window any more'],
  queue_not_served: [422, 'This window does not serve that queue'],
  paper_number_wrong: [422, 'This is no paper number of that queue'],
  paper_number_taken: [409, 'This paper number was entered already'],
  no_tickets_then: [404, 'There are no tickets of that day'],
  run_stopped: [409, 'It was stopped'],
  unknown_clerk: [422, 'There is no such person here'],
  no_printer: [409, 'There is no printer on the network for this kiosk'],
  reprint_too_late: [409, 'It is too late to print this slip again here'],
  printer_unavailable: [503, 'The printer does not answer'],
  internal: [500, 'Something went wrong here'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problems;

export interface Issue {
  /** Where in the input, e.g. `matters.0` or `packages.newborn.steps.1`. */
  readonly path: string;
  readonly message: string;
  /** A stable code where there is one (`shared/faults.ts`), and the facts of its sentence. */
  readonly code?: string | undefined;
  readonly facts?: Readonly<Record<string, string | number>> | undefined;
}

/** A refusal with a stable code. Thrown by rules and services; the HTTP layer answers RFC 9457. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: string;
  /** Facts for the sentence that a screen makes of the code, and bad fields under `issues`. */
  readonly extra: { readonly issues?: readonly Issue[]; readonly [fact: string]: unknown };

  constructor(code: ProblemCode, detail: string = problems[code][1], extra: Problem['extra'] = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.detail = detail;
    this.extra = extra;
  }

  get status(): number {
    return problems[this.code][0];
  }

  get title(): string {
    return problems[this.code][1];
  }
}
