import { leastCalls } from '../../shared/rules/foresight/fit.ts';
import { LineWaits } from '../../shared/rules/foresight/line.ts';
import { passOfCalls, type PassWindow, sharedQueues } from '../../shared/rules/foresight/pass.ts';
import { halfHourOf, profileWait, ratesNow } from '../../shared/rules/foresight/rates.ts';
import { pausedSince } from '../../shared/rules/foresight/stall.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { HallDay } from './hall-day.ts';

/** A queue at a moment. */
export interface QueueNow {
  readonly line: LineWaits;
  /** The base of one with so many turns ahead, by the pass of the calling rule; null: it shares no window. */
  readonly pass: ((ahead: number) => number) | null;
  readonly pausedSince: Instant | null;
  /** Too little is known of it. */
  readonly isUnknown: boolean;
}

/**
 * The queues of a hall at an instant, by what its day has shown and the windows that are open. It yields in
 * between, as `hallDay` does.
 */
export function* queuesNow(
  hall: HallDay,
  windows: readonly PassWindow[],
  now: Instant,
): Generator<undefined, Map<string, QueueNow>> {
  const { minutes, queues } = hall;
  const minute = minutes.of(now);
  // Who waited when the day was read: whether they still do, only the next reading knows.
  const readAt = minutes.of(hall.readAt);
  const pass = yield* passNow(hall, windows, now);
  return new Map(
    [...queues].map(([id, { fit, waits, lastCall, lead, shares }]): [string, QueueNow] => {
      const open = windows.filter(({ serves }) => serves.some((s) => s.queueId === id)).length;
      const { gamma } = hall.fit;
      const rates = ratesNow(fit, { open, gamma, shares, half: halfHourOf(minute) });
      const isUnknown = fit.calls < leastCalls;
      const paused = isUnknown ? null : pausedSince(waits, lastCall, fit.rates, readAt);
      const passed = pass.get(id);
      const ofPass = passed === undefined ? null : baseBy(passed, rates, minute);
      const now = { minute, lead: lead.at(minute), late: hall.late, pass: ofPass };
      const line = new LineWaits({ ...fit, rates }, hall.fit.bands, now);
      const since = paused === null ? null : minutes.at(paused);
      return [id, { line, pass: ofPass, pausedSince: since, isUnknown }];
    }),
  );
}

/** Of the queues that share windows: the minutes by turns ahead. */
function* passNow(
  { queues, turnOf }: HallDay,
  windows: readonly PassWindow[],
  now: Instant,
): Generator<undefined, Map<string, number[]>> {
  const shared = sharedQueues(windows);
  if (shared.size === 0) return new Map();
  const lines = new Map([...queues].map(([id, { line }]) => [id, line]));
  const gapOf = (queueId: string): number | null => queues.get(queueId)?.gap ?? null;
  const passed = yield* passOfCalls({ lines, windows, turnOf, gapOf, now });
  for (const queue of passed.keys()) if (!shared.has(queue)) passed.delete(queue);
  return passed;
}

/** Whoever comes after the pass was made waits so much longer as the queue's own pace says. */
function baseBy(
  passed: readonly number[],
  rates: Float64Array,
  minute: number,
): (ahead: number) => number {
  const end = passed.length - 1;
  return (ahead) =>
    passed[ahead] ??
    passed[end]! + profileWait(rates, minute, ahead) - profileWait(rates, minute, end);
}
