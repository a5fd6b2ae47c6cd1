import { type Kysely, sql } from 'kysely';

/** Calls for help from the kiosks (请人帮忙). */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  await sql`create table help_calls (
      id text primary key,
      hall_id text not null references halls (id),
      device_id text not null references devices (id),
      called_at text not null,
      rings_until text not null,
      taken_at text,
      taken_by text references staff (id),
      withdrawn_at text,
      check ((taken_at is null) = (taken_by is null))
    ) ${sql.raw(tableEnd)}`.execute(db);
  await sql`create index help_calls_by_device on help_calls (device_id, called_at)`.execute(db);
  await sql`create index help_calls_ringing on help_calls (hall_id, rings_until)
    where taken_at is null and withdrawn_at is null`.execute(db);
}
