import SqliteDatabase from 'better-sqlite3';
import { Kysely, PostgresDialect, sql, SqliteDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { Lanes } from './lanes.ts';
import { migrate } from './migrate.ts';
import type { Database } from './schema.ts';

/** A transaction: a signature that takes it runs inside one and awaits nothing but its queries. */
export type Tx = Transaction<Database>;
/** Where rows are read: a transaction, or the database outside of one. */
export type Reader = Kysely<Database>;

export interface Db {
  /** For reading outside a transaction. Inside a transaction use its `Tx` only. */
  readonly read: Reader;
  /** Durable transactions, shared by the commands that arrive together. */
  readonly lanes: Lanes;
  /** The lane of a hall's commands: halls share one where the database has a single writer. */
  readonly laneOf: (hallId: string) => string;
  /** How a worker thread opens the same data for long reads; null: not reachable from another thread. */
  readonly reopen: DatabaseOptions | null;
  readonly close: () => Promise<void>;
}

export type DatabaseOptions =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** Opens the database and brings its schema up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Db> {
  return options.kind === 'sqlite' ? openSqlite(options) : openPostgres(options);
}

/** Opens the data for reading only, without migrating: for long reads off the main thread. */
export function openForReading(options: DatabaseOptions): Reader {
  return options.kind === 'sqlite'
    ? new Kysely<Database>({ dialect: sqliteDialect(options.file, true) })
    : new Kysely<Database>({ dialect: postgresDialect(options.url, 2) });
}

async function openSqlite(options: { kind: 'sqlite'; file: string }): Promise<Db> {
  const write = new Kysely<Database>({ dialect: sqliteDialect(options.file, false) });
  await migrate(write, 'strict');
  const inMemory = options.file === ':memory:';
  const read = inMemory ? write : openForReading(options);
  return {
    read,
    lanes: new Lanes(write),
    laneOf: () => 'file',
    reopen: inMemory ? null : options,
    close: async () => {
      if (!inMemory) await read.destroy();
      await write.destroy();
    },
  };
}

async function openPostgres(options: { kind: 'postgres'; url: string }): Promise<Db> {
  const db = new Kysely<Database>({ dialect: postgresDialect(options.url, 10) });
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  await migrate(db, '', rows[0]!.schema);
  return {
    read: db,
    lanes: new Lanes(db),
    laneOf: (hallId) => hallId,
    reopen: options,
    close: () => db.destroy(),
  };
}

/** Statements are prepared once: Kysely's driver would prepare every one anew. */
function sqliteDialect(file: string, readonly: boolean): SqliteDialect {
  return new SqliteDialect({
    database: () => {
      const db = new SqliteDatabase(file, { readonly });
      db.pragma('busy_timeout = 5000');
      db.pragma('foreign_keys = on');
      if (!readonly) {
        db.pragma('journal_mode = wal');
        // This build's default with WAL is NORMAL, which loses acknowledged tickets at a power cut.
        db.pragma('synchronous = full');
      }
      const statements = new Map<string, SqliteDatabase.Statement>();
      return Promise.resolve({
        close: () => db.close(),
        prepare: (sql: string) => {
          let statement = statements.get(sql);
          if (statement === undefined) {
            if (statements.size > 1000) statements.clear();
            statement = db.prepare(sql);
            statements.set(sql, statement);
          }
          return statement as never;
        },
      });
    },
  });
}

function postgresDialect(url: string, connections: number): PostgresDialect {
  return new PostgresDialect({
    pool: () => {
      const pool = new pg.Pool({
        connectionString: url,
        max: connections,
        connectionTimeoutMillis: 5000,
        types: { getTypeParser: typeParser },
      });
      // A connection that breaks is replaced at its next use, and the query that it had fails; without
      // listeners, on an idle one and on one between two queries, it would end the process.
      pool.on('error', () => undefined);
      pool.on('connect', (client) => client.on('error', () => undefined));
      return Promise.resolve(pool);
    },
  });
}

const bigint = 20;
const typeParser = ((oid: number, format: 'text') =>
  oid === bigint ? Number : (pg.types.getTypeParser(oid, format) as unknown)) as never;
