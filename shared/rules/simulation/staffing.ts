import { Seeded } from './chance.ts';
import {
  daysDrawn,
  type Demand,
  type Handling,
  meanHandling,
  meanOf,
  visitorsDrawn,
} from './demand.ts';
import { type Promised, windowsFor } from './erlang.ts';
import { halfHour, halfHourOf, type Moment, morning, QueueDay, type Visitor } from './queue-day.ts';

/** What is known of a queue. */
export interface QueueWork {
  readonly days: readonly Demand[];
  readonly handling: Handling;
  /** Minutes that instants are known to. */
  readonly grid: number;
  /** The first half-hour of the day in which somebody was called. */
  readonly opens: number;
  /** How many windows were open for it, in the mean of the days, by half-hour. */
  readonly wereOpen: ReadonlyMap<number, number>;
}

/** How a half-hour's visitors fare: those who come in it. */
export interface Fare {
  readonly windows: number;
  /** Those who wait no longer than promised, of all; null: nobody comes. */
  readonly share: number | null;
  /** Minutes; Infinity: some are never called. */
  readonly p90: number | null;
}

export interface HalfHourPlan extends Fare {
  /** Of the day: 16 is 8:00 to 8:30. */
  readonly half: number;
  /** In the mean of the drawn days. */
  readonly visitors: number;
  /** Mean minutes. */
  readonly handling: number;
  /** What Erlang C asks for, as if it had always been like this half-hour. */
  readonly erlang: number;
  /** With the windows that were open, in the whole of them; null: none were known to be. */
  readonly asWas: Fare | null;
  /** With one window less than planned, from this half-hour on. */
  readonly oneLess: Fare | null;
}

export interface StaffingOptions extends Promised {
  /** Days drawn anew. */
  readonly draws: number;
  readonly seed: number;
}

const halvesOfDay = 48;

/** No hall has more for one queue; where as many do not keep the promise, nothing does. */
const mostWindows = 200;

/**
 * The windows that one queue needs by half-hour: searched half-hour by half-hour, the smallest number
 * such that the visitors of this and of all earlier ones are called in time as often as promised, the
 * number staying for later ones. By simulation of days drawn anew; Erlang C stands beside it and decides
 * nothing.
 */
export function staffQueue(work: QueueWork, options: StaffingOptions): HalfHourPlan[] {
  return new Staffing(work, options).plan();
}

/**
 * Who comes for a queue on each drawn day: of all queues the same days.
 *
 * @param own tells queues apart, which are drawn by other chances
 */
export function drawnVisitors(
  { days, handling, grid }: Pick<QueueWork, 'days' | 'handling' | 'grid'>,
  { draws, seed }: Pick<StaffingOptions, 'draws' | 'seed'>,
  own = 0,
): Visitor[][] {
  if (days.length === 0) return [];
  const chance = new Seeded(seed);
  const drawn = daysDrawn(days.length, draws, chance);
  const ofQueue = own === 0 ? chance : new Seeded(seed + own);
  return drawn.map((i) => visitorsDrawn(days[i]!, handling, ofQueue, grid));
}

class Staffing {
  private readonly work: QueueWork;
  private readonly options: StaffingOptions;
  private readonly days: readonly QueueDay[];
  private readonly opens: number;
  private readonly last: number;
  /** Of the visitors of each half-hour so far, how many are to be called in time. */
  private readonly targets: number[] = [];
  /** How each drawn day stands at the half-hour that is searched, and what was waited before it. */
  private moments: Moment[];
  private readonly waits: number[][];

  constructor(work: QueueWork, options: StaffingOptions) {
    this.work = work;
    this.options = options;
    this.days = drawnVisitors(work, options).map((visitors) => new QueueDay(visitors));
    const ends = this.days.map(({ visitors }) => visitors.at(-1)?.at ?? 0);
    this.opens = work.opens;
    this.last = Math.max(this.opens, halfHourOf(Math.max(0, ...ends)));
    this.moments = this.days.map(() => morning);
    this.waits = Array.from({ length: this.last - this.opens + 1 }, () => []);
  }

  plan(): HalfHourPlan[] {
    const { work, days, opens, last } = this;
    if (days.every(({ visitors }) => visitors.length === 0)) return [];
    // Nobody is called before the doors open.
    for (let half = 0; half < opens; half += 1) this.settle(half, 0);
    const asWas = this.whole((half) => openIn(work, half));
    const plans: HalfHourPlan[] = [];
    for (let half = opens; half <= last || (half < halvesOfDay && this.isNeeded(half)); half += 1) {
      if (half > last) this.waits.push([]);
      const windows = this.fewest(half);
      const visitors = this.comeIn(half);
      const handling = meanHandling(work.handling, half);
      const open = openIn(work, half);
      const fareWith = (n: number): Fare => this.fareOf(n, this.tried(half, n).at(-1)!);
      plans.push({
        ...fareWith(windows),
        ...{ half, visitors, handling },
        erlang: windowsFor(visitors * 2, handling, this.options),
        asWas: open === 0 ? null : this.fareOf(open, asWas[half - opens] ?? []),
        oneLess: windows === 0 ? null : fareWith(windows - 1),
      });
      this.settle(half, windows);
    }
    return plans;
  }

