import { type Kysely, sql } from 'kysely';

/**
 * Devices that start by an address of their own and can be moved; kinds of appointment; photos.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    sql`alter table devices add column start_hash text`,
    sql`alter table devices add column start_at text`,
    sql`alter table devices add column moved_at text`,
    sql`create unique index devices_start on devices (start_hash) where start_hash is not null`,
    sql`create table staff_photos (
      staff_id text primary key references staff (id),
      photo_key text not null unique,
      photo text not null,
      type text not null check (type in ('image/jpeg', 'image/png')),
      at text not null
    ) ${sql.raw(tableEnd)}`,
    sql`alter table queues add column appointment_kinds text not null default '["window"]'`,
    sql`alter table queues add column appointment_link text`,
    sql`alter table appointments add column kind text not null default 'window'
      check (kind in ('window', 'telephone', 'video'))`,
    sql`alter table appointments add column link text`,
    sql`alter table appointments add column started_at text`,
    sql`alter table appointments add column ended_at text`,
    sql`alter table appointments add column outcome text
      check (outcome in ('done', 'not-reached'))`,
    sql`create index appointments_by_line on appointments (queue_id, service_day)
      where kind <> 'window'`,
  ];
  for (const statement of statements) await statement.execute(db);
}
