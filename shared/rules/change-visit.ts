import { Problem } from '../errors.ts';
import { allows } from '../transitions.ts';
import { waitBegun, type StandardOf } from './begin-waiting.ts';
import { type Instant, latest, plus } from './instants.ts';
import type { PlannedStep } from './journey.ts';
import { laterReference, type OrderSettings, place } from './order.ts';
import { busyStep, isEnded, moved, replaced, settled, type Step, type Visit } from './visit.ts';

/**
 * A visitor has come for something else than the ticket says. What is done stays as it is, the step
 * that is busy stays, steps that have not begun appear or go, and seniority is kept (rules.md, "Which
 * ticket next"). Pure.
 */
export interface ChangeContext {
  readonly now: Instant;
  readonly settings: OrderSettings;
  readonly standardOf: StandardOf;
  /** A step before it begins, at a position of the visit. */
  readonly makeStep: (position: number, planned: PlannedStep) => Step;
}

/** Matters that are finished already. */
export function finishedMatters(visit: Visit): Set<string> {
  const done = visit.steps.filter((step) => step.status === 'done');
  return new Set(done.flatMap((s) => s.matters.filter((m) => m.done === true).map((m) => m.id)));
}

/** The matters that a visit is for as it stands: finished ones, and those of steps still to come. */
export function mattersOf(visit: Visit): string[] {
  const here = visit.steps.filter((s) => s.dropped === 0 && (s.status === 'done' || !isEnded(s)));
  return [...new Set(here.flatMap((s) => s.matters.map((m) => m.id)))];
}

/**
 * The visit with the steps that are wanted now.
 *
 * @param wanted the whole journey, what is finished included or not; `after` by its own positions
 * @throws Problem `not_allowed` where the visit is over or everything of the step that is busy would
 *   go, `nothing_to_queue` where no step would be left
 */
export function changeVisit(
  visit: Visit,
  wanted: readonly PlannedStep[],
  context: ChangeContext,
): Visit {
  if (visit.ended_at !== null)
    throw new Problem('not_allowed', 'The visit is over', { state: visit.status });
  const finished = finishedMatters(visit);
  const todo = wanted.map((step) => ({
    ...step,
    matters: step.matters.filter((matter) => !finished.has(matter)),
    over: step.matters.length > 0 && step.matters.every((matter) => finished.has(matter)),
  }));
  const stays = matched(visit, todo);
  const { steps, positions } = laidOut(visit, todo, stays, context);
  if (steps.every((step) => isEnded(step)) || (stays.size === 0 && positions.every(isNone)))
    throw new Problem('nothing_to_queue', 'Nothing would be left: cancel the ticket instead');
  return begun(visit, steps, context);
}

type Todo = PlannedStep & { readonly over: boolean };
const isNone = (position: number | null): boolean => position === null;

/** Which wanted step each open one becomes: by a matter that they share, else by their queue. */
function matched(visit: Visit, todo: readonly Todo[]): Map<number, number> {
  const stays = new Map<number, number>();
  const open = visit.steps
    .filter((step) => !isEnded(step))
    .sort((a, b) => Number(b.id === busyStep(visit)?.id) - Number(a.id === busyStep(visit)?.id));
  const free = (i: number): boolean => !todo[i]!.over && ![...stays.values()].includes(i);
  const shares = (step: Step, want: Todo): boolean =>
    step.matters.some(({ id }) => want.matters.includes(id));
  const sameQueue = (step: Step, want: Todo): boolean => step.queue_id === want.queue;
  for (const fits of [shares, sameQueue]) {
    for (const step of open) {
      if (stays.has(step.position)) continue;
      const found = todo.findIndex((want, i) => free(i) && fits(step, want));
      if (found >= 0) stays.set(step.position, found);
    }
  }
  return stays;
}

/** The steps of the visit after the change, none of the new ones begun; `positions` of the wanted ones. */
function laidOut(
  visit: Visit,
  todo: readonly Todo[],
  stays: Map<number, number>,
  { makeStep }: ChangeContext,
): { steps: Step[]; positions: (number | null)[] } {
  const busy = busyStep(visit);
  const before = (i: number): number[] => todo[i]!.after.filter((at) => !todo[at]!.over);
  for (const [position, i] of [...stays]) {
    // A step that waits and has to follow another now starts anew, when that one is done.
    if (visit.steps[position]!.status === 'waiting' && before(i).length > 0) stays.delete(position);
  }
  const positions = todo.map((want, i): number | null => {
    if (want.over) return null;
    return [...stays].find(([, at]) => at === i)?.[0] ?? null;
  });
  let next = visit.steps.length;
  const isNew = todo.map((want, i) => !want.over && positions[i] === null);
  isNew.forEach((fresh, i) => {
    if (fresh) positions[i] = next++;
  });
  const afterAt = (i: number): number[] =>
    before(i)
      .flatMap((at) => positions[at] ?? [])
      .sort((a, b) => a - b);
  const steps = visit.steps.map((step): Step => {
    const i = stays.get(step.position);
    if (i === undefined) return step;
    const matters = sameMatters(step, todo[i]!.matters);
    const isBusy = step.id === busy?.id;
    return { ...step, matters, after: isBusy ? step.after : afterAt(i) };
  });
  if (busy !== undefined && !stays.has(busy.position) && busy.matters.length > 0)
    throw new Problem(
      'not_allowed',
      'Nothing of the step in hand would be left: finish it with an outcome, or transfer it first',
      { state: busy.status },
    );
  todo.forEach((want, i) => {
    if (isNew[i])
      steps.push({ ...makeStep(positions[i]!, want), after: afterAt(i), position: positions[i]! });
  });
  const unwanted = (step: Step): boolean =>
    step.position < visit.steps.length && allows('drop', step.status) && !stays.has(step.position);
  return {
    steps: steps.map((step) => (unwanted(step) ? { ...step, dropped: 1 } : step)),
    positions,
  };
}

