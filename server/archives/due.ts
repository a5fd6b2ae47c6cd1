import { addDays } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** A year is left alone for so many days after its end: late entries, ratings and undoing are over then. */
export const restDays = 30;

/** Why a year cannot be archived yet, with what its sentence needs. */
export type NotYet =
  | { readonly why: 'not-over'; readonly from: string }
  | { readonly why: 'open-day'; readonly hall: string; readonly day: string }
  | { readonly why: 'earlier'; readonly earlier: number }
  | { readonly why: 'empty' };

interface Site {
  readonly now: Instant;
  readonly halls: readonly {
    readonly code: string;
    readonly timezone: string;
    readonly open_day: string | null;
  }[];
  /** The oldest year that the database still has; null: it has none. */
  readonly oldest: number | null;
}

/** Null: it can be. Years go in their order, so that each log stays whole from somewhere on. */
export function notYet(year: number, { now, halls, oldest }: Site): NotYet | null {
  const from = addDays(`${year + 1}-01-01`, restDays);
  if (halls.some(({ timezone }) => serviceDay(now, timezone) < from))
    return { why: 'not-over', from };
  const open = halls.find(({ open_day: day }) => day !== null && day <= `${year}-12-31`);
  if (open !== undefined) return { why: 'open-day', hall: open.code, day: open.open_day! };
  if (oldest === null || oldest > year) return { why: 'empty' };
  return oldest < year ? { why: 'earlier', earlier: oldest } : null;
}

/** The full hour in a time zone, 0 to 23. */
export function localHourOf(now: Instant, timezone: string): number {
  const form = new Intl.DateTimeFormat('en', {
    hour: 'numeric',
    hourCycle: 'h23',
    timeZone: timezone,
  });
  return Number(form.format(new Date(now)));
}
