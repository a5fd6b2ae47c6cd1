import {
  addDay,
  type Busy,
  hallRate,
  halfHourOf,
  halfHours,
  Lead,
  noBusy,
  profileWait,
  ratesNow,
  ratesOf,
  usualGamma,
  withLead,
} from './rates.ts';
import type { Wait } from './waits.ts';

/** The days of a queue, the oldest first. */
export type QueueDays = readonly (readonly Wait[])[];

/** One who was called, as the estimate of the next one remembers it. Minutes. */
export interface PastTicket {
  readonly ahead: number;
  /** Of the day, when it began to wait. */
  readonly minute: number;
  readonly wait: number;
  /** The usual wait, and the same with that day's lead. */
  readonly usual: number;
  readonly base: number;
}

/** What the days of a queue say. */
export interface QueueFit {
  /** Calls in its days; fewer than `leastCalls`: nobody is told a number. */
  readonly calls: number;
  /** What `rates` were made of. */
  readonly busy: Busy;
  /** Calls a minute of busy time by half-hour. */
  readonly rates: Float64Array;
  readonly past: readonly PastTicket[];
  /** Windows open for it by half-hour when tickets were taken, in their mean; 0: not known. */
  readonly open: Float64Array;
  /** Windows that the plan had for it by half-hour, in the mean of the days; none: not known. */
  readonly planned: readonly number[];
}

/** Per band of people ahead, the quantiles 0.05, 0.15 … 0.95 of log((wait + 3) / (base + 3)). */
export type Bands = readonly (readonly number[])[];

export interface HallFit {
  readonly queues: ReadonlyMap<string, QueueFit>;
  readonly bands: Bands;
  /** Calls a minute of busy time over all queues. */
  readonly rate: number;
  /** How far the windows open now move the usual pace: 0 … 1. */
  readonly gamma: number;
  /** A queue without a day of its own. */
  readonly unknown: QueueFit;
}

/** Whoever has had fewer calls ever tells nobody a number. */
export const leastCalls = 10;
/** The newest of a queue that are remembered. */
const remembered = 2000;
/** A hall that has called nobody yet: one in six minutes. */
const unknownRate = 1 / 6;

/** The people ahead from which each band begins. */
export const bandsFrom = [0, 1, 2, 4, 8, 16, 32] as const;
export const bandOf = (ahead: number): number =>
  Math.max(
    0,
    bandsFrom.findLastIndex((from) => ahead >= from),
  );

const quantiles = Array.from({ length: 10 }, (_, i) => 0.05 + 0.1 * i);

interface FitOptions {
  readonly gamma?: number;
  /** Windows that the plan had for a queue by half-hour, in the mean of the days. */
  readonly planned?: ReadonlyMap<string, readonly number[]>;
}

/** What a hall's days say about the waits to come (foresight.md, "The rule"). */
export function fitHall(
  history: ReadonlyMap<string, QueueDays>,
  { gamma = usualGamma, planned = new Map() }: FitOptions = {},
): HallFit {
  const busy = new Map<string, Busy>();
  for (const [queue, days] of history) {
    const own = noBusy();
    for (const day of days) addDay(own, day);
    busy.set(queue, own);
  }
  const ofHall = hallRate([...busy.values()]) ?? unknownRate;
  const ratios: number[][] = bandsFrom.map(() => []);
  const queues = new Map<string, QueueFit>();
  for (const [queue, days] of history) {
    const rates = ratesOf(busy.get(queue)!, ofHall);
    const open = openBy(days);
    const past = days.flatMap((day) => pastOf(day, { rates, open }, gamma));
    for (const { ahead, wait, base } of past)
      ratios[bandOf(ahead)]!.push(Math.log((wait + 3) / (base + 3)));
    queues.set(queue, {
      calls: days.reduce((all, day) => all + day.filter((w) => w.called).length, 0),
      busy: busy.get(queue)!,
      rates,
      past: past.slice(-remembered),
      open,
      planned: planned.get(queue) ?? [],
    });
  }
  const bands = ratios.map(quantilesOf);
  return { queues, bands, rate: ofHall, gamma, unknown: unknownQueue(ofHall) };
}

function openBy(days: QueueDays): Float64Array {
  const sums = new Float64Array(halfHours);
  const counts = new Float64Array(halfHours);
  for (const { began, windows = 0 } of days.flat()) {
    if (windows === 0) continue;
    sums[halfHourOf(began)]! += windows;
    counts[halfHourOf(began)]! += 1;
  }
  return sums.map((sum, half) => (counts[half] === 0 ? 0 : sum / counts[half]!));
}

function unknownQueue(ofHall: number): QueueFit {
  const busy = noBusy();
  const open = new Float64Array(halfHours);
  return { calls: 0, busy, rates: ratesOf(busy, ofHall), past: [], open, planned: [] };
}

/** A hall without a day. */
export const noFit = (): HallFit => fitHall(new Map());

/** From so many calls on what was seen on other days is enough. */
export const enoughCalls = 100;

/** A queue with little history, with what today has shown of it. */
export function withToday(fit: HallFit, queue: string, today: readonly Wait[]): QueueFit {
  const own = fit.queues.get(queue) ?? fit.unknown;
  if (own.calls >= enoughCalls) return own;
  const busy = { calls: own.busy.calls.slice(), minutes: own.busy.minutes.slice() };
  addDay(busy, today);
  const calls = own.calls + today.filter((w) => w.called).length;
  return { ...own, calls, busy, rates: ratesOf(busy, fit.rate) };
}

function pastOf(
  day: readonly Wait[],
  usually: Pick<QueueFit, 'rates' | 'open'>,
  gamma: number,
): PastTicket[] {
  const lead = new Lead(day, usually.rates);
  return day
    .filter((w) => w.called && w.ahead >= 0)
    .sort((a, b) => a.began - b.began)
    .map(({ began, until, ahead, base: said, windows: open = 0 }) => {
      const rates = ratesNow(usually, { open, gamma, half: halfHourOf(began) });
      const usual = said ?? profileWait(rates, began, ahead);
      const base = said ?? withLead(usual, lead.at(began));
      return { ahead, minute: began, wait: until - began, usual, base };
    });
}

/** None where the band was never seen. */
function quantilesOf(values: number[]): number[] {
  const sorted = values.sort((a, b) => a - b);
  return sorted.length === 0
    ? []
    : quantiles.map((q) => {
        const at = q * (sorted.length - 1);
        const low = sorted[Math.floor(at)]!;
        return low + (sorted[Math.ceil(at)]! - low) * (at % 1);
      });
}
