import type { Duplex } from 'node:stream';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, PostgresDialect, sql, type SqliteDialect } from 'kysely';
import pg from 'pg';
import { Lanes } from './lanes.ts';
import { migrate, migrateFile } from './migrate.ts';
import { PatientSqliteDialect } from './patient.ts';
import { PostgresUnits } from './postgres-units.ts';
import { preparedTexts } from './prepared.ts';
import type { Reader } from './reader.ts';
import type { Database } from './schema.ts';
import { type SqliteFile, SqliteUnits } from './sqlite-units.ts';
import { Timings } from './timings.ts';

export type { Reader, Tx } from './reader.ts';

export interface Db {
  /** For reading outside a transaction. Inside a transaction use its `Tx` only. */
  readonly read: Reader;
  /** Durable transactions, shared by the commands that arrive together. */
  readonly lanes: Lanes;
  /** How a worker thread opens the same data for long reads; null: not reachable from another thread. */
  readonly reopen: DatabaseOptions | null;
  /**
   * Changes whenever rows that are not of every press may have changed, by whichever program: what was
   * read under one stamp holds under the same. Null: nobody can tell here.
   */
  readonly stamp: () => string | null;
  /**
   * Wipes what was erased from the file, too: from the log beside it, and with `whole` from what an
   * earlier version has left in its free pages. PostgreSQL sees to its files itself.
   *
   * @returns false: not possible now, somebody reads or writes
   */
  readonly wipe: (whole: boolean) => Promise<boolean>;
  /**
   * Gives so many unused pages of the file back to the disk, inside a transaction of the lane; answers how
   * many are left. Null: the database does that itself.
   */
  readonly shrink: ((pages: number) => number) | null;
  /** Tells how long transactions take to whoever listens. */
  readonly timings: Timings;
  readonly close: () => Promise<void>;
}

export type DatabaseOptions =
  | {
      readonly kind: 'sqlite';
      readonly file: string;
      /** What a database in memory begins as; absent: empty. */
      readonly image?: Buffer;
      /** Milliseconds for which a statement waits for a file that another program has locked. */
      readonly patienceMs?: number;
    }
  | {
      readonly kind: 'postgres';
      readonly url: string;
      /** Milliseconds after which a connection that nobody uses is closed; absent: ten seconds. */
      readonly idleMs?: number;
      /**
       * Chooses the pool of connections of a kind: the one that `make` makes, or one that was made so before
       * and is still open. Absent: always a new one.
       */
      readonly pools?: (kind: string, make: () => pg.Pool) => pg.Pool;
    };
type PostgresOptions = DatabaseOptions & { readonly kind: 'postgres' };

type SqliteOptions = DatabaseOptions & { kind: 'sqlite' };

/** Opens the database and brings its schema up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Db> {
  return options.kind === 'sqlite' ? openSqlite(options) : openPostgres(options);
}

/** Opens the data for reading only, without migrating: for long reads off the main thread. */
export function openForReading(options: DatabaseOptions): Reader {
  return options.kind === 'sqlite'
    ? readingSqlite(options)
    : onPool(postgresPool(options, 2, reportLimits));
}

async function openSqlite(options: SqliteOptions): Promise<Db> {
  const file = sqliteFile(options, false);
  const write = new Kysely<Database>({ dialect: sqliteDialect(file, options) });
  await migrateFile(file.raw, write);
  const inMemory = options.file === ':memory:';
  const read = inMemory ? write : readingBeside(file, options);
  const timings = new Timings();
  const units = new SqliteUnits(file, write, options.patienceMs ?? filePatienceMs, timings);
  const lanes = new Lanes(write, units, timings);
  return {
    read,
    lanes,
    reopen: inMemory ? null : options,
    stamp: stampOf(file, lanes),
    wipe: (whole) => Promise.resolve(inMemory || wipeFile(options.file, whole)),
    shrink: (pages) => {
      // Not as a statement: that would be stepped once, and give back one page.
      if (pages > 0) file.raw.pragma(`incremental_vacuum(${pages})`);
      return file.raw.pragma('freelist_count', { simple: true }) as number;
    },
    timings,
    close: async () => {
      if (!inMemory) await read.destroy();
      await write.destroy();
    },
  };
}

