import type { Instant } from './instants.ts';
import type { PlannedStep } from './journey.ts';
import type { Step } from './visit.ts';

/** A step before its visit begins. @param creditSeconds of its visitor's category */
export function blankStep(
  id: string,
  position: number,
  step: PlannedStep,
  creditSeconds: number,
  now: Instant,
): Step {
  return {
    id,
    position,
    after: step.after,
    matters: step.matters.map((matter) => ({ id: matter, done: null })),
    dropped: 0,
    opened_here: 0,
    queue_id: step.queue,
    status: 'blocked',
    status_since: now,
    callable: 0,
    reference: null,
    credit_seconds: creditSeconds,
    order_key: null,
    order_reason: 'walk-in',
    out_of_order: 0,
    only_window_id: null,
    window_id: null,
    staff_id: null,
    hold_kind: null,
    hold_until: null,
    waiting_since: null,
    standard_seconds: null,
    waits_from: null,
    waited_ms: null,
    first_called_at: null,
    last_called_at: null,
    call_count: 0,
    round_calls: 0,
    misses: 0,
    started_at: null,
    start_estimated: 0,
    ended_at: null,
    outcome: null,
  };
}
