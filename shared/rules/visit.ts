import {
  busyStatuses,
  endedStatuses,
  type HoldKind,
  inHandStatuses,
  type StepStatus,
  ticketStatus,
  type TicketStatus,
} from '../transitions.ts';
import { type Instant, latest, plus, secondsBetween } from './instants.ts';

/** One visit of one visitor: its ticket and steps, and what follows from their states. Pure. */
export type OrderReason =
  | 'walk-in'
  | 'appointment'
  | 'later-step'
  | 'returned'
  | 'transferred'
  | 'put-back'
  | 'front'
  | 'later'
  | 'referred'
  | 'back-here';

export interface StepMatter {
  readonly id: string;
  /** null: not yet decided. */
  readonly done: boolean | null;
}

export interface Step {
  readonly id: string;
  readonly position: number;
  readonly after: readonly number[];
  readonly matters: readonly StepMatter[];
  /** 1: no part any more of what the visitor has come for. */
  readonly dropped: 0 | 1;
  /** 1: opened for who stood at the window; it never queued. */
  readonly opened_here: 0 | 1;
  readonly queue_id: string;
  readonly status: StepStatus;
  readonly status_since: Instant;
  /** It waits and its ticket is free: a window may call it. */
  readonly callable: 0 | 1;
  readonly reference: Instant | null;
  readonly credit_seconds: number;
  readonly order_key: Instant | null;
  readonly order_reason: OrderReason;
  /** It went before its turn by a transfer to the front or a chosen call. */
  readonly out_of_order: 0 | 1;
  /** Only this window may call it. */
  readonly only_window_id: string | null;
  /** In hand, held or last at this window, by this clerk. */
  readonly window_id: string | null;
  readonly staff_id: string | null;
  readonly hold_kind: HoldKind | null;
  readonly hold_until: Instant | null;
  readonly waiting_since: Instant | null;
  /** X of the service level, as it stood when the step began to wait. */
  readonly standard_seconds: number | null;
  /**
   * Since when it has waited, moved on by what was no waiting: its own time at windows, held or
   * missed, and that in which its ticket was in hand for another step. While it waits,
   * `now − waits_from` is how long it has waited in all.
   */
  readonly waits_from: Instant | null;
  /** The wait that its first call ended, in milliseconds; null: never called. */
  readonly waited_ms: number | null;
  readonly first_called_at: Instant | null;
  readonly last_called_at: Instant | null;
  readonly call_count: number;
  /** Calls since it last became `called`. */
  readonly round_calls: number;
  readonly misses: number;
  readonly started_at: Instant | null;
  readonly start_estimated: 0 | 1;
  readonly ended_at: Instant | null;
  readonly outcome: string | null;
}

/** A state of a step that is over; inserted once and never changed (rules.md, "Times"). */
export interface EndedInterval {
  readonly step_id: string;
  readonly queue_id: string;
  readonly status: StepStatus;
  readonly hold_kind: HoldKind | null;
  readonly window_id: string | null;
  readonly staff_id: string | null;
  readonly began_at: Instant;
  readonly ended_at: Instant;
}

export interface Visit {
  readonly status: TicketStatus;
  readonly entry_reference: Instant;
  readonly credit_seconds: number;
  readonly ended_at: Instant | null;
  readonly steps: readonly Step[];
  /** What ended in the acts so far. */
  readonly intervals: readonly EndedInterval[];
}

/** The step at a window, or the one held or missed: a ticket has one at most. */
export function busyStep(visit: Visit): Step | undefined {
  return visit.steps.find(isBusy);
}

function isBusy(step: Step): boolean {
  return isIn(busyStatuses, step);
}

function isIn(statuses: readonly StepStatus[], step: Step): boolean {
  return statuses.includes(step.status);
}

export function isEnded(step: Step): boolean {
  return isIn(endedStatuses, step);
}

/** A step in another state; the state that it left becomes an interval. */
export function moved(
  visit: Visit,
  step: Step,
  to: StepStatus,
  now: Instant,
  patch: Partial<Step>,
): Visit {
  const ended: EndedInterval = {
    step_id: step.id,
    queue_id: step.queue_id,
    status: step.status,
    hold_kind: step.hold_kind,
    window_id: step.window_id,
    staff_id: step.staff_id,
    began_at: step.status_since,
    ended_at: now,
  };
  const next = replaced(waitsMovedOn(visit, step, now), step, {
    ...(isBusy(step) ? { waits_from: movedOn(step, step.status_since, now) } : {}),
    ...patch,
    status: to,
    status_since: now,
  });
  return { ...next, intervals: [...next.intervals, ended] };
}

/** While a ticket is in hand, its other steps do not wait (rules.md, "Times"). */
function waitsMovedOn(visit: Visit, step: Step, now: Instant): Visit {
  if (!isIn(inHandStatuses, step)) return visit;
  return {
    ...visit,
    steps: visit.steps.map((other) =>
      other.position === step.position || other.status !== 'waiting'
        ? other
        : {
            ...other,
            waits_from: movedOn(other, latest(step.status_since, other.status_since), now),
          },
    ),
  };
}

function movedOn({ waits_from }: Step, from: Instant, to: Instant): Instant | null {
  return waits_from === null ? null : plus(waits_from, Math.max(0, secondsBetween(from, to)));
}

export function replaced(visit: Visit, step: Step, patch: Partial<Step>): Visit {
  return {
    ...visit,
    steps: visit.steps.map((s) => (s.position === step.position ? { ...step, ...patch } : s)),
  };
}

/** What follows from the steps: who may be called, and the state and end of the ticket. */
export function settled(visit: Visit, now: Instant): Visit {
  const busy = busyStep(visit) !== undefined;
  const steps = visit.steps.map((step): Step => {
    const callable = step.status === 'waiting' && !busy ? 1 : 0;
    return step.callable === callable ? step : { ...step, callable };
  });
  return {
    ...visit,
    steps,
    status: ticketStatus(steps),
    ended_at: steps.every(isEnded) ? (visit.ended_at ?? now) : null,
  };
}
