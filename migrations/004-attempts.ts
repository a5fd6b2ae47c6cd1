import { type Kysely, sql } from 'kysely';

/** Tries of passwords and codes, counted together by several server processes. */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  await sql`create table attempts (
      key_hash text primary key,
      count integer not null,
      until text not null
    ) ${sql.raw(tableEnd)}`.execute(db);
  await sql`create index attempts_by_end on attempts (until)`.execute(db);
}
