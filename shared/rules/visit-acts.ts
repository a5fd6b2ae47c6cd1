import { Problem } from '../errors.ts';
import { type Act, allows, type HoldKind, transitions } from '../transitions.ts';
import type { Instant } from './instants.ts';
import { type OrderSettings, type Place, place, placeAfterMiss, placeInFront } from './order.ts';
import { isEnded, moved, replaced, settled, type Step, type Visit } from './visit.ts';

/**
 * What each act makes of a visit. Pure: every act takes a visit and gives the new one, with the
 * intervals that ended in it; an act that the transition table does not allow throws `not_allowed`.
 */
/** Who serves, and where. */
export interface AtWindow {
  readonly window_id: string;
  readonly staff_id: string | null;
}

export function call(visit: Visit, step: Step, at: AtWindow, now: Instant, chosen: boolean): Visit {
  return act(visit, step, chosen ? 'call' : 'call-next', now, {
    ...at,
    ...noHold,
    only_window_id: null,
    first_called_at: step.first_called_at ?? now,
    waited_ms: step.waited_ms ?? waitedUntil(step, now),
    last_called_at: now,
    call_count: step.call_count + 1,
    round_calls: 1,
    out_of_order: chosen ? 1 : step.out_of_order,
  });
}

export function recall(visit: Visit, step: Step, now: Instant): Visit {
  check('recall', step);
  return replaced(visit, step, {
    last_called_at: now,
    call_count: step.call_count + 1,
    round_calls: step.round_calls + 1,
  });
}

export function start(visit: Visit, step: Step, now: Instant): Visit {
  return act(visit, step, 'start', now, { started_at: step.started_at ?? now });
}

/** Another clerk takes the window over: from now on the step is theirs, what was served before is not. */
export function handOver(visit: Visit, step: Step, staffId: string, now: Instant): Visit {
  const to = { staff_id: staffId };
  return step.status === 'serving'
    ? moved(visit, step, 'serving', now, to)
    : replaced(visit, step, to);
}

/**
 * The step is over.
 *
 * @param done the ids of the matters that were finished; null: all
 * @throws Problem `reason_required` where a matter is left undone without an outcome
 */
export function finish(
  visit: Visit,
  step: Step,
  done: ReadonlySet<string> | null,
  outcome: string | null,
  now: Instant,
): Visit {
  const matters = step.matters.map((m) => ({ ...m, done: done === null || done.has(m.id) }));
  const undone = matters.filter((m) => !m.done);
  if (undone.length > 0 && outcome === null) {
    throw new Problem('reason_required', 'A matter left undone needs a reason or a transfer', {
      undone: undone.length,
    });
  }
  const [arrived, served] = started(visit, step);
  return act(arrived, served, 'finish', now, { matters, outcome, ended_at: now });
}

export function noShow(visit: Visit, step: Step, now: Instant): Visit {
  return act(visit, step, 'no-show', now, { misses: step.misses + 1 });
}

export function putBack(visit: Visit, step: Step, now: Instant): Visit {
  return act(visit, step, 'put-back', now, {
    window_id: null,
    staff_id: null,
    order_reason: 'put-back',
  });
}

export function hold(
  visit: Visit,
  step: Step,
  kind: HoldKind,
  until: Instant | null,
  now: Instant,
): Visit {
  const [arrived, served] = step.status === 'serving' ? [visit, step] : started(visit, step);
  return act(arrived, served, 'hold', now, { hold_kind: kind, hold_until: until });
}

/** The visitor stands at the window again: served on, without another call. */
export function takeUp(visit: Visit, step: Step, at: AtWindow, now: Instant): Visit {
  return act(visit, step, 'take-up', now, { ...at, ...noHold, started_at: step.started_at ?? now });
}

/** The time of an `until` hold has come: back in the queue with the key it had. */
export function wake(visit: Visit, step: Step, now: Instant): Visit {
  return act(visit, step, 'wake', now, { ...noHold, ...nobody, order_reason: 'returned' });
}

/**
 * The visitor is back, after a miss or a hold.
 * A third return after misses cancels the ticket (rules.md, "Which ticket next").
 */
