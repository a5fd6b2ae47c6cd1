import { type Kysely, sql } from 'kysely';

/**
 * The years that have a file of their own, or are being carried into one: a row a year says how far it
 * has come, and so where its days are read from.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  await sql`create table archives (
      year integer primary key,
      state text not null check (state in ('copying', 'verified', 'removing', 'archived')),
      generation integer not null default 0,
      asked_at text not null,
      archived_at text,
      tickets integer not null default 0,
      logs text not null default '{}',
      kept text not null default '[]'
    ) ${sql.raw(tableEnd)}`.execute(db);
}
