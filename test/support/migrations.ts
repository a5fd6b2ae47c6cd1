import SqliteDatabase from 'better-sqlite3';
import { type Insertable, Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import { afterEach, describe } from 'vitest';
import { migrate, migrateFile } from '../../server/db/migrate.ts';
import { type DatabaseOptions, type Db, openDatabase } from '../../server/db/open.ts';
import type { Database } from '../../server/db/schema.ts';
import { temporaryFile } from './hall.ts';
import { emptyDatabaseFor } from './postgres.ts';

/** Rows as an earlier version of the product would have written them: only the columns of its time. */
type OldRow<T extends keyof Database> = Partial<Insertable<Database[T]>>;

/** A database that only the migrations up to `last` have seen. */
export class OldDatabase {
  private readonly db: Kysely<Database>;
  private readonly options: DatabaseOptions;

  constructor(db: Kysely<Database>, options: DatabaseOptions) {
    this.db = db;
    this.options = options;
  }

  async insert<T extends keyof Database>(table: T, ...rows: OldRow<T>[]): Promise<void> {
    for (const row of rows)
      await this.db
        .insertInto(table as 'halls')
        .values(row as never)
        .execute();
  }

  /** Opened by the present version: brought up to date with what is in it. */
  async upToDate(): Promise<Db> {
    await this.db.destroy();
    return openDatabase(this.options);
  }
}

/** Runs a suite with databases of an earlier version, on SQLite and on PostgreSQL. */
export function onOldDatabases(
  name: string,
  suite: (old: (last: string) => Promise<OldDatabase>) => void,
): void {
  const ends: (() => Promise<void>)[] = [];
  const endAll = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  describe(`${name} (SQLite)`, () => {
    afterEach(endAll);
    suite(async (last) => {
      const { file, remove } = temporaryFile();
      ends.push(remove);
      const connection = new SqliteDatabase(file);
      connection.pragma('foreign_keys = on');
      // Nobody cuts its power: to wait for the disk at each statement would prove nothing.
      connection.pragma('synchronous = off');
      const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: connection }) });
      await migrateFile(connection, db, last);
      return new OldDatabase(db, { kind: 'sqlite', file });
    });
  });
  const server = process.env['TEST_DATABASE_URL'];
  describe.skipIf(server === undefined)(
    `${name} (PostgreSQL${server === undefined ? ': no server, skipped' : ''})`,
    () => {
      afterEach(endAll);
      suite(async (last) => {
        const { url, drop } = await emptyDatabaseFor(server!);
        ends.push(drop);
        const pool = new pg.Pool({ connectionString: url, max: 2 });
        const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
        await migrate(db, '', 'public', last);
        return new OldDatabase(db, { kind: 'postgres', url });
      });
    },
  );
}
