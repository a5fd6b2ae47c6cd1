import { dayRange } from '../../shared/rules/day-range.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import { halfHour, halfHourOf } from '../../shared/rules/simulation/queue-day.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import type { HallKind } from '../../shared/rules/simulation/hall-staffing.ts';
import { wholeByHalfHour } from '../../shared/rules/simulation/allotment.ts';
import type { QueueWork } from '../../shared/rules/simulation/staffing.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import type { DayWork } from './work-store.ts';

/** How much of a window a queue has: what is its main work, shared out among all that is. */
export function partOf({ serves }: WindowConfig, queueId: string): number {
  const main = serves.filter((s) => s.handicapSeconds === 0);
  return main.some((s) => s.queueId === queueId) ? 1 / main.length : 0;
}

interface Day {
  readonly day: string;
  readonly work: DayWork;
}

/** Windows that serve the same queues in the same way, and when they were open. */
export interface KindOfWindows extends HallKind {
  readonly numbers: readonly number[];
}

/** The kinds of windows that a hall has. @param now windows that are open are so until then */
export function kindsOfWindows(
  hall: HallConfig,
  days: readonly Day[],
  now: Instant,
): KindOfWindows[] {
  const placeOf = (queue: string): number => hall.queues.findIndex(({ id }) => id === queue);
  const servesOf = ({ serves }: WindowConfig) =>
    serves
      .map(({ queueId: queue, handicapSeconds }) => ({
        queue,
        handicapMinutes: handicapSeconds / 60,
      }))
      .sort((a, b) => a.handicapMinutes - b.handicapMinutes || placeOf(a.queue) - placeOf(b.queue));
  const kinds = groupBy(hall.windows, (window) => JSON.stringify(servesOf(window)));
  return [...kinds.values()].map((windows) => {
    const ids = new Set(windows.map(({ id }) => id));
    const open = days.map(({ day, work }) => {
      const { from: begins, to: ends } = dayRange(day, hall.timezone);
      const minute = (instant: string): number =>
        (Date.parse(instant) - Date.parse(begins)) / 60_000;
      const sums = new Map<number, number>();
      for (const { window_id, began_at, ended_at } of work.spells)
        if (ids.has(window_id) && began_at >= begins && began_at < ends)
          addSpan(sums, minute(began_at), minute(ended_at ?? (now < ends ? now : ends)), 1);
      return sums;
    });
    return {
      serves: servesOf(windows[0]!),
      numbers: windows.map(({ number }) => number),
      count: windows.length,
      wereOpen: meanOpen(open),
    };
  });
}

/** What recorded days of a hall say of the work of each of its queues. @param now windows that are open are so until then */
export function workOfDays(
  hall: HallConfig,
  days: readonly Day[],
  now: Instant,
): Map<string, QueueWork> {
  const seen = days.map(({ day, work }) => ({ day, ...ofDay(hall, { day, work }, now) }));
  // Also of queues to which nobody came: a window that is theirs, too, is no other's as a whole.
  const wereOpen = wholeByHalfHour(
    new Map(
      hall.queues.map(({ id }) => [
        id,
        meanOpen(seen.map(({ open }) => open.get(id) ?? new Map<number, number>())),
      ]),
    ),
  );
  return new Map(
    hall.queues.flatMap(({ id }): [string, QueueWork][] => {
      const came = seen.map(({ day, came: all }) => ({ day, came: all.get(id) ?? [] }));
      if (came.every((each) => each.came.length === 0)) return [];
      const hands = seen.flatMap((each) => each.hands.get(id) ?? []);
      const byHalfHour = new Map<number, number[]>();
      for (const { at, minutes } of hands) {
        const half = halfHourOf(at);
        byHalfHour.set(half, [...(byHalfHour.get(half) ?? []), minutes]);
      }
      const first = Math.min(
        ...hands.map(({ at }) => at),
        ...came.flatMap((each) => (hands.length > 0 ? [] : each.came.map(({ at }) => at))),
      );
      const work: QueueWork = {
        days: came,
        handling: { byHalfHour, all: hands.map(({ minutes }) => minutes) },
        grid: 0,
        opens: halfHourOf(first),
        wereOpen: wereOpen.get(id)!,
      };
      return [[id, work]];
    }),
  );
}

function ofDay(hall: HallConfig, { day, work }: Day, now: Instant) {
  const { waits, hands, spells } = work;
  const { from: begins, to: ends } = dayRange(day, hall.timezone);
  const midnight = Date.parse(begins);
  const minute = (instant: string): number => (Date.parse(instant) - midnight) / 60_000;
  const came = new Map<string, { at: number; key: number }[]>();
  for (const { queue_id, waiting_since, order_key, credit_seconds, misses } of waits) {
    const since = waiting_since!;
    // Who came back after a miss has another place by now.
    const key = misses === 0 && order_key !== null ? order_key : plus(since, -credit_seconds);
    listed(came, queue_id).push({ at: minute(since), key: minute(key) });
  }
  const handled = new Map<string, { at: number; minutes: number }[]>();
  let [lastStep, lastEnd] = ['', ''];
  for (const { step_id, queue_id, began_at, ended_at } of hands) {
    const minutes = minute(ended_at) - minute(began_at);
    const visits = listed(handled, queue_id);
    const last = visits.at(-1);
    // Called, then served: one visit in hand.
    if (last !== undefined && lastStep === step_id && lastEnd === began_at) last.minutes += minutes;
    else visits.push({ at: minute(began_at), minutes });
    [lastStep, lastEnd] = [step_id, ended_at];
  }
  const open = new Map<string, Map<number, number>>();
  for (const { window_id, began_at, ended_at } of spells) {
    const window = hall.windowById.get(window_id);
    if (window === undefined || began_at < begins || began_at >= ends) continue;
    const until = ended_at ?? (now < ends ? now : ends);
    for (const { queueId } of window.serves) {
      const part = partOf(window, queueId);
      if (part === 0) continue;
      const own = open.get(queueId) ?? new Map<number, number>();
      open.set(queueId, own);
      addSpan(own, minute(began_at), minute(until), part);
    }
  }
  return { came, hands: handled, open };
}

/** Adds to each half-hour how much of it lies between two minutes of the day. */
function addSpan(sums: Map<number, number>, from: number, to: number, part: number): void {
  for (let half = halfHourOf(from); half * halfHour < to; half += 1) {
    const begin = Math.max(from, half * halfHour);
    const end = Math.min(to, (half + 1) * halfHour);
    sums.set(half, (sums.get(half) ?? 0) + (part * (end - begin)) / halfHour);
  }
}

function meanOpen(days: readonly ReadonlyMap<number, number>[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const day of days)
    for (const [half, windows] of day) sums.set(half, (sums.get(half) ?? 0) + windows);
  return new Map([...sums].map(([half, sum]) => [half, sum / days.length]));
}

function listed<T>(map: Map<string, T[]>, key: string): T[] {
  let list = map.get(key);
  if (list === undefined) map.set(key, (list = []));
  return list;
}
