import { type Kysely, sql } from 'kysely';

/**
 * What was served by paper numbers while the server was away, entered afterwards. A step says of itself
 * that its end was entered later; each entry is kept as it came, under the id that the terminal gave it,
 * so that the same one sent again is the same.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    sql`alter table steps add column entered_later integer not null default 0
      check (entered_later in (0, 1))`,
    sql`create table late_entries (
      hall_id text not null references halls (id),
      id text not null,
      service_day text not null,
      kind text not null check (kind in ('paper', 'ticket')),
      number text not null,
      ticket_id text not null references tickets (id),
      step_id text not null references steps (id),
      queue_id text not null references queues (id),
      window_id text not null references windows (id),
      staff_id text references staff (id),
      called_at text not null,
      started_at text,
      ended_at text not null,
      outcome text not null check (outcome in ('done', 'missed')),
      entered_at text not null,
      entered_by text not null references staff (id),
      request text not null,
      version integer not null,
      primary key (hall_id, id),
      check (ended_at >= called_at)
    ) ${sql.raw(tableEnd)}`,
    sql`create index late_entries_by_day on late_entries (hall_id, service_day, version)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
