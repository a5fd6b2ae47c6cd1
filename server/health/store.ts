import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';

/** Reads one row: the database is there and its tables are, too. */
export async function ping(db: Reader): Promise<void> {
  await db.selectFrom('site').select('version').executeTakeFirstOrThrow();
}

/** Bytes of a PostgreSQL database on its disk. */
export async function postgresBytes(db: Reader): Promise<number> {
  const { rows } = await sql<{
    bytes: number;
  }>`select pg_database_size(current_database()) as bytes`.execute(db);
  return Number(rows[0]!.bytes);
}
