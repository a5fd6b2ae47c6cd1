import fc from 'fast-check';
import { expect, it } from 'vitest';
import { circleIn, type PlannedStep } from '../shared/rules/journey.ts';
import { mergeJourneys } from '../shared/rules/merge-journeys.ts';

/* Several packages as one ticket: the rule alone. */
const step = (queue: string, matters: string, ...after: number[]): PlannedStep => ({
  ...{ queue, matters: [...matters], after },
});
const said = (steps: readonly PlannedStep[]): string[] =>
  steps.map(({ queue, matters, after }) => `${queue}:${matters.join('')}<${after.join()}`);

it('joins what is in one queue, handles a matter once, and keeps each order', () => {
  const food = [step('permit', 'ab'), step('tax', 'c', 0)];
  const hire = [step('social', 'd'), step('tax', 'ce', 0), step('bank', 'f', 1)];
  expect(said(mergeJourneys([food, hire]))).toEqual([
    ...['permit:ab<', 'tax:ce<0,2', 'social:d<', 'bank:f<1'],
  ]);
  expect(mergeJourneys([food])).toEqual(food);
  // All that the second asks of a queue is handled in the first: what follows there follows here.
  expect(said(mergeJourneys([food, [step('tax', 'c'), step('bank', 'f', 0)]]))).toEqual([
    ...['permit:ab<', 'tax:c<0', 'bank:f<1'],
  ]);
  // Opposite orders of two queues: the second time is a step of its own, and nobody goes in a circle.
  expect(said(mergeJourneys([food, [step('tax', 'x'), step('permit', 'y', 0)]]))).toEqual([
    ...['permit:ab<', 'tax:cx<0', 'permit:y<1'],
  ]);
  // Opposite orders of the same matters: the first is followed.
  expect(said(mergeJourneys([food, [step('tax', 'c'), step('permit', 'a', 0)]]))).toEqual([
    ...['permit:ab<', 'tax:c<0'],
  ]);
});

/** Matters stand in one queue wherever they are, as in a hall; packages want them in any order. */
const queueOf = (matter: string): string => `q${matter.charCodeAt(0) % 4}`;
const journeys = fc.array(
  fc
    .record({
      matters: fc.shuffledSubarray([...'abcdefghij'], { minLength: 1, maxLength: 6 }),
      after: fc.array(fc.array(fc.nat(6), { maxLength: 2 }), { minLength: 6, maxLength: 6 }),
    })
    .map(({ matters, after }) =>
      matters.map((matter, i) => ({
        ...{ queue: queueOf(matter), matters: [matter] },
        after: [...new Set(after[i]!.filter((at) => at < i))].sort((a, b) => a - b),
      })),
    ),
  { minLength: 1, maxLength: 4 },
);

it('of random packages, whatever their orders: each matter once, no circle, the first as it is, and all else before what it was before unless that is against one named earlier', () => {
  const before = (steps: readonly PlannedStep[]): Set<string> => {
    const pairs = new Set<string>();
    const from = (at: number): string[] =>
      steps[at]!.after.flatMap((b) => [...steps[b]!.matters, ...from(b)]);
    steps.forEach(({ matters }, at) => {
      for (const b of from(at)) for (const m of matters) pairs.add(`${b}${m}`);
    });
    return pairs;
  };
  let joined = 0;
  fc.assert(
    fc.property(journeys, (list) => {
      const merged = mergeJourneys(list);
      const all = merged.flatMap(({ matters }) => matters);
      expect([...all].sort()).toEqual([...new Set(list.flat().flatMap((s) => s.matters))].sort());
      expect(circleIn(merged)).toBeNull();
      for (const { queue, matters } of merged) expect(matters.map(queueOf)).toContain(queue);
      const kept = before(merged);
      for (const pair of before(list[0]!)) expect(kept).toContain(pair);
      const place = (m: string): number => merged.findIndex(({ matters }) => matters.includes(m));
      for (const journey of list)
        for (const pair of before(journey)) {
          const [first, then] = [pair[0]!, pair[1]!];
          const turned = kept.has(`${then}${first}`) || place(first) === place(then);
          if (!turned) expect(kept, pair).toContain(pair);
        }
      if (merged.length < list.flat().length) joined += 1;
    }),
    { numRuns: 2000 },
  );
  expect(joined).toBeGreaterThan(500);
});
