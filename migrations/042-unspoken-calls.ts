import { type Kysely, sql } from 'kysely';

/** Of the step that stands at a window, the calls that nobody has spoken: what a board still has to say. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index calls_unspoken on calls (step_id) where spoken_at is null`.execute(db);
}
