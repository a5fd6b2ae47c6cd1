import { type Kysely, sql } from 'kysely';

/**
 * Applications (办件) with what became of them, projects (重点项目), and the days that a matter
 * promises. Nothing here refers to a ticket: an application outlives the year of its visit.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const end = sql.raw(tableEnd);
  const statements = [
    sql`alter table matters add column promised_days integer`,
    sql`create table projects (
      id text primary key,
      hall_id text not null references halls (id),
      code text not null,
      name text not null,
      steward_id text references staff (id),
      status text not null check (status in ('open', 'closed')),
      stages text not null,
      created_at text not null,
      changed_at text not null,
      closed_at text,
      unique (hall_id, code)
    ) ${end}`,
    sql`create table project_visits (
      project_id text not null references projects (id),
      ticket_id text not null,
      service_day text not null,
      number text not null,
      bound_at text not null,
      primary key (project_id, ticket_id)
    ) ${end}`,
    sql`create table applications (
      id text primary key,
      hall_id text not null references halls (id),
      ticket_id text not null,
      step_id text not null,
      number text not null,
      service_day text not null,
      matter_id text not null references matters (id),
      window_id text not null references windows (id),
      staff_id text references staff (id),
      receipt text,
      person_hash text,
      promised_days integer not null check (promised_days >= 1),
      due_day text not null,
      status text not null
        check (status in ('accepted', 'supplement', 'decided', 'delivered', 'withdrawn')),
      accepted_at text not null,
      status_since text not null,
      status_day text not null,
      decided_day text,
      used_days integer,
      project_id text references projects (id),
      plan text,
      details integer not null default 1 check (details in (0, 1)),
      check ((decided_day is null) = (used_days is null)),
      check ((decided_day is null) = (status not in ('decided', 'delivered')))
    ) ${end}`,
    sql`create table application_states (
      application_id text not null references applications (id),
      seq integer not null,
      status text not null
        check (status in ('accepted', 'supplement', 'decided', 'delivered', 'withdrawn')),
      at text not null,
      day text not null,
      staff_id text references staff (id),
      note text,
      visitor_note text,
      primary key (application_id, seq)
    ) ${end}`,
    sql`create unique index applications_receipt on applications (hall_id, receipt)
      where receipt is not null`,
    sql`create unique index applications_plan on applications (project_id, plan)
      where plan is not null`,
    sql`create index applications_of_ticket on applications (ticket_id)`,
    sql`create index applications_by_day on applications (hall_id, service_day)`,
    sql`create index applications_running on applications (hall_id, due_day)
      where status in ('accepted', 'supplement')`,
    sql`create index applications_decided on applications (hall_id, decided_day)
      where decided_day is not null`,
    sql`create index applications_of_project on applications (project_id)
      where project_id is not null`,
    sql`create index applications_of_persons on applications (hall_id, person_hash)
      where person_hash is not null`,
    sql`create index applications_with_details on applications (hall_id, status_since)
      where details = 1`,
  ];
  for (const statement of statements) await statement.execute(db);
}
