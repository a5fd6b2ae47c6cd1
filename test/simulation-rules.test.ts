import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Seeded } from '../shared/rules/simulation/chance.ts';
import { Runs, tell } from '../server/foresight/runs.ts';
import { wholeByHalfHour, wholeWindows } from '../shared/rules/simulation/allotment.ts';
import { type HallKind, staffHall } from '../shared/rules/simulation/hall-staffing.ts';
import { agreement } from '../shared/rules/simulation/regression.ts';
import { erlangC, meanWait, windowsFor, within } from '../shared/rules/simulation/erlang.ts';
import { QueueDay, type Visitor } from '../shared/rules/simulation/queue-day.ts';
import { SharedDay, type SharedVisitor } from '../shared/rules/simulation/shared-day.ts';
import { type QueueWork, staffQueue } from '../shared/rules/simulation/staffing.ts';

const promised = { share: 0.9, minutes: 15 };

/** A queue of M/M/10 at load 8 and 6 minutes, for so many visitors: what is waited. */
function steady(visitors: number, chance: Seeded): number[] {
  const byChance = (mean: number): number => -mean * Math.log(1 - chance.next());
  let at = 0;
  const list = Array.from({ length: visitors }, (): Visitor => {
    at += byChance(6 / 8);
    return { at, key: at, handling: byChance(6) };
  });
  const waits: number[] = [];
  new QueueDay(list).run(
    () => 10,
    (_, minutes) => waits.push(minutes),
  );
  // The first of them found an empty hall.
  return waits.slice(500);
}

/** A queue's one recorded day: so many visitors in a half-hour from 8:00, visits of so many minutes. */
function workOf(counts: readonly number[], handling: number): QueueWork {
  const came = counts.flatMap((count, i) =>
    Array.from({ length: count }, (_, n) => {
      const at = 480 + 30 * i + (30 * n) / count;
      return { at, key: at };
    }),
  );
  return {
    days: [{ day: '2026-03-02', came }],
    handling: { byHalfHour: new Map(), all: [handling] },
    grid: 0,
    opens: 16,
    wereOpen: new Map(counts.map((_, i) => [16 + i, 2])),
  };
}

describe('windows by half-hour', () => {
  it('checks itself against Erlang C (foresight.md)', () => {
    expect(erlangC(2, 1)).toBeCloseTo(0.333333, 6);
    expect(erlangC(10, 8)).toBeCloseTo(0.40918, 6);
    expect(windowsFor(300, 6, promised)).toBe(31);
    expect(windowsFor(120, 5, promised)).toBe(11);
    expect(meanWait(10, 8, 6)).toBeCloseTo(1.228, 3);
    expect(within(10, 8, 6, 15)).toBeCloseTo(0.9972, 4);
    expect([erlangC(3, 3), erlangC(3, 0), windowsFor(0, 6, promised)]).toEqual([1, 0, 0]);
  });

  it('simulates M/M/10 at load 8 as the theory has it', () => {
    const days = Array.from({ length: 40 }, (_, seed) => steady(3200, new Seeded(seed)));
    const waits = days.flat();
    const share = (of: (wait: number) => boolean): number => waits.filter(of).length / waits.length;
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(Math.abs(mean - 1.228)).toBeLessThan(0.08);
    expect(Math.abs(share((wait) => wait > 0) - 0.409)).toBeLessThan(0.015);
    expect(Math.abs(share((wait) => wait <= 15) - 0.9972)).toBeLessThan(0.002);
  });

  it('asks for the fewest that keep the promise, and says what one less costs', () => {
    const plan = staffQueue(workOf([40, 12, 12, 4], 6), { ...promised, draws: 40, seed: 3 });
    expect(plan.map(({ half }) => half)).toEqual([16, 17, 18, 19]);
    for (const { share, oneLess, asWas } of plan) {
      expect(share).toBeGreaterThanOrEqual(0.9);
      expect(oneLess!.share).toBeLessThan(0.9);
      expect(asWas!.windows).toBe(2);
    }
    // Nobody is left waiting for ever for the promise's sake.
    expect(plan.every(({ windows }) => windows > 0)).toBe(true);
    // A crowd at the door: two windows leave it standing, and Erlang asks for more than it needs.
    expect(plan[0]!.asWas!.share).toBeLessThan(0.5);
    expect(plan[0]!.erlang).toBeGreaterThanOrEqual(plan[0]!.windows);
  });

  it('never asks for fewer where a visit takes longer, and does the same again for the same seed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 1, max: 1000 }),
        (counts, handling, seed) => {
          const options = { ...promised, draws: 20, seed };
          const plan = staffQueue(workOf(counts, handling), options);
          expect(staffQueue(workOf(counts, handling), options)).toEqual(plan);
          const longer = staffQueue(workOf(counts, handling + 5), options);
          expect(longer[0]!.windows).toBeGreaterThanOrEqual(plan[0]!.windows);
        },
      ),
      { numRuns: 30, seed: 7 },
    );
  });

  it('calls by the rule: an earlier key goes first, and more windows lengthen no wait', () => {
    const visitor = fc.record({
      at: fc.integer({ min: 0, max: 120 }),
      credit: fc.constantFrom(0, 0, 10, 60),
      handling: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(
        fc.array(visitor, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        (list, windows) => {
          const day = new QueueDay(
            list.map(({ at, credit, handling }) => ({ at, key: at - credit, handling })),
          );
          const sum = (n: number): number => {
            let total = 0;
            const called: { at: number; key: number; when: number }[] = [];
            day.run(
              () => n,
              (place, minutes) => {
                const { at, key } = day.visitors[place]!;
                total += minutes;
                called.push({ at, key, when: at + minutes });
              },
            );
            expect(called).toHaveLength(list.length);
            called.forEach((one, i) => {
              for (const later of called.slice(i + 1))
                if (later.at < one.when) expect(one.key).toBeLessThanOrEqual(later.key);
            });
            return total;
          };
          expect(sum(windows + 1)).toBeLessThanOrEqual(sum(windows) + 1e-9);
        },
      ),
      { numRuns: 200, seed: 11 },
    );
  });
});

