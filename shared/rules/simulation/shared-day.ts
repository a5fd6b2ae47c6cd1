import { ranksBefore } from '../order.ts';
import { Heap } from './heap.ts';
import type { Visitor } from './queue-day.ts';

/** Windows that serve the same queues in the same way. Minutes. */
export interface WindowKind {
  /** Queues by their place in a list, the handicap of each in minutes: 0, its main work. */
  readonly serves: readonly { readonly queue: number; readonly handicap: number }[];
}

/** One who comes for one of several queues. Minutes of the local day. */
export interface SharedVisitor extends Visitor {
  readonly queue: number;
  /** When it can be called at the earliest: when it comes, or when its queue opens. */
  readonly from: number;
}

/** Several queues and their windows at one moment of a simulated day. */
export interface SharedMoment {
  /** How many have come by then. */
  readonly come: number;
  /** The visits in hand. */
  readonly hands: readonly InHand[];
  /** By queue, who waits, by their place among the visitors. */
  readonly waiting: readonly (readonly number[])[];
}

interface InHand {
  readonly kind: number;
  readonly ends: number;
}

interface Span {
  readonly moment: SharedMoment;
  readonly from: number;
  readonly end: number;
  /** It ends before, once nobody waits who could be called from before this minute on. */
  readonly until?: number;
}

/**
 * Queues of one day that share windows, called by the product's rule: a free window calls whoever ranks
 * first at it of those who wait in its queues. Of several free windows the one calls whose work it is more,
 * then the one that serves fewer queues. A window that closes ends its visit first.
 */
export class SharedDay {
  /** In the order in which they can be called. */
  readonly visitors: readonly SharedVisitor[];
  readonly begin: SharedMoment;
  readonly kindCount: number;
  private readonly kinds: readonly WindowKind[];
  /** Kinds by their place, those that serve fewer queues first. */
  private readonly order: readonly number[];
  private readonly ranks: readonly { readonly seq: number; readonly position: number }[];

  constructor(visitors: readonly SharedVisitor[], kinds: readonly WindowKind[], queues: number) {
    this.visitors = [...visitors].sort((a, b) => a.from - b.from || a.at - b.at);
    this.ranks = this.visitors.map((_, seq) => ({ seq, position: 0 }));
    this.kinds = kinds;
    this.kindCount = kinds.length;
    const breadth = (kind: number): number => kinds[kind]!.serves.length;
    this.order = [...kinds.keys()].sort((a, b) => breadth(a) - breadth(b));
    this.begin = {
      come: 0,
      hands: [],
      waiting: Array.from({ length: queues }, () => []),
    };
  }

  /**
   * Runs from one minute to another with so many windows of each kind.
   *
   * @param wait told each who is called, by place, with the minutes waited
   * @returns how it stands at the end; what comes or ends with its stroke comes later
   */
  run(
    windows: readonly number[],
    { moment, from, end, until = Infinity }: Span,
    wait: (place: number, minutes: number) => void,
  ): SharedMoment {
    const { visitors } = this;
    const state = new Running(this, moment);
    const { lines, hands, busy } = state;
    let left = until === Infinity ? Infinity : this.toCall(windows, moment, until);
    let now = from;
    state.moveTo(now);
    while (now < end && left > 0) {
      const kind = state.waiting === 0 ? null : this.freeKind(windows, busy, lines);
      if (kind !== null) {
        const place = lines[this.chosenBy(this.kinds[kind]!, lines)!.queue]!.pop()!;
        const { at, from: came, handling } = visitors[place]!;
        state.waiting -= 1;
        busy[kind]! += 1;
        hands.push({ kind, ends: now + handling });
        wait(place, now - at);
        if (came < until) left -= 1;
        continue;
      }
      now = Math.min(end, state.nextAt());
      if (now < end) state.moveTo(now);
    }
    return { come: state.come, hands: hands.all, waiting: lines.map(({ all }) => all) };
  }

  /** Those who wait or can be called before a minute, in queues that a window is open for. */
  private toCall(windows: readonly number[], moment: SharedMoment, until: number): number {
    const isServed = moment.waiting.map(() => false);
    this.kinds.forEach(({ serves }, kind) => {
      if (windows[kind]! > 0) for (const { queue } of serves) isServed[queue] = true;
    });
    let count = 0;
    moment.waiting.forEach((own, queue) => {
      if (isServed[queue]) count += own.length;
    });
    for (let i = moment.come; (this.visitors[i]?.from ?? Infinity) < until; i += 1)
      if (isServed[this.visitors[i]!.queue]) count += 1;
    return count;
  }

  /** Of the kinds that have a window free, the one that calls; null: nobody waits for any. */
  private freeKind(
    windows: readonly number[],
    busy: readonly number[],
    lines: readonly Heap<number>[],
  ): number | null {
    let found: number | null = null;
    let least = Infinity;
    for (const kind of this.order) {
      if (busy[kind]! >= windows[kind]!) continue;
      const handicap = this.chosenBy(this.kinds[kind]!, lines)?.handicap ?? Infinity;
      if (handicap >= least) continue;
      [found, least] = [kind, handicap];
    }
    return found;
  }

  private chosenBy({ serves }: WindowKind, lines: readonly Heap<number>[]) {
    let best: WindowKind['serves'][number] | null = null;
    let [first, key] = [0, 0];
    for (const each of serves) {
      const head = lines[each.queue]!.first;
      if (head === undefined) continue;
      const own = this.visitors[head]!.key + each.handicap;
      if (best === null || this.goesBefore(head, own, first, key))
        [best, first, key] = [each, head, own];
    }
    return best;
  }

  /** Whether one goes before another, by place, with the keys that a window compares. */
  goesBefore(a: number, keyA: number, b: number, keyB: number): boolean {
    return ranksBefore(keyA, this.ranks[a]!, keyB, this.ranks[b]!);
  }
}

class Running {
  readonly lines: readonly Heap<number>[];
  readonly hands: Heap<InHand>;
  /** By kind, windows that have somebody. */
  readonly busy: number[];
  come: number;
  waiting = 0;
  private readonly day: SharedDay;

  constructor(day: SharedDay, { come, hands, waiting }: SharedMoment) {
    const { visitors } = day;
    this.day = day;
    this.come = come;
    this.lines = waiting.map(
      (own) => new Heap(own, (a, b) => day.goesBefore(a, visitors[a]!.key, b, visitors[b]!.key)),
    );
    for (const { length } of waiting) this.waiting += length;
    this.hands = new Heap(hands, (a, b) => a.ends < b.ends);
    this.busy = Array<number>(day.kindCount).fill(0);
    for (const { kind } of hands) this.busy[kind]! += 1;
  }

  moveTo(now: number): void {
    const { visitors } = this.day;
    for (; (visitors[this.come]?.from ?? Infinity) <= now; this.come += 1) {
      this.lines[visitors[this.come]!.queue]!.push(this.come);
      this.waiting += 1;
    }
    while ((this.hands.first?.ends ?? Infinity) <= now) this.busy[this.hands.pop()!.kind]! -= 1;
  }

  /** When somebody comes or a visit ends next. */
  nextAt(): number {
    const comes = this.day.visitors[this.come]?.from ?? Infinity;
    return Math.min(comes, this.hands.first?.ends ?? Infinity);
  }
}
