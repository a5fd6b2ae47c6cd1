import { type Kysely, sql } from 'kysely';

/**
 * Cases of two origins, a bad rating and what could not be done (办不成事), with what was done about each
 * and by whom; those of bad ratings so far become such cases.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const statements = [
    sql`create table cases (
      id text primary key,
      hall_id text not null references halls (id),
      kind text not null check (kind in ('bad-rating', 'not-done')),
      status text not null check (status in ('open', 'in-progress', 'answered', 'closed')),
      service_day text not null,
      rating_id text unique references ratings (id),
      ticket_id text references tickets (id),
      step_id text references steps (id),
      queue_id text references queues (id),
      window_id text references windows (id),
      clerk_id text references staff (id),
      matter_id text references matters (id),
      text text,
      phone text,
      phone_hash text,
      opened_by text not null,
      owner_id text references staff (id),
      due_day text not null,
      resolution text,
      contacted integer check (contacted in (0, 1)),
      justified integer check (justified in (0, 1)),
      appeal text,
      appealed_at text,
      appeal_decided_at text,
      asked_again_at text,
      opened_at text not null,
      answered_at text,
      closed_at text,
      changed_at text not null,
      check ((kind = 'bad-rating') = (rating_id is not null)),
      check ((status in ('answered', 'closed')) = (resolution is not null and answered_at is not null)),
      check ((status = 'closed') = (closed_at is not null))
    ) ${sql.raw(tableEnd)}`,
    sql`insert into cases (id, hall_id, kind, status, service_day, rating_id, ticket_id, step_id, queue_id,
        window_id, clerk_id, opened_by, owner_id, due_day, resolution, opened_at, answered_at, closed_at,
        changed_at)
      select c.id, c.hall_id, 'bad-rating', c.status, s.service_day, c.rating_id, s.ticket_id, s.id,
        s.queue_id, s.window_id, s.staff_id, 'visitor', c.owner_id, c.due_day, c.resolution, c.opened_at,
        c.closed_at, c.closed_at, coalesce(c.closed_at, c.opened_at)
      from rating_cases c
        inner join ratings r on r.id = c.rating_id
        inner join steps s on s.id = r.step_id`,
    sql`drop table rating_cases`,
    sql`create index cases_by_status on cases (hall_id, status, due_day)`,
    sql`create index cases_by_day on cases (hall_id, service_day)`,
    sql`create index cases_by_ticket on cases (ticket_id)`,
    sql`create index cases_by_phone on cases (hall_id, phone_hash) where phone_hash is not null`,
    sql`create table case_steps (
      case_id text not null references cases (id),
      position integer not null,
      at text not null,
      act text not null,
      by text not null,
      by_name text,
      note text,
      primary key (case_id, position)
    ) ${sql.raw(tableEnd)}`,
    sql`create index home_visits_by_owner on home_visits (hall_id, owner_id, status)`,
    sql`alter table home_visits add column due_day text`,
    sql`alter table home_visits add column done_note text`,
  ];
  for (const statement of statements) await statement.execute(db);
}
