import { type Kysely, sql } from 'kysely';

/**
 * What is counted of each day that is over, drawn from its rows: a report of years reads it in their
 * place. It fills by itself, from the first day on, while the server runs.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const bytes = sql.raw(tableEnd === 'strict' ? 'blob' : 'bytea');
  const statements = [
    sql`create table day_sums (
      hall_id text not null references halls (id),
      service_day text not null,
      mark text,
      made_at text,
      tickets integer not null default 0,
      body ${bytes},
      primary key (hall_id, service_day),
      check ((body is null) = (made_at is null))
    ) ${sql.raw(tableEnd)}`,
    sql`create index day_sums_unmade on day_sums (hall_id, service_day) where body is null`,
  ];
  for (const statement of statements) await statement.execute(db);
}
