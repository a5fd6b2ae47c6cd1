import type { Quota } from '../contract/hall.ts';
import { instantOf } from './calendar.ts';
import type { Instant } from './instants.ts';

/** So many tickets between two instants of a day; half-open. */
export interface DayPart {
  readonly begins: Instant;
  readonly ends: Instant;
  readonly from: string;
  readonly to: string;
  readonly tickets: number;
}

/** The parts of a day, in order. Pure. */
export function partsOf(quotas: readonly Quota[], day: string, timezone: string): DayPart[] {
  return quotas
    .map((part) => ({
      ...part,
      begins: instantOf(day, part.from, timezone, false),
      ends: instantOf(day, part.to, timezone, true),
    }))
    .filter(({ begins, ends }) => begins < ends)
    .sort((a, b) => (a.begins < b.begins ? -1 : 1));
}

/** The part that an instant falls in; null: none limits it. */
export function partAt(parts: readonly DayPart[], at: Instant): DayPart | null {
  return parts.find((p) => p.begins <= at && at < p.ends) ?? null;
}

/**
 * From when on a used-up part is over: its end, or that of the next ones where they follow at once and
 * give no tickets at all.
 */
export function partOver(parts: readonly DayPart[], used: DayPart): Instant {
  const next = parts.find((p) => p.begins === used.ends && p.tickets === 0);
  return next === undefined ? used.ends : partOver(parts, next);
}
