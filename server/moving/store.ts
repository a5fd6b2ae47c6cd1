import type { Reader } from '../db/open.ts';

export function halls(db: Reader): Promise<{ id: string; code: string }[]> {
  return db.selectFrom('halls').select(['id', 'code']).orderBy('code').execute();
}

export async function versionOf(db: Reader, code: string): Promise<number> {
  const row = await db
    .selectFrom('halls')
    .select('version')
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
  return row.version;
}

/** The days on which a hall gave numbers, oldest first. */
export async function daysOf(db: Reader, hallId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('counters')
    .select('service_day')
    .distinct()
    .where('hall_id', '=', hallId)
    .orderBy('service_day')
    .execute();
  return rows.map((row) => row.service_day);
}

export function ticketsOf(
  db: Reader,
  hallId: string,
  day: string,
): Promise<{ id: string; number: string }[]> {
  return db
    .selectFrom('tickets')
    .select(['id', 'number'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .orderBy('seq')
    .execute();
}

/** How the site's key is known, and the key itself where it has no file of its own. */
export async function keyOf(
  db: Reader,
): Promise<{ secret: string; fingerprint: string | null } | null> {
  const row = await db.selectFrom('site').select(['secret', 'key_fingerprint']).executeTakeFirst();
  return row === undefined ? null : { secret: row.secret, fingerprint: row.key_fingerprint };
}
