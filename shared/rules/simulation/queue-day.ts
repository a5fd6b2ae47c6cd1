import { ranksBefore } from '../order.ts';
import { Heap } from './heap.ts';

/** One who comes for a queue. Minutes of the local day. */
export interface Visitor {
  readonly at: number;
  /** Reference less head start: the smallest is called first. */
  readonly key: number;
  /** How long a window has the visit in hand. */
  readonly handling: number;
}

export const halfHour = 30;
export const halfHourOf = (minute: number): number => Math.floor(minute / halfHour);

/** A queue and its windows at one moment of a simulated day. */
export interface Moment {
  /** How many have come by then. */
  readonly come: number;
  /** When the visits in hand end. */
  readonly ends: readonly number[];
  /** Who waits, by their place among the visitors. */
  readonly waiting: readonly number[];
}

export const morning: Moment = { come: 0, ends: [], waiting: [] };

/**
 * One queue of one day with windows of its own, called by the product's rule: whoever ranks first of
 * those who wait, whenever a window is free. A window that closes ends its visit first.
 */
export class QueueDay {
  /** In the order in which they come. */
  readonly visitors: readonly Visitor[];

  constructor(visitors: readonly Visitor[]) {
    this.visitors = [...visitors].sort((a, b) => a.at - b.at);
  }

  /**
   * Runs the day from a moment until nobody of those who come before `until` waits.
   *
   * @param windowsAt how many windows are open in a half-hour of the day
   * @param wait told each who is called, by place, with the minutes waited
   * @param from the beginning of a half-hour, at which `moment` is
   * @returns minutes: when the last of them was called; Infinity where there are no windows for them
   */
  run(
    windowsAt: (halfHour: number) => number,
    wait: (place: number, minutes: number) => void,
    { from = 0, until = Infinity, moment = morning }: Span = {},
  ): number {
    const state = new Running(this.visitors, moment);
    let left = moment.waiting.length;
    for (let i = moment.come; i < this.visitors.length && this.visitors[i]!.at < until; i += 1)
      left += 1;
    let last = from;
    let half = halfHourOf(from);
    let now = from;
    state.moveTo(now);
    for (;;) {
      let called: number | null;
      while (left > 0 && (called = state.call(now, windowsAt(half))) !== null) {
        wait(called, now - this.visitors[called]!.at);
        if (this.visitors[called]!.at < until) left -= 1;
        last = now;
      }
      if (left === 0) return last;
      const next = Math.min(state.nextAt(), (half + 1) * halfHour);
      // Nobody opens any more.
      if (next > mostMinutes) return Infinity;
      now = next;
      half = halfHourOf(now);
      state.moveTo(now);
    }
  }

  /**
   * How it stands at the end of a half-hour that began with a moment.
   *
   * @param wait told each who is called in it, by place, with the minutes waited
   */
  after(
    half: number,
    windows: number,
    moment: Moment,
    wait: (place: number, minutes: number) => void,
  ): Moment {
    const end = (half + 1) * halfHour;
    const state = new Running(this.visitors, moment);
    let now = half * halfHour;
    state.moveTo(now);
    while (now < end) {
      for (let at = state.call(now, windows); at !== null; at = state.call(now, windows))
        wait(at, now - this.visitors[at]!.at);
      now = Math.min(state.nextAt(), end);
      // What ends or comes with the stroke belongs to the next half-hour.
      if (now < end) state.moveTo(now);
    }
    return state.moment();
  }
}

interface Span {
  readonly from?: number;
  readonly until?: number;
  readonly moment?: Moment;
}

/** Two days: whoever is not called by then is not called. */
const mostMinutes = 2 * 24 * 60;

class Running {
  private readonly visitors: readonly Visitor[];
  private readonly ends: Heap<number>;
  private readonly line: Heap<number>;
  private come: number;

  constructor(visitors: readonly Visitor[], { come, ends, waiting }: Moment) {
    this.visitors = visitors;
    this.come = come;
    this.ends = new Heap(ends, (a, b) => a < b);
    const rank = (place: number) => ({ seq: place, position: 0 });
    this.line = new Heap(waiting, (a, b) =>
      ranksBefore(visitors[a]!.key, rank(a), visitors[b]!.key, rank(b)),
    );
  }

  /** Calls who is next where a window is free; null: nobody waits, or none is. */
  call(now: number, windows: number): number | null {
    if (this.ends.size >= windows) return null;
    const place = this.line.pop();
    if (place === null) return null;
    this.ends.push(now + this.visitors[place]!.handling);
    return place;
  }

  /** When somebody comes or a visit ends next. */
  nextAt(): number {
    return Math.min(this.visitors[this.come]?.at ?? Infinity, this.ends.first ?? Infinity);
  }

  moveTo(now: number): void {
    while ((this.visitors[this.come]?.at ?? Infinity) <= now) {
      this.line.push(this.come);
      this.come += 1;
    }
    while ((this.ends.first ?? Infinity) <= now) this.ends.pop();
  }

  moment(): Moment {
    return { come: this.come, ends: [...this.ends.all], waiting: [...this.line.all] };
  }
}