/** How long a change that another program made may stay unseen, in milliseconds. */
const unseenMs = 100;

/** SQLite counts the changes that others make to the file, whatever program they are. */
function stampOf({ prepare }: SqliteFile, lanes: Lanes): () => string {
  let [others, lookedAt] = [0, -Infinity];
  return () => {
    const now = performance.now();
    if (now - lookedAt > unseenMs) {
      others = prepare('pragma data_version').pluck().get() as number;
      lookedAt = now;
    }
    return `${others} ${lanes.longRuns}`;
  };
}

/** On a connection of its own, which finds out at once whether somebody is at work. */
function wipeFile(file: string, whole: boolean): boolean {
  const raw = new SqliteDatabase(file, { timeout: 0 });
  try {
    if (whole) raw.exec('vacuum');
    const [done] = raw.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    return done?.busy === 0;
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    // A disk without room for a second copy: it is tried again at the next start.
    if (/^SQLITE_(BUSY|LOCKED|FULL|IOERR)/.test(code)) return false;
    throw error;
  } finally {
    raw.close();
  }
}

function readingSqlite(options: SqliteOptions): Reader {
  return new Kysely<Database>({ dialect: sqliteDialect(sqliteFile(options, true), options) });
}

/**
 * Reads between transactions on the connection that writes, and while one is open there on one of their
 * own, which sees nothing of it. What a connection keeps of the file in memory is worth nothing to it once
 * another one has written: on their own alone, reads after a press would fetch every page anew.
 */
function readingBeside(writing: SqliteFile, options: SqliteOptions): Reader {
  const reading = sqliteFile(options, true);
  const prepare: SqliteFile['prepare'] = (text) => {
    if (writing.raw.inTransaction || reading.raw.inTransaction) return reading.prepare(text);
    const statement = writing.prepare(text);
    // Whatever changes something is refused on the other.
    return statement.reader && statement.readonly ? statement : reading.prepare(text);
  };
  return new Kysely<Database>({ dialect: sqliteDialect({ ...reading, prepare }, options) });
}

async function openPostgres(options: PostgresOptions): Promise<Db> {
  await migratePostgres(options);
  const pool = postgresPool(options, 6, limits, true);
  const write = onPool(pool);
  // Their own connections: commands that wait for a row leave the reading ones free.
  const read = onPool(postgresPool(options, 6, limits));
  const timings = new Timings();
  return {
    read,
    lanes: new Lanes(write, new PostgresUnits(write, pool, timings), timings),
    reopen: withoutPools(options),
    stamp: () => null,
    wipe: () => Promise.resolve(true),
    shrink: null,
    timings,
    close: async () => {
      await read.destroy();
      await write.destroy();
      // Where only units were asked, `write` never had it.
      if (!pool.ended) await pool.end();
    },
  };
}

/** For a worker thread, which gets no function. */
const withoutPools = ({ pools: _, ...rest }: PostgresOptions): PostgresOptions => rest;

async function migratePostgres(options: PostgresOptions): Promise<void> {
  const db = onPool(postgresPool(options, 1, migrationLimits));
  try {
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
    await migrate(db, '', rows[0]!.schema);
  } finally {
    await db.destroy();
  }
}

/** For so long a statement waits for a file that another program has locked. */
const filePatienceMs = 8000;

/** A file opened, for the data of which each statement is prepared once. */
function sqliteFile({ file, image }: SqliteOptions, readonly: boolean): SqliteFile {
  const raw = new SqliteDatabase(image ?? file, { readonly });
  raw.pragma('busy_timeout = 5000');
  raw.pragma('foreign_keys = on');
  if (!readonly) {
    // Of a new file; one of an older version gets it when it is restored, which writes it anew.
    raw.pragma('auto_vacuum = incremental');
    raw.pragma('journal_mode = wal');
    // This build's default with WAL is NORMAL, which loses acknowledged tickets at a power cut.
    raw.pragma('synchronous = full');
    // The log is carried into the file after 16 MB, not after 4: a row of a day is written there once.
    raw.pragma('wal_autocheckpoint = 4000');
    // What is erased is overwritten, not only given free.
    raw.pragma('secure_delete = on');
  }
  // A hall's day with its indexes, also in a file of years; the default are 2 MB.
  raw.pragma('cache_size = -65536');
  raw.pragma('temp_store = memory');
  // From here on it waits beside the loop.
  raw.pragma('busy_timeout = 5');
  const statements = new Map<string, SqliteDatabase.Statement>();
  return {
    raw,
    prepare: (text) => {
      let statement = statements.get(text);
      if (statement === undefined) {
        if (statements.size > 1000) statements.clear();
        statement = raw.prepare(text);
        statements.set(text, statement);
      }
      return statement;
    },
  };
}

