import { expectedCalls } from './rates.ts';
import { busySpans, type Wait } from './waits.ts';

const missedCalls = 3;
const missedMinutes = 20;

/**
 * Since when the calls of a queue have paused: somebody waits, and three calls that its usual pace
 * promises did not come in twenty minutes or more. Minutes of the day; null: they have not.
 *
 * @param lastCall of today; null: none yet
 */
export function pausedSince(
  waits: readonly Wait[],
  lastCall: number | null,
  rates: Float64Array,
  now: number,
): number | null {
  const busy = busySpans(waits).at(-1);
  if (busy === undefined || busy[1] < now) return null;
  const since = Math.max(busy[0], lastCall ?? busy[0]);
  const isLong = now - since >= missedMinutes;
  return isLong && expectedCalls(rates, [since, now]) >= missedCalls ? since : null;
}
