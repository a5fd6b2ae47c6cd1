import { type Kysely, sql } from 'kysely';

/**
 * What comes from another system: mappings of its columns, what was imported, and the past days that it
 * recorded, which are no tickets of this hall. Phones that asked to be told by push, until the visit
 * ends. Fractions are as exact on PostgreSQL as in a file, so that a site that moves stays what it was.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    sql`create table import_mappings (
      hall_id text not null references halls (id),
      kind text not null check (kind in ('services', 'windows', 'staff', 'tickets')),
      shape text not null,
      mapping text not null,
      changed_at text not null,
      staff_id text references staff (id),
      primary key (hall_id, kind, shape)
    ) ${sql.raw(tableEnd)}`,
    sql`create table imports (
      id text primary key,
      hall_id text not null references halls (id),
      kind text not null check (kind in ('services', 'windows', 'staff', 'tickets')),
      source text not null,
      taken integer not null check (taken >= 0),
      from_day text,
      to_day text,
      at text not null,
      staff_id text references staff (id),
      removed_at text
    ) ${sql.raw(tableEnd)}`,
    sql`create index imports_of_hall on imports (hall_id, at)`,
    sql`create table imported_tickets (
      hall_id text not null references halls (id),
      service_day text not null,
      queue_id text not null references queues (id),
      import_id text not null references imports (id),
      seq integer not null,
      number text not null,
      taken_at text not null,
      called_at text,
      ended_at text,
      primary key (import_id, seq),
      check (called_at is null or called_at >= taken_at),
      check (ended_at is null or (called_at is not null and ended_at >= called_at))
    ) ${sql.raw(tableEnd)}`,
    sql`create index imported_by_day on imported_tickets (hall_id, service_day)`,
    sql`create table push_cursors (
      hall_id text primary key references halls (id),
      version integer not null
    ) ${sql.raw(tableEnd)}`,
    sql`create table push_subscriptions (
      id text primary key,
      hall_id text not null references halls (id),
      ticket_id text not null,
      service_day text not null,
      endpoint_hash text not null,
      sealed text not null,
      language text not null,
      soon_step text,
      failures integer not null default 0,
      created_at text not null,
      unique (ticket_id, endpoint_hash)
    ) ${sql.raw(tableEnd)}`,
    sql`create index push_by_hall on push_subscriptions (hall_id, service_day)`,
    // SQLite keeps eight bytes of each fraction as it is.
    ...(tableEnd === ''
      ? [
          sql`alter table foresight alter column late_factor type double precision`,
          sql`alter table sheet_entries alter column points type double precision`,
        ]
      : []),
  ];
  for (const statement of statements) await statement.execute(db);
}
