import type { Peak, Rate, Spread } from '../contract/report.ts';
import type { Instant } from './instants.ts';

/**
 * Durations in whole seconds (rounded to the nearest), counted by their length: its size depends on
 * the longest one and not on how many there are, so a year fits like a day.
 */
export class Durations {
  private counts = new Uint32Array(0);
  private count = 0;
  private sum = 0;
  private max = 0;

  /** A negative length, which only a clock set back can make, counts as 0. */
  add(seconds: number): void {
    const whole = Math.max(0, Math.round(seconds));
    if (whole >= this.counts.length) {
      const grown = new Uint32Array(Math.max(64, 2 ** Math.ceil(Math.log2(whole + 1))));
      grown.set(this.counts);
      this.counts = grown;
    }
    this.counts[whole]! += 1;
    this.count += 1;
    this.sum += whole;
    this.max = Math.max(this.max, whole);
  }

  /** Count, mean (to a tenth), P50, P90 and maximum; of none, all are null: never 0. */
  spread(): Spread {
    if (this.count === 0) return { count: 0, mean: null, p50: null, p90: null, max: null };
    return {
      count: this.count,
      mean: Math.round((this.sum / this.count) * 10) / 10,
      p50: this.percentile(50),
      p90: this.percentile(90),
      max: this.max,
    };
  }

  /** Nearest rank: the smallest length that at least `p` per cent of all do not exceed. */
  private percentile(p: number): number {
    const rank = Math.max(1, Math.ceil((this.count * p) / 100));
    let seen = 0;
    for (let seconds = 0; seconds <= this.max; seconds++) {
      seen += this.counts[seconds]!;
      if (seen >= rank) return seconds;
    }
    return this.max;
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
  const sorted = Float64Array.from(instants, (instant) => Date.parse(instant)).sort();
  let count = 0;
  let from = 0;
  let end = 0;
  // The fullest hour can always be moved on until it begins with one of its own.
  sorted.forEach((begins, i) => {
    while (end < sorted.length && sorted[end]! - begins < hour) end += 1;
    if (end - i > count) [count, from] = [end - i, begins];
  });
  return { count, from: count === 0 ? null : new Date(from).toISOString() };
}

export function higherPeak(a: Peak, b: Peak): Peak {
  return b.count > a.count ? b : a;
}
