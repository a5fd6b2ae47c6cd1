import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Problem } from '../shared/errors.ts';
import { beginVisit, unblockSteps } from '../shared/rules/begin-waiting.ts';
import { changeVisit, finishedMatters, mattersOf } from '../shared/rules/change-visit.ts';
import { plus } from '../shared/rules/instants.ts';
import type { PlannedStep } from '../shared/rules/journey.ts';
import { call, comeBack, finish, hold, noShow, start } from '../shared/rules/visit-acts.ts';
import { busyStep, isEnded, type Step, type Visit } from '../shared/rules/visit.ts';

/*
 * What somebody has come for, changed, over random visits on their way: the rule alone, without a hall.
 * Seen red with each of twelve faults put into the rule.
 */
const settings = { grace: 600, seniority: 600, comeback: 300, penalty: 600 };
const standardOf = (): number => 900;
const taken = '2026-03-02T01:00:00.000Z';
const queues = ['q0', 'q1', 'q2', 'q3'];
const matters = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const at = { window_id: 'w', staff_id: 's' };

const makeStep = (position: number, { queue, matters: ids, after }: PlannedStep): Step => ({
  ...{ id: `step ${position}`, position, after, queue_id: queue, status: 'blocked' },
  matters: ids.map((id) => ({ id, done: null })),
  ...{ dropped: 0, opened_here: 0, status_since: taken, callable: 0, reference: null },
  ...{ credit_seconds: 0, order_key: null, order_reason: 'walk-in', out_of_order: 0 },
  ...{ only_window_id: null, window_id: null, staff_id: null, hold_kind: null, hold_until: null },
  ...{ waiting_since: null, standard_seconds: null, waits_from: null, waited_ms: null },
  ...{ first_called_at: null, last_called_at: null, call_count: 0, round_calls: 0, misses: 0 },
  ...{ started_at: null, start_estimated: 0, ended_at: null, outcome: null },
});

/** A journey: matters stand in one step each, and a step follows any of those before it. */
const journeys = fc
  .record({
    chosen: fc.shuffledSubarray(matters, { minLength: 1 }),
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 7, maxLength: 7 }),
    queues: fc.array(fc.constantFrom(...queues), { minLength: 7, maxLength: 7 }),
    after: fc.array(fc.array(fc.nat(6), { maxLength: 2 }), { minLength: 7, maxLength: 7 }),
  })
  .map(({ chosen, sizes, queues: of, after }): PlannedStep[] => {
    const steps: PlannedStep[] = [];
    for (let from = 0; from < chosen.length; from += sizes[steps.length - 1]!) {
      const i = steps.length;
      steps.push({
        queue: of[i]!,
        matters: chosen.slice(from, from + sizes[i]!),
        after: [...new Set(after[i]!.filter((position) => position < i))].sort((a, b) => a - b),
      });
    }
    return steps;
  });
const acts = fc.array(
  fc.tuple(
    fc.constantFrom(
      ...([
        'call',
        'start',
        'finish',
        'finish-half',
        'miss',
        'miss-twice',
        'hold',
        'return',
      ] as const),
    ),
    fc.nat(6),
    fc.integer({ min: 0, max: 1500 }),
  ),
  { maxLength: 14 },
);
type Acts = typeof acts extends fc.Arbitrary<infer A> ? A : never;

