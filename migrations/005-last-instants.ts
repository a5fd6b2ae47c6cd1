import { type Kysely, sql } from 'kysely';

interface OldAnswer {
  key_hash: string;
  request_hash: string;
  status: number;
  answer: string;
  at: string;
}

const rowsAtOnce = 500;
const keptMilliseconds = 48 * 60 * 60 * 1000;

/**
 * A hall's newest instant, what a close of a day can be taken back with, and answers kept for keys in
 * a quarter of the room.
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const end = sql.raw(tableEnd);
  const bytes = sql.raw(tableEnd === 'strict' ? 'blob' : 'bytea');
  const statements = [
    sql`alter table halls add column last_at text not null default ''`,
    sql`update halls set last_at = coalesce(
      (select at from events where hall_id = halls.id order by version desc limit 1), '')`,
    sql`alter table site add column last_at text not null default ''`,
    sql`update site set last_at = coalesce(
      (select at from events where hall_id = 'site' order by version desc limit 1), '')`,
    sql`create table day_close_undo (
      hall_id text not null references halls (id),
      version integer not null,
      kind text not null check (kind in ('ticket', 'window')),
      id text not null,
      service_day text not null,
      at text not null,
      before text not null,
      primary key (hall_id, version, kind, id)
    ) ${end}`,
    sql`create table answers (
      key_hash ${bytes} primary key,
      request_hash ${bytes} not null,
      status integer not null,
      answer ${bytes} not null,
      minute integer not null
    ) ${end}`,
    sql`create index answers_by_age on answers (minute)`,
  ];
  for (const statement of statements) await statement.execute(db);
  await carryAnswers(db);
  await sql`drop table idempotency`.execute(db);
  await sql`create index sessions_by_end on sessions (expires_at) where expires_at is not null`.execute(
    db,
  );
}

/** Those of the last two days: a screen that waits for its answer while the server is renewed gets it. */
async function carryAnswers(db: Kysely<unknown>): Promise<void> {
  const { rows: newest } = await sql<{
    at: string | null;
  }>`select max(at) as at from idempotency`.execute(db);
  const last = newest[0]?.at ?? null;
  if (last === null) return;
  let after = '';
  const since = new Date(Date.parse(last) - keptMilliseconds).toISOString();
  for (;;) {
    const { rows } = await sql<OldAnswer>`select * from idempotency
      where key_hash > ${after} and at >= ${since}
      order by key_hash limit ${sql.lit(rowsAtOnce)}`.execute(db);
    for (const row of rows) {
      // The first byte says how the rest is sealed.
      const sealed = Buffer.concat([Buffer.from([0]), Buffer.from(row.answer, 'base64')]);
      await sql`insert into answers (key_hash, request_hash, status, answer, minute) values (
        ${Buffer.from(row.key_hash, 'base64url').subarray(0, 16)},
        ${Buffer.from(row.request_hash, 'base64url').subarray(0, 8)},
        ${row.status}, ${sealed}, ${Math.floor(Date.parse(row.at) / 60_000)})`.execute(db);
    }
    if (rows.length < rowsAtOnce) return;
    after = rows.at(-1)!.key_hash;
  }
}
