import { localTime } from './day.ts';
import type { Instant } from './instants.ts';

const quarter = 900_000;

/**
 * Gives the hour of the hall's local time that an instant falls in, half-open: 08:00 up to, but not
 * including, 09:00 is "08:00". On the day when the clock is set back, one label holds two hours.
 * Every zone's offset is a multiple of a quarter of an hour, so the label of a quarter is kept.
 */
export function hourLabels(timezone: string): (instant: Instant) => string {
  const known = new Map<number, string>();
  return (instant) => {
    const key = Math.floor(Date.parse(instant) / quarter);
    let label = known.get(key);
    if (label === undefined) {
      label = `${localTime(instant, timezone).time.slice(0, 2)}:00`;
      known.set(key, label);
    }
    return label;
  };
}
