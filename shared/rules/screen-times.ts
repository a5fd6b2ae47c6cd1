import type { ScreenTimes } from '../contract/screen-times.ts';

/** When a screen is lit, and when it rests. Pure; instants in milliseconds. */
export interface Opening {
  readonly from: string;
  readonly to: string;
}
const minuteMs = 60_000;

/** Minutes since the hall's midnight. */
function minuteOf(now: number, timezone: string): number {
  const [hour = '0', minute = '0'] = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  })
    .format(now)
    .split(':');
  return Number(hour) * 60 + Number(minute);
}
const minutesOf = (time: string): number => {
  const [hour = '0', minute = '0'] = time.split(':');
  return Number(hour) * 60 + Number(minute);
};
function isIn(openings: readonly Opening[], now: number, before = 0, after = 0): boolean {
  return openings.some(
    ({ from, to }) =>
      now >= Date.parse(from) - before * minuteMs && now < Date.parse(to) + after * minuteMs,
  );
}

/**
 * Whether a screen is lit by its times. While the hall is open it always is; and where nobody knows
 * the hours of the hall, times that go by them keep it lit.
 *
 * @param openings of the hall around now, null: not known
 */
export function isLit(
  times: ScreenTimes,
  at: { now: number; timezone: string; openings: readonly Opening[] | null },
): boolean {
  const { now, timezone, openings } = at;
  if (times.by === 'always' || openings === null || isIn(openings, now)) return true;
  if (times.by === 'hours') return isIn(openings, now, times.before, times.after);
  const [minute, on, off] = [minuteOf(now, timezone), minutesOf(times.on), minutesOf(times.off)];
  if (on === off) return true;
  return on < off ? minute >= on && minute < off : minute >= on || minute < off;
}
