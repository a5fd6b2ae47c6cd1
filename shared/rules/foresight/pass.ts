import type { Instant } from '../instants.ts';
import { chooseNext, type Head } from '../order.ts';
import type { Span } from './waits.ts';

/** One who waits in a line, in its place. */
export interface InLine {
  readonly order_key: Instant;
  readonly seq: number;
  readonly position: number;
  /** The turns that it takes. */
  readonly weight: number;
}

/** An open window. */
export interface PassWindow {
  readonly serves: readonly { readonly queueId: string; readonly handicapSeconds: number }[];
  /** The queue of the visit in hand, and since when it is there; null: nobody is. */
  readonly hand: { readonly queueId: string; readonly since: Instant } | null;
  /** When it is planned to be closed: minutes from now, in order. */
  readonly rests?: readonly Span[];
}

interface Choice extends Head {
  readonly queueId: string;
}

/** What a pass starts from. Minutes. */
export interface PassStart {
  /** Who waits, in the order in which they are called. */
  readonly lines: ReadonlyMap<string, readonly InLine[]>;
  readonly windows: readonly PassWindow[];
  /** A queue's minutes from call to next call at a window. */
  readonly turnOf: (queueId: string) => number;
  /** Minutes between two who come to a queue, at the pace of the last hour; null: nobody comes. */
  readonly gapOf: (queueId: string) => number | null;
  readonly now: Instant;
}

const longest = 480;

/** A pass yields after so many calls: thousands take a while. */
const callsAStretch = 250;

/**
 * The waits by one pass of the calling rule itself over those who wait now: the windows as they are,
 * each visit as long as its queue's mean from call to call. It says what several queues at one window
 * mean for each of them. Who comes to one queue later takes windows from another one, as in life.
 * It yields now and then, so that whoever is in no hurry can let others have their turn.
 *
 * @returns of each queue the minutes by turns ahead; the last is of one who comes now
 */
export function* passOfCalls(start: PassStart): Generator<undefined, Map<string, number[]>> {
  const { windows, turnOf } = start;
  const lines = new Map<string, PassLine>();
  for (const { serves } of windows)
    for (const { queueId } of serves)
      if (!lines.has(queueId)) lines.set(queueId, new PassLine(queueId, start));
  const free = freeIn(windows, turnOf);
  let left = lines.size;
  for (let looks = 1; left > 0; looks += 1) {
    if (looks % callsAStretch === 0) yield;
    const at = earliest(free);
    const { serves: served, rests = [] } = windows[at]!;
    const rest = rests.find(([from, to]) => from <= free[at]! && free[at]! < to);
    if (rest !== undefined) {
      free[at] = rest[1];
      continue;
    }
    const minute = Math.min(longest, free[at]!);
    const chosen =
      minute === longest
        ? null
        : chooseNext(
            served.flatMap(({ queueId, handicapSeconds }): Choice[] => {
              const head = lines.get(queueId)!.head(minute);
              return head === null ? [] : [{ ...head, handicap_seconds: handicapSeconds, queueId }];
            }),
          );
    if (chosen !== null) {
      const line = lines.get(chosen.queueId)!;
      const turns = line.call(minute);
      // Who comes now shows how long it takes, and takes no window from anybody.
      if (turns === 0) left -= 1;
      free[at] = minute + turns * turnOf(chosen.queueId);
      continue;
    }
    if (minute === longest) break;
    free[at] = Math.min(...served.map(({ queueId }) => lines.get(queueId)!.nextComes()));
  }
  return new Map([...lines].map(([queueId, line]) => [queueId, line.result()]));
}

/** One line as the pass goes on: who waits, then one who comes now, then those who come later. */
class PassLine {
  private readonly waits: number[] = [];
  private readonly line: readonly InLine[];
  private readonly turn: number;
  private readonly gap: number | null;
  private readonly now: number;
  private place = 0;
  /** The next who comes, made once: each window that is free looks at all of its heads. */
  private coming: { readonly place: number; readonly order_key: Instant } | null = null;

  constructor(queueId: string, { lines, turnOf, gapOf, now }: PassStart) {
    this.line = lines.get(queueId) ?? [];
    this.turn = turnOf(queueId);
    this.gap = gapOf(queueId);
    this.now = Date.parse(now);
  }

  /** The first in line at a minute; null: nobody. */
  head(minute: number): Omit<Head, 'handicap_seconds'> | null {
    const waiting = this.line[this.place];
    if (waiting !== undefined) return waiting;
    const comes = this.nextComes();
    if (comes > minute) return null;
    if (this.coming?.place !== this.place) {
      const order_key = new Date(this.now + comes * 60_000).toISOString();
      this.coming = { place: this.place, order_key };
    }
    return { order_key: this.coming.order_key, seq: Infinity, position: 0 };
  }

  /** When the next comes who is not there yet. */
  nextComes(): number {
    const later = this.place - this.line.length;
    if (later <= 0) return 0;
    return this.gap === null ? Infinity : (later - 0.5) * this.gap;
  }

  /** The first in line is called. @returns the turns that it takes */
  call(minute: number): number {
    const called = this.line[this.place];
    this.place += 1;
    if (called === undefined) {
      if (this.place > this.line.length + 1) return 1;
      this.waits.push(minute);
      return 0;
    }
    for (let i = 0; i < called.weight; i++) this.waits.push(minute + i * this.turn);
    return called.weight;
  }

  result(): number[] {
    // Whoever was not called within the day waits longer than anybody is told.
    if (this.place > this.line.length) return this.waits;
    const left = this.line
      .slice(this.place)
      .flatMap(({ weight }) => Array<number>(weight).fill(longest));
    return [...this.waits, ...left, longest];
  }
}

/** When each window is free: what is left of the visits in hand, spread over the windows busy with a queue. */
function freeIn(windows: readonly PassWindow[], turnOf: (queueId: string) => number): number[] {
  const free = windows.map(() => 0);
  const busy = windows.flatMap(({ hand }, i) => (hand === null ? [] : [{ ...hand, i }]));
  // Who has been there longest is done first.
  busy.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  const all = new Map<string, number>();
  for (const { queueId } of busy) all.set(queueId, (all.get(queueId) ?? 0) + 1);
  const seen = new Map<string, number>();
  for (const { queueId, i } of busy) {
    const k = seen.get(queueId) ?? 0;
    free[i] = (turnOf(queueId) * (k + 0.5)) / all.get(queueId)!;
    seen.set(queueId, k + 1);
  }
  return free;
}

function earliest(free: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < free.length; i++) if (free[i]! < free[best]!) best = i;
  return best;
}

/** The queues of windows that serve several: their waits follow from one another. */
export function sharedQueues(windows: readonly Pick<PassWindow, 'serves'>[]): Set<string> {
  const shared = windows.filter(({ serves }) => serves.length > 1);
  return new Set(shared.flatMap(({ serves }) => serves.map(({ queueId }) => queueId)));
}
