import { stat } from 'node:fs/promises';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { type Made, type Making, makeBackup } from '../backups/make.ts';
import { schemaNames } from '../db/migrate.ts';
import { damaged, newer, postgresAway } from './sentences.ts';

/** What is read whole in a moment is read before the start, in bytes; more right after it. */
const checkedAtOnce = 64 * 1024 * 1024;
/** For so long PostgreSQL is waited for, which may start at the same time. */
const waitSeconds = 60;

/** What stands in a SQLite file before it is opened for work. */
export interface Looked {
  /** The last migration that was run; null: there are no data yet. */
  readonly schema: string | null;
  /** It was read from end to end, and is well. */
  readonly checked: boolean;
}

/**
 * Looks into a SQLite file before anything is written to it.
 *
 * @throws Refusal where it is damaged, or of a newer version
 */
export async function lookInto(file: string): Promise<Looked> {
  const found = await stat(file).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  });
  if (found === null || found.size === 0) return { schema: null, checked: true };
  const checked = found.size <= checkedAtOnce;
  const db = new SqliteDatabase(file, { timeout: 5000 });
  try {
    if (checked) {
      const says = db.pragma('quick_check(1)', { simple: true });
      if (says !== 'ok') throw damaged(file, String(says));
    }
    const has = db.prepare(`select 1 from sqlite_master where name = 'kysely_migration'`).get();
    if (has === undefined) return { schema: null, checked };
    const { name } = db.prepare('select max(name) as name from kysely_migration').get() as {
      name: string | null;
    };
    return { schema: known(name), checked };
  } finally {
    db.close();
  }
}

/** @throws Refusal of a newer version */
function known(schema: string | null): string | null {
  if (schema !== null && !schemaNames.includes(schema)) throw newer(schema);
  return schema;
}

/**
 * Waits until PostgreSQL answers, a minute at most, and looks which schema it has; null: none yet.
 *
 * @throws Refusal
 */
export async function waitForPostgres(
  url: string,
  say: (message: string) => void,
  seconds = waitSeconds,
): Promise<string | null> {
  const until = performance.now() + seconds * 1000;
  for (let first = true; ; first = false) {
    try {
      return known(await postgresSchema(url));
    } catch (error) {
      if (!isStarting(error)) throw error;
      if (performance.now() > until) throw postgresAway(seconds, error);
      if (first)
        say(`PostgreSQL does not answer yet; it is waited for, ${seconds} seconds at most`);
      await new Promise((again) => setTimeout(again, 500));
    }
  }
}

/** Not there yet, or not ready: a wrong password would not come right by waiting. */
function isStarting(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    (typeof code === 'string' &&
      /^(E(CONN|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|TIMEDOUT|NOENT|PIPE)|57P|08|53300)/.test(
        code,
      )) ||
    /timeout|terminated/i.test(String(message))
  );
}

async function postgresSchema(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const has = await client.query<{ there: boolean }>(
      `select to_regclass('kysely_migration') is not null as there`,
    );
    if (has.rows[0]?.there !== true) return null;
    const { rows } = await client.query<{ name: string | null }>(
      'select max(name) as name from kysely_migration',
    );
    return rows[0]?.name ?? null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * A backup before this version changes the form of the data, so that there is a way back.
 *
 * @param schema that the data have; null: there are none yet
 * @returns null where nothing is to be changed
 */
export async function backUpBeforeUpdate(
  schema: string | null,
  wish: Omit<Making, 'kind' | 'tried' | 'keyFile'>,
): Promise<Made | null> {
  if (schema === null || schema === schemaNames.at(-1)) return null;
  return makeBackup({ ...wish, kind: 'update', tried: false, keyFile: undefined });
}