/** A visit that was begun, and what has happened to it since. */
function onItsWay(
  journey: PlannedStep[],
  list: Acts,
  credit: number,
): { visit: Visit; now: string } {
  let now = taken;
  const steps = journey.map((planned, i) => ({
    ...makeStep(i, planned),
    credit_seconds: credit,
  }));
  const entry = { entry_reference: taken, credit_seconds: credit };
  let visit = beginVisit(steps, entry, 'walk-in', standardOf, now);
  for (const [act, which, seconds] of list) {
    now = plus(now, seconds);
    const busy = busyStep(visit);
    const waiting = visit.steps.filter(({ status }) => status === 'waiting');
    const status = busy?.status ?? 'none';
    if (act === 'call' && busy === undefined && waiting.length > 0)
      visit = call(visit, waiting[which % waiting.length]!, at, now, false);
    else if (act === 'miss-twice' && busy === undefined && waiting.length > 0)
      for (const _ of [1, 2]) {
        const { position } = waiting[which % waiting.length]!;
        visit = call(visit, visit.steps[position]!, at, now, false);
        visit = noShow(visit, visit.steps[position]!, now);
        visit = comeBack(visit, visit.steps[position]!, now, settings);
        if (visit.steps[position]!.misses > 2 || visit.ended_at !== null) break;
      }
    else if (act === 'start' && status === 'called') visit = start(visit, busy!, now);
    else if (act.startsWith('finish') && ['called', 'serving'].includes(status)) {
      const half = act === 'finish-half' ? new Set(busy!.matters.slice(1).map((m) => m.id)) : null;
      visit = finish(visit, busy!, half, 'papers', now);
      visit = unblockSteps(visit, now, settings, standardOf);
    } else if (act === 'miss' && status === 'called') visit = noShow(visit, busy!, now);
    else if (act === 'hold' && status === 'serving')
      visit = hold(visit, busy!, 'any-window', null, now);
    else if (act === 'return' && ['held', 'missed'].includes(status))
      visit = comeBack(visit, busy!, now, settings);
  }
  return { visit, now: plus(now, 60) };
}

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null)
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};
const open = ({ steps }: Visit): Step[] => steps.filter((step) => !isEnded(step));
const idsOf = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => step.matters.map(({ id }) => id)).sort();
const changed = (visit: Visit, wanted: PlannedStep[], now: string): Visit | string => {
  try {
    return changeVisit(visit, wanted, { now, settings, standardOf, makeStep });
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
};

it('a change keeps what is done and in hand, asks for what is wanted and no more, and gives no place away or back', () => {
  let changes = 0;
  fc.assert(
    fc.property(
      journeys,
      acts,
      journeys,
      fc.constantFrom(0, 600),
      fc.boolean(),
      (first, list, other, credit, addsOnly) => {
        const { visit, now } = frozen(onItsWay(first, list, credit));
        // Often what there is stays, and the rest comes beside it.
        const known = new Set(first.flatMap((step) => step.matters));
        const more = other
          .map((step) => ({
            ...step,
            after: [],
            matters: step.matters.filter((m) => !known.has(m)),
          }))
          .filter((step) => step.matters.length > 0);
        const wanted = frozen(addsOnly ? [...first, ...more] : other);
        const after = changed(visit, wanted, now);
        const finished = finishedMatters(visit);
        const todo = wanted.flatMap((step) => step.matters).filter((id) => !finished.has(id));
        const busy = busyStep(visit);
        const left = (step: PlannedStep): string[] => step.matters.filter((m) => !finished.has(m));
        const live = wanted.filter((step) => left(step).length > 0);
        // Refused where it is over, where nothing of what is in hand would be left, or nothing at all.
        const inHand = busy === undefined ? [] : idsOf([busy]);
        const shares = live.some((step) => left(step).some((m) => inHand.includes(m)));
        // By its queue alone where no other step has a better claim to it.
        const sameQueue = live.some((step) => step.queue === busy?.queue_id);
        const refused = visit.ended_at !== null || (busy !== undefined && !shares && !sameQueue);
        const due = refused ? 'not_allowed' : todo.length === 0 ? 'nothing_to_queue' : null;
        const said = typeof after === 'string' ? after : null;
        const either = busy !== undefined && !shares && sameQueue;
        if (!either || said !== 'not_allowed') expect(said).toBe(due);
        if (typeof after === 'string') return;
        changes += 1;
        // What has ended stays as it was, to the letter; so does what is in hand, but for its matters.
        for (const step of visit.steps) {
          const then = after.steps[step.position]!;
          if (isEnded(step)) expect(then).toEqual(step);
          if (step.id === busy?.id)
            expect({ ...then, matters: [] }).toEqual({ ...step, matters: [] });
        }
        expect(after.entry_reference).toBe(visit.entry_reference);
        // It is for what is wanted, each thing once; what was finished is not asked for again.
        expect(idsOf(open(after))).toEqual([...todo].sort());
        expect(new Set(mattersOf(after))).toEqual(
          new Set([
            ...todo,
            ...visit.steps.filter((s) => s.status === 'done').flatMap((s) => idsOf([s])),
          ]),
        );
        // A step is where it says, follows steps that are there, and none waits for itself.
        after.steps.forEach((step, i) => {
          expect(step.position).toBe(i);
          if (isEnded(step) || step.id === busy?.id) return;
          for (const before of step.after) {
            expect(before).not.toBe(i);
            expect(['cancelled', 'expired']).not.toContain(after.steps[before]!.status);
          }
          const ready = step.after.every((before) => after.steps[before]!.status === 'done');
          expect(step.status === 'blocked').toBe(!ready);
          expect(step.callable).toBe(step.status === 'waiting' && busy === undefined ? 1 : 0);
        });
        // Each stands behind what it has to follow, but for what is in hand already.
        const placeOf = (step: PlannedStep): Step =>
          open(after).find(({ matters: of }) => of.some(({ id }) => left(step).includes(id)))!;
        for (const step of live) {
          if (placeOf(step).id === busy?.id) continue;
          const before = step.after.map((k) => wanted[k]!).filter((each) => live.includes(each));
          expect(placeOf(step).after).toEqual(
            before.map((each) => placeOf(each).position).sort((x, y) => x - y),
          );
        }
        expect(after.ended_at === null).toBe(open(after).length > 0);
        // Seniority: who waits and stays keeps the place to the millisecond; what is new has none before
        // the visit's own, nor before that of a step that went.
        const gone = visit.steps.filter(
          (step) => !isEnded(step) && after.steps[step.position]!.status === 'cancelled',
        );
        for (const step of gone) expect(after.steps[step.position]!.dropped).toBe(1);
        for (const step of after.steps.filter(({ status }) => status === 'waiting')) {
          const was = visit.steps[step.position];
          if (was?.status === 'waiting') {
            expect([step.reference, step.order_key]).toEqual([was.reference, was.order_key]);
            continue;
          }
          expect(step.reference! >= visit.entry_reference).toBe(true);
          // Of a visitor who has been at a window that of a later step: nobody who waited for R is jumped.
          const ends = visit.steps.flatMap((x) => (x.status === 'done' ? [x.ended_at!] : []));
          const seen = busy === undefined ? ends.sort().at(-1) : now;
          if (seen !== undefined)
            expect(step.reference! >= plus(seen, -settings.seniority)).toBe(true);
          else expect(gone.length > 0 || step.reference === visit.entry_reference).toBe(true);
          for (const { reference } of gone)
            if (reference !== null) expect(step.reference! >= reference).toBe(true);
          if (gone.some(({ misses }) => misses > 1)) expect(step.credit_seconds).toBe(0);
        }
        // Every state that ended is told once; the same wish again changes nothing.
        expect(after.intervals.length - visit.intervals.length).toBe(
          visit.steps.filter((s) => s.status !== after.steps[s.position]!.status).length,
        );
        expect(changed(after, wanted, now)).toEqual(after);
      },
    ),
    { numRuns: 1500, seed: 20260302 },
  );
  expect(changes).toBeGreaterThan(700);
});
