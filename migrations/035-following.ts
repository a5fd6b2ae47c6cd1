import { type Kysely, sql } from 'kysely';

/**
 * The hall whose set-up another one follows, which parts of it, the leader's revision that was taken over
 * last, and what it was in the followers' own form then: known by the version of its set-up.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = [
    'follows text references halls (id)',
    'follows_parts text',
    'follows_revision integer',
    'follows_config integer',
  ];
  for (const column of columns)
    await sql`alter table halls add column ${sql.raw(column)}`.execute(db);
  await sql`create index halls_followers on halls (follows) where follows is not null`.execute(db);
}
