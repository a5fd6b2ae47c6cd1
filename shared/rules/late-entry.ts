import { Problem } from '../errors.ts';
import { serviceDay } from './day.ts';
import { type Instant, latest, secondsBetween } from './instants.ts';
import type { Stretch } from './stretches.ts';

/** What may be entered after the server was away, and what contradicts what it knows. Pure. */
interface LateTimes {
  readonly takenAt?: Instant | undefined;
  readonly calledAt?: Instant | undefined;
  readonly startedAt?: Instant | undefined;
  readonly endedAt: Instant;
}

const milliseconds = 86_400_000;

/**
 * The service day that an entry belongs to.
 *
 * @param daysBack how many days before today may still be entered; 0: today only
 * @throws Problem `late_times` where they are not in order or not of one day, `late_in_future`,
 *   `late_too_old`
 */
export function lateDay(
  times: LateTimes,
  at: { readonly now: Instant; readonly timezone: string; readonly daysBack: number },
): string {
  const { takenAt, calledAt, startedAt, endedAt } = times;
  const known = [takenAt, calledAt, startedAt, endedAt].filter((t) => t !== undefined);
  if (known.some((time, i) => i > 0 && time < known[i - 1]!))
    throw new Problem(
      'late_times',
      'Taken, called, started, ended: each no earlier than the one before',
    );
  if (endedAt > at.now)
    throw new Problem('late_in_future', 'What has not ended yet cannot be entered as ended');
  const day = serviceDay(endedAt, at.timezone);
  if (known.some((time) => serviceDay(time, at.timezone) !== day))
    throw new Problem('late_times', 'All times of an entry are of one day');
  const ago = (Date.parse(serviceDay(at.now, at.timezone)) - Date.parse(day)) / milliseconds;
  if (ago > at.daysBack)
    throw new Problem('late_too_old', `Entries go back ${at.daysBack} days at the most`, {
      days: at.daysBack,
    });
  return day;
}

/** A ticket in hand at a window. */
export interface InHandStretch extends Stretch {
  readonly number: string;
}

/** Two at one window may overlap by so many seconds: a clerk notes the time of neither to the second. */
const overlapTolerance = 60;

/**
 * A window has one ticket in hand at most, on paper too.
 *
 * @throws Problem `late_overlaps` with the number that was in hand there at the time
 */
export function refuseOverlap(own: Stretch, others: readonly InHandStretch[]): void {
  for (const { number, from, to } of others) {
    const until = to < own.to ? to : own.to;
    if (secondsBetween(latest(from, own.from), until) > overlapTolerance)
      throw new Problem('late_overlaps', `${number} was in hand at this window at that time`, {
        number,
      });
  }
}
