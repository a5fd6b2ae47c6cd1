import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import type { Logs } from './copy.ts';
import { inFile, movedLines, movedTables } from './tables.ts';

/** What was copied and is now read from there; goes to another thread as it is. */
export interface Removing {
  readonly kind: 'remove';
  readonly file: string;
  readonly year: number;
  readonly logs: Logs;
  readonly kept: readonly string[];
}

/** A command that comes meanwhile waits for no more than so many: some milliseconds. */
const rowsAtOnce = 200;
/** Of one table in one go; what is left is for the next. */
const mostRows = 20_000;
const pauseMs = 20;
/** For so long a free moment of the file is waited for. */
const patienceMs = 8000;

/**
 * Removes rows of a year that its archive has from the database, of one table, in small steps.
 *
 * @returns whether there may be more to remove
 */
export async function removeSome({ file, year, logs, kept }: Removing): Promise<boolean> {
  const raw = new SqliteDatabase(file, { fileMustExist: true, timeout: 0 });
  try {
    // A row goes after all that refers to it, so there is nothing to check; looking would read
    // whole tables for each row.
    raw.pragma('foreign_keys = off');
    // The next command's sync carries it; what a power cut takes back is removed again.
    raw.pragma('synchronous = normal');
    raw.pragma('secure_delete = on');
    const span = { from: `${year}-01-01`, to: `${year}-12-31`, kept: JSON.stringify(kept) };
    const halls = raw.prepare('select id from halls order by id').pluck().all() as string[];
    for (const { table, of, keep } of [...movedTables].reverse())
      for (const hall of halls) {
        const from = inFile(keep === undefined ? of : `${of} and not (${keep})`, 'main');
        if (await removeAll(raw, table, from, { ...span, hall })) return true;
      }
    for (const [hall, [first, last]] of Object.entries(logs)) {
      const from = inFile(movedLines, 'main');
      if (await removeAll(raw, 'events', from, { hall, first, last })) return true;
    }
    return false;
  } finally {
    raw.close();
  }
}

/** @returns whether there were any */
async function removeAll(
  raw: SqliteDatabase.Database,
  table: string,
  from: string,
  given: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const used = Object.fromEntries(
    Object.entries(given).filter(([name]) => from.includes(`@${name}`)),
  );
  // Looked for first, which nobody waits for: only what is found is removed with the file taken.
  const find = raw.prepare(`select t.rowid from ${from} limit ${rowsAtOnce}`).pluck();
  const remove = raw.prepare(
    `delete from main.${table} where rowid in (select value from json_each(?))`,
  );
  let count = 0;
  for (;;) {
    const found = find.all(used);
    if (found.length > 0) await whenFree(() => remove.run(JSON.stringify(found)));
    count += found.length;
    if (found.length < rowsAtOnce || count >= mostRows) return count > 0;
    await sleep(pauseMs);
  }
}

/** Waits beside the loop where a command has the file. */
async function whenFree<T>(write: () => T): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return write();
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (!String(code).startsWith('SQLITE_BUSY') || performance.now() > until) throw error;
      await sleep(5);
    }
  }
}
