import type { Promised } from './erlang.ts';
import { halfHour, halfHourOf, type Visitor } from './queue-day.ts';
import { SharedDay, type SharedMoment, type SharedVisitor, type WindowKind } from './shared-day.ts';

/** A queue of those that are searched together. */
export interface JointQueue {
  /** Who comes on each drawn day; of all queues as many days, each the same day. */
  readonly days: readonly (readonly Visitor[])[];
  /** The first half-hour in which it is called. */
  readonly opens: number;
  /** By half-hour, the windows that it needs with windows of its own: where the search begins. */
  readonly apart: ReadonlyMap<number, number>;
}

export interface JointKind extends WindowKind {
  /** So many there are: they are taken before others. */
  readonly count: number;
  /** So many there can be. */
  readonly most: number;
  /** How many were open by half-hour, in the mean of the days. */
  readonly wereOpen: ReadonlyMap<number, number>;
}

/** How the visitors of a queue fare who come in a half-hour; null: nobody comes. */
export interface JointFare {
  /** Those who wait no longer than promised, of all. */
  readonly share: number | null;
  /** Minutes; Infinity: some are never called. */
  readonly p90: number | null;
}

export interface JointHalf {
  readonly half: number;
  /** By kind, the windows that are to be open. */
  readonly windows: readonly number[];
  /** By queue. */
  readonly fares: readonly JointFare[];
  /** By queue, with the windows that were open. */
  readonly asWas: readonly JointFare[];
  /** By kind, who fares worst with one window of it less from here on; null: it has none. */
  readonly oneLess: readonly (Worst | null)[];
}

/** Of a queue the visitors of a half-hour, this one or an earlier one. */
export interface Worst {
  readonly queue: number;
  readonly half: number;
  readonly share: number;
}

const halvesOfDay = 48;
/** Two days: whoever is not called by then is not called. */
const mostMinutes = 2 * 24 * 60;

/**
 * The windows of each kind that queues need together where windows serve several: half-hour by half-hour
 * few windows such that the visitors of each queue, of this half-hour and of all earlier ones, are called
 * in time as often as promised, the numbers staying for later ones. By one pass of the calling rule over
 * each drawn day. It begins with what each queue needs alone, adds where that is not enough, and takes away
 * while the promise is kept; a window that serves several is tried in place of two. So no window of any kind
 * can be left out; that no other mix needs fewer, no search like this can say.
 *
 * @param told how much of it is done, 0 to 1, after each half-hour
 */
export function staffTogether(
  queues: readonly JointQueue[],
  kinds: readonly JointKind[],
  promised: Promised,
  told: (done: number) => void = () => undefined,
): JointHalf[] {
  return new Joint(queues, kinds, promised).plan(told);
}

/** What a try came to: calls in time that are missing, of all and by queue. */
interface Tried {
  readonly missing: number;
  readonly lacks: readonly number[];
  /** Calls in time by queue and half-hour. */
  readonly by: readonly (readonly number[])[];
}

class Joint {
  private readonly queues: readonly JointQueue[];
  private readonly kinds: readonly JointKind[];
  private readonly promised: Promised;
  private readonly days: readonly SharedDay[];
  private readonly opens: number;
  private readonly ends: number;
  /** By queue and half-hour: who comes, who of them was called in time so far, and how many are to be. */
  private readonly come: readonly number[][];
  private readonly inTime: readonly number[][];
  private readonly aims: readonly number[][];
  /** By queue the kinds that serve it, those first whose work it is before all others. */
  private readonly servedBy: readonly number[][];
  /** Kinds in the order in which they are tried to be left out: who serves one queue only stays. */
  private readonly broadFirst: readonly number[];
  private moments: SharedMoment[];
  private needed: readonly boolean[] = [];
  /** What the half-hour before has. */
  private last: readonly number[] | null = null;
  private tries = new Map<string, Tried>();