function sqliteDialect(
  { raw, prepare }: SqliteFile,
  { patienceMs = filePatienceMs }: SqliteOptions,
): SqliteDialect {
  const database = { close: () => raw.close(), prepare };
  return new PatientSqliteDialect({ database: database }, patienceMs);
}

/** What the server of the database ends by itself, in milliseconds; 0: never. */
interface Limits {
  /** Of one statement. */
  readonly statement: number;
  /** Of waiting for a row that another transaction holds. */
  readonly lock: number;
  /** Of a transaction in which nothing is asked: its process stands still, and holds a hall's row. */
  readonly idleInTransaction: number;
}

/** Others wait longer for a row than a transaction may stand still: mostly they go on, late. */
const limits: Limits = { statement: 15_000, lock: 6000, idleInTransaction: 4000 };
const reportLimits: Limits = { ...limits, statement: 10 * 60_000 };
/** Another process may be migrating: it is waited for. */
const migrationLimits: Limits = { statement: 0, lock: 0, idleInTransaction: 60_000 };

/** It ends the pool with itself, if it was asked anything. */
const onPool = (pool: pg.Pool): Kysely<Database> =>
  new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });

function postgresPool(
  options: PostgresOptions,
  connections: number,
  most: Limits,
  pipeline = false,
): pg.Pool {
  const make = (): pg.Pool => newPool(options, connections, most, pipeline);
  const kind = JSON.stringify([connections, most, pipeline]);
  return options.pools?.(kind, make) ?? make();
}

function newPool(
  { url, idleMs = 10_000 }: PostgresOptions,
  connections: number,
  most: Limits,
  pipeline: boolean,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    pipeline,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: idleMs,
    // A database whose machine is gone closes nothing.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    statement_timeout: most.statement,
    lock_timeout: most.lock,
    idle_in_transaction_session_timeout: most.idleInTransaction,
    // The server ends the statement first; this one ends it where the server is gone, too.
    ...(most.statement === 0 ? {} : { query_timeout: most.statement + 3000 }),
    types: { getTypeParser: typeParser },
  });
  // A connection that breaks is replaced at its next use, and the query that it had fails; without
  // listeners, on an idle one and on one between two queries, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    sayInOneWrite(client);
    nameAndWatch(client);
  });
  return pool;
}

/**
 * All that is said in one turn of the event loop goes out in one write: statements that do not wait for
 * each other's answers, and the messages that each of them is made of.
 */
function sayInOneWrite(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
  let isHeld = false;
  const held = (...given: unknown[]): boolean => {
    if (!isHeld) {
      isHeld = true;
      stream.cork();
      process.nextTick(() => {
        isHeld = false;
        stream.uncork();
      });
    }
    return write(...given);
  };
  stream.write = held as Duplex['write'];
}

/**
 * Texts that are prepared once have a name on each connection. A connection that did not answer in
 * its time is used no more: what is asked next would wait behind it.
 */
function nameAndWatch(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const watched = (...given: unknown[]): unknown => {
    const [text, values] = given;
    const name = typeof text === 'string' ? preparedTexts.get(text) : undefined;
    const answer = name === undefined ? query(...given) : query({ name, text, values });
    if (answer instanceof Promise)
      answer.catch((error: unknown) => {
        if (error instanceof Error && error.message === 'Query read timeout')
          void (client as unknown as pg.Client).end().catch(() => undefined);
      });
    return answer;
  };
  client.query = watched as never;
}

const bigint = 20;
const typeParser = ((oid: number, format: 'text') =>
  oid === bigint ? Number : (pg.types.getTypeParser(oid, format) as unknown)) as never;
