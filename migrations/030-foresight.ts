import { type Kysely, sql } from 'kysely';

/**
 * What a hall's days say about the waits to come, as it was fitted last, and the base of an estimate
 * where a pass of the calling rule gave it.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    sql`create table foresight (
      hall_id text primary key references halls (id),
      fitted_to text not null,
      fitted_at text not null,
      late_factor real not null check (late_factor between 0.5 and 2),
      fit text not null
    ) ${sql.raw(tableEnd)}`,
    sql`alter table steps add column estimate_base integer`,
  ];
  for (const statement of statements) await statement.execute(db);
}
