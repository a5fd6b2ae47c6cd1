import type { HoldKind, StepStatus } from '../../shared/transitions.ts';
import { type Instant, latest, secondsBetween } from './instants.ts';

/**
 * The figures of one step, from the states it went through (rules.md, "Times"). Durations in
 * seconds. The first wait and the first call are never overwritten: what a step waits again after
 * a transfer, a put-back or a return is shown apart and hides nothing.
 */
export interface StateInterval {
  readonly status: StepStatus;
  readonly hold_kind: HoldKind | null;
  readonly queue_id: string;
  readonly window_id: string | null;
  readonly staff_id: string | null;
  readonly began_at: Instant;
  readonly ended_at: Instant;
}

/** A call or recall that was not withdrawn. */
export interface CallMade {
  readonly at: Instant;
}

export interface TimedStep {
  readonly status: StepStatus;
  readonly status_since: Instant;
  readonly hold_kind: HoldKind | null;
  readonly queue_id: string;
  readonly window_id: string | null;
  readonly staff_id: string | null;
  readonly waiting_since: Instant | null;
  readonly first_called_at: Instant | null;
  readonly start_estimated: 0 | 1;
  readonly misses: number;
  readonly ended_at: Instant | null;
}

/** Where and by whom a part of the work was done. */
interface Place {
  readonly queueId: string;
  readonly windowId: string | null;
  readonly staffId: string | null;
}

/** One arrival at a window after a call. */
export interface Arrival extends Place {
  /** Start − last call; null where the clerk did not confirm the arrival (estimated). */
  readonly walk: number | null;
}

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** A stretch of time: of waiting in a queue, or of handling at a window. */
export interface Spell extends Place, Stretch {}

export interface StepTimes {
  /** First call − became waiting; null: never called. */
  readonly wait: number | null;
  /** Waits that ended after the first call: put back, transferred, returned. */
  readonly waitsAgain: readonly Spell[];
  readonly arrivals: readonly Arrival[];
  /**
   * Serving, or held with the papers at the window, what still runs included; the sum is the
   * handling time once the step is over.
   */
  readonly handling: readonly Spell[];
}

/** How a step or a ticket ended; `open`: not yet. */
export type Fate = 'done' | 'missed' | 'cancelled' | 'expired' | 'open';

/** After so many misses a return is no longer possible (rules.md, "Which ticket next"). */
const lastMiss = 3;

/**
 * @param ended the states that ended; none that was undone
 * @param running the state that it is in, until now; null: none, or it does not matter
 */
export function stepTimes(
  step: TimedStep,
  ended: readonly StateInterval[],
  running: StateInterval | null,
  calls: readonly CallMade[],
): StepTimes {
  const firstCall = step.first_called_at;
  const soFar = running === null ? ended : [...ended, running];
  return {
    wait:
      firstCall === null || step.waiting_since === null
        ? null
        : secondsBetween(step.waiting_since, firstCall),
    waitsAgain: spells(
      ended,
      (i) => i.status === 'waiting' && firstCall !== null && i.began_at >= firstCall,
    ),
    arrivals: arrivals(step, soFar, calls),
    handling: spells(soFar, isHandling),
  };
}

function spells(
  intervals: readonly StateInterval[],
  counts: (interval: StateInterval) => boolean,
): Spell[] {
  return intervals.filter(counts).map((i) => ({ ...placeOf(i), from: i.began_at, to: i.ended_at }));
}

/** The state that a step is in, as if it ended now; null once the step is over. */
export function runningInterval(step: TimedStep, now: Instant): StateInterval | null {
  const { status } = step;
  if (status === 'done' || status === 'cancelled' || status === 'expired') return null;
  const { hold_kind, queue_id, window_id, staff_id, status_since } = step;
  const ended_at = now > status_since ? now : status_since;
  return { status, hold_kind, queue_id, window_id, staff_id, began_at: status_since, ended_at };
}

