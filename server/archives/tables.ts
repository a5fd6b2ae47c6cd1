/**
 * What of a year moves into its archive, and what stays (docs/archive.md says why). Each selects the
 * rows of a hall and a span of service days, `@hall`, `@from`, `@to`, as `t` from one of two attached
 * files, whose name stands in place of `{f}`.
 */
export interface Moved {
  readonly table: string;
  /** What follows `select … from`. */
  readonly of: string;
  /** Rows that stay in the database, too, for the tickets whose ids are in the JSON of `@kept`. */
  readonly keep?: string;
  /** Those that stay are not copied: they are not over here. */
  readonly notCopied?: true;
}

const kept = '(select value from json_each(@kept))';
const byDay = (table: string, keep?: string): Moved => ({
  table,
  of: `{f}.${table} t where t.hall_id = @hall and t.service_day between @from and @to`,
  ...(keep === undefined ? {} : { keep }),
});
/** A case of a ticket that stays, or one of none that somebody still sees to. */
const staysOpen = (of: string): string =>
  `(${of}.ticket_id in ${kept} or (${of}.ticket_id is null and ${of}.status <> 'closed'))`;
const keptSteps = `(select s.id from {f}.steps s where s.ticket_id in ${kept})`;

/** Parents before what refers to them. Removed is in the other order, so that nothing hangs on nothing. */
export const movedTables: readonly Moved[] = [
  byDay(
    'appointments',
    `t.id in (select k.appointment_id from {f}.tickets k where k.id in ${kept}
      and k.appointment_id is not null)`,
  ),
  byDay('tickets', `t.id in ${kept}`),
  {
    table: 'old_ticket_links',
    of: `{f}.old_ticket_links t inner join {f}.tickets k on k.id = t.ticket_id
      where k.hall_id = @hall and k.service_day between @from and @to`,
    keep: `t.ticket_id in ${kept}`,
  },
  byDay('steps', `t.ticket_id in ${kept}`),
  {
    table: 'later_estimates',
    of: `{f}.steps s cross join {f}.later_estimates t on t.step_id = s.id
      where s.hall_id = @hall and s.service_day between @from and @to`,
    keep: `t.step_id in ${keptSteps}`,
  },
  {
    // By the day of the step: a rating may come after midnight. From the steps on, whatever SQLite supposes.
    table: 'ratings',
    of: `{f}.steps s cross join {f}.ratings t on t.step_id = s.id
      where s.hall_id = @hall and s.service_day between @from and @to`,
    keep: `t.step_id in ${keptSteps}`,
  },
  { ...byDay('cases', staysOpen('t')), notCopied: true },
  {
    table: 'case_steps',
    of: `{f}.case_steps t inner join {f}.cases k on k.id = t.case_id
      where k.hall_id = @hall and k.service_day between @from and @to`,
    keep: staysOpen('k'),
    notCopied: true,
  },
  byDay('intervals'),
  byDay('calls'),
  byDay('late_entries'),
  byDay('consultations'),
  byDay('window_intervals'),
  byDay('counters'),
  {
    table: 'queue_days',
    of: `{f}.queue_days t inner join {f}.queues q on q.id = t.queue_id
      where q.hall_id = @hall and t.service_day between @from and @to`,
  },
];

/** Lines of a hall's log, from version `@first` to `@last`. */
export const movedLines = `{f}.events t where t.hall_id = @hall and t.version between @first and @last`;

export const inFile = (sql: string, file: 'main' | 'live'): string => sql.replaceAll('{f}', file);

/**
 * The set-up that tickets refer to: copied, and never removed from the database. What opens an account
 * or a device is not copied: of whatever is called a hash or a secret nothing, and by column, what
 * stands in the place of others.
 */
export const setupTables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  site: {},
  halls: { open_day: 'null' },
  zones: {},
  queues: {},
  staff: {
    factor_offered: 'null',
    factor_since: 'null',
  },
  windows: {
    status: `'closed'`,
    clerk_id: 'null',
    since: 'null',
    pause_reason: 'null',
    undo: 'null',
  },
  window_queues: {},
  departments: {},
  matters: {},
  directions: {},
  stages: {},
  packages: {},
  package_steps: {},
  package_matters: {},
  categories: {},
  calendar: {},
  devices: { pairing_until: 'null' },
};

/** Columns by whose value somebody or something signs in. */
export const isSecret = (column: string): boolean => /(^|_)(hash|secret)$/.test(column);
