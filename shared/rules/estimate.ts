import type { Estimate } from '../contract/primitives.ts';

/** Calls counted, and the seconds of window time that they took in all. */
export interface Pace {
  readonly calls: number;
  readonly seconds: number;
}

/** The recent pace counts against this many calls of the queue's history (rules.md, "Wait estimates"). */
const pseudoCalls = 25;

/**
 * Handling times vary about as much as they last, and a day's pace differs from the usual one:
 * both as shares of a mean. Fitted on the first five of the real days (`bench/estimates.ts`), so
 * that nine waits in ten are within P90 there.
 */
const turnVariation = 1.0;
const paceVariation = 0.6;
const ninetieth = 1.28;

/** Seconds between two calls at one window: the recent pace shrunk towards the history; null: nothing is known. */
export function turnSeconds(recent: Pace, history: Pace): number | null {
  if (history.calls === 0) return recent.calls === 0 ? null : recent.seconds / recent.calls;
  const usual = history.seconds / history.calls;
  return (recent.seconds + usual * pseudoCalls) / (recent.calls + pseudoCalls);
}

/** The windows of a queue that are open, and how many of them have nobody in hand. */
export interface OpenWindows {
  readonly open: number;
  readonly idle: number;
}

/**
 * The wait of one with `ahead` people before it, never below that of the person ahead.
 *
 * @returns null where nothing is known: no open window, or no pace
 */
export function estimateWait(
  ahead: number,
  windows: OpenWindows,
  turn: number | null,
): Estimate | null {
  if (turn === null || windows.open === 0) return null;
  const step = turn / windows.open;
  // An idle window calls at once; else the next one is free after half a turn, as it comes.
  const mean = ahead < windows.idle ? 0 : (ahead + 0.5) * step;
  const ofTurns = turnVariation * step * Math.sqrt(ahead + 1);
  const ofPace = paceVariation * mean;
  return { p50: Math.round(mean), p90: Math.round(mean + ninetieth * Math.hypot(ofTurns, ofPace)) };
}
