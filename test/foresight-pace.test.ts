import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseGamma } from '../shared/rules/foresight/choice.ts';
import { foresee } from '../shared/rules/foresight/foresee.ts';
import { markPassed } from '../shared/rules/foresight/moments.ts';
import { atOnce } from '../shared/rules/foresight/at-once.ts';
import { passOfCalls, type PassWindow } from '../shared/rules/foresight/pass.ts';
import { ratesNow, sharesOf } from '../shared/rules/foresight/rates.ts';
import type { Wait } from '../shared/rules/foresight/waits.ts';
import { plus } from '../shared/rules/instants.ts';
import { Seeded } from '../shared/rules/simulation/chance.ts';

const now = '2026-03-02T01:00:00.000Z';
const open = 8 * 60;
const evenly = (value: number): Float64Array => new Float64Array(48).fill(value);

describe('the pace of a queue today', () => {
  const usually = { rates: evenly(0.2), open: evenly(4) };
  it('moves with the windows open now by the part that was chosen, and with the plan of the day', () => {
    const at = (of: Partial<Parameters<typeof ratesNow>[1]>): number[] =>
      [20, 25].map((half) => ratesNow(usually, { open: 4, gamma: 1, half: 20, ...of })[half]!);
    expect(at({})).toEqual([0.2, 0.2]);
    expect(at({ open: 2 })).toEqual([0.1, 0.1]);
    expect(at({ open: 2, gamma: 0.5 })[0]).toBeCloseTo(0.2 * Math.SQRT1_2);
    expect(at({ open: 2, gamma: 0 })).toEqual([0.2, 0.2]);
    // A queue of which no count is known keeps its pace.
    expect(ratesNow({ ...usually, open: evenly(0) }, { open: 2, gamma: 1, half: 20 })[20]).toBe(
      0.2,
    );
    // Half of the windows from half past twelve on, nobody from two on.
    const shares = Array.from({ length: 48 }, (_, i) => (i < 25 ? 1 : i < 28 ? 0.5 : 0));
    expect(at({ shares })).toEqual([0.2, 0.1]);
    expect(ratesNow(usually, { open: 4, gamma: 1, half: 20, shares })[30]).toBe(0);
    // What is open as planned is no news: two of four where the plan has two.
    expect(ratesNow(usually, { open: 2, gamma: 1, half: 26, shares })[26]).toBeCloseTo(0.1);
    // Who works although the plan has nobody works on.
    expect(ratesNow(usually, { open: 4, gamma: 1, half: 30, shares })[31]).toBeCloseTo(0.2);
    // Where days have no window planned the plan says nothing; where it is as ever, neither.
    expect(sharesOf([2, 0], [4, 0])!.slice(0, 3)).toEqual([0.5, 1, 1]);
    expect(sharesOf([4, 3], [4, 3])).toBeNull();
    // A pause in the day is kept; after its last window those who wait are served yet.
    expect(sharesOf([4, 0, 4, 0], [4, 4, 4, 4])!.slice(0, 4)).toEqual([1, 0, 1, 1]);
    expect(sharesOf([4, 4, 0, 0], [4, 4, 4, 4])).toBeNull();
  });

  it('is chosen by what it would have been off by, and stays as delivered where nothing is clear', () => {
    // Days with two windows and with six: each window calls one in five minutes, or windows do not matter.
    const history = (matters: boolean, days: number) => {
      const chance = new Seeded(5);
      const own = new Map<string, Wait[]>();
      for (let d = 0; d < days; d += 1) {
        const windows = d % 2 === 0 ? 2 : 6;
        const gap = matters ? 5 / windows : 5 / 4;
        const waits = Array.from({ length: 60 }, (_, i): Wait => {
          const ahead = i % 12;
          const began = open + Math.floor(i / 12) * 20;
          const until = began + (ahead + 1) * gap + chance.next();
          return { began, until, called: true, ahead, windows };
        });
        own.set(`2026-03-${String(d + 1).padStart(2, '0')}`, waits);
      }
      return new Map([['q', own]]);
    };
    expect(chooseGamma(history(true, 12))).toBeNull();
    const moved = chooseGamma(history(true, 20))!;
    expect(moved.gamma).toBeGreaterThanOrEqual(0.75);
    expect(moved.errors.map(({ gamma }) => gamma)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(chooseGamma(history(false, 20))!.gamma).toBeLessThanOrEqual(0.25);
  });

  it('says of ten equal points the middle, not the fifth', () => {
    const asked = { ahead: 3, minute: open, usual: 27, base: 27 };
    const said = foresee({ past: [] }, [], 1, asked);
    // Between the fifth and the sixth, of which one is as far below the base as the other above it.
    expect(Math.abs(said.p50 - 27)).toBeLessThan(0.1);
    // The ninth and the tenth stand for the middles of their tenths: 0.85 and 0.95.
    const deciles = [8, 9].map((i) => 30 * Math.exp(-0.7 + (1.4 / 9) * i) - 3);
    expect(said.p90).toBeCloseTo((deciles[0]! + deciles[1]!) / 2, 5);
  });

  it('notes what a phone is told at ten, five and two ahead: where the line passes them', () => {
    expect([markPassed(11, 10), markPassed(10, 9), markPassed(12, 4), markPassed(6, 0)]).toEqual([
      10,
      null,
      5,
      2,
    ]);
    expect([markPassed(3, 3), markPassed(2, 1), markPassed(1, 8)]).toEqual([null, null, null]);
  });
});

describe('the pass of the calling rule over shared windows', () => {
  interface Made {
    readonly seed: number;
    /** All windows serve the same queues with the same handicaps. */
    readonly pooled: boolean;
    readonly sameTurn: boolean;
  }
  /** A hall by chance, and the same with one window more. */
  function waitsOf({ seed, pooled, sameTurn }: Made) {
    const chance = new Seeded(seed);
    const queues = ['a', 'b', 'c'].slice(0, 2 + chance.below(2));
    const turns = new Map(queues.map((q) => [q, sameTurn ? 8 : 3 + chance.below(15)]));
    const gaps = new Map(queues.map((q) => [q, chance.chance(0.3) ? null : 1 + chance.below(10)]));
    let seq = 0;
    const lines = new Map(
      queues.map((q) => [
        q,
        Array.from({ length: chance.below(15) }, () => -chance.below(3600))
          .sort((x, y) => x - y)
          .map((ago) => ({ order_key: plus(now, ago), seq: seq++, position: 0, weight: 1 })),
      ]),
    );
    const handicap = (): number => 300 * chance.below(4);
    const common = queues.map((queueId) => ({ queueId, handicapSeconds: handicap() }));
    const window = (): PassWindow => {
      const main = chance.pick(queues);
      const own = queues.flatMap((queueId) =>
        queueId === main
          ? [{ queueId, handicapSeconds: 0 }]
          : chance.chance(0.5)
            ? [{ queueId, handicapSeconds: handicap() }]
            : [],
      );
      const serves = pooled ? common : own;
      const { queueId } = chance.pick(serves);
      const since = plus(now, -chance.below(600));
      return { serves, hand: chance.chance(0.8) ? { queueId, since } : null };
    };
    const windows = Array.from({ length: 1 + chance.below(6) }, window);
    const start = {
      ...{ lines, now },
      turnOf: (q: string) => turns.get(q)!,
      gapOf: (q: string) => gaps.get(q)!,
    };
    const more = [...windows, { ...window(), hand: null }];
    return {
      longestTurn: Math.max(...turns.values()),
      fewer: atOnce(passOfCalls({ ...start, windows })),
      more: atOnce(passOfCalls({ ...start, windows: more })),
    };
  }
  const longer = ({ fewer, more }: ReturnType<typeof waitsOf>): number =>
    Math.max(...[...fewer].flatMap(([q, own]) => own.map((wait, i) => more.get(q)![i]! - wait)));
  const seeds = fc.integer({ min: 1, max: 1_000_000 });

  it('never lengthens a wait by a window more where all serve the same, or all turns are alike', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, pooled) => {
        expect(longer(waitsOf({ seed, pooled, sameTurn: !pooled }))).toBeLessThanOrEqual(1e-9);
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  it('lengthens one elsewhere by less than the longest turn (docs/foresight.md says why it can)', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const made = waitsOf({ seed, pooled: false, sameTurn: false });
        expect(longer(made)).toBeLessThanOrEqual(made.longestTurn);
        // And never is one told less than the person ahead.
        for (const own of made.more.values())
          own.forEach((wait, i) => expect(wait).toBeGreaterThanOrEqual(own[i - 1] ?? 0));
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  it('leaves a window alone while it is planned to rest', () => {
    const serves = ['a', 'b'].map((queueId) => ({ queueId, handicapSeconds: 0 }));
    const line = Array.from({ length: 4 }, (_, seq) => {
      return { order_key: plus(now, seq - 100), seq, position: 0, weight: 1 };
    });
    const waits = (rests: readonly (readonly [number, number])[]) =>
      atOnce(
        passOfCalls({
          ...{ lines: new Map([['a', line]]), now, turnOf: () => 8, gapOf: () => null },
          windows: [{ serves, hand: null, rests }],
        }),
      );
    // Whoever would come now to either queue stands behind those four, and takes no window from the other.
    expect([...waits([])]).toEqual([
      ['a', [0, 8, 16, 24, 32]],
      ['b', [32]],
    ]);
    expect([...waits([[10, 60]])]).toEqual([
      ['a', [0, 8, 60, 68, 76]],
      ['b', [76]],
    ]);
  });
});
