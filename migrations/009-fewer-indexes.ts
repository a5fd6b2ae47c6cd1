import { type Kysely, sql } from 'kysely';

/** Indexes that each press paid for and nothing asked, or that another one serves as well. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`drop index calls_by_queue`,
    sql`drop index intervals_by_version`,
    sql`drop index intervals_by_day`,
    // A day's states for its report, and those that one event ended for its undoing.
    sql`create index intervals_by_day on intervals (hall_id, service_day, version)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
