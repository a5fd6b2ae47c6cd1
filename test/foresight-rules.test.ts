import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitHall } from '../shared/rules/foresight/fit.ts';
import { nextLateFactor } from '../shared/rules/foresight/foresee.ts';
import { inTenGroups, Judgement, reliability } from '../shared/rules/foresight/judge.ts';
import { LineWaits } from '../shared/rules/foresight/line.ts';
import { atOnce } from '../shared/rules/foresight/at-once.ts';
import { passOfCalls, type PassStart } from '../shared/rules/foresight/pass.ts';
import { Lead, profileWait } from '../shared/rules/foresight/rates.ts';
import { saidAtMost, saidCall, saidMinutes } from '../shared/rules/foresight/said.ts';
import { pausedSince } from '../shared/rules/foresight/stall.ts';
import { busySpans, clearedCallsOf, turnsOf, type Wait } from '../shared/rules/foresight/waits.ts';
import { plus } from '../shared/rules/instants.ts';

const open = 8 * 60;
const someWait = fc
  .record({
    began: fc.integer({ min: open, max: open + 480 }),
    waited: fc.integer({ min: 0, max: 90 }),
    called: fc.boolean(),
    ahead: fc.integer({ min: -2, max: 60 }),
  })
  .map(({ began, waited, called, ahead }): Wait => ({
    began,
    until: began + waited,
    called,
    ahead,
  }));
const someDays = fc.array(fc.array(someWait, { maxLength: 60 }), { maxLength: 4 });

describe('the waits along a line', () => {
  it('are never below those of the person ahead, and P90 is never below P50', () => {
    fc.assert(
      fc.property(
        someDays,
        fc.integer({ min: open, max: open + 540 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.7, max: 1.6, noNaN: true }),
        (days, minute, lead, late) => {
          const { queues, bands } = fitHall(new Map([['q', days]]));
          const line = new LineWaits(queues.get('q')!, bands, { minute, lead, late, pass: null });
          let before = { p50: 0, p90: 0 };
          for (const ahead of [...Array(40).keys(), 47, 63, 64, 120, 400]) {
            const now = line.at(ahead);
            expect(now.p50).toBeGreaterThanOrEqual(before.p50);
            expect(now.p90).toBeGreaterThanOrEqual(before.p90);
            expect(now.p90).toBeGreaterThanOrEqual(now.p50);
            before = now;
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('follow the half-hour that is to come, not the one that is', () => {
    const rates = Float64Array.from({ length: 48 }, (_, half) => (half === 24 ? 0.05 : 0.5));
    // At five to twelve: two and a half calls before noon, one and a half in the slow half-hour.
    expect(profileWait(rates, 12 * 60 - 5, 1)).toBeCloseTo(4.2);
    expect(profileWait(rates, 12 * 60 - 5, 5)).toBeCloseTo(5 + 30 + (6.1 - 2.5 - 1.5) / 0.5);
    expect(profileWait(rates, 12 * 60, 5000)).toBe(480);
  });

  it('get shorter by a lead of today and never longer by a pause', () => {
    const rates = new Float64Array(48).fill(0.1);
    const waits = (gap: number): Wait[] =>
      Array.from({ length: 30 }, (_, i) => {
        return { began: open, until: open + (i + 1) * gap, called: true, ahead: i };
      });
    expect(new Lead(waits(2), rates).at(open + 60)).toBeGreaterThan(0.3);
    expect(new Lead(waits(40), rates).at(open + 300)).toBe(0);
  });
});

describe('the pass of the calling rule', () => {
  const now = '2026-03-02T01:00:00.000Z';
  const lineOf = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      return { order_key: plus(now, i - 1000), seq: i, position: 0, weight: 1 };
    });
  const oneQueue = (windows: number, count: number, busy: number): PassStart => ({
    lines: new Map([['q', lineOf(count)]]),
    windows: Array.from({ length: windows }, (_, i) => ({
      serves: [{ queueId: 'q', handicapSeconds: 0 }],
      hand: i < busy ? { queueId: 'q', since: plus(now, -i) } : null,
    })),
    turnOf: () => 8,
    gapOf: () => null,
    now,
  });

  it('never lengthens a wait where there is one window more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 12 }),
        (windows, count, busy) => {
          const fewer = atOnce(passOfCalls(oneQueue(windows, count, busy))).get('q')!;
          const more = atOnce(passOfCalls(oneQueue(windows + 1, count, busy))).get('q')!;
          expect(more).toHaveLength(count + 1);
          more.forEach((wait, i) => expect(wait).toBeLessThanOrEqual(fewer[i]! + 1e-9));
        },
      ),
    );
  });

  it('gives two queues at shared windows what each gets of them, not the whole', () => {
    const windows = [0, 1, 2, 3].map((i) => ({
      serves: [
        { queueId: 'a', handicapSeconds: 0 },
        { queueId: 'b', handicapSeconds: 0 },
      ],
      hand: { queueId: i % 2 === 0 ? 'a' : 'b', since: now },
    }));
    const lines = new Map([
      ['a', lineOf(10)],
      ['b', lineOf(10)],
    ]);
    const start = { lines, windows, turnOf: () => 8, gapOf: () => null, now };
    const waits = atOnce(passOfCalls(start));
    // Twenty before one who comes now, at four windows, each eight minutes.
    for (const queue of ['a', 'b']) expect(waits.get(queue)!.at(-1)).toBeCloseTo(42, 0);
    // With nobody of the other queue it takes half of that.
    const alone = atOnce(passOfCalls({ ...start, lines: new Map([['a', lineOf(10)]]) }));
    expect(alone.get('a')!.at(-1)).toBeCloseTo(22, 0);
    expect(alone.get('b')!.at(-1)).toBeCloseTo(22, 0);
  });

  it('ends where nobody can be called any more', () => {
    const waits = atOnce(passOfCalls({ ...oneQueue(1, 100, 1), turnOf: () => 30 }));
    expect(waits.get('q')).toHaveLength(101);
    expect(Math.max(...waits.get('q')!)).toBe(480);
  });
});

describe('silence and what is said', () => {
  const rates = new Float64Array(48).fill(0.2);
  const waiting = (from: number, to: number): Wait => {
    return { began: from, until: to, called: false, ahead: 0 };
  };

  it('tells since when the calls have paused: three missed and twenty minutes', () => {
    expect(pausedSince([waiting(600, 619)], null, rates, 619)).toBeNull();
    expect(pausedSince([waiting(600, 621)], null, rates, 621)).toBe(600);
    expect(pausedSince([waiting(600, 650)], 640, rates, 650)).toBeNull();
    expect(pausedSince([waiting(600, 665)], 640, rates, 665)).toBe(640);
    // A queue that calls every half-hour has not paused after twenty minutes.
    expect(
      pausedSince([waiting(600, 640)], null, new Float64Array(48).fill(1 / 30), 640),
    ).toBeNull();
    // Nobody waits.
    expect(pausedSince([{ ...waiting(600, 610), called: true }], 610, rates, 660)).toBeNull();
  });

  it('rounds to what can be known, and never P90 below P50', () => {
    expect([30, 200, 600, 601, 1500, 3600, 4000, 5500].map(saidMinutes)).toEqual([
      1, 4, 10, 10, 25, 60, 60, 90,
    ]);
    expect(saidAtMost({ p50: 1500, p90: 2220 })).toBe(40);
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), (p50, more) => {
        const most = saidAtMost({ p50, p90: p50 + more });
        expect(most).toBeGreaterThanOrEqual(saidMinutes(p50));
        expect(most * 60).toBeGreaterThanOrEqual(p50 + more);
      }),
    );
    const at = Date.parse('2026-03-02T02:13:00.000Z');
    expect(new Date(saidCall(at, 1500)).toISOString()).toBe('2026-03-02T02:40:00.000Z');
    expect(new Date(saidCall(at, 240)).toISOString()).toBe('2026-03-02T02:17:00.000Z');
  });

  it('keeps the factor of P90 in its bounds, and still where a tenth is late', () => {
    let factor = 1;
    for (let i = 0; i < 1000; i++) factor = nextLateFactor(factor, i % 10 === 0);
    expect(factor).toBeCloseTo(1, 1);
    for (let i = 0; i < 1000; i++) factor = nextLateFactor(factor, true);
    expect(factor).toBe(1.6);
  });
});

