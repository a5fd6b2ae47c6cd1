import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EstimateErrors } from '../shared/rules/estimate-errors.ts';
import { plus, secondsBetween } from '../shared/rules/instants.ts';
import { Durations, rate, rollingPeak } from '../shared/rules/stats.ts';
import { RatingTally } from '../shared/rules/tally.ts';

function spreadOf(seconds: readonly number[]) {
  const durations = new Durations();
  for (const s of seconds) durations.add(s);
  return durations.spread();
}

describe('durations', () => {
  it('lesson 14: gives count, mean, P50, P90 and maximum in seconds', () => {
    expect(spreadOf([3900, 60, 60, 120, 30])).toEqual({
      count: 5,
      mean: 834,
      p50: 60,
      p90: 3900,
      max: 3900,
    });
  });

  it('lesson 14: of none, nothing is 0 but the count', () => {
    expect(spreadOf([])).toEqual({ count: 0, mean: null, p50: null, p90: null, max: null });
  });

  it('takes percentiles by nearest rank, as a sorted list gives them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1 }), (list) => {
        const sorted = [...list].sort((a, b) => a - b);
        const spread = spreadOf(list);
        expect(spread.p50).toBe(sorted[Math.ceil(sorted.length * 0.5) - 1]);
        expect(spread.p90).toBe(sorted[Math.ceil((sorted.length * 90) / 100) - 1]);
        expect(spread.max).toBe(sorted.at(-1));
        expect(Math.abs(spread.mean! - list.reduce((a, b) => a + b, 0) / list.length)).toBeLessThan(
          0.051,
        );
      }),
    );
  });
});

describe('rates', () => {
  it('say what they were made of, and of nothing are neither 0 nor 1', () => {
    expect(rate(3, 4)).toEqual({ numerator: 3, denominator: 4, rate: 0.75 });
    expect(rate(0, 0)).toEqual({ numerator: 0, denominator: 0, rate: null });
  });
});

describe('the rolling 60-minute peak', () => {
  const eight = '2026-03-02T00:00:00.000Z';

  it('is half-open: 60 minutes later is another hour', () => {
    const at = (seconds: number): string => plus(eight, seconds);
    expect(rollingPeak([at(0), at(3600)]).count).toBe(1);
    expect(rollingPeak([at(0), at(3599.999)]).count).toBe(2);
    expect(rollingPeak([at(7000), at(0), at(3600), at(5000)])).toEqual({
      count: 3,
      from: at(3600),
    });
    expect(rollingPeak([])).toEqual({ count: 0, from: null });
  });

  it('is what counting every hour that begins with an arrival gives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30_000 })), (offsets) => {
        const instants = offsets.map((s) => plus(eight, s));
        const counts = instants.map(
          (from) => instants.filter((i) => i >= from && secondsBetween(from, i) < 3600).length,
        );
        expect(rollingPeak(instants).count).toBe(Math.max(0, ...counts));
      }),
    );
  });
});

describe('estimate errors', () => {
  it('stand by the people ahead, with the share within P90', () => {
    const errors = new EstimateErrors();
    errors.add({ ahead: 0, p50: 60, p90: 120, wait: 120 });
    errors.add({ ahead: 5, p50: 600, p90: 900, wait: 901 });
    errors.add({ ahead: 3, p50: 600, p90: 900, wait: 500 });
    errors.add({ ahead: 11, p50: 600, p90: 900, wait: 600 });
    expect(
      errors.rows().map((r) => [r.ahead, r.count, r.meanAbsoluteError, r.withinP90.numerator]),
    ).toEqual([
      ['0', 1, 60, 1],
      ['1-2', 0, null, 0],
      ['3-5', 2, 200.5, 1],
      ['6-10', 0, null, 0],
      ['11+', 1, 0, 1],
    ]);
  });
});

describe('ratings', () => {
  it('keep the unrated apart: they are never counted as good', () => {
    const ratings = new RatingTally();
    for (const level of [5, 5, 2, null, null, null]) ratings.add(level);
    expect(ratings.figures()).toEqual({
      served: 6,
      unrated: 3,
      rated: { numerator: 3, denominator: 6, rate: 0.5 },
      bad: { numerator: 1, denominator: 3, rate: 1 / 3 },
      levels: [
        { level: 5, count: 2 },
        { level: 4, count: 0 },
        { level: 3, count: 0 },
        { level: 2, count: 1 },
        { level: 1, count: 0 },
      ],
    });
  });
});
