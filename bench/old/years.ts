import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';

/** What a day leaves behind, those first that others refer to. */
const tables = [
  'appointments',
  'tickets',
  'steps',
  'intervals',
  'calls',
  'window_intervals',
  'events',
  'ratings',
  'cases',
] as const;
/** Keys of rows, which a copy has of its own; what they refer to is copied with them. */
const keys = /^(id|ticket_id|step_id|appointment_id|rating_id)$/;
/** Secrets and hashes: of no order. */
const secrets = /^(token_hash|code_hash|phone_hash|person_hash)$/;
const instants = /(_at|_from|_to|_since|^at|^reference|_reference|^waits_from|_until|^order_key)$/;

/** What the two databases write differently. `copy` and `days` are columns of the series. */
interface Dialect {
  /** In the order of the copies, as a product's own ids are in the order of time. */
  readonly key: (column: string) => string;
  readonly secret: (column: string) => string;
  readonly later: (column: string, days?: string | number) => string;
  readonly laterDay: (column: string) => string;
  readonly threeDigits: (number: string) => string;
  readonly series: (last: number) => string;
}

const sqlite: Dialect = {
  key: (column) => `printf('%08x', copy) || substr(${column}, 9)`,
  secret: (column) =>
    `printf('%08x', (copy * 2654435761) & 4294967295) || substr(${column} || '0000', 9)`,
  later: (column, days = 'days') => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column}, ${days} || ' days')`,
  laterDay: (column) => `date(${column}, days || ' days')`,
  threeDigits: (number) => `printf('%03d', ${number})`,
  series: (last) =>
    `(with recursive s (copy) as (select 1 union all select copy + 1 from s where copy < ${last}) select copy from s)`,
};

const postgres: Dialect = {
  key: (column) => `lpad(to_hex(copy), 8, '0') || substr(${column}, 9)`,
  secret: (column) =>
    `lpad(to_hex((copy::bigint * 2654435761) & 4294967295), 8, '0') || substr(${column} || '0000', 9)`,
  later: (column, days = 'days') =>
    `to_char((${column}::timestamptz + ${days} * interval '1 day') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  laterDay: (column) => `to_char(${column}::date + days, 'YYYY-MM-DD')`,
  threeDigits: (number) => `lpad((${number})::text, 3, '0')`,
  series: (last) => `(select generate_series(1, ${last}) as copy)`,
};

/** Columns of a case that is closed. */
const seenTo = {
  status: () => "'closed'",
  resolution: () => "coalesce(resolution, '')",
  answered_at: (by: Dialect) => by.later('coalesce(answered_at, opened_at)'),
  closed_at: (by: Dialect) => by.later('coalesce(closed_at, opened_at)'),
};

/** How a column of a copy is made of the original's. */
function copied(table: string, column: string, by: Dialect, versions: number): string {
  // What was not done on a day is long seen to.
  if (table === 'cases' && column in seenTo) return seenTo[column as keyof typeof seenTo](by);
  // Where they went on is no instant.
  if (column.startsWith('referred_')) return column;
  if (keys.test(column)) return by.key(column);
  if (secrets.test(column)) return by.secret(column);
  if (instants.test(column)) return by.later(column);
  switch (column) {
    case 'due_day':
    case 'service_day':
      return by.laterDay(column);
    case 'version':
    case 'seq':
      return `${column} + copy * ${versions}`;
    case 'count':
      return 'count + earlier';
    case 'number':
      return table === 'tickets' ? `prefix || ${by.threeDigits('count + earlier')}` : column;
    default:
      return column;
  }
}

/** A database that is given years. */
interface Target {
  readonly by: Dialect;
  readonly run: (sql: string) => Promise<void>;
  readonly one: (sql: string) => Promise<string | number>;
  readonly columns: (table: string) => Promise<string[]>;
}

export interface Years {
  readonly tickets: number;
  readonly days: number;
}

export interface YearsMade {
  /** How many tickets there are now. */
  readonly tickets: number;
  /** The last day that has any. */
  readonly lastDay: string;
}