  constructor(queues: readonly JointQueue[], kinds: readonly JointKind[], promised: Promised) {
    [this.queues, this.kinds, this.promised] = [queues, kinds, promised];
    const draws = queues[0]?.days.length ?? 0;
    this.days = Array.from({ length: draws }, (_, i) => {
      const visitors = queues.flatMap(({ days, opens }, queue) =>
        days[i]!.map((v): SharedVisitor => {
          return { ...v, queue, from: Math.max(v.at, opens * halfHour) };
        }),
      );
      return new SharedDay(visitors, kinds, queues.length);
    });
    const halves = queues.flatMap(({ apart }) => [...apart.keys()]);
    this.opens = Math.min(...queues.map(({ opens }) => opens));
    this.ends = Math.max(...halves, this.opens - 1) + 1;
    const table = (): number[][] => queues.map(() => Array<number>(halvesOfDay).fill(0));
    [this.come, this.inTime, this.aims] = [table(), table(), table()];
    for (const { visitors } of this.days)
      for (const { queue, from } of visitors) {
        const half = halfHourOf(from);
        if (half < halvesOfDay) this.come[queue]![half]! += 1;
      }
    this.moments = this.days.map(({ begin }) => begin);
    this.broadFirst = [...kinds.keys()].sort(
      (a, b) => kinds[b]!.serves.length - kinds[a]!.serves.length,
    );
    this.servedBy = [...queues.keys()].map((queue) => {
      const of = (kind: number) => kinds[kind]!.serves.find((s) => s.queue === queue);
      return [...kinds.keys()]
        .filter((kind) => of(kind) !== undefined)
        .sort(
          (a, b) =>
            of(a)!.handicap - of(b)!.handicap || kinds[a]!.serves.length - kinds[b]!.serves.length,
        );
    });
  }

  plan(told: (done: number) => void): JointHalf[] {
    const asWas = this.asWas();
    const plans: JointHalf[] = [];
    for (let half = this.opens; half < halvesOfDay; half += 1) {
      this.tries.clear();
      this.needed = this.neededIn(half);
      if (half >= this.ends && !this.needed.includes(true)) break;
      this.aim(half);
      const windows = this.fewest(half);
      plans.push({
        ...{ half, windows, asWas: asWas.map((own) => this.fareOf(own[half]!)) },
        fares: this.waits(half, windows).map((own) => this.fareOf(own)),
        oneLess: windows.map((count, kind) =>
          count === 0 ? null : this.worst(half, changed(windows, kind, -1)),
        ),
      });
      this.settle(half, windows);
      told(Math.min(1, (half + 1 - this.opens) / (this.ends - this.opens)));
    }
    return plans;
  }

  /** By queue, whether somebody waits or comes in it on more of the days than may be missed. */
  private neededIn(half: number): boolean[] {
    const days = this.queues.map(() => 0);
    this.days.forEach(({ visitors }, day) => {
      const { come, waiting } = this.moments[day]!;
      const asked = waiting.map((own) => own.length > 0);
      for (let i = come; i < visitors.length && halfHourOf(visitors[i]!.from) === half; i += 1)
        asked[visitors[i]!.queue] = true;
      asked.forEach((is, queue) => (days[queue]! += Number(is)));
    });
    return days.map((count) => count > (1 - this.promised.share) * this.days.length);
  }

  /** Who stood before closed doors for longer than promised is past help. */
  private aim(half: number): void {
    const { share, minutes } = this.promised;
    const could = this.inTime.map((own) => own[half]!);
    this.days.forEach(({ visitors }, day) => {
      const { come } = this.moments[day]!;
      for (let i = come; i < visitors.length && halfHourOf(visitors[i]!.from) === half; i += 1) {
        const { queue, at, from } = visitors[i]!;
        if (from - at <= minutes) could[queue]! += 1;
      }
    });
    this.aims.forEach((own, queue) => {
      own[half] = Math.min(share * this.come[queue]![half]!, could[queue]!);
    });
  }

