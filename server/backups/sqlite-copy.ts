import { chmod } from 'node:fs/promises';
import SqliteDatabase from 'better-sqlite3';
import { sync } from './files.ts';
import type { Contents } from './manifest.ts';

/** Pages that are copied in one go: 16 MB, some milliseconds. */
const pagesAtOnce = 4000;

/** The copy, or the file that it was made of, cannot be read as it should. */
export class Damaged extends Error {
  constructor(what: string) {
    super(`The data are damaged: ${what}`);
    this.name = 'Damaged';
  }
}

/**
 * Copies a SQLite file as it stands at one moment, whoever writes to it meanwhile: nobody waits for it.
 * Then opens the copy, checks it and says what is in it.
 *
 * @throws Damaged
 */
export async function copySqlite(file: string, to: string): Promise<Contents> {
  const source = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 8000 });
  try {
    // One view for the whole copy. Without it each commit that comes between would begin it anew, and
    // in a busy hall it would never end.
    source.exec('begin');
    source.prepare('select count(*) from sqlite_master').get();
    await source.backup(to, { progress: () => pagesAtOnce });
    source.exec('rollback');
  } finally {
    source.close();
  }
  await chmod(to, 0o600);
  const contents = checkedContents(to);
  await sync(to);
  return contents;
}

/**
 * Checks a SQLite file that nobody else has open, makes it one file without a log beside it, and says
 * what is in it.
 *
 * @throws Damaged
 */
export function checkedContents(file: string): Contents {
  const db = new SqliteDatabase(file, { fileMustExist: true });
  try {
    db.pragma('journal_mode = delete');
    const found = db.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok') throw new Damaged(String(found));
    return contentsOf(db);
  } catch (error) {
    if (isDamage(error)) throw new Damaged((error as Error).message);
    throw error;
  } finally {
    db.close();
  }
}

export function isDamage(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
}

/** @throws Damaged where a hall has not come to the newest event of its own log */
function contentsOf(db: SqliteDatabase.Database): Contents {
  const has = (table: string, column: string): boolean =>
    db.prepare('select 1 from pragma_table_info(?) where name = ?').get(table, column) !==
    undefined;
  const schema = db.prepare('select max(name) as name from kysely_migration').get() as {
    name: string;
  };
  const site = has('site', 'uid')
    ? (db.prepare('select uid from site').get() as { uid: string | null } | undefined)
    : undefined;
  const halls = db
    .prepare(
      `select code, timezone, version, (select max(version) from events where hall_id = halls.id)
         as newest from halls order by code`,
    )
    .all() as { code: string; timezone: string; version: number; newest: number | null }[];
  const wrong = halls.find(({ version, newest }) => newest !== null && newest > version);
  if (wrong !== undefined)
    throw new Damaged(`hall ${wrong.code} is at ${wrong.version}, its log at ${wrong.newest}`);
  return {
    site: site?.uid ?? null,
    schema: schema.name,
    halls: halls.map(({ code, timezone, version }) => ({ code, timezone, version })),
  };
}
