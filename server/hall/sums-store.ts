import { sql } from 'kysely';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader, Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

interface OfDay {
  readonly hall: string;
  readonly day: string;
}

/**
 * For whatever changes the rows of a day that is over, in its transaction: what was counted of it is
 * drawn up anew, and reports read the rows until then.
 */
export const sumsOutdated = prepared<OfDay, never>((db, p) =>
  db
    .insertInto('day_sums')
    .values({ hall_id: p('hall'), service_day: p('day'), mark: null, made_at: null, body: null })
    .onConflict((conflict) =>
      conflict
        .columns(['hall_id', 'service_day'])
        .doUpdateSet({ mark: null, made_at: null, body: null, tickets: 0 }),
    ),
);

/** The same of a day that goes on again: it is drawn up when it is over. */
export async function sumsTakenBack(tx: Tx, { hall, day }: OfDay): Promise<void> {
  await tx
    .deleteFrom('day_sums')
    .where('hall_id', '=', hall)
    .where('service_day', '>=', day)
    .execute();
}

/** The days of a span that were drawn up, with what was. */
export function drawnUp(
  db: Reader,
  hall: string,
  { from, to }: { from: string; to: string },
): Promise<{ day: string; body: Uint8Array }[]> {
  return db
    .selectFrom('day_sums')
    .select(['service_day as day', 'body'])
    .where('hall_id', '=', hall)
    .where('service_day', '>=', from)
    .where('service_day', '<=', to)
    .where('body', 'is not', null)
    .orderBy('service_day')
    .$narrowType<{ body: Uint8Array }>()
    .execute();
}

/** The first and the last day that there is anything of here; null: none. */
export async function spanOf(
  db: Reader,
  hall: string,
): Promise<{ first: string; last: string } | null> {
  const end = (order: 'asc' | 'desc') =>
    db
      .selectFrom('day_sums')
      .select('service_day')
      .where('hall_id', '=', hall)
      .orderBy('service_day', order)
      .limit(1)
      .executeTakeFirst();
  const [first, last] = [await end('asc'), await end('desc')];
  return first === undefined || last === undefined
    ? null
    : { first: first.service_day, last: last.service_day };
}

/** The first days that have to be drawn up, before one. */
export async function outdatedDays(
  db: Reader,
  hall: string,
  { before, most }: { before: string; most: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('day_sums')
    .select('service_day')
    .where('hall_id', '=', hall)
    .where('body', 'is', null)
    .where('service_day', '<', before)
    .orderBy('service_day')
    .limit(most)
    .execute();
  return rows.map((row) => row.service_day);
}

/** The first day of a hall that has rows of any kind; null: none has. */
export async function firstDayOf(db: Reader, hall: string): Promise<string | null> {
  const firsts = await Promise.all(
    (['tickets', 'window_intervals', 'counters'] as const).map((table) =>
      db
        .selectFrom(table)
        .select('service_day')
        .where('hall_id', '=', hall)
        .orderBy('service_day')
        .limit(1)
        .executeTakeFirst(),
    ),
  );
  const days = firsts.flatMap((row) => row?.service_day ?? []);
  return days.length === 0 ? null : days.reduce((a, b) => (a < b ? a : b));
}

/** Before the rows of days are read: with the same mark it is known later that they did not change. */
export async function markDays(
  tx: Tx,
  hall: string,
  { days, mark }: { days: readonly string[]; mark: string },
): Promise<void> {
  await tx
    .insertInto('day_sums')
    .values(
      days.map((day) => ({ hall_id: hall, service_day: day, mark, made_at: null, body: null })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['hall_id', 'service_day'])
        .doUpdateSet({ mark: sql`excluded.mark`, made_at: null, body: null }),
    )
    .execute();
}

/** @returns whether nothing has changed the day's rows since it was marked */
export async function keepSums(
  tx: Tx,
  hall: string,
  made: { day: string; body: Uint8Array; tickets: number; mark: string; at: Instant },
): Promise<boolean> {
  const { day, mark, at, tickets } = made;
  const { numUpdatedRows } = await tx
    .updateTable('day_sums')
    // A copy as a buffer: what comes from another thread is none.
    .set({ body: Buffer.from(made.body), made_at: at, tickets, mark: null })
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .where('mark', '=', mark)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