export function comeBack(visit: Visit, step: Step, now: Instant, settings: OrderSettings): Visit {
  if (step.status === 'held') {
    return step.hold_kind === 'this-window'
      ? act(visit, step, 'return', now, {
          ...place(visit.entry_reference, step.credit_seconds),
          ...noHold,
          ...nobody,
          only_window_id: step.window_id,
          order_reason: 'back-here',
        })
      : act(visit, step, 'return', now, { ...noHold, ...nobody, order_reason: 'returned' });
  }
  const back = placeAfterMiss(placeOf(step), step.misses, now, settings);
  if (back === null) return cancel(visit, now);
  return act(visit, step, 'return', now, { ...back, ...nobody, order_reason: 'returned' });
}

/**
 * Another category's credit for the steps that wait and those that will. A place without credit,
 * after a second miss, stays without.
 */
export function changeCredit(visit: Visit, creditSeconds: number): Visit {
  return {
    ...visit,
    credit_seconds: creditSeconds,
    steps: visit.steps.map((step): Step => {
      if (step.status === 'blocked') return { ...step, credit_seconds: creditSeconds };
      if (step.status !== 'waiting' || step.misses > 1) return step;
      return { ...step, ...place(step.reference!, creditSeconds) };
    }),
  };
}

export interface TransferTarget {
  readonly queueId: string;
  readonly onlyWindowId: string | null;
  /** The key of the first in line there; given for a transfer to the front only. */
  readonly frontOf: { readonly headKey: Instant | null } | null;
}

/** On to another queue or a named window, with the reference kept. */
export function transfer(visit: Visit, step: Step, target: TransferTarget, now: Instant): Visit {
  const [arrived, served] = started(visit, step);
  const own = placeOf(step);
  return act(arrived, served, 'transfer', now, {
    ...(target.frontOf === null ? own : placeInFront(own, target.frontOf.headKey)),
    ...nobody,
    queue_id: target.queueId,
    only_window_id: target.onlyWindowId,
    order_reason: target.frontOf === null ? 'transferred' : 'front',
    out_of_order: target.frontOf === null ? step.out_of_order : 1,
  });
}

export function cancel(visit: Visit, now: Instant): Visit {
  const open = visit.steps.filter((step) => !isEnded(step));
  for (const step of open) check('cancel', step);
  return settled(
    open.reduce((v, step) => moved(v, step, 'cancelled', now, { ...noHold, ended_at: now }), visit),
    now,
  );
}

/** The visitor goes on in another hall: what is open ends here, what is done stays done. */
export function refer(visit: Visit, now: Instant): Visit {
  const open = visit.steps.filter((step) => !isEnded(step));
  for (const step of open) check('refer', step);
  return settled(
    open.reduce((v, step) => moved(v, step, 'referred', now, { ...noHold, ended_at: now }), visit),
    now,
  );
}

/** The day was closed. A miss stays what it is: it is a miss for good now. */
export function expire(visit: Visit, now: Instant): Visit {
  const open = visit.steps.filter((step) => !isEnded(step) && step.status !== 'missed');
  const expired = open.reduce(
    (v, step) => moved(v, step, 'expired', now, { ...noHold, ended_at: now }),
    visit,
  );
  const over = settled(expired, now);
  return { ...over, ended_at: over.ended_at ?? now };
}

/** Milliseconds; what a clock set back would make negative counts as 0. */
function waitedUntil(step: Step, now: Instant): number {
  return Math.max(0, Date.parse(now) - Date.parse(step.waits_from ?? now));
}

function placeOf(step: Step): Place {
  return {
    reference: step.reference!,
    credit_seconds: step.credit_seconds,
    order_key: step.order_key!,
  };
}

const noHold = { hold_kind: null, hold_until: null } as const;
const nobody = { window_id: null, staff_id: null } as const;

function check(name: Act, step: Step): void {
  if (!allows(name, step.status)) {
    throw new Problem(
      'not_allowed',
      `"${name}" is not possible while the ticket is ${step.status}`,
      {
        state: step.status,
      },
    );
  }
}

/** Where the clerk did not confirm the arrival, the last call counts as the start, as estimated. */
function started(visit: Visit, step: Step): [Visit, Step] {
  if (step.status !== 'called') return [visit, step];
  const at = step.last_called_at!;
  const arrived = moved(visit, step, 'serving', at, {
    started_at: step.started_at ?? at,
    start_estimated: 1,
  });
  return [arrived, arrived.steps[step.position]!];
}

function act(visit: Visit, step: Step, name: Act, now: Instant, patch: Partial<Step>): Visit {
  check(name, step);
  return settled(moved(visit, step, transitions[name].to, now, patch), now);
}
