import { type Kysely, sql } from 'kysely';

/**
 * What is counted of each day knows clients and regions now: what was drawn up before is drawn up anew
 * from the rows, by and by, as a day that has changed is; until then a report reads the rows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update day_sums set body = null, made_at = null, mark = null, tickets = 0`.execute(db);
}
