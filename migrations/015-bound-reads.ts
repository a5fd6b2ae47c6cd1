import { type Kysely, sql } from 'kysely';

/** Indexes for what would read all that a hall ever had. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    // Where a hall was taken back to an earlier day: only then the log is not in the order of time.
    sql`create index events_reopened on events (hall_id, version) where command = 'reopen-day'`,
    // All that the erasure asks for stands in it; without the id, SQLite reads every step of the past.
    sql`drop index steps_of_persons`,
    sql`create index steps_of_persons on steps (hall_id, service_day, id) where person_hash is not null`,
  ];
  for (const statement of statements) await statement.execute(db);
}
