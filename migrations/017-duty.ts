import { type Kysely, sql } from 'kysely';

/**
 * Tickets of a queue by the part of the day, and queues that give none for a while. A pause belongs to
 * its day: the next one begins without it.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    sql`alter table queues add column quotas text`,
    sql`create table queue_pauses (
      queue_id text not null references queues (id),
      service_day text not null,
      reason text not null,
      since text not null,
      until text,
      primary key (queue_id, service_day)
    ) ${sql.raw(tableEnd)}`,
  ];
  for (const statement of statements) await statement.execute(db);
}
