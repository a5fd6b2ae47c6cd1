import { type Kysely, sql } from 'kysely';

/** Everyday words of packages and matters; a hall has none until its catalogue is renewed or edited. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['matters', 'packages'])
    await sql`alter table ${sql.table(table)} add column aliases text not null default '[]'`.execute(
      db,
    );
}
