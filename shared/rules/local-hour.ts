import { localTime } from './day.ts';
import type { Instant } from './instants.ts';
import type { HoursOfDay } from './sums/ticket-keys.ts';

const quarter = 900_000;

/**
 * Gives the hour of the hall's local time that an instant falls in, half-open: 08:00 up to, but not
 * including, 09:00 is "08:00". On the day when the clock is set back, one label holds two hours.
 * Every zone's offset is a multiple of a quarter of an hour, so the label of a quarter is kept.
 */
export function hourLabels(timezone: string): (instant: Instant) => string {
  const labelAt = hourLabelsAt(timezone);
  return (instant) => labelAt(Date.parse(instant));
}

/** The same of milliseconds since 1970. */
function hourLabelsAt(timezone: string): (ms: number) => string {
  const known = new Map<number, string>();
  return (ms) => {
    const key = Math.floor(ms / quarter);
    let label = known.get(key);
    if (label === undefined) known.set(key, (label = hourAt(ms, timezone)));
    return label;
  };
}

function hourAt(ms: number, timezone: string): string {
  return `${localTime(new Date(ms).toISOString(), timezone).time.slice(0, 2)}:00`;
}

const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
const quartersADay = 96;

/**
 * The hours of days, asked for day by day: on all but two days a year an hour follows from the time since
 * the day began, and the zone is asked twice a day only.
 */
export function hoursOfDays(timezone: string): HoursOfDay {
  return (begins) => {
    const timeAt = (quarters: number): string =>
      localTime(new Date(begins + quarters * quarter).toISOString(), timezone).time;
    const regular = timeAt(0) === '00:00:00' && timeAt(quartersADay - 1) === '23:45:00';
    /** Half-hours by quarter since the day began; whoever is served past midnight is beyond the day's. */
    const known: number[] = [];
    const found = (q: number): number =>
      regular && q < quartersADay ? q >> 1 : halfHourOf(timeAt(q));
    const halfHour = (ms: number): number => {
      const q = (ms / quarter) | 0;
      return (known[q] ??= found(q));
    };
    const of = (times: Int32Array) => {
      const at = new Int32Array(times.length);
      for (let i = 0; i < times.length; i += 1) {
        const ms = times[i]!;
        at[i] = ms < 0 ? -1 : halfHour(ms) >> 1;
      }
      return { keys: hours, at };
    };
    return { of, halfHour };
  };
}

/** @param time HH:MM… of the hall's clock */
function halfHourOf(time: string): number {
  return Number(time.slice(0, 2)) * 2 + (time.slice(3, 5) < '30' ? 0 : 1);
}