  /** Whether somebody waits at its beginning or comes in it, on more of the days than may be missed. */
  private isNeeded(half: number): boolean {
    const end = (half + 1) * halfHour;
    const days = this.moments.filter(({ waiting, come }, i) => {
      return waiting.length > 0 || (this.days[i]!.visitors[come]?.at ?? Infinity) < end;
    });
    return days.length > (1 - this.options.share) * this.days.length;
  }

  /** In the mean of the days. */
  private comeIn(half: number): number {
    const row = half - this.opens;
    const come = this.days.map(
      (day) => day.visitors.filter((_, place) => this.rowOf(day, place) === row).length,
    );
    return meanOf(come);
  }

  /** Half-hours are counted from the doors' opening: who came before belongs to the first. */
  private rowOf(day: QueueDay, place: number): number {
    return Math.max(0, halfHourOf(day.visitors[place]!.at) - this.opens);
  }

  /** The smallest number from this half-hour on that keeps the promise for this one and all before it. */
  private fewest(half: number): number {
    const { share, minutes } = this.options;
    // Who stood before closed doors for longer is past help: for them, as well as can be.
    const best = this.tried(half, mostWindows).at(-1)!;
    this.targets.push(Math.min(share, sharesOf(best, minutes)));
    // Whoever is called too late for the promise is to be called yet.
    if (!this.isNeeded(half) && this.keeps(half, 0)) return 0;
    let [low, high] = [0, 1];
    while (high < mostWindows && !this.keeps(half, high)) [low, high] = [high, high * 2];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.keeps(half, middle)) high = middle;
      else low = middle;
    }
    return Math.min(high, mostWindows);
  }

  private keeps(half: number, windows: number): boolean {
    const { minutes } = this.options;
    return this.tried(half, windows).every(
      (waits, i) => sharesOf(waits, minutes) >= this.targets[i]!,
    );
  }

  /** What those wait who come in this and in earlier half-hours, with so many windows from it on. */
  private tried(half: number, windows: number): number[][] {
    const { opens, waits, moments } = this;
    const tried = waits.slice(0, half - opens + 1).map((own) => [...own]);
    this.days.forEach((day, i) => {
      const from = half * halfHour;
      const until = from + halfHour;
      const moment = moments[i]!;
      if (windows === 0) {
        // Nobody is called any more: their wait has no end.
        const left = day.visitors.flatMap(({ at }, n) =>
          moment.waiting.includes(n) || (n >= moment.come && at < until) ? [n] : [],
        );
        for (const place of left) tried[this.rowOf(day, place)]!.push(Infinity);
        return;
      }
      const wait = (place: number, minutes: number): void => {
        tried[this.rowOf(day, place)]?.push(minutes);
      };
      day.run(() => windows, wait, { from, until, moment });
    });
    return tried;
  }

  /** From here on this half-hour has so many windows. */
  private settle(half: number, windows: number): void {
    this.moments = this.days.map((day, i) =>
      day.after(half, windows, this.moments[i]!, (place, minutes) => {
        this.waits[this.rowOf(day, place)]!.push(minutes);
      }),
    );
  }

  /** The whole days with given windows: waits by half-hour; whoever is never called waits without end. */
  private whole(windowsAt: (half: number) => number): number[][] {
    const waits = this.waits.map((): number[] => []);
    for (const day of this.days) {
      const called = new Set<number>();
      const wait = (place: number, minutes: number): void => {
        called.add(place);
        waits[this.rowOf(day, place)]!.push(minutes);
      };
      day.run(windowsAt, wait);
      for (const place of day.visitors.keys()) if (!called.has(place)) wait(place, Infinity);
    }
    return waits;
  }

  private fareOf(windows: number, waits: readonly number[]): Fare {
    if (waits.length === 0) return { windows, share: null, p90: null };
    const ascending = [...waits].sort((a, b) => a - b);
    return {
      windows,
      share: sharesOf(waits, this.options.minutes),
      p90: ascending[Math.ceil(0.9 * ascending.length) - 1]!,
    };
  }
}

const openIn = ({ wereOpen }: QueueWork, half: number): number =>
  Math.round(wereOpen.get(half) ?? 0);

/** The share of waits within so many minutes; of none, all. */
function sharesOf(waits: readonly number[], minutes: number): number {
  if (waits.length === 0) return 1;
  return waits.filter((wait) => wait <= minutes).length / waits.length;
}
