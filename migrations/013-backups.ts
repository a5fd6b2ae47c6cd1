import { type Kysely, sql } from 'kysely';

/**
 * What a restored copy of the data is told by: the site has a name that no other has, and a counter
 * knows how many of its numbers were passed over, since they may have been given already.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`alter table site add column uid text`,
    sql`alter table counters add column skipped integer not null default 0
      check (skipped >= 0 and skipped <= count)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
