import { Problem } from '../../shared/errors.ts';
import { addDays, daysBetween } from '../../shared/rules/calendar.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { type DayLines, noLines } from '../../shared/rules/sums/lines.ts';
import { linesOf } from '../../shared/rules/sums/make.ts';
import { unpacked } from '../../shared/rules/sums/pack.ts';
import type { Sources } from '../archives/sources.ts';
import { drawnUp, firstDayOf, spanOf } from '../hall/sums-store.ts';
import { readDay } from './store.ts';

/** Which days of which hall. */
export interface Days {
  readonly hallId: string;
  readonly timezone: string;
  readonly now: Instant;
  /** Service days, both included. */
  readonly from: string;
  readonly to: string;
}

/** So many days are in memory at once. */
const atOnce = 31;

/**
 * The lines of each day that has come, one after the other: of a day that is over as they were drawn
 * up, of any other from its rows. Days on which there was nothing yet are left out.
 */
export async function* linesOfDays(sources: Sources, days: Days): AsyncGenerator<DayLines> {
  const { hallId, timezone, now } = days;
  const today = serviceDay(now, timezone);
  // Windows may be open before the hall's first ticket.
  const begins = (await firstDay(sources, hallId)) ?? today;
  const first = begins < days.from ? days.from : begins;
  const last = days.to < today ? days.to : today;
  for (let from = first; from <= last; from = addDays(from, atOnce)) {
    const end = addDays(from, atOnce - 1);
    const to = end < last ? end : last;
    const known = new Map(
      (await drawnUp(sources.main, hallId, { from, to })).map(({ day, body }) => [day, body]),
    );
    for (const day of daysBetween(from, to)) {
      // Today goes on, whatever somebody's clock has said before.
      const body = day < today ? known.get(day) : undefined;
      yield (
        (body === undefined ? null : unpacked(body)) ??
        (await linesFromRows(sources, { ...days, day }))
      );
    }
  }
}

/** The first day that there is anything of; null: there is nothing yet. */
export async function firstDay(sources: Sources, hallId: string): Promise<string | null> {
  const drawn = await spanOf(sources.main, hallId);
  if (drawn !== null) return drawn.first;
  for (const year of sources.years) {
    // One whose file is away is told of where its days are read.
    const first = await sources
      .onYear(year, (db) => firstDayOf(db, hallId))
      .catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'archive_missing') return `${year}-01-01`;
        throw error;
      });
    if (first !== null) return first;
  }
  return firstDayOf(sources.main, hallId);
}

/** The lines of a day from its rows. */
export async function linesFromRows(
  sources: Sources,
  which: Pick<Days, 'hallId' | 'timezone' | 'now'> & { readonly day: string },
): Promise<DayLines> {
  const facts = await sources.onDay(which.day, (db) => readDay(db, which));
  const { tickets, windowSpells, numbersGiven } = facts;
  if (tickets.length + windowSpells.length + numbersGiven === 0)
    return noLines(which.day, Date.parse(dayRange(which.day, which.timezone).from));
  return linesOf(facts, which);
}
