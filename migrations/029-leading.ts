import { type Kysely, sql } from 'kysely';

/**
 * What those who lead keep: walks (局长走流程) with the tickets they are bound to and what was noted on
 * the way, obstacles with what became of them, teams (先锋队) with their patrols, month sheets (积分制),
 * and whether the report of an evening was made. Nothing here refers to a ticket's row: a walk outlives
 * the year of its visits.
 *
 * @param tableEnd what ends a `create table` on this database
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const end = sql.raw(tableEnd);
  const statements = [
    sql`create table walks (
      id text primary key,
      hall_id text not null references halls (id),
      title text not null,
      leader text not null,
      department text not null,
      role text not null check (role in ('clerk', 'companion', 'visitor', 'representative')),
      day text not null,
      matters text not null,
      other_matters text not null,
      package text,
      window_number integer,
      status text not null check (status in ('planned', 'done', 'cancelled')),
      created_at text not null,
      changed_at text not null
    ) ${end}`,
    sql`create index walks_by_day on walks (hall_id, day)`,
    sql`create table walk_tickets (
      walk_id text not null references walks (id),
      ticket_id text not null,
      service_day text not null,
      number text not null,
      matters text not null,
      bound_at text not null,
      primary key (walk_id, ticket_id)
    ) ${end}`,
    sql`create table walk_observations (
      walk_id text not null references walks (id),
      position integer not null,
      kind text not null check (kind in ('blocked', 'difficult', 'painful', 'suggestion')),
      text text not null,
      step text,
      at text not null,
      staff_id text references staff (id),
      primary key (walk_id, position)
    ) ${end}`,
    sql`create table teams (
      id text primary key,
      hall_id text not null references halls (id),
      name text not null,
      zone text,
      windows text not null,
      leader_id text references staff (id),
      members text not null,
      badge integer not null check (badge in (0, 1)),
      active integer not null check (active in (0, 1)),
      created_at text not null,
      changed_at text not null,
      unique (hall_id, name)
    ) ${end}`,
    sql`create table patrols (
      id text primary key,
      hall_id text not null references halls (id),
      team_id text not null references teams (id),
      day text not null,
      points text not null,
      staff_id text references staff (id),
      at text not null
    ) ${end}`,
    sql`create index patrols_by_day on patrols (hall_id, day)`,
    sql`create table obstacles (
      id text primary key,
      hall_id text not null references halls (id),
      walk_id text references walks (id),
      patrol_id text references patrols (id),
      observation integer,
      title text not null,
      department text not null,
      owner text,
      found_day text not null,
      due_day text not null,
      status text not null check (status in ('open', 'in-progress', 'solved', 'declined')),
      done text,
      days_cut integer not null check (days_cut >= 0),
      papers_cut integer not null check (papers_cut >= 0),
      solved_day text,
      created_at text not null,
      changed_at text not null,
      check ((walk_id is null) <> (patrol_id is null)),
      check ((status = 'solved') = (solved_day is not null))
    ) ${end}`,
    sql`create index obstacles_open on obstacles (hall_id, due_day)
      where status in ('open', 'in-progress')`,
    sql`create index obstacles_by_day on obstacles (hall_id, found_day)`,
    sql`create index obstacles_of_walk on obstacles (walk_id) where walk_id is not null`,
    sql`create index obstacles_of_patrol on obstacles (patrol_id) where patrol_id is not null`,
    sql`create table obstacle_states (
      obstacle_id text not null references obstacles (id),
      seq integer not null,
      status text not null check (status in ('open', 'in-progress', 'solved', 'declined')),
      at text not null,
      staff_id text references staff (id),
      done text,
      primary key (obstacle_id, seq)
    ) ${end}`,
    sql`create table sheet_lists (
      hall_id text primary key references halls (id),
      items text not null,
      changed_at text not null
    ) ${end}`,
    sql`create table sheet_months (
      hall_id text not null references halls (id),
      month text not null,
      items text not null,
      closed_at text not null,
      staff_id text references staff (id),
      primary key (hall_id, month)
    ) ${end}`,
    sql`create table sheet_entries (
      id text primary key,
      hall_id text not null references halls (id),
      month text not null,
      kind text not null check (kind in ('clerk', 'window')),
      subject text not null,
      item text not null,
      points real not null,
      reason text not null,
      day text not null,
      proposal text,
      staff_id text references staff (id),
      at text not null,
      withdrawn_at text,
      appeal text,
      appealed_at text,
      verdict text check (verdict in ('upheld', 'withdrawn')),
      answer text,
      decided_at text,
      check ((verdict is null) = (decided_at is null)),
      check (verdict is null or appealed_at is not null)
    ) ${end}`,
    sql`create index sheet_entries_of on sheet_entries (hall_id, month, kind, subject)`,
    sql`create unique index sheet_entries_proposed on sheet_entries (hall_id, proposal)
      where proposal is not null and withdrawn_at is null`,
    sql`create table evening_reports (
      hall_id text not null references halls (id),
      service_day text not null,
      state text not null check (state in ('due', 'made', 'given-up')),
      attempts integer not null,
      next_at text not null,
      files text not null,
      error text,
      made_at text,
      primary key (hall_id, service_day),
      check ((state = 'made') = (made_at is not null))
    ) ${end}`,
    sql`create index evening_reports_due on evening_reports (next_at) where state = 'due'`,
  ];
  for (const statement of statements) await statement.execute(db);
}