  private fewest(half: number): readonly number[] {
    // Beginning with those of the half-hour before, the same windows stay where others would do as well.
    const apart = this.apart(half);
    let best = this.pruned(half, this.enough(half, this.last ?? apart));
    if (sum(best) > sum(apart)) best = fewer(best, this.pruned(half, this.enough(half, apart)));
    this.kinds.forEach(({ serves, most }, kind) => {
      const isWide = serves.filter(({ handicap }) => handicap === 0).length > 1;
      if (!isWide || best[kind]! >= most) return;
      best = fewer(best, this.pruned(half, changed(best, kind, 1), kind));
    });
    this.last = best;
    return best;
  }

  /** What each queue needs alone, at windows whose work it is before all others. */
  private apart(half: number): readonly number[] {
    const windows = this.kinds.map(() => 0);
    this.queues.forEach(({ apart }, queue) => {
      for (let left = apart.get(half) ?? 0; left > 0; left -= 1) {
        const kind = this.kindFor(queue, windows);
        if (kind !== undefined) windows[kind]! += 1;
      }
    });
    return windows;
  }

  /** Of which windows a queue gets one more: those that there are, whose work it is before all others. */
  private kindFor(queue: number, windows: readonly number[]): number | undefined {
    const serving = this.servedBy[queue]!;
    return (
      serving.find((kind) => windows[kind]! < this.kinds[kind]!.count) ??
      serving.find((kind) => windows[kind]! < this.kinds[kind]!.most)
    );
  }

  /** More windows, each time one for the queue that lacks most, until it is enough. */
  private enough(half: number, windows: readonly number[]): readonly number[] {
    let now = windows;
    for (;;) {
      const { missing, lacks } = this.tried(half, now);
      if (missing === 0) return now;
      const short = [...lacks.keys()]
        .filter((queue) => lacks[queue]! > 0)
        .sort((a, b) => lacks[b]! - lacks[a]!);
      const [kind] = short.flatMap((queue) => this.kindFor(queue, now) ?? []);
      if (kind === undefined) return now;
      now = changed(now, kind, 1);
    }
  }

  /** Fewer windows, of each kind in turn, those first that the hall has not, while nothing is missing. @param kept a kind of which all stay */
  private pruned(half: number, windows: readonly number[], kept = -1): readonly number[] {
    const { missing } = this.tried(half, windows);
    let now = windows;
    for (let before: readonly number[] | null = null; before !== now;) {
      before = now;
      const tooMany = (kind: number): number => Math.max(0, now[kind]! - this.kinds[kind]!.count);
      for (const kind of [...this.broadFirst].sort((a, b) => tooMany(b) - tooMany(a))) {
        if (now[kind] === 0 || kind === kept) continue;
        const without = changed(now, kind, -1);
        if (this.tried(half, without).missing <= missing) now = without;
      }
    }
    return now;
  }

  /** How those fare who come in this and in earlier half-hours, with so many windows from it on. */
  private tried(half: number, windows: readonly number[]): Tried {
    const key = windows.join();
    const before = this.tries.get(key);
    if (before !== undefined) return before;
    const { minutes } = this.promised;
    const by = this.inTime.map((own) => own.slice(0, half + 1));
    const until = (half + 1) * halfHour;
    this.days.forEach((day, i) => {
      // Who is not called so much later is late, whenever he is called.
      const span = { moment: this.moments[i]!, from: half * halfHour, until, end: until + minutes };
      day.run(windows, span, (place, waited) => {
        const { queue, from } = day.visitors[place]!;
        if (waited <= minutes && from < until) by[queue]![halfHourOf(from)]! += 1;
      });
    });
    const lacks = by.map((own, queue) => {
      const late = sum(own.map((count, at) => this.lack(queue, at, count)));
      // Whoever is called too late for the promise is to be called yet.
      const isLeft =
        this.needed[queue]! && !this.servedBy[queue]!.some((kind) => windows[kind]! > 0);
      return isLeft ? Math.max(1, late) : late;
    });
    const found = { missing: sum(lacks), lacks, by };
    this.tries.set(key, found);
    return found;
  }

