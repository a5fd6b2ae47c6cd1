import type { Peak, Rate, Spread } from '../contract/report.ts';
import type { Instant } from './instants.ts';

/**
 * Durations in whole seconds (rounded to the nearest), counted by their length: its size depends on
 * the longest one and not on how many there are, so a year fits like a day.
 */
export class Durations {
  private counts = new Uint32Array(0);

  /** A negative length, which only a clock set back can make, counts as 0. */
  add(seconds: number): void {
    const whole = seconds > 0 ? Math.round(seconds) : 0;
    if (whole >= this.counts.length) this.grow(whole + 1);
    this.counts[whole]! += 1;
  }

  /** All of another's, as if each had been added. */
  addAll({ counts }: Durations): void {
    if (counts.length > this.counts.length) this.grow(counts.length);
    for (let seconds = 0; seconds < counts.length; seconds += 1)
      this.counts[seconds]! += counts[seconds]!;
  }

  /** Count, mean (to a tenth), P50, P90 and maximum; of none, all are null: never 0. */
  spread(): Spread {
    let [count, sum, max] = [0, 0, 0];
    for (let seconds = 0; seconds < this.counts.length; seconds += 1) {
      const n = this.counts[seconds]!;
      if (n === 0) continue;
      count += n;
      sum += n * seconds;
      max = seconds;
    }
    if (count === 0) return { count: 0, mean: null, p50: null, p90: null, max: null };
    const [p50, p90] = this.percentiles(count, 50, 90);
    return { count, mean: Math.round((sum / count) * 10) / 10, p50, p90, max };
  }

  /** How many there are of each length, shortest first, as [seconds, count]. */
  *lengths(): Generator<[seconds: number, count: number]> {
    for (const [seconds, count] of this.counts.entries()) if (count > 0) yield [seconds, count];
  }

  isEmpty(): boolean {
    return this.counts.every((count) => count === 0);
  }

  private grow(size: number): void {
    const grown = new Uint32Array(Math.max(64, 2 ** Math.ceil(Math.log2(size))));
    grown.set(this.counts);
    this.counts = grown;
  }

  /** Nearest rank, in one go: the smallest length that at least so many per cent of all do not exceed. */
  private percentiles(count: number, low: number, high: number): [number, number] {
    const rankOf = (p: number): number => Math.max(1, Math.ceil((count * p) / 100));
    const [first, second] = [rankOf(low), rankOf(high)];
    let [seen, seconds, atFirst] = [0, -1, -1];
    while (seen < second) {
      seconds += 1;
      seen += this.counts[seconds]!;
      if (atFirst < 0 && seen >= first) atFirst = seconds;
    }
    return [atFirst, seconds];
  }
}

/** A rate with what it was made of; of nothing it is null, neither 0 nor 1. */
export function rate(numerator: number, denominator: number): Rate {
  return { numerator, denominator, rate: denominator === 0 ? null : numerator / denominator };
}

const hour = 3_600_000;

/**
 * The largest count in any rolling 60 minutes, half-open: [t, t + 60 min). Of equal ones the first.
 *
 * @param instants in any order
 */
export function rollingPeak(instants: readonly Instant[]): Peak {
  return peakOf(peakIn(Float64Array.from(instants, (instant) => Date.parse(instant))));
}

/**
 * The same of milliseconds: how many, and when it begins; −1: there are none.
 *
 * @param times in any order; below 0 is none
 * @param is 1: it counts; null: all do
 */
export function peakIn(
  times: Float64Array | Int32Array,
  is: Uint8Array | null = null,
): [count: number, from: number] {
  const found = times.slice();
  let n = 0;
  for (let i = 0; i < times.length; i += 1)
    if (times[i]! >= 0 && (is === null || is[i] === 1)) found[n++] = times[i]!;
  const counted = found.subarray(0, n);
  const sorted = isSorted(counted) ? counted : counted.sort();
  let count = 0;
  let from = -1;
  let end = 0;
  // The fullest hour can always be moved on until it begins with one of its own.
  for (let i = 0; i < sorted.length; i += 1) {
    const first = sorted[i]!;
    while (end < sorted.length && sorted[end]! - first < hour) end += 1;
    if (end - i > count) {
      count = end - i;
      from = first;
    }
  }
  return [count, from];
}

/** @param begins what it is counted from, in milliseconds since 1970 */
export function peakOf([count, from]: readonly [number, number], begins = 0): Peak {
  return { count, from: count === 0 ? null : new Date(begins + from).toISOString() };
}

function isSorted(times: Float64Array | Int32Array): boolean {
  for (let i = 1; i < times.length; i += 1) if (times[i]! < times[i - 1]!) return false;
  return true;
}

/** Of equal ones the first. */
export function higherPeak(a: Peak, b: Peak): Peak {
  if (b.count !== a.count) return b.count > a.count ? b : a;
  return b.from !== null && a.from !== null && b.from < a.from ? b : a;
}