/** What was decided of a matter stays decided. */
function sameMatters({ matters }: Step, wanted: readonly string[]): Step['matters'] {
  const same = matters.length === wanted.length && matters.every(({ id }) => wanted.includes(id));
  if (same) return matters;
  return wanted.map((id) => matters.find((m) => m.id === id) ?? { id, done: null });
}

/** Drops what goes, and lets the steps begin to wait that wait for none. */
function begun(visit: Visit, steps: readonly Step[], context: ChangeContext): Visit {
  const { now, settings, standardOf } = context;
  const gone = steps.filter((step) => step.dropped === 1 && !isEnded(step));
  const kept = new Map(visit.steps.map((step) => [step.position, step]));
  const unchanged = (step: Step): Step => {
    const old = kept.get(step.position);
    const same =
      old !== undefined &&
      old.matters === step.matters &&
      old.dropped === step.dropped &&
      old.after.join() === step.after.join();
    return same ? old : step;
  };
  let next: Visit = { ...visit, steps: steps.map(unchanged) };
  for (const step of gone)
    next = moved(next, step, 'cancelled', now, { dropped: 1, ended_at: now });
  const entry = entryOfAdded(visit, gone, now, settings);
  const credit = gone.some(({ misses }) => misses > 1) ? 0 : visit.credit_seconds;
  const ready = next.steps.filter(
    (step) =>
      step.status === 'blocked' && step.after.every((at) => next.steps[at]!.status === 'done'),
  );
  for (const step of ready) {
    const patch = {
      ...place(entry, credit),
      status: 'waiting' as const,
      status_since: now,
      order_reason: entry === visit.entry_reference ? step.order_reason : 'later-step',
      ...waitBegun(step, standardOf, now),
    } as const;
    next = kept.has(step.position)
      ? moved(next, step, 'waiting', now, patch)
      : replaced(next, step, patch);
  }
  return settled(next, now);
}

/**
 * The reference of a step that is added: of a visitor who has been at a window that of a later step,
 * else the entry; never before that of a step that went, so that a change gives nothing back that a
 * miss or a "later" had cost.
 */
function entryOfAdded(
  visit: Visit,
  gone: readonly Step[],
  now: Instant,
  settings: OrderSettings,
): Instant {
  const busy = busyStep(visit) !== undefined;
  const ends = visit.steps.flatMap((s) => (s.status === 'done' ? (s.ended_at ?? []) : []));
  const end = busy
    ? now
    : ends.reduce<Instant | null>((a, b) => (a === null ? b : latest(a, b)), null);
  const own =
    end === null ? visit.entry_reference : laterReference(visit.entry_reference, end, settings);
  return gone.reduce(
    (at, step) => (step.reference === null ? at : latest(at, step.reference)),
    own,
  );
}

/** A waiting step goes to another queue, with the place that it has. @throws Problem `not_allowed` */
export function moveStep(visit: Visit, step: Step, queueId: string, now: Instant): Visit {
  if (!allows('move', step.status) || busyStep(visit) !== undefined)
    throw new Problem('not_allowed', 'Only a ticket that waits can be moved', {
      state: visit.status,
    });
  return settled(
    moved(visit, step, 'waiting', now, {
      queue_id: queueId,
      only_window_id: null,
      window_id: null,
      staff_id: null,
      order_reason: 'transferred',
    }),
    now,
  );
}

/**
 * The visitor wants to be called later: each waiting step goes back to a key, never forward.
 *
 * @param keyOf the key that a step would have; null: it stays where it is
 */
export function callLater(visit: Visit, keyOf: (step: Step) => Instant | null): Visit {
  return {
    ...visit,
    steps: visit.steps.map((step) => {
      const key = step.status === 'waiting' ? keyOf(step) : null;
      if (key === null || key <= step.order_key!) return step;
      return {
        ...step,
        reference: plus(key, step.credit_seconds),
        order_key: key,
        order_reason: 'later' as const,
      };
    }),
  };
}

/** A visit that begins in hand: its visitor stands at the window and never queued. */
export function openHere(
  visit: Visit,
  step: Step,
  at: { readonly window_id: string; readonly staff_id: string | null },
  now: Instant,
): Visit {
  return settled(
    replaced(visit, step, {
      ...at,
      status: 'serving',
      status_since: now,
      opened_here: 1,
      first_called_at: now,
      last_called_at: now,
      waited_ms: 0,
      started_at: now,
    }),
    now,
  );
}

/** A ticket that was opened by mistake, as if it had never been in hand: what `undo` makes of it. */
export function withdrawn(visit: Visit, now: Instant): Visit {
  const steps = visit.steps.map((step): Step => ({
    ...step,
    status: 'cancelled',
    status_since: now,
    dropped: 1,
    callable: 0,
    ended_at: now,
  }));
  return { ...visit, steps, intervals: [], status: 'cancelled', ended_at: now };
}
