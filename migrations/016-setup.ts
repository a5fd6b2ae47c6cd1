import { type Kysely, sql } from 'kysely';

/**
 * The set-up as one document with revisions: what is in none any more is retired and keeps its row,
 * since tickets refer to it. A retired queue gives its prefix free (`prefix` is then its id).
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const retired = [
    'zones',
    'queues',
    'windows',
    'categories',
    'departments',
    'directions',
    'stages',
  ];
  const statements = [
    ...retired.map(
      (table) =>
        sql`alter table ${sql.table(table)} add column retired integer not null default 0
          check (retired in (0, 1))`,
    ),
    sql`alter table halls add column duty text not null default '[]'`,
    sql`alter table halls add column media text not null default '[]'`,
    sql`alter table halls add column logo text`,
    sql`alter table halls add column accent text`,
    sql`alter table halls add column proposed text not null default '[]'`,
    sql`alter table halls add column setup_revision integer not null default 0`,
    sql`alter table queues add column hours text`,
    sql`alter table windows add column label text`,
    sql`alter table packages add column co_departments text not null default '[]'`,
    // The document is JSON, gzipped, as base64: a hundred kilobytes become twelve.
    sql`create table setup_revisions (
      hall_id text not null references halls (id),
      revision integer not null check (revision > 0),
      document text not null,
      at text not null,
      actor text not null,
      note text,
      from_day text not null,
      state text not null check (state in ('current', 'next', 'past', 'replaced')),
      changes integer not null,
      primary key (hall_id, revision)
    ) ${sql.raw(tableEnd)}`,
    sql`create unique index setup_revisions_current on setup_revisions (hall_id)
      where state = 'current'`,
    sql`create unique index setup_revisions_next on setup_revisions (hall_id) where state = 'next'`,
  ];
  for (const statement of statements) await statement.execute(db);
}
