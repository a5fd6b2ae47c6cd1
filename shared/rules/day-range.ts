import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instants.ts';

/** The instants [from, to) of a local day: 23 or 25 hours where summer time begins or ends. */
export function dayRange(day: string, timezone: string): { from: Instant; to: Instant } {
  const date = Temporal.PlainDate.from(day);
  const beginning = (d: Temporal.PlainDate): Instant =>
    new Date(d.toZonedDateTime(timezone).epochMilliseconds).toISOString();
  return { from: beginning(date), to: beginning(date.add({ days: 1 })) };
}
