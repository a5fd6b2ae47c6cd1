import type { Instant } from './instants.ts';
import { laterReference, type OrderSettings, place } from './order.ts';
import { moved, type OrderReason, settled, type Step, type Visit } from './visit.ts';

/** X of the service level of a queue by its id, as it stands, in seconds. */
export type StandardOf = (queueId: string) => number;

/** What a step keeps when it begins to wait: a standard that is changed later judges it no more. */
export function waitBegun(step: Step, standardOf: StandardOf, now: Instant) {
  return {
    waiting_since: now,
    waits_from: now,
    standard_seconds: standardOf(step.queue_id),
  };
}

/** The visit as it begins: steps without `after` wait, all at once. */
export function beginVisit(
  steps: readonly Step[],
  visit: Pick<Visit, 'entry_reference' | 'credit_seconds'>,
  reason: OrderReason,
  standardOf: StandardOf,
  now: Instant,
): Visit {
  const begun = steps.map((step): Step =>
    step.after.length > 0
      ? step
      : {
          ...step,
          ...place(visit.entry_reference, visit.credit_seconds),
          status: 'waiting',
          order_reason: reason,
          ...waitBegun(step, standardOf, now),
        },
  );
  return settled({ ...visit, status: 'waiting', ended_at: null, steps: begun, intervals: [] }, now);
}

/** The steps that become `waiting` when those before them are done (R, rules.md). */
export function unblockSteps(
  visit: Visit,
  now: Instant,
  settings: OrderSettings,
  standardOf: StandardOf,
): Visit {
  const done = (position: number): boolean => visit.steps[position]?.status === 'done';
  const ready = visit.steps.filter((s) => s.status === 'blocked' && s.after.every(done));
  if (ready.length === 0) return visit;
  return settled(
    ready.reduce((v, step) => {
      const end = step.after.reduce(
        (t, p) => (v.steps[p]!.ended_at! > t ? v.steps[p]!.ended_at! : t),
        '',
      );
      return moved(v, step, 'waiting', now, {
        ...place(
          laterReference(v.entry_reference, end === '' ? now : end, settings),
          v.credit_seconds,
        ),
        order_reason: 'later-step',
        ...waitBegun(step, standardOf, now),
      });
    }, visit),
    now,
  );
}
