import type { Reader } from '../db/open.ts';

/** Reads one row: the database is there and its tables are, too. */
export async function ping(db: Reader): Promise<void> {
  await db.selectFrom('site').select('version').executeTakeFirstOrThrow();
}