/**
 * Gives a hall years: copies of one day of it, many to a day, until there are so many tickets.
 * By the schema as it stands, so that it copies whatever columns there are.
 */
async function addYears(target: Target, day: string, wanted: Years): Promise<YearsMade> {
  const { by, run, one } = target;
  const aCopy = Number(await one(`select count(*) from tickets where service_day = '${day}'`));
  const copies = Math.ceil(wanted.tickets / aCopy);
  const versions = Number(await one("select max(version) from events where hall_id <> 'site'"));
  const newest = String(await one('select max(service_day) from tickets'));
  const aDay = Math.max(1, Math.ceil(wanted.tickets / wanted.days / aCopy));
  // After the last day that there is.
  const first = (Date.parse(newest) - Date.parse(day)) / 86_400_000 + 1;
  const lastDays = first + Math.floor((copies - 1) / aDay);
  const series =
    `(select copy, ${first} + (copy - 1) / ${aDay} as days, ((copy - 1) % ${aDay}) * ${aCopy} as earlier ` +
    `from ${by.series(copies)} as copies)`;
  for (const table of copies < 1 ? [] : tables) {
    const columns = await target.columns(table);
    const values = columns.map((column) => copied(table, column, by, versions));
    const where =
      table === 'events' ? "hall_id <> 'site' and version > 0" : `service_day = '${day}'`;
    // Apart: the table itself grows under the copying.
    await run(`create temporary table a_day as select * from ${table} where ${where}`);
    await run(
      `insert into ${table} (${columns.join()}) select ${values.join()} from ${series} as series cross join a_day`,
    );
    await run('drop table a_day');
  }
  if (copies > 0)
    await run(
      `update halls set version = version + ${copies * versions}, ` +
        `open_day = '${moved(day, lastDays)}', last_at = ${by.later('last_at', lastDays)} ` +
        // Not of one in which nothing was done yet.
        "where last_at <> ''",
    );
  return { tickets: (copies + 1) * aCopy, lastDay: moved(day, Math.max(0, lastDays)) };
}

/** A hall in a SQLite file that nobody has open. */
export async function addYearsToFile(
  file: string,
  day: string,
  wanted: Years,
  /** Whether the database has counted what it holds. */
  analysed = true,
): Promise<YearsMade> {
  const db = new SqliteDatabase(file);
  db.pragma('foreign_keys = off');
  db.pragma('journal_mode = off');
  db.pragma('synchronous = off');
  db.pragma('cache_size = -400000');
  const made = await addYears(
    {
      by: sqlite,
      run: (text) => Promise.resolve(void db.exec(text)),
      one: (text) => Promise.resolve(db.prepare(text).pluck().get() as string | number),
      columns: (table) =>
        Promise.resolve(
          (db.pragma(`table_info(${table})`) as { name: string }[]).map((c) => c.name),
        ),
    },
    day,
    wanted,
  );
  if (analysed) {
    db.pragma('analysis_limit = 1000');
    db.exec('analyze');
  }
  db.pragma('journal_mode = wal');
  db.close();
  return made;
}

/** A hall in a PostgreSQL database. */
export async function addYearsToPostgres(
  url: string,
  day: string,
  wanted: Years,
): Promise<YearsMade> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const rows = async (text: string): Promise<Record<string, string | number>[]> =>
    (await client.query<Record<string, string | number>>(text)).rows;
  try {
    const made = await addYears(
      {
        by: postgres,
        run: async (text) => void (await client.query(text)),
        one: async (text) => Object.values((await rows(text))[0]!)[0]!,
        columns: async (table) =>
          (
            await rows(
              `select column_name from information_schema.columns where table_name = '${table}' and table_schema = current_schema()`,
            )
          ).map((row) => String(row['column_name'])),
      },
      day,
      wanted,
    );
    await client.query('analyze');
    return made;
  } finally {
    await client.end();
  }
}

function moved(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
