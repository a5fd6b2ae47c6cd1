import { z } from 'zod';
import { Hours } from '../../shared/contract/hall.ts';
import { type DayPlan, daysApart, instantOf, type Period } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader } from '../db/open.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import type { HallConfig } from '../hall/config.ts';
import { find, inForce } from '../setup-document/revision-store.ts';

/** The days of a hall, as its calendar plans them. */
export type Planned = (hall: HallConfig, from: string, count: number) => Unit<Iterable<DayPlan>>;

/** What of a document that is kept is looked at here. */
const Kept = z.object({ hall: z.object({ hours: z.array(Hours).default([]) }) });

/** Hours of a hall and when they stood; null: without a beginning, and until now. */
interface Stood {
  readonly hours: () => Promise<readonly Hours[]>;
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/**
 * The periods of each day by the hours that the hall had then: where they were changed in the middle of
 * a day, each part of it has its own. The calendar is that of now. Days before the oldest revision that
 * is kept have the hours of that one.
 *
 * @param span service days, both included
 */
export async function periodsThen(
  db: Reader,
  hall: HallConfig,
  { from: first, to: last }: { readonly from: string; readonly to: string },
  planned: Planned,
): Promise<Map<string, readonly Period[]>> {
  const periods = new Map<string, readonly Period[]>();
  for (const { hours, from, to } of await stoodFrom(db, hall, last)) {
    const begins = from === null ? first : serviceDay(from, hall.timezone);
    const ends = to === null ? last : serviceDay(to, hall.timezone);
    if (begins > last || ends < first) continue;
    const [begin, end] = [begins < first ? first : begins, ends > last ? last : ends];
    const then = { ...hall, hours: await hours() };
    for (const plan of await runUnit(db, planned(then, begin, daysApart(begin, end) + 1)))
      periods.set(plan.day, [
        ...(periods.get(plan.day) ?? []),
        ...plan.periods.flatMap((period) => within(period, from, to)),
      ]);
  }
  return periods;
}

/** The hours that stood until the end of a day, one after the other. */
async function stoodFrom(db: Reader, hall: HallConfig, last: string): Promise<Stood[]> {
  const revisions = (await inForce(db, hall.id)).filter((r) => r.from_day <= last);
  const begins = revisions.map((r, i) => (i === 0 ? null : beginOf(r, hall)));
  const stood = revisions.map(({ revision, state }, i) => ({
    hours: () => (state === 'current' ? Promise.resolve(hall.hours) : hoursOf(db, hall, revision)),
    from: begins[i]!,
    to: begins[i + 1] ?? null,
  }));
  return stood.length > 0
    ? stood
    : [{ hours: () => Promise.resolve(hall.hours), from: null, to: null }];
}

/** When a revision came into force: at once, or with the day that it was published for. */
function beginOf({ at, from_day }: { at: Instant; from_day: string }, { timezone }: HallConfig) {
  return serviceDay(at, timezone) >= from_day ? at : instantOf(from_day, '00:00', timezone, false);
}

/** Of a revision that is kept no more since it was looked for: those of now. */
async function hoursOf(db: Reader, hall: HallConfig, revision: number): Promise<readonly Hours[]> {
  const found = await find(db, hall.id, revision);
  return found === null ? hall.hours : Kept.parse(found.document).hall.hours;
}

/** What of a period lies between two instants. */
function within(period: Period, from: Instant | null, to: Instant | null): Period[] {
  const begins = from !== null && from > period.begins ? from : period.begins;
  const ends = to !== null && to < period.ends ? to : period.ends;
  return begins < ends ? [{ ...period, begins, ends }] : [];
}
