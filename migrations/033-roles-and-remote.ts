import { type Kysely, sql } from 'kysely';

/**
 * People with other roles in some of their halls: JSON, a list of roles by the hall's code. Remote tickets:
 * taken by telephone before the visitor is there; a ticket of the hall comes of one on arrival. They end with
 * their day, and are deleted some weeks later.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    sql`alter table staff add column hall_roles text not null default '{}'`,
    sql`create table remote_tickets (
      id text primary key,
      token_hash text not null unique,
      hall_id text not null references halls (id),
      service_day text not null,
      queue_id text not null references queues (id),
      wish text not null,
      language text not null,
      phone_hash text not null,
      status text not null check (status in ('waiting', 'arrived', 'cancelled')),
      taken_at text not null,
      arrive_by text not null,
      ticket_id text,
      ended_at text,
      check ((status = 'waiting') = (ended_at is null)),
      check ((status = 'arrived') = (ticket_id is not null))
    ) ${sql.raw(tableEnd)}`,
    sql`create index remote_tickets_by_day on remote_tickets (hall_id, service_day, queue_id)`,
    sql`create index remote_tickets_of_phone on remote_tickets (hall_id, service_day, phone_hash)`,
    sql`create index remote_tickets_old on remote_tickets (service_day)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
