import { type Kysely, sql } from 'kysely';

/**
 * Indexes that bind what a hall does all day to its day or an id, so that it costs the same in the
 * tenth year as on the first day.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    // In the order in which tickets were taken: with the status in its place, lists and the close of a
    // day were read in the order of `unique (hall_id, seq)`, which begins with the first ticket ever.
    sql`drop index tickets_by_day`,
    sql`create index tickets_by_day on tickets (hall_id, service_day, seq)`,
    sql`create index tickets_of_appointments on tickets (appointment_id) where appointment_id is not null`,
    sql`create index appointments_with_person on appointments (hall_id, service_day)
      where name is not null or phone is not null or phone_hash is not null or person_hash is not null`,
    sql`create index appointments_booked on appointments (hall_id, service_day) where status = 'booked'`,
  ];
  for (const statement of statements) await statement.execute(db);
}
