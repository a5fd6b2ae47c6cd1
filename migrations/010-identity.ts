import { type Kysely, sql } from 'kysely';

/**
 * Second factors, passwords that must be changed, sign-ins with their last use, and user names that are
 * the same in capitals and small letters.
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const flag = (name: string) =>
    sql`alter table staff add column ${sql.ref(name)} integer not null default 0
      check (${sql.ref(name)} in (0, 1))`;
  const statements = [
    flag('must_change'),
    flag('weak_password'),
    sql`alter table staff add column last_sign_in_at text`,
    sql`alter table staff add column unlocked_at text`,
    // Sealed; the one that was shown and not confirmed yet, and the one that is asked for.
    sql`alter table staff add column factor_offered text`,
    sql`alter table staff add column factor_secret text`,
    sql`alter table staff add column factor_since text`,
    // The period of the newest code that was taken: none is taken twice.
    sql`alter table staff add column factor_period integer not null default 0`,
    sql`create table recovery_codes (
      staff_id text not null references staff (id),
      code_hash text not null,
      used_at text,
      primary key (staff_id, code_hash)
    ) ${sql.raw(tableEnd)}`,
    // Null: of a device, or of a time when nobody wrote it down; such a sign-in has no idle end.
    sql`alter table sessions add column last_used_at text`,
    sql`alter table sessions add column network text`,
    sql`alter table sessions add column browser text`,
    sql`create index sessions_by_person on sessions (staff_id) where staff_id is not null`,
    sql`alter table site add column sign_in_rules text not null default '{}'`,
  ];
  for (const statement of statements) await statement.execute(db);
  await renameDoubles(db);
  await sql`create unique index staff_by_name on staff (lower(username))`.execute(db);
}

interface Person {
  readonly id: string;
  readonly username: string;
  readonly created_at: string;
}

const longest = 64;

/** Of people whose names differ only in capitals the first keeps it; each later one gets a number, and the log says so. */
async function renameDoubles(db: Kysely<unknown>): Promise<void> {
  const { rows: people } = await sql<Person>`select id, username, created_at from staff
    order by created_at, username, id`.execute(db);
  const taken = new Set(people.map(({ username }) => username.toLowerCase()));
  const seen = new Set<string>();
  for (const { id, username, created_at } of people) {
    const name = username.toLowerCase();
    if (!seen.has(name)) {
      seen.add(name);
      continue;
    }
    let now = username;
    for (let n = 2; taken.has(now.toLowerCase()); n += 1) {
      const end = `-${n}`;
      now = username.slice(0, longest - end.length) + end;
    }
    taken.add(now.toLowerCase());
    seen.add(now.toLowerCase());
    await sql`update staff set username = ${now} where id = ${id}`.execute(db);
    const { rows } = await sql<{ version: number; last_at: string }>`update site
      set version = version + 1 returning version, last_at`.execute(db);
    const site = rows[0]!;
    const at = site.last_at === '' ? created_at : site.last_at;
    const data = JSON.stringify({ username: now, before: { username } });
    await sql`insert into events (hall_id, version, at, command, actor, data) values (
      'site', ${site.version}, ${at}, 'rename-staff', 'system', ${data})`.execute(db);
  }
}
