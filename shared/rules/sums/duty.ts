import type { Period, PeriodKind } from '../calendar.ts';
import type { TicketKeys } from './ticket-keys.ts';
import type { DayLines } from './lines.ts';

export type HoursKind = PeriodKind | 'outside';
export const hoursKinds: readonly HoursKind[] = [
  'regular',
  'noon-duty',
  'evening',
  'weekend-duty',
  'outside',
];

/** The kind of the hours in which each ticket of a day was taken, by the day's hours. Pure. */
export function dutyOf(
  { begins, of: { tickets } }: DayLines,
  periods: readonly Period[],
): TicketKeys {
  const known = periods.map(({ begins: from, ends, kind }) => ({
    from: Date.parse(from) - begins,
    to: Date.parse(ends) - begins,
    kind: hoursKinds.indexOf(kind),
  }));
  const outside = hoursKinds.indexOf('outside');
  const kindAt = (ms: number): number => {
    for (const { from, to, kind } of known) if (from <= ms && ms < to) return kind;
    return outside;
  };
  return { keys: hoursKinds, at: tickets.taken.map(kindAt) };
}
