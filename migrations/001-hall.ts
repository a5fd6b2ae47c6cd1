import { type Kysely, sql } from 'kysely';

/**
 * The whole of a hall. Types are the subset that means the same on SQLite and PostgreSQL: text ids,
 * instants as ISO 8601 UTC text of fixed width, 0/1 integers, JSON as text.
 *
 * Invariants stand here and not only in the code: a number once a hall, day and prefix; one ticket
 * in hand a window and one window a ticket; one window a clerk; one open ticket a person and queue.
 *
 * @param tableEnd what ends a `create table` on this database (`strict` on SQLite)
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const end = sql.raw(tableEnd);
  const statements = [
    sql`create table site (
      id integer primary key check (id = 1),
      version integer not null default 0,
      secret text not null
    )`,
    sql`create table halls (
      id text primary key,
      code text not null unique,
      name text not null,
      timezone text not null,
      enforce_hours integer not null check (enforce_hours in (0, 1)),
      hours text not null,
      settings text not null,
      notices text not null default '[]',
      version integer not null default 0,
      config_version integer not null default 1,
      calendar_years text not null default '[]',
      open_day text
    )`,
    sql`create table zones (
      id text primary key,
      hall_id text not null references halls (id),
      code text not null,
      name text not null,
      position integer not null,
      unique (hall_id, code)
    )`,
    sql`create table queues (
      id text primary key,
      hall_id text not null references halls (id),
      code text not null,
      name text not null,
      prefix text not null,
      service_level_seconds integer not null check (service_level_seconds > 0),
      daily_quota integer check (daily_quota >= 0),
      slot_capacity integer check (slot_capacity >= 0),
      slot_minutes integer check (slot_minutes > 0),
      position integer not null,
      unique (hall_id, code),
      unique (hall_id, prefix)
    )`,
    sql`create table staff (
      id text primary key,
      username text not null unique,
      name text not null,
      password_hash text not null,
      roles text not null,
      halls text not null,
      active integer not null check (active in (0, 1)),
      created_at text not null
    )`,
    sql`create table windows (
      id text primary key,
      hall_id text not null references halls (id),
      number integer not null check (number > 0),
      name text not null,
      zone_id text not null references zones (id),
      status text not null default 'closed' check (status in ('closed', 'open', 'paused')),
      clerk_id text references staff (id),
      since text,
      pause_reason text,
      undo text,
      unique (hall_id, number),
      check ((status = 'closed') = (clerk_id is null))
    )`,
    sql`create unique index windows_one_a_clerk on windows (clerk_id) where clerk_id is not null`,
    sql`create table window_queues (
      window_id text not null references windows (id),
      queue_id text not null references queues (id),
      handicap_seconds integer not null check (handicap_seconds >= 0),
      primary key (window_id, queue_id)
    )`,
    sql`create table departments (
      id text primary key,
      hall_id text not null references halls (id),
      code text not null,
      name text not null,
      position integer not null,
      unique (hall_id, code)
    )`,
    sql`create table matters (
      id text primary key,
      hall_id text not null references halls (id),
      code text not null,
      name text not null,
      department_id text not null references departments (id),
      queue_id text references queues (id),
      mode text not null check (mode in ('hall', 'online', 'offsite', 'automatic')),
      place text,
      papers text,
      position integer not null,
      active integer not null default 1 check (active in (0, 1)),
      unique (hall_id, code),
      check (mode <> 'hall' or queue_id is not null)
    )`,
    sql`create table directions (
      id text primary key,
      hall_id text not null references halls (id),
      code text not null,
      name text not null,
      position integer not null,
      unique (hall_id, code)
    )`,
    sql`create table stages (
      id text primary key,
      direction_id text not null references directions (id),
      code text not null,
      name text not null,
      position integer not null,
      unique (direction_id, code)
    )`,
    sql`create table packages (
      id text primary key,
      hall_id text not null references halls (id),
      code text not null,
      version integer not null check (version > 0),
      name text not null,
      valid_from text not null,
      valid_to text,
      stage_id text not null references stages (id),
      lead_id text not null references departments (id),
      also text not null,
      guide text,
      papers text,
      position integer not null,
      unique (hall_id, code, version)
    )`,
    sql`create table package_steps (
      package_id text not null references packages (id),
      position integer not null check (position >= 0),
      queue_id text not null references queues (id),
      after_steps text not null,
      primary key (package_id, position)
    )`,
    sql`create table package_matters (
      package_id text not null,
      step integer not null,
      position integer not null,
      matter_id text not null references matters (id),
      primary key (package_id, step, position),
      unique (package_id, matter_id),
      foreign key (package_id, step) references package_steps (package_id, position)
    )`,
    sql`create table categories (
      id text primary key,
      hall_id text not null references halls (id),
      code text not null,
      name text not null,
      credit_seconds integer not null check (credit_seconds >= 0),
      at_kiosk integer not null check (at_kiosk in (0, 1)),
      position integer not null,
      unique (hall_id, code)
    )`,
    sql`create table calendar (
      hall_id text not null references halls (id),
      day text not null,
      kind text not null check (kind in ('holiday', 'workday', 'special')),
      name text,
      hours text,
      source text not null,
      primary key (hall_id, day)
    )`,
    sql`create table devices (
      id text primary key,
      hall_id text not null references halls (id),
      kind text not null check (kind in ('kiosk', 'display', 'rating', 'keypad')),
      name text not null,
      window_id text references windows (id),
      zone_id text references zones (id),
      settings text not null default '{}',
      pairing_hash text unique,
      pairing_until text,
      paired_at text,
      last_seen_at text,
      health text not null default '{}',
      active integer not null default 1 check (active in (0, 1))
    )`,
    sql`create table sessions (
      token_hash text primary key,
      staff_id text references staff (id),
      device_id text references devices (id),
      created_at text not null,
      expires_at text,
      check ((staff_id is null) <> (device_id is null))
    )`,
    sql`create table idempotency (
      key_hash text primary key,
      request_hash text not null,
      status integer not null,
      answer text not null,
      at text not null
    )`,
    sql`create index idempotency_by_age on idempotency (at)`,
    sql`create table counters (
      hall_id text not null references halls (id),
      service_day text not null,
      prefix text not null,
      count integer not null check (count > 0),
      primary key (hall_id, service_day, prefix)
    )`,
    sql`create table queue_days (
      queue_id text not null references queues (id),
      service_day text not null,
      waiting integer not null default 0 check (waiting >= 0),
      taken integer not null default 0 check (taken >= 0),
      primary key (queue_id, service_day)
    )`,
    sql`create table appointments (
      id text primary key,
      code text not null unique,
      hall_id text not null references halls (id),
      service_day text not null,
      queue_id text not null references queues (id),
      slot_from text not null,
      slot_to text not null,
      package_id text references packages (id),
      matters text,
      category_id text not null references categories (id),
      language text not null,
      name text,
      phone text,
      phone_hash text,
      person_hash text,
      status text not null check (status in ('booked', 'checked-in', 'cancelled', 'missed')),
      created_at text not null,
      created_by text not null,
      changed_at text not null
    )`,
    sql`create index appointments_by_slot on appointments (queue_id, slot_from, status)`,
    sql`create index appointments_by_day on appointments (hall_id, service_day, slot_from)`,
    sql`create unique index appointments_one_a_phone on appointments (hall_id, service_day, phone_hash)
      where status = 'booked' and phone_hash is not null`,
    sql`create unique index appointments_one_a_person on appointments (hall_id, service_day, person_hash)
      where status = 'booked' and person_hash is not null`,
    sql`create table tickets (
      id text primary key,
      token text not null unique,
      hall_id text not null references halls (id),
      service_day text not null,
      seq integer not null,
      prefix text not null,
      count integer not null check (count > 0),
      number text not null,
      status text not null check (status in
        ('waiting', 'called', 'serving', 'held', 'missed', 'done', 'cancelled', 'expired')),
      package_id text references packages (id),
      category_id text not null references categories (id),
      credit_seconds integer not null,
      language text not null,
      taken_at text not null,
      entry_reference text not null,
      appointment_id text references appointments (id),
      note text,
      companion_id text references staff (id),
      ended_at text,
      version integer not null,
      unique (hall_id, service_day, prefix, count),
      unique (hall_id, seq)
    )`,
    sql`create index tickets_with_note on tickets (hall_id, service_day) where note is not null`,
    sql`create index tickets_by_day on tickets (hall_id, service_day, status)`,
    sql`create table steps (
      id text primary key,
      ticket_id text not null references tickets (id),
      hall_id text not null references halls (id),
      service_day text not null,
      seq integer not null,
      position integer not null check (position >= 0),
      after_steps text not null,
      matters text not null,
      queue_id text not null references queues (id),
      first_queue_id text not null references queues (id),
      status text not null check (status in
        ('blocked', 'waiting', 'called', 'serving', 'held', 'missed', 'done', 'cancelled', 'expired')),
      status_since text not null,
      callable integer not null check (callable in (0, 1)),
      reference text,
      credit_seconds integer not null,
      order_key text,
      order_reason text not null,
      out_of_order integer not null check (out_of_order in (0, 1)),
      only_window_id text references windows (id),
      window_id text references windows (id),
      staff_id text references staff (id),
      hold_kind text check (hold_kind in ('any-window', 'this-window', 'until')),
      hold_until text,
      waiting_since text,
      first_called_at text,
      last_called_at text,
      call_count integer not null,
      round_calls integer not null,
      misses integer not null,
      started_at text,
      start_estimated integer not null check (start_estimated in (0, 1)),
      ended_at text,
      outcome text,
      person_hash text,
      estimate_ahead integer,
      estimate_p50 integer,
      estimate_p90 integer,
      unique (ticket_id, position),
      check (callable = 0 or status = 'waiting'),
      check (status <> 'waiting' or (order_key is not null and waiting_since is not null)),
      check (status not in ('called', 'serving') or window_id is not null),
      check ((status = 'held') = (hold_kind is not null)),
      check ((status in ('done', 'cancelled', 'expired')) = (ended_at is not null))
    )`,
    sql`create unique index steps_one_a_window on steps (window_id) where status in ('called', 'serving')`,
    sql`create unique index steps_one_a_ticket on steps (ticket_id)
      where status in ('called', 'serving', 'held', 'missed')`,
    sql`create unique index steps_one_a_person on steps (hall_id, service_day, person_hash, queue_id)
      where person_hash is not null
        and status in ('blocked', 'waiting', 'called', 'serving', 'held', 'missed')`,
    sql`create index steps_in_order on steps (queue_id, service_day, order_key, seq, position)
      where callable = 1`,
    sql`create index steps_window_heads on steps (only_window_id, service_day, order_key, seq, position)
      where callable = 1 and only_window_id is not null`,
    sql`create index steps_longest on steps (queue_id, service_day, waiting_since) where callable = 1`,
    sql`create index steps_parked on steps (hall_id, service_day, status) where status in ('held', 'missed')`,
    sql`create index steps_held_until on steps (hold_until) where status = 'held' and hold_until is not null`,
    sql`create index steps_of_persons on steps (hall_id, service_day) where person_hash is not null`,
    sql`create index steps_by_day on steps (hall_id, service_day)`,
    sql`create index steps_served on steps (staff_id, service_day) where status = 'done'`,
    sql`create index steps_turns on steps (queue_id, service_day, ended_at) where status = 'done'`,
    sql`create table intervals (
      id text primary key,
      step_id text not null references steps (id),
      ticket_id text not null references tickets (id),
      hall_id text not null,
      service_day text not null,
      queue_id text not null references queues (id),
      status text not null check (status in ('blocked', 'waiting', 'called', 'serving', 'held', 'missed')),
      hold_kind text,
      window_id text references windows (id),
      staff_id text references staff (id),
      began_at text not null,
      ended_at text not null,
      version integer not null,
      voided integer not null default 0 check (voided in (0, 1)),
      check (ended_at >= began_at)
    )`,
    sql`create index intervals_handling on intervals (step_id) where status in ('serving', 'held')`,
    sql`create index intervals_by_day on intervals (hall_id, service_day)`,
    sql`create index intervals_by_version on intervals (hall_id, version)`,
    sql`create table calls (
      id text primary key,
      hall_id text not null references halls (id),
      service_day text not null,
      step_id text not null references steps (id),
      number text not null,
      queue_id text not null references queues (id),
      window_id text not null references windows (id),
      zone_id text not null references zones (id),
      staff_id text references staff (id),
      language text not null,
      at text not null,
      recall integer not null check (recall in (0, 1)),
      reason text,
      version integer not null,
      withdrawn integer not null default 0 check (withdrawn in (0, 1)),
      spoken_at text,
      spoken_by text references devices (id)
    )`,
    sql`create index calls_by_zone on calls (zone_id, service_day, version)`,
    sql`create index calls_by_day on calls (hall_id, service_day, version)`,
    sql`create index calls_by_queue on calls (queue_id, service_day, at) where recall = 0`,
    sql`create table window_intervals (
      id text primary key,
      hall_id text not null references halls (id),
      service_day text not null,
      window_id text not null references windows (id),
      staff_id text not null references staff (id),
      status text not null check (status in ('open', 'paused')),
      reason text,
      began_at text not null,
      ended_at text not null,
      version integer not null,
      voided integer not null default 0 check (voided in (0, 1)),
      check (ended_at >= began_at)
    )`,
    sql`create index window_intervals_by_day on window_intervals (hall_id, service_day)`,
    sql`create table events (
      hall_id text not null,
      version integer not null,
      at text not null,
      command text not null,
      actor text not null,
      ticket_id text,
      step_id text,
      window_id text,
      data text not null,
      primary key (hall_id, version)
    )`,
    sql`create index events_by_ticket on events (ticket_id, version) where ticket_id is not null`,
    sql`create table ratings (
      id text primary key,
      step_id text not null unique references steps (id),
      hall_id text not null references halls (id),
      service_day text not null,
      level integer not null check (level between 1 and 5),
      reasons text not null,
      comment text,
      way text not null,
      at text not null
    )`,
    sql`create index ratings_by_day on ratings (hall_id, service_day)`,
    sql`create table rating_cases (
      id text primary key,
      rating_id text not null unique references ratings (id),
      hall_id text not null references halls (id),
      owner_id text references staff (id),
      due_day text not null,
      status text not null check (status in ('open', 'closed')),
      resolution text,
      opened_at text not null,
      closed_at text,
      check ((status = 'closed') = (resolution is not null and closed_at is not null))
    )`,
    sql`create index rating_cases_by_status on rating_cases (hall_id, status, due_day)`,
    sql`create table home_visits (
      id text primary key,
      token text not null unique,
      hall_id text not null references halls (id),
      package_id text references packages (id),
      matters text not null,
      name text,
      phone text,
      address text,
      wish text,
      status text not null check (status in ('requested', 'accepted', 'scheduled', 'done', 'declined', 'cancelled')),
      owner_id text references staff (id),
      scheduled_at text,
      answer text,
      created_at text not null,
      changed_at text not null
    )`,
    sql`create index home_visits_by_status on home_visits (hall_id, status, created_at)`,
    sql`create table alarms (
      hall_id text not null references halls (id),
      code text not null,
      subject text not null,
      detail text not null,
      raised_at text not null,
      cleared_at text,
      primary key (hall_id, code, subject)
    )`,
  ];
  for (const statement of statements) {
    const text = statement.compile(db).sql;
    const ddl = text.startsWith('create table') ? sql`${sql.raw(text)} ${end}` : statement;
    await ddl.execute(db);
  }
}
