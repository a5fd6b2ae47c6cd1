import { sql } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Mark } from './mark.ts';

/** The site's name; null: it has none yet. */
export async function siteUid(db: Reader): Promise<string | null> {
  return (await db.selectFrom('site').select('uid').executeTakeFirst())?.uid ?? null;
}

/** The site's name, from now on this one where there was none. */
export async function nameSite(tx: Tx, uid: string): Promise<string> {
  const { uid: name } = await tx
    .updateTable('site')
    .set({ uid: sql<string>`coalesce(uid, ${uid})` })
    .returning(sql<string>`uid`.as('uid'))
    .executeTakeFirstOrThrow();
  return name;
}

export function versions(db: Reader): Promise<{ code: string; version: number }[]> {
  return db.selectFrom('halls').select(['code', 'version']).orderBy('code').execute();
}

/** Where each hall stands: its version, and the highest number of each prefix on its open day. */
export async function numbersNow(db: Reader): Promise<Mark['halls']> {
  const halls = await db
    .selectFrom('halls')
    .select(['id', 'code', 'version', 'open_day'])
    .execute();
  const found: Mark['halls'] = {};
  for (const { id, code, version, open_day: day } of halls) {
    const counts = day === null ? [] : await counters(db, id, day);
    found[code] = {
      version,
      day,
      numbers: Object.fromEntries(counts.map(({ prefix, count }) => [prefix, count])),
    };
  }
  return found;
}

export function counters(
  db: Reader,
  hallId: string,
  day: string,
): Promise<{ prefix: string; count: number }[]> {
  return db
    .selectFrom('counters')
    .select(['prefix', 'count'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .execute();
}

export function halls(db: Reader) {
  return db
    .selectFrom('halls')
    .select(['id', 'code', 'timezone', 'version', 'open_day', 'last_at'])
    .orderBy('code')
    .execute();
}

/** The prefixes of a hall, with the most numbers that each gave on a day since `since`. */
export async function busiestDays(
  db: Reader,
  hallId: string,
  since: string,
): Promise<Map<string, number>> {
  const prefixes = await db
    .selectFrom('queues')
    .select('prefix')
    .where('hall_id', '=', hallId)
    .where('retired', '=', 0)
    .execute();
  const days = await db
    .selectFrom('counters')
    .select(['prefix', sql<number>`max(count - skipped)`.as('most')])
    .where('hall_id', '=', hallId)
    .where('service_day', '>=', since)
    .groupBy('prefix')
    .execute();
  return new Map([
    ...prefixes.map(({ prefix }) => [prefix, 0] as const),
    ...days.map(({ prefix, most }) => [prefix, most] as const),
  ]);
}

/** Moves a counter on; the numbers between are passed over. */
export async function moveCounter(
  tx: Tx,
  at: { hall: string; day: string; prefix: string },
  { from, to }: { from: number; to: number },
): Promise<void> {
  await tx
    .insertInto('counters')
    .values({
      hall_id: at.hall,
      service_day: at.day,
      prefix: at.prefix,
      count: to,
      skipped: to - from,
    })
    .onConflict((conflict) =>
      conflict.columns(['hall_id', 'service_day', 'prefix']).doUpdateSet({
        count: to,
        skipped: sql<number>`counters.skipped + ${to - from}`,
      }),
    )
    .execute();
}

/** A hall's next version, for an event that no command of the hall made. */
export async function nextVersion(
  tx: Tx,
  hallId: string,
  now: Instant,
): Promise<{ version: number; at: Instant }> {
  const { version, last_at: at } = await tx
    .updateTable('halls')
    .set({
      version: sql<number>`version + 1`,
      last_at: sql<string>`case when last_at < ${now} then ${now} else last_at end`,
    })
    .where('id', '=', hallId)
    .returning(['version', 'last_at'])
    .executeTakeFirstOrThrow();
  return { version, at };
}
