/** Milliseconds of many measurements. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
}

/** Percentiles by nearest rank. @throws Error of nothing */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('Nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (p: number): number =>
    sorted[Math.max(0, Math.ceil((sorted.length * p) / 100) - 1)]!;
  return {
    count: values.length,
    mean: values.reduce((sum, v) => sum + v, 0) / values.length,
    p50: rank(50),
    p99: rank(99),
  };
}

/** A median, and the bounds between which the true one lies with 95 %. */
export interface Bounded {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** By ranks, whatever the values are spread like (a sign test turned round). @throws Error of fewer than 6 */
export function medianOf(values: readonly number[]): Bounded {
  if (values.length < 6) throw new Error('Of fewer than six values nothing can be said');
  const sorted = [...values].sort((a, b) => a - b);
  const { length } = sorted;
  const at = (rank: number): number => sorted[Math.min(length - 1, Math.max(0, rank))]!;
  const off = 0.98 * Math.sqrt(length);
  return {
    median: (at((length - 1) >> 1) + at(length >> 1)) / 2,
    low: at(Math.floor(length / 2 - off) - 1),
    high: at(Math.ceil(length / 2 + off)),
  };
}
