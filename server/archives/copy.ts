import { mkdirSync, rmSync } from 'node:fs';
import { chmod, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { addDays } from '../../shared/rules/calendar.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { sync } from '../backups/files.ts';
import { Damaged } from '../backups/sqlite-copy.ts';
import { migrateFile } from '../db/migrate.ts';
import type { Database } from '../db/schema.ts';
import { archiveName, archivePath, openArchive } from './file.ts';
import { inFile, isSecret, movedLines, movedTables, setupTables } from './tables.ts';

/** The year to copy; goes to another thread as it is. */
export interface Copying {
  readonly kind: 'copy';
  /** The file of the data, and the folder of the archives. */
  readonly file: string;
  readonly folder: string;
  readonly year: number;
}

/** Of each hall the first and last version of the log's lines, and the end of the year there, by its id. */
export type Logs = Readonly<Record<string, readonly [first: number, last: number, until: Instant]>>;

export interface Copied {
  readonly tickets: number;
  readonly logs: Logs;
  readonly kept: readonly string[];
}

/** Lines of a log that are copied at once: some hundredths of a second. */
const linesAtOnce = 2000;

type Raw = SqliteDatabase.Database;
interface HallRow {
  readonly id: string;
  readonly timezone: string;
}

/**
 * Copies a year into a file of its own, day by day, with pauses as long as each step took; compares each
 * day's rows with those that were copied, reads the file from end to end, and only then gives it its name.
 * Nothing is removed. Whatever ends it before, a file that has its name is whole.
 *
 * @throws Damaged where the copy is not what was copied, or a ticket of the year is still open
 */
export async function copyYear({ file, folder, year }: Copying): Promise<Copied> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const making = join(folder, `.${archiveName(year)}.making`);
  removeFile(making);
  const raw = await empty(making);
  let copied: Copied;
  try {
    raw.prepare('attach database ? as live').run(file);
    copySetup(raw);
    const halls = raw.prepare('select id, timezone from main.halls order by id').all() as HallRow[];
    const kept = keptOf(raw, year);
    const logs = logsOf(raw, halls, year);
    for (const { id } of halls)
      for (const day of daysOf(year)) await unhurried(() => copyDay(raw, { hall: id, day, kept }));
    for (const [hall, [first, last]] of Object.entries(logs))
      for (let from = first; from <= last; from += linesAtOnce) {
        const to = Math.min(from + linesAtOnce - 1, last);
        await unhurried(() => copyLines(raw, { hall, first: from, last: to }));
      }
    const { n: tickets } = raw.prepare('select count(*) as n from main.tickets').get() as {
      n: number;
    };
    checkWhole(raw);
    raw.pragma(`user_version = ${year}`);
    copied = { tickets, logs, kept };
  } catch (error) {
    raw.close();
    removeFile(making);
    throw error;
  }
  raw.close();
  await chmod(making, 0o600);
  await sync(making);
  await rename(making, archivePath(folder, year));
  await sync(folder);
  await readOnce(file, folder, year);
  return copied;
}

function removeFile(path: string): void {
  for (const end of ['', '-journal']) rmSync(path + end, { force: true });
}

/** An empty database of the present schema. A power cut may spoil it: it has no name yet. */
async function empty(path: string): Promise<Raw> {
  const first = new SqliteDatabase(path);
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: first }) });
  await migrateFile(first, db);
  await db.destroy();
  const raw = new SqliteDatabase(path);
  raw.pragma('synchronous = off');
  // Checked as a whole at the end.
  raw.pragma('foreign_keys = off');
  raw.pragma('busy_timeout = 5000');
  return raw;
}

/** Each step, then a pause as long as it took: other work comes in between. */
async function unhurried(step: () => void): Promise<void> {
  const began = performance.now();
  step();
  const took = performance.now() - began;
  if (took > 2) await sleep(Math.min(took, 200));
}

function columnsOf(raw: Raw, table: string): string[] {
  return raw.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[];
}

function copySetup(raw: Raw): void {
  for (const [table, instead] of Object.entries(setupTables)) {
    const found = raw
      .prepare('select name, "notnull" as needed from pragma_table_info(?)')
      .all(table);
    const all = found as { name: string; needed: 0 | 1 }[];
    const columns = all.map(({ name }) => name);
    const values = all.map(({ name, needed }) => {
      if (isSecret(name)) return needed === 1 ? `''` : 'null';
      return instead[name] ?? `"${name}"`;
    });
    raw.exec(`delete from main.${table}`);
    raw.exec(
      `insert into main.${table} (${quoted(columns)}) select ${values.join(', ')}
        from live.${table} order by rowid`,
    );
  }
}

const quoted = (columns: readonly string[], of = ''): string =>
  columns.map((name) => `${of}"${name}"`).join(', ');

/**
 * Tickets of the year of which somebody still sees to a case, and those whose page goes on
 * with what was handed in: it is not over, or not since long when a year can be archived at the earliest.
 */
