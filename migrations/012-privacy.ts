import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

const rowsAtOnce = 200;
const linkMilliseconds = 48 * 60 * 60 * 1000;

/**
 * Tokens and codes are kept as hashes only, and what can be erased is found by person. What needs the
 * site's key is done with the one that still stands in the database here; it leaves it afterwards
 * (`server/setup.ts`).
 */
export async function up(db: Kysely<unknown>, tableEnd: string): Promise<void> {
  const end = sql.raw(tableEnd);
  const statements = [
    sql`alter table site add column key_fingerprint text`,
    sql`alter table site add column to_wipe integer not null default 0 check (to_wipe in (0, 1))`,
    sql`alter table site add column retention text not null default '{}'`,
    sql`alter table site add column erased_to integer not null default 0`,
    // What stood here in clear is still in the file's free pages.
    sql`update site set to_wipe = 1`,
    sql`alter table halls add column erased_to integer not null default 0`,
    sql`alter table halls add column texts_erased_to text not null default ''`,
    sql`alter table tickets rename column token to token_hash`,
    sql`create table old_ticket_links (
      token_hash text primary key,
      ticket_id text not null references tickets (id)
    ) ${end}`,
    sql`alter table appointments rename column code to code_hash`,
    sql`alter table appointments add column code_sealed text`,
    sql`alter table home_visits rename column token to token_hash`,
    sql`alter table home_visits add column phone_hash text`,
    // What could be undone holds tickets as they were kept before.
    sql`update windows set undo = null`,
    sql`drop index appointments_with_person`,
    sql`create index appointments_with_person on appointments (hall_id, service_day)
      where code_sealed is not null`,
    sql`drop index steps_of_persons`,
    sql`create index steps_of_persons on steps (hall_id, person_hash, service_day)
      where person_hash is not null`,
    sql`create index appointments_of_phones on appointments (hall_id, phone_hash)
      where phone_hash is not null`,
    sql`create index appointments_of_persons on appointments (hall_id, person_hash)
      where person_hash is not null`,
    sql`create index home_visits_of_phones on home_visits (hall_id, phone_hash)
      where phone_hash is not null`,
    sql`create index ratings_with_text on ratings (hall_id, service_day) where comment is not null`,
    sql`create index calls_with_text on calls (hall_id, service_day) where reason is not null`,
    sql`create index window_intervals_with_text on window_intervals (hall_id, service_day)
      where reason is not null`,
    sql`create index steps_with_text on steps (hall_id, service_day) where outcome is not null`,
  ];
  for (const statement of statements) await statement.execute(db);
  const { rows } = await sql<{ secret: string }>`select secret from site`.execute(db);
  const key = new Key(rows[0]?.secret ?? '');
  await hashTickets(db, key);
  await hashAppointments(db, key);
  await hashHomeVisits(db, key);
  await hashPairingCodes(db, key);
  await cleanKeptCloses(db);
}

/** What is made with the site's key, as `server/site-key.ts` makes it for good. */
class Key {
  private readonly secret: string;
  constructor(secret: string) {
    this.secret = secret;
  }
  mac(text: string): Buffer {
    return createHmac('sha256', this.secret).update(text).digest();
  }
  seal(text: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.mac('seal'), iv);
    const sealed = [cipher.update(text, 'utf8'), cipher.final()];
    return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString('base64url');
  }
}

const hashed = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** All rows of a table, some at a time in the order of their ids. */
async function eachBatch<T extends { id: string }>(
  read: (after: string, limit: number) => Promise<{ rows: T[] }>,
  write: (rows: T[]) => Promise<void>,
): Promise<void> {
  for (let after = ''; ;) {
    const { rows } = await read(after, rowsAtOnce);
    if (rows.length > 0) await write(rows);
    if (rows.length < rowsAtOnce) return;
    after = rows.at(-1)!.id;
  }
}

/** Rows of values for a statement: SQLite and PostgreSQL write them alike. */
const valuesOf = (rows: readonly (readonly (string | null)[])[]) =>
  sql.join(rows.map((row) => sql`(${sql.join(row.map((value) => sql`cast(${value} as text)`))})`));

interface OldTicket {
  readonly id: string;
  readonly token_hash: string;
  readonly ended_at: string | null;
  readonly last_at: string;
}

