import { type Kysely, sql } from 'kysely';

/** The visits at home that are agreed for a day: the trip list of who goes there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index home_visits_by_time on home_visits (hall_id, scheduled_at)
    where status = 'scheduled'`.execute(db);
}
