import { type Kysely, sql } from 'kysely';

/**
 * Words of a manager to terminals and boards, and who has read them; which alarms stood when. All of it
 * goes with the hall's free texts (server/erasure).
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    sql`create table messages (
      id text primary key,
      hall_id text not null references halls (id),
      kind text not null check (kind in ('window', 'terminals', 'boards')),
      zone_id text references zones (id),
      calls integer not null check (calls in (0, 1)),
      texts text not null,
      sent_at text not null,
      sent_by text references staff (id),
      until text not null,
      ended_at text,
      check (kind = 'boards' or zone_id is null)
    ) ${sql.raw(tableEnd)}`,
    sql`create index messages_by_end on messages (hall_id, until)`,
    sql`create index messages_by_time on messages (hall_id, sent_at)`,
    sql`create table message_reads (
      message_id text not null references messages (id),
      window_id text not null references windows (id),
      until text not null,
      read_at text,
      read_by text references staff (id),
      primary key (message_id, window_id)
    ) ${sql.raw(tableEnd)}`,
    sql`create index message_reads_open on message_reads (window_id, until) where read_at is null`,
    sql`create table alarm_spells (
      id text primary key,
      hall_id text not null references halls (id),
      service_day text not null,
      code text not null,
      subject text not null,
      detail text not null,
      severity text not null check (severity in ('urgent', 'attention')),
      about text not null,
      began_at text not null,
      ended_at text
    ) ${sql.raw(tableEnd)}`,
    sql`create unique index alarm_spells_open on alarm_spells (hall_id, code, subject)
      where ended_at is null`,
    sql`create index alarm_spells_by_day on alarm_spells (hall_id, service_day, began_at)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