describe('windows that serve several queues', () => {
  const kind = (count: number, ...serves: [string, number][]): HallKind => ({
    serves: serves.map(([queue, handicapMinutes]) => ({ queue, handicapMinutes })),
    count,
    wereOpen: new Map(),
  });
  const options = { ...promised, draws: 20, seed: 9 };
  const alone = (counts: readonly number[], handling = 6) => {
    const work = workOf(counts, handling);
    return { work, plan: staffQueue(work, options) };
  };
  const needed = (
    queues: ReadonlyMap<string, ReturnType<typeof alone>>,
    kinds: readonly HallKind[],
  ) => {
    const found = staffHall(queues, kinds, options);
    return { ...found, at: (half: number) => sumOf(found.kinds.map((k) => windowsAt(k, half))) };
  };
  const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const windowsAt = (
    { halves }: { readonly halves: readonly { half: number; windows: number }[] },
    half: number,
  ): number => halves.find((each) => each.half === half)?.windows ?? 0;

  it('needs no more together than apart, keeps the promise for each, and wastes no window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(0, 5, 20),
        (first, second, handicap) => {
          const queues = new Map([
            ['a', alone(first)],
            ['b', alone(second, 9)],
          ]);
          const kinds = [
            kind(3, ['a', 0], ['b', handicap]),
            kind(3, ['b', 0], ['a', handicap]),
            kind(1, ['a', 0], ['b', 0]),
          ];
          const joint = needed(queues, kinds);
          const open = new Set([...queues.values()].flatMap(({ plan }) => plan.map((p) => p.half)));
          const all = (of: typeof joint): number => sumOf([...open].map((half) => of.at(half)));
          const apart = needed(queues, [kind(3, ['a', 0]), kind(3, ['b', 0])]);
          // What is saved in one half-hour can be asked for in the next.
          expect(all(joint)).toBeLessThanOrEqual(all(apart) + 1);
          for (const half of open) {
            for (const halves of joint.queues.values()) {
              const share = halves.get(half)?.fare.share ?? 1;
              expect(share).toBeGreaterThanOrEqual(0.9);
            }
          }
          for (const { halves } of joint.kinds)
            for (const { windows, oneLess } of halves) {
              if (windows === 0) expect(oneLess).toBeNull();
              // Null: the last window of it stays for those who were called too late already.
              else if (windows > 1) expect(oneLess!.share).toBeLessThan(0.9);
            }
        },
      ),
      { numRuns: 15, seed: 5 },
    );
  });

  it('is the same as alone where no window serves two queues', () => {
    const queues = new Map([
      ['a', alone([14, 9, 12])],
      ['b', alone([3, 8, 20])],
    ]);
    const joint = needed(queues, [kind(2, ['a', 0]), kind(2, ['b', 0])]);
    const { plan } = queues.get('a')!;
    const ofA = plan.map(({ half }) => windowsAt(joint.kinds[0]!, half));
    expect(ofA).toEqual(plan.map(({ windows }) => windows));
  });

  it('lets one window that serves both stand for two that serve one each', () => {
    const queues = new Map([
      ['a', alone([1, 1], 2)],
      ['b', alone([1, 1], 2)],
    ]);
    const apart = needed(queues, [kind(2, ['a', 0]), kind(2, ['b', 0])]);
    const both = needed(queues, [
      kind(2, ['a', 0]),
      kind(2, ['b', 0]),
      kind(2, ['a', 0], ['b', 0]),
    ]);
    expect(apart.at(16)).toBe(2);
    expect(both.at(16)).toBe(1);
  });

  it('lengthens no wait with one window more, where all visits take as long', () => {
    const visitor = fc.record({
      at: fc.integer({ min: 0, max: 90 }),
      queue: fc.integer({ min: 0, max: 1 }),
    });
    fc.assert(
      fc.property(
        fc.array(visitor, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        (list, handling, windows) => {
          const visitors = list.map(({ at, queue }): SharedVisitor => {
            return { at, queue, handling, key: at, from: at };
          });
          const serves = [0, 1].map((queue) => ({ queue, handicap: 0 }));
          const day = new SharedDay(visitors, [{ serves }], 2);
          const waits = (count: number): number[] => {
            const found: number[] = [];
            const span = { moment: day.begin, from: 0, end: 10_000 };
            day.run([count], span, (place, minutes) => (found[place] = minutes));
            return found;
          };
          const more = waits(windows + 1);
          waits(windows).forEach((minutes, place) => {
            expect(more[place]).toBeLessThanOrEqual(minutes);
          });
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe('what stands beside a simulation', () => {
  it('counts a window that several queues share once', () => {
    expect(wholeWindows([0.5, 0.5])).toEqual([1, 0]);
    expect(wholeWindows([2.2, 0.2, 0.2, 0.2, 0.2])).toEqual([3, 0, 0, 0, 0]);
    expect(wholeWindows([1 / 3, 1 / 3, 1 / 3, 0])).toEqual([1, 0, 0, 0]);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { maxLength: 12 }),
        (parts) => {
          const whole = wholeWindows(parts);
          const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
          expect(Math.abs(sum(whole) - sum(parts))).toBeLessThanOrEqual(0.501);
          whole.forEach((count, i) => expect(Math.abs(count - parts[i]!)).toBeLessThan(1.001));
        },
      ),
    );
    const parts = new Map([
      ['a', new Map([[16, 0.5]])],
      [
        'b',
        new Map([
          [16, 1.5],
          [17, 0.4],
        ]),
      ],
    ]);
    expect([...wholeByHalfHour(parts)].map(([, own]) => [...own])).toEqual([
      [[16, 1]],
      [
        [16, 1],
        [17, 0],
      ],
    ]);
  });

  it('tells by regression whether it agrees with what was (Kleijnen)', () => {
    const chance = new Seeded(4);
    const noise = (): number => 2 * chance.next() - 1;
    // Both are what a day like it can bring.
    const pairs = (of: (wait: number) => number) =>
      Array.from({ length: 200 }, () => {
        const wait = 30 * chance.next();
        return { real: wait + noise(), simulated: of(wait + noise()) };
      });
    const same = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => ({ real: n, simulated: n }));
    expect(agreement(same)).toMatchObject({ pairs: 10, bias: 0, slope: 0, differs: false });
    const tries = Array.from({ length: 200 }, () => agreement(pairs((wait) => wait))!.differs);
    // As often as chance has it: one in twenty.
    expect(Math.abs(tries.filter(Boolean).length / tries.length - 0.05)).toBeLessThan(0.04);
    expect(agreement(pairs((wait) => wait + 2))!.differs).toBe(true);
    expect(agreement(pairs((wait) => 1.3 * wait - 4.5))!.differs).toBe(true);
    expect(agreement(same.slice(1))).toBeNull();
  });

  it('says how far it is, and ends where it is stopped or nobody waits any more', async () => {
    const runs = new Runs();
    const gone = new AbortController();
    const of = { hall: 'district', run: 'a-run-of-mine' };
    const begun = (end: () => void) =>
      runs.during(of, gone.signal, (signal) => {
        tell(signal, 0.4);
        expect(runs.progress(of.hall, of.run)).toBe(0.4);
        end();
        return Promise.resolve().then(() => tell(signal, 0.5));
      });
    const stopped = { code: 'run_stopped' };
    await expect(begun(() => runs.stop(of.hall, of.run))).rejects.toMatchObject(stopped);
    await expect(begun(() => gone.abort())).rejects.toMatchObject(stopped);
    expect(runs.progress(of.hall, of.run)).toBeNull();
  });
});