  /** How many calls in time are missing of a queue's half-hour, where there are so many. */
  private lack(queue: number, half: number, inTime: number): number {
    const lacks = this.aims[queue]![half]! - inTime;
    return lacks > 1e-9 ? lacks : 0;
  }

  private worst(half: number, windows: readonly number[]): Worst | null {
    let worst: Worst | null = null;
    let most = 0;
    const { by } = this.tried(half, windows);
    by.forEach((own, queue) =>
      own.forEach((count, at) => {
        const lacks = this.lack(queue, at, count);
        if (lacks <= most) return;
        most = lacks;
        worst = { queue, half: at, share: count / this.come[queue]![at]! };
      }),
    );
    return worst;
  }

  /** From here on this half-hour has so many windows. */
  private settle(half: number, windows: readonly number[]): void {
    this.moments = this.days.map((day, i) => {
      const end = (half + 1) * halfHour;
      const span = { moment: this.moments[i]!, from: half * halfHour, end };
      return day.run(windows, span, (place, waited) => {
        const { queue, from } = day.visitors[place]!;
        if (waited <= this.promised.minutes) this.inTime[queue]![halfHourOf(from)]! += 1;
      });
    });
  }

  /** By queue, the waits of those who come in a half-hour, with so many windows from it on. */
  private waits(half: number, windows: readonly number[]): number[][] {
    const waits = this.queues.map((): number[] => []);
    const until = (half + 1) * halfHour;
    this.days.forEach((day, i) => {
      const span = { moment: this.moments[i]!, from: half * halfHour, until, end: mostMinutes };
      day.run(windows, span, (place, waited) => {
        const { queue, from } = day.visitors[place]!;
        if (halfHourOf(from) === half) waits[queue]!.push(waited);
      });
    });
    waits.forEach((own, queue) => {
      while (own.length < this.come[queue]![half]!) own.push(Infinity);
    });
    return waits;
  }

  /** The whole days with the windows that were open: waits by queue and half-hour. */
  private asWas(): number[][][] {
    const waits = this.queues.map(() => Array.from({ length: halvesOfDay }, (): number[] => []));
    for (const day of this.days) {
      const wait = (place: number, waited: number): void => {
        const { queue, from } = day.visitors[place]!;
        waits[queue]![halfHourOf(from)]?.push(waited);
      };
      let moment = day.begin;
      const last = mostMinutes / halfHour;
      for (let half = this.opens; half < last && !isOver(day, moment); half += 1) {
        const open = this.kinds.map(({ wereOpen }) => Math.round(wereOpen.get(half) ?? 0));
        const end = (half + 1) * halfHour;
        moment = day.run(open, { moment, from: half * halfHour, end }, wait);
      }
    }
    waits.forEach((halves, queue) =>
      halves.forEach((own, half) => {
        while (own.length < this.come[queue]![half]!) own.push(Infinity);
      }),
    );
    return waits;
  }

  private fareOf(waits: readonly number[]): JointFare {
    if (waits.length === 0) return { share: null, p90: null };
    const ascending = [...waits].sort((a, b) => a - b);
    const inTime = waits.filter((wait) => wait <= this.promised.minutes).length;
    return {
      share: inTime / waits.length,
      p90: ascending[Math.ceil(0.9 * ascending.length) - 1]!,
    };
  }
}

const isOver = ({ visitors }: SharedDay, { come, waiting }: SharedMoment): boolean =>
  come === visitors.length && waiting.every((own) => own.length === 0);

const fewer = (a: readonly number[], b: readonly number[]): readonly number[] =>
  sum(b) < sum(a) ? b : a;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const changed = (windows: readonly number[], kind: number, by: number): readonly number[] =>
  windows.map((count, i) => (i === kind ? count + by : count));
