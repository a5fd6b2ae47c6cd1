import { type Kysely, sql } from 'kysely';

/**
 * Days that a manager has marked as unusual: no wait is learnt from them. How far the windows open now
 * move the pace, as it was chosen by night. What phones were told as their visitors' turn came near.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    sql`create table marked_days (
      hall_id text not null references halls (id),
      day text not null,
      reason text not null check (length(reason) between 1 and 200),
      marked_at text not null,
      primary key (hall_id, day)
    ) ${sql.raw(tableEnd)}`,
    // JSON: what each choice would have been off by; null: too little is known to choose.
    sql`alter table foresight add column choice text`,
    sql`create table later_estimates (
      step_id text not null references steps (id),
      mark integer not null check (mark in (2, 5, 10)),
      given_at text not null,
      ahead integer not null check (ahead >= 0),
      p50 integer not null check (p50 >= 0),
      p90 integer not null check (p90 >= p50),
      primary key (step_id, mark)
    ) ${sql.raw(tableEnd)}`,
  ];
  for (const statement of statements) await statement.execute(db);
}