/** Whose link is still good keeps it, and gets the one that is printed from now on beside it. */
async function hashTickets(db: Kysely<unknown>, key: Key): Promise<void> {
  const isGood = ({ ended_at, last_at }: OldTicket): boolean =>
    ended_at === null || Date.parse(last_at) - Date.parse(ended_at) < linkMilliseconds;
  await eachBatch(
    (after, limit) =>
      sql<OldTicket>`select tickets.id, token_hash, ended_at, halls.last_at from tickets
        inner join halls on halls.id = tickets.hall_id
        where tickets.id > ${after} order by tickets.id limit ${sql.lit(limit)}`.execute(db),
    async (rows) => {
      const good = rows.filter(isGood);
      const hashes = rows.map((row) => [
        row.id,
        isGood(row)
          ? hashed(key.mac(`ticket ${row.id}`).subarray(0, 16).toString('base64url'))
          : hashed(row.token_hash),
      ]);
      await sql`with made (id, hash) as (values ${valuesOf(hashes)})
        update tickets set token_hash = made.hash from made where made.id = tickets.id`.execute(db);
      if (good.length === 0) return;
      const links = good.map((row) => [hashed(row.token_hash), row.id]);
      await sql`insert into old_ticket_links (token_hash, ticket_id)
        values ${valuesOf(links)}`.execute(db);
    },
  );
}

interface OldAppointment {
  readonly id: string;
  readonly code_hash: string;
  /** 1 where the person is erased already: the code goes, too. */
  readonly erased: number;
}

async function hashAppointments(db: Kysely<unknown>, key: Key): Promise<void> {
  await eachBatch(
    (after, limit) =>
      sql<OldAppointment>`select id, code_hash,
        case when name is null and phone is null and phone_hash is null and person_hash is null
          and status <> 'booked' then 1 else 0 end as erased
        from appointments where id > ${after} order by id limit ${sql.lit(limit)}`.execute(db),
    async (rows) => {
      const made = rows.map(({ id, code_hash: code, erased }) => [
        id,
        key.mac(`booking ${code}`).toString('base64url'),
        erased === 1 ? null : key.seal(code),
      ]);
      await sql`with made (id, hash, sealed) as (values ${valuesOf(made)})
        update appointments set code_hash = made.hash, code_sealed = made.sealed
        from made where made.id = appointments.id`.execute(db);
    },
  );
}

interface OldVisit {
  readonly id: string;
  readonly token_hash: string;
  readonly phone: string | null;
}

async function hashHomeVisits(db: Kysely<unknown>, key: Key): Promise<void> {
  const phoneHash = (phone: string): string => {
    const digits = phone.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '');
    return key.mac(`phone ${digits}`).toString('base64url');
  };
  await eachBatch(
    (after, limit) =>
      sql<OldVisit>`select id, token_hash, phone from home_visits
        where id > ${after} order by id limit ${sql.lit(limit)}`.execute(db),
    async (rows) => {
      const made = rows.map(({ id, token_hash: token, phone }) => [
        id,
        hashed(token),
        phone === null ? null : phoneHash(phone),
      ]);
      await sql`with made (id, hash, phone) as (values ${valuesOf(made)})
        update home_visits set token_hash = made.hash, phone_hash = made.phone
        from made where made.id = home_visits.id`.execute(db);
    },
  );
}

async function hashPairingCodes(db: Kysely<unknown>, key: Key): Promise<void> {
  const { rows } = await sql<{ id: string; pairing_hash: string }>`select id, pairing_hash
    from devices where pairing_hash is not null`.execute(db);
  for (const { id, pairing_hash: hash } of rows)
    await sql`update devices set pairing_hash = ${key.mac(`pairing ${hash}`).toString('base64url')}
      where id = ${id}`.execute(db);
}

/** What a close of a day can be taken back with holds tickets as they were kept, with their tokens. */
async function cleanKeptCloses(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ hall_id: string; version: number; id: string; before: string }>`
    select hall_id, version, id, before from day_close_undo where kind = 'ticket'`.execute(db);
  for (const { hall_id: hall, version, id, before } of rows) {
    const kept = JSON.parse(before) as { ticket?: { token?: string } };
    delete kept.ticket?.token;
    await sql`update day_close_undo set before = ${JSON.stringify(kept)} where hall_id = ${hall}
      and version = ${version} and kind = 'ticket' and id = ${id}`.execute(db);
  }
}
