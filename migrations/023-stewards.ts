import { type Kysely, sql } from 'kysely';

/**
 * Stewards with their clients, questions answered without a ticket, tickets with the files of several
 * people and for other regions, and people whose limit of a day was lifted.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const end = sql.raw(tableEnd);
  const statements = [
    // What is erased leaves a row without a name: the visits stay counted.
    sql`create table clients (
      id text primary key,
      hall_id text not null references halls (id),
      code text not null,
      name text not null,
      kind text not null check (kind in ('firm', 'project', 'person')),
      phone text,
      phone_hash text,
      steward_id text not null references staff (id),
      active integer not null default 1 check (active in (0, 1)),
      created_at text not null,
      changed_at text not null,
      unique (hall_id, code)
    ) ${end}`,
    sql`create index clients_of_steward on clients (steward_id, hall_id)`,
    sql`create index clients_by_phone on clients (hall_id, phone_hash) where phone_hash is not null`,
    sql`create table consultations (
      id text primary key,
      hall_id text not null references halls (id),
      service_day text not null,
      at text not null,
      window_id text references windows (id),
      queue_id text references queues (id),
      zone_id text references zones (id),
      matter_id text references matters (id),
      staff_id text not null references staff (id),
      undone integer not null default 0 check (undone in (0, 1))
    ) ${end}`,
    sql`create index consultations_by_day on consultations (hall_id, service_day, at)`,
    sql`create table person_lifts (
      hall_id text not null references halls (id),
      service_day text not null,
      person_hash text not null,
      staff_id text not null references staff (id),
      at text not null,
      primary key (hall_id, service_day, person_hash)
    ) ${end}`,
    // Without a reference: the archive of a year keeps the ticket and not who the client was.
    sql`alter table tickets add column client_id text`,
    sql`alter table tickets add column agent integer not null default 0 check (agent in (0, 1))`,
    sql`alter table tickets add column files integer not null default 1 check (files between 1 and 99)`,
    sql`alter table tickets add column region text`,
    sql`create index tickets_of_clients on tickets (hall_id, service_day, client_id)
      where client_id is not null`,
    sql`alter table steps add column weight integer not null default 1 check (weight between 1 and 99)`,
    sql`create index steps_heavy on steps (queue_id, service_day, order_key)
      where callable = 1 and weight > 1`,
    sql`create index steps_by_person on steps (hall_id, service_day, person_hash)
      where person_hash is not null`,
    sql`alter table halls add column regions text not null default '[]'`,
    sql`alter table matters add column regions integer not null default 0 check (regions in (0, 1))`,
    sql`alter table queues add column category text`,
  ];
  for (const statement of statements) await statement.execute(db);
}