describe('what is fitted and judged', () => {
  it('knows busy time, turns from call to call, and lines that were cleared', () => {
    const wait = (began: number, until: number): Wait => ({ began, until, called: true, ahead: 0 });
    expect(busySpans([wait(20, 30), wait(0, 10), wait(5, 15), wait(40, 40)])).toEqual([
      [0, 15],
      [20, 30],
    ]);
    const visit = { queue: 'q', window: 'w' };
    const turns = turnsOf([
      { ...visit, waitedFrom: 0, called: 10, ended: 15 },
      // Waited for: its turn goes to its call. The next came later: this one's goes to its end.
      { ...visit, waitedFrom: 12, called: 17, ended: 20 },
      { ...visit, waitedFrom: 30, called: 31, ended: 35 },
    ]);
    expect(turns.get('q')).toEqual({ count: 3, minutes: 7 + 3 + 4 });
    // faults F4: one on hold for twenty minutes, while the window called another.
    const held = turnsOf([
      { ...visit, waitedFrom: 0, called: 10, ended: 40 },
      { ...visit, waitedFrom: 12, called: 15, ended: 35 },
    ]);
    expect(held.get('q')).toEqual({ count: 2, minutes: 5 + 20 });
    const calls = (count: number, windows: number) =>
      Array.from({ length: count }, (_, i) => ({ called: 600 + i * 0.3, windows }));
    expect(clearedCallsOf(calls(10, 3)).size).toBe(10);
    expect(clearedCallsOf(calls(10, 4)).size).toBe(0);
    expect(clearedCallsOf(calls(9, 1)).size).toBe(0);
  });

  it('counts those who left as longer than they waited, and says on which side it was wrong', () => {
    const judgement = new Judgement();
    const said = { p50: 10, p90: 20, usual: 30 };
    judgement.add({ ...said, wait: 14, left: false });
    judgement.add({ ...said, wait: 25, left: true });
    judgement.add({ ...said, wait: 5, left: true });
    expect(judgement.figures()).toMatchObject({
      ...{ count: 2, within: 1, withinOf: 2, error: 9.5, bias: -9.5 },
      skill: 1 - 19 / 21,
    });
    const outcomes = Array.from({ length: 100 }, (_, i) => ({ ...said, wait: i / 4, left: false }));
    const claims = reliability(outcomes);
    expect(claims.map(({ claimed }) => claimed)).toEqual([
      0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9,
    ]);
    expect(claims[4]!.observed).toBeCloseTo(0.41);
    expect(claims[8]!.observed).toBeCloseTo(0.81, 1);
    expect(inTenGroups(outcomes)).toHaveLength(10);
  });
});
