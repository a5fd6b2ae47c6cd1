/** All times of this folder are minutes of the hall's local day. */

/** One who waited in a queue, or still waits. */
export interface Wait {
  readonly began: number;
  /** When it was called or left; of one who still waits, now. */
  readonly until: number;
  readonly called: boolean;
  /** The people before it when it began; below 0 a window of its own was free. */
  readonly ahead: number;
  /** The base that was said when it began, where a pass of the calling rule said it. */
  readonly base?: number | null;
  /** Windows open for its queue when it began; absent or 0: not known. */
  readonly windows?: number;
}

/** From, to. */
export type Span = readonly [number, number];

/** The busy time of a queue: the intervals in which somebody waited, in order. */
export function busySpans(waits: readonly Wait[]): Span[] {
  const spans: [number, number][] = [];
  for (const { began, until } of [...waits].sort((a, b) => a.began - b.began)) {
    if (until <= began) continue;
    const last = spans.at(-1);
    if (last !== undefined && began <= last[1]) last[1] = Math.max(last[1], until);
    else spans.push([began, until]);
  }
  return spans;
}

/** The instants of the calls in busy time, in order; a call that ends it belongs to it. */
export function busyCalls(waits: readonly Wait[], spans: readonly Span[]): number[] {
  const calls = waits.flatMap((w) => (w.called ? [w.until] : [])).sort((a, b) => a - b);
  let i = 0;
  return calls.filter((at) => {
    while (i < spans.length && spans[i]![1] < at) i += 1;
    return i < spans.length && spans[i]![0] < at;
  });
}

const clearedCalls = 10;
const clearedMinutes = 5;
const clearedPerWindow = 3;

/** A call, and how many windows were open for its queue; 0: not known. */
export interface Call {
  readonly called: number;
  readonly windows: number;
}

/**
 * The calls with which a line was cleared: ten or more within five minutes, three or more a window.
 * Numbers called away are no measure of the pace.
 *
 * @returns their places in `calls`
 */
export function clearedCallsOf(calls: readonly Call[]): Set<number> {
  const inOrder = calls.map((call, i) => ({ ...call, i })).sort((a, b) => a.called - b.called);
  const cleared = new Set<number>();
  let to = 0;
  inOrder.forEach(({ called, windows }, from) => {
    while (to < inOrder.length && inOrder[to]!.called - called < clearedMinutes) to += 1;
    if (to - from < Math.max(clearedCalls, clearedPerWindow * windows)) return;
    for (const { i } of inOrder.slice(from, to)) cleared.add(i);
  });
  return cleared;
}

/** Visits at windows, from a call to the next one there. */
export interface Turns {
  readonly count: number;
  readonly minutes: number;
}

/** A visit at a window, in minutes of the day. */
export interface AtWindow {
  readonly queue: string;
  readonly window: string;
  readonly waitedFrom: number;
  readonly called: number;
  /** Null: it goes on. */
  readonly ended: number | null;
}

/** A longer gap before the next call is a pause. */
const longestGap = 5;

/**
 * The turns of each queue on one day: to the next call where somebody waited for it, else to the end. The
 * time of visits that go on counts, too: else a morning knows only the short ones.
 */
export function turnsOf(visits: readonly AtWindow[], now = Infinity): Map<string, Turns> {
  const turns = new Map<string, Turns>();
  const inOrder = [...visits].sort((a, b) =>
    a.window === b.window ? a.called - b.called : a.window < b.window ? -1 : 1,
  );
  inOrder.forEach((visit, i) => {
    const { count, minutes } = turns.get(visit.queue) ?? { count: 0, minutes: 0 };
    turns.set(visit.queue, {
      count: count + (visit.ended === null ? 0 : 1),
      minutes: minutes + Math.max(0, turnEnd(visit, inOrder[i + 1], now) - visit.called),
    });
  });
  return turns;
}

function turnEnd({ window, ended }: AtWindow, next: AtWindow | undefined, now: number): number {
  if (ended === null) return now;
  if (next?.window !== window) return ended;
  // It was on hold, and the window called another: that time is no part of its turn (faults F4).
  if (next.called < ended) return next.called;
  const goesOn = next.waitedFrom <= ended && next.called - ended <= longestGap;
  return goesOn ? next.called : ended;
}

export const addTurns = (a: Turns | undefined, b: Turns | undefined): Turns => ({
  count: (a?.count ?? 0) + (b?.count ?? 0),
  minutes: (a?.minutes ?? 0) + (b?.minutes ?? 0),
});
