import { type Kysely, sql } from 'kysely';

/**
 * What is still to be seen to, and what is still to be erased, is found by indexes that stay small as
 * the years go by: PostgreSQL had read every case that a hall ever had for its list and its alarms, both
 * databases for each night's erasure.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`drop index cases_by_status`,
    sql`create index cases_unfinished on cases (hall_id, due_day)
      where status in ('open', 'in-progress')`,
    sql`create index cases_with_texts on cases (hall_id, closed_at)
      where status = 'closed' and resolution <> ''`,
  ];
  for (const statement of statements) await statement.execute(db);
}