/** How a step ended: a miss is for good when nothing followed it, or only the third return. */
export function fateOfStep(step: TimedStep, intervals: readonly StateInterval[]): Fate {
  switch (step.status) {
    case 'done':
    case 'missed':
    case 'expired':
      return step.status;
    case 'cancelled':
      return step.misses >= lastMiss &&
        intervals.some((i) => i.status === 'missed' && i.ended_at === step.ended_at)
        ? 'missed'
        : 'cancelled';
    case 'blocked':
    case 'waiting':
    case 'called':
    case 'serving':
    case 'held':
      return 'open';
  }
}

/**
 * What a step counts for in the service level: waits ≤ X ÷ all steps that left the queue, which are
 * those called and those gone uncalled after more than X. Exactly X counts as met.
 *
 * @param x the queue's service level in seconds
 * @returns null: not counted (still waits, gone before X, or closed with the day)
 */
export function serviceLevelMet(step: TimedStep, x: number): boolean | null {
  if (step.status === 'expired' || step.waiting_since === null) return null;
  if (step.first_called_at !== null)
    return secondsBetween(step.waiting_since, step.first_called_at) <= x;
  if (step.ended_at === null) return null;
  return secondsBetween(step.waiting_since, step.ended_at) > x ? false : null;
}

/** The sum of the lengths, in seconds. */
export function totalSeconds(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + secondsBetween(from, to), 0);
}

/**
 * Seconds covered by `work` inside `open`, each moment once: a window that keeps the papers of one
 * ticket while it serves another works one hour an hour.
 */
export function coveredSeconds(work: readonly Stretch[], open: readonly Stretch[]): number {
  const frames = merged(open);
  let sum = 0;
  let next = 0;
  for (const { from, to } of merged(work)) {
    // Frames that end before this begins meet none of what follows either.
    while (next < frames.length && frames[next]!.to <= from) next += 1;
    for (let i = next; i < frames.length && frames[i]!.from < to; i++) {
      const frame = frames[i]!;
      sum += secondsBetween(latest(from, frame.from), to < frame.to ? to : frame.to);
    }
  }
  return sum;
}

/** The same moments as stretches in order that do not overlap. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const sorted = [...stretches].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const apart: Stretch[] = [];
  for (const { from, to } of sorted) {
    const last = apart.at(-1);
    if (last === undefined || from > last.to) apart.push({ from, to });
    else if (to > last.to) apart[apart.length - 1] = { from: last.from, to };
  }
  return apart;
}

/** The handling in states that ended, in seconds: serving, and held with the papers at the window. */
export function handledSeconds(
  ended: readonly Pick<StateInterval, 'status' | 'hold_kind' | 'began_at' | 'ended_at'>[],
): number {
  return totalSeconds(ended.filter(isHandling).map((i) => ({ from: i.began_at, to: i.ended_at })));
}

function isHandling(interval: Pick<StateInterval, 'status' | 'hold_kind'>): boolean {
  return (
    interval.status === 'serving' ||
    (interval.status === 'held' && interval.hold_kind === 'this-window')
  );
}

/** Every start of serving that follows a call: where a called state ended and serving began. */
function arrivals(
  step: TimedStep,
  intervals: readonly StateInterval[],
  calls: readonly CallMade[],
): Arrival[] {
  const servings = new Set(intervals.filter((i) => i.status === 'serving'));
  return intervals.flatMap((called) => {
    if (called.status !== 'called') return [];
    const start = called.ended_at;
    const serving = [...servings].find((s) => s.began_at === start);
    if (serving === undefined) return [];
    servings.delete(serving);
    const lastCall = calls.reduce(
      (last, { at }) => (at <= start && at > last ? at : last),
      called.began_at,
    );
    // An unconfirmed start was set to the last call itself (rules.md, "Times").
    const estimated = step.start_estimated === 1 && lastCall === start;
    return [{ ...placeOf(serving), walk: estimated ? null : secondsBetween(lastCall, start) }];
  });
}

function placeOf(interval: StateInterval): Place {
  return { queueId: interval.queue_id, windowId: interval.window_id, staffId: interval.staff_id };
}
