import SqliteDatabase from 'better-sqlite3';

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
] as const;
/** Keys of rows, which a copy has of its own; what they refer to is copied with them. */
const keys = /^(id|token_hash|code_hash|ticket_id|step_id|appointment_id|phone_hash|person_hash)$/;
const instants = /(_at|_from|_to|_since|^at|^reference|_reference|^waits_from|_until|^order_key)$/;

/** How a column of a copy is made of the original's. */
function copied(table: string, column: string): string {
  const own = table === 'events' ? column !== 'hall_id' : true;
  if (own && keys.test(column)) return `key_of(${column}, @copy)`;
  if (instants.test(column)) return `later(${column}, @days)`;
  switch (column) {
    case 'service_day':
      return 'later(service_day, @days)';
    case 'version':
    case 'seq':
      return `${column} + @version`;
    case 'count':
      return 'count + @count';
    case 'number':
      return table === 'tickets' ? "prefix || printf('%03d', count + @count)" : column;
    default:
      return column;
  }
}

/**
 * Gives a hall years: copies of one day of it, many to a day, until there are so many tickets.
 * By the schema as it stands, so that it copies whatever columns there are.
 *
 * @returns how many tickets there are, and the last day that has any
 */
export function addYears(
  file: string,
  day: string,
  wanted: { readonly tickets: number; readonly days: number },
  /** Whether the database has counted what it holds. */
  analysed = true,
): { tickets: number; lastDay: string } {
  const db = new SqliteDatabase(file);
  db.pragma('foreign_keys = off');
  db.pragma('synchronous = off');
  db.pragma('cache_size = -800000');
  db.function('key_of', { deterministic: true }, (key: unknown, copy: unknown) =>
    typeof key === 'string' ? keyOf(key, copy as number) : key,
  );
  db.function('later', { deterministic: true }, (at: unknown, days: unknown) =>
    typeof at === 'string' ? later(at, days as number) : at,
  );
  const inserts = tables.map((table) => {
    const columns = (db.pragma(`table_info(${table})`) as { name: string }[]).map((c) => c.name);
    const values = columns.map((column) => copied(table, column));
    const where = table === 'events' ? 'version <= @versions' : 'service_day = @day';
    return db.prepare(
      `insert into ${table} (${columns.join()}) select ${values.join()} from ${table} where ${where}`,
    );
  });
  const aCopy = db
    .prepare('select count(*) from tickets where service_day = ?')
    .pluck()
    .get(day) as number;
  const versions = db.prepare('select max(version) from events').pluck().get() as number;
  const newest = db.prepare('select max(service_day) from tickets').pluck().get() as string;
  const aDay = Math.max(1, Math.ceil(wanted.tickets / wanted.days / aCopy));
  // After the last day that there is.
  let [copy, days] = [0, (Date.parse(newest) - Date.parse(day)) / 86_400_000];
  db.transaction(() => {
    while (copy * aCopy < wanted.tickets) {
      days += 1;
      for (let n = 0; n < aDay; n += 1) {
        copy += 1;
        for (const insert of inserts)
          insert.run({
            copy,
            days,
            version: copy * versions,
            count: n * aCopy,
            versions,
            day,
          });
      }
    }
    const lastDay = later(day, days);
    db.prepare(
      `update halls set version = version + ?, open_day = ?, last_at = later(last_at, ?)`,
    ).run(copy * versions, lastDay, days);
  })();
  if (analysed) db.exec('analyze');
  db.close();
  return { tickets: (copy + 1) * aCopy, lastDay: later(day, days) };
}

/** As random as the original's, the same wherever it is asked for. */
function keyOf(key: string, copy: number): string {
  let mixed = copy;
  for (let i = 0; i < 12; i += 1) mixed = Math.imul(mixed ^ key.charCodeAt(i), 0x5bd1e995) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0;
  return `${mixed.toString(16).padStart(8, '0')}${key.slice(8)}-${copy}`;
}

/** A day or an instant, so many days later. */
function later(at: string, days: number): string {
  const moved = new Date(Date.parse(at) + days * 86_400_000).toISOString();
  return at.length === 10 ? moved.slice(0, 10) : moved;
}
