import { type Kysely, sql } from 'kysely';

/**
 * Webhooks: where other systems are told what happens, how far a hall's log was read for them, and what
 * is still to be told. Plates of cars, until their day ends.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    sql`create table webhooks (
      id text primary key,
      hall_id text references halls (id),
      url text not null,
      events text not null,
      secret text not null,
      status text not null check (status in ('active', 'disabled')),
      disabled_why text check (disabled_why in ('failing', 'gone')),
      created_at text not null,
      created_by text not null,
      failing_since text,
      disabled_at text,
      check ((status = 'disabled') = (disabled_at is not null))
    ) ${sql.raw(tableEnd)}`,
    sql`create table webhook_cursors (
      hall_id text primary key references halls (id),
      version integer not null
    ) ${sql.raw(tableEnd)}`,
    sql`create table webhook_deliveries (
      id text primary key,
      webhook_id text not null references webhooks (id),
      hall_id text references halls (id),
      message text not null,
      kind text not null,
      line text not null,
      version integer not null,
      place integer not null,
      payload text not null,
      created_at text not null,
      status text not null check (status in ('pending', 'delivered', 'failed')),
      tries integer not null,
      due_at text not null,
      claimed_until text,
      claimed_by text,
      answered integer,
      error text,
      said text,
      ended_at text,
      unique (webhook_id, message),
      check ((status = 'pending') = (ended_at is null))
    ) ${sql.raw(tableEnd)}`,
    sql`create index webhook_deliveries_due on webhook_deliveries (webhook_id, due_at)
      where status = 'pending'`,
    sql`create index webhook_deliveries_in_line on webhook_deliveries (webhook_id, line)
      where status = 'pending'`,
    sql`create index webhook_deliveries_by_time on webhook_deliveries (webhook_id, created_at)`,
    sql`create index webhook_deliveries_of on webhook_deliveries (line)`,
    sql`create table soon_told (
      step_id text primary key,
      service_day text not null
    ) ${sql.raw(tableEnd)}`,
    sql`create index soon_told_by_day on soon_told (service_day)`,
    sql`create table plates (
      ticket_id text primary key,
      hall_id text not null references halls (id),
      service_day text not null,
      plate text not null
    ) ${sql.raw(tableEnd)}`,
    sql`create index plates_by_day on plates (hall_id, service_day)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
