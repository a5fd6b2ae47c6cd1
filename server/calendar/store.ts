import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { CalendarTable } from '../db/tables/setup.ts';

export type CalendarRow = Selectable<CalendarTable>;

/** The days from `from` to `to`, both included, that differ from their weekday. */
export const between = prepared<{ hall: string; from: string; to: string }, CalendarRow>((db, p) =>
  db
    .selectFrom('calendar')
    .selectAll()
    .where('hall_id', '=', p('hall'))
    .where('day', '>=', p('from'))
    .where('day', '<=', p('to')),
);

export async function putEntry(tx: Tx, row: Insertable<CalendarTable>): Promise<void> {
  const { hall_id, day, ...changed } = row;
  await tx
    .insertInto('calendar')
    .values({ hall_id, day, ...changed })
    .onConflict((conflict) => conflict.columns(['hall_id', 'day']).doUpdateSet(changed))
    .execute();
}

/** What stands of some days, ascending: at most as many as are changed at once. */
export function entriesOn(db: Reader, hall: string, days: readonly string[]) {
  return db
    .selectFrom('calendar')
    .select(['day', 'kind', 'name', 'hours'])
    .where('hall_id', '=', hall)
    .where('day', 'in', days.length === 0 ? [''] : days)
    .orderBy('day')
    .execute();
}

/** @returns whether there was one */
export async function removeEntry(tx: Tx, hall: string, day: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('calendar')
    .where('hall_id', '=', hall)
    .where('day', '=', day)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The years whose holidays are known. */
export async function knownYears(db: Reader, hall: string): Promise<ReadonlySet<number>> {
  const row = await db
    .selectFrom('halls')
    .select('calendar_years')
    .where('id', '=', hall)
    .executeTakeFirstOrThrow();
  return new Set(JSON.parse(row.calendar_years) as number[]);
}

export async function setKnownYears(
  tx: Tx,
  hall: string,
  years: ReadonlySet<number>,
): Promise<void> {
  await tx
    .updateTable('halls')
    .set({ calendar_years: JSON.stringify([...years].sort((a, b) => a - b)) })
    .where('id', '=', hall)
    .execute();
}

export function hallsIn(tx: Tx, timezone: string): Promise<{ id: string }[]> {
  return tx.selectFrom('halls').select('id').where('timezone', '=', timezone).execute();
}

/** Adds days of a seed; what was entered by hand stays. */
export async function addEntries(
  tx: Tx,
  rows: readonly Insertable<CalendarTable>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('calendar')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['hall_id', 'day']).doNothing())
    .execute();
}

export async function bookedOn(db: Reader, hall: string, day: string): Promise<number> {
  const row = await db
    .selectFrom('appointments')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .where('status', '=', 'booked')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many are booked on each day of a span that somebody is booked on. */
export function bookedBetween(
  db: Reader,
  hall: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<{ day: string; booked: number }[]> {
  return db
    .selectFrom('appointments')
    .select((e) => ['service_day as day', e.fn.countAll<number>().as('booked')])
    .where('hall_id', '=', hall)
    .where('service_day', '>=', from)
    .where('service_day', '<=', to)
    .where('status', '=', 'booked')
    .groupBy('service_day')
    .orderBy('service_day')
    .execute();
}
