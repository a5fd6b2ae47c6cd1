import { type Kysely, sql } from 'kysely';

/** What a step was handled so far, and what a clerk finished on a day, are found without a scan. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index intervals_handling on intervals (step_id)
    where status in ('serving', 'held')`.execute(db);
  await sql`create index steps_served on steps (staff_id, service_day)
    where status = 'done'`.execute(db);
}