function keptOf(raw: Raw, year: number): string[] {
  const span = [`${year}-01-01`, `${year}-12-31`];
  return raw
    .prepare(
      `select c.ticket_id from live.cases c
        where c.status <> 'closed' and c.ticket_id is not null and c.service_day between ? and ?
      union select a.ticket_id from live.applications a
        where a.service_day between ? and ?
          and (a.status in ('accepted', 'supplement', 'decided') or a.status_since >= ?)
      order by 1`,
    )
    .pluck()
    .all(...span, ...span, `${year + 1}-01-01`) as string[];
}

/** A hall's log up to the last line of the year; where it begins is where the year before ended. */
function logsOf(raw: Raw, halls: readonly HallRow[], year: number): Logs {
  const logs: Record<string, Logs[string]> = {};
  const first = raw.prepare('select min(version) from live.events where hall_id = ?').pluck();
  const last = raw
    .prepare(
      `select version from live.events where hall_id = ? and at < ? order by version desc limit 1`,
    )
    .pluck();
  for (const { id, timezone } of halls) {
    const { to } = dayRange(`${year}-12-31`, timezone);
    const [from, until] = [first.get(id), last.get(id, to)] as (number | undefined | null)[];
    if (typeof from === 'number' && typeof until === 'number') logs[id] = [from, until, to];
  }
  return logs;
}

function* daysOf(year: number): Generator<string> {
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) yield day;
}

/** One day of a hall, table by table, in the order in which the rows were written; then compared. */
function copyDay(
  raw: Raw,
  { hall, day, kept }: { hall: string; day: string; kept: readonly string[] },
): void {
  const span = { hall, from: day, to: day };
  raw.exec('begin');
  for (const moved of movedTables) {
    const columns = columnsOf(raw, moved.table);
    const isOpen = moved.notCopied === true;
    const from = (file: 'main' | 'live'): string =>
      inFile(isOpen ? `${moved.of} and not ${moved.keep!}` : moved.of, file);
    const given = isOpen ? { ...span, kept: JSON.stringify(kept) } : span;
    raw
      .prepare(
        `insert into main.${moved.table} (${quoted(columns)})
          select ${quoted(columns, 't.')} from ${from('live')} order by t.rowid`,
      )
      .run(given);
    compare(raw, `${moved.table} of ${day}`, columns, [from('live'), from('main')], given);
  }
  const open = raw
    .prepare(
      `select number from main.tickets where hall_id = ? and service_day = ? and ended_at is null`,
    )
    .pluck()
    .get(hall, day) as string | undefined;
  raw.exec('commit');
  if (open !== undefined) throw new Damaged(`ticket ${open} of ${day} has not ended`);
}

function copyLines(raw: Raw, span: { hall: string; first: number; last: number }): void {
  const columns = columnsOf(raw, 'events');
  raw.exec('begin');
  raw
    .prepare(
      `insert into main.events (${quoted(columns)})
        select ${quoted(columns, 't.')} from ${inFile(movedLines, 'live')} order by t.version`,
    )
    .run(span);
  const sources = [inFile(movedLines, 'live'), inFile(movedLines, 'main')] as const;
  compare(raw, `lines ${span.first} to ${span.last}`, columns, sources, span);
  raw.exec('commit');
}

/** As many rows, and each the same in every column. */
function compare(
  raw: Raw,
  what: string,
  columns: readonly string[],
  [live, copy]: readonly [string, string],
  given: object,
): void {
  const count = (from: string): unknown =>
    raw.prepare(`select count(*) from ${from}`).pluck().get(given);
  const [there, here] = [count(live), count(copy)];
  if (there !== here) throw new Damaged(`of ${what} ${String(there)} rows came as ${String(here)}`);
  if (there === 0) return;
  const other = raw
    .prepare(
      `select count(*) from (select ${quoted(columns, 't.')} from ${live}
        except select ${quoted(columns, 't.')} from ${copy})`,
    )
    .pluck()
    .get(given);
  if (other !== 0) throw new Damaged(`${String(other)} rows of ${what} are not what they were`);
}

function checkWhole(raw: Raw): void {
  const found = raw.pragma('main.quick_check(1)', { simple: true });
  if (found !== 'ok') throw new Damaged(String(found));
  const [loose] = raw.pragma('main.foreign_key_check') as { table: string; parent: string }[];
  if (loose !== undefined)
    throw new Damaged(`a row of ${loose.table} refers to none of ${loose.parent}`);
}

/** As a report will open it. */
async function readOnce(file: string, folder: string, year: number): Promise<void> {
  const raw = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  const uid = raw.prepare('select uid from site').pluck().get() as string | null;
  raw.close();
  const db = await openArchive(folder, year, uid);
  try {
    await db.selectFrom('tickets').select('id').limit(1).execute();
  } finally {
    await db.destroy();
  }
}
