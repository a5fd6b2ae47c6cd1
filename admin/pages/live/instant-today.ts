import { formatTime } from '../../../shared/ui/format.ts';

const dayMinutes = 24 * 60;
const minutesOf = (time: string): number => {
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/**
 * The instant at which it is a time (HH:MM) in a hall on the day that it is there now; null: that is no
 * time. Where the clocks change in between, the time that they then show counts.
 *
 * @param now milliseconds
 */
export function instantToday(time: string, now: number, timezone: string): string | null {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null;
  const shownAt = (at: number): number => minutesOf(formatTime(at, timezone, 'en'));
  const first = now - (now % 60_000) + (minutesOf(time) - shownAt(now)) * 60_000;
  const off = (((minutesOf(time) - shownAt(first)) % dayMinutes) + dayMinutes) % dayMinutes;
  const shift = off > dayMinutes / 2 ? off - dayMinutes : off;
  return new Date(first + shift * 60_000).toISOString();
}
