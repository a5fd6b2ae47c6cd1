import { type Kysely, sql } from 'kysely';

/**
 * Appointments by invitation (预约邀请): the lists, and of each appointment the list that it came from,
 * how often it was moved, and who told its visitor what.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    // One row a list, and nothing of a person in it: it stays, as the figures are told by it.
    sql`create table invitations (
      id text primary key,
      hall_id text not null references halls (id),
      title text not null,
      kind text not null check (kind in ('window', 'telephone', 'video')),
      wish text not null,
      message text not null,
      invited integer not null check (invited > 0),
      first_day text not null,
      last_day text not null,
      created_at text not null,
      created_by text not null
    ) ${sql.raw(tableEnd)}`,
    sql`create index invitations_of_hall on invitations (hall_id, created_at)`,
    // Without a reference: the archive of a year keeps the booking and not the list.
    sql`alter table appointments add column invitation_id text`,
    sql`alter table appointments add column moves integer not null default 0`,
    sql`alter table appointments add column told_at text`,
    sql`alter table appointments add column told_by text`,
    sql`create index appointments_of_invitation on appointments (invitation_id, slot_from)
      where invitation_id is not null`,
  ];
  for (const statement of statements) await statement.execute(db);
}
