import { endedStatuses, type HoldKind, inHandStatuses, type StepStatus } from '../transitions.ts';
import { type Instant, secondsBetween } from './instants.ts';
import { type Stretch, totalSeconds, without } from './stretches.ts';

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
  /** X of the service level in seconds, as it stood when the step began to wait. */
  readonly standard_seconds: number | null;
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

/** A stretch of time: of waiting in a queue, or of handling at a window. */
export interface Spell extends Place, Stretch {}

export interface StepTimes {
  /** First call − became waiting, less the time in hand for another step; null: never called. */
  readonly wait: number | null;
  /** What it had waited, so measured, when it ended without ever having been called; null: it has not. */
  readonly waitInVain: number | null;
  /** Waits that ended after the first call: put back, transferred, returned. */
  readonly waitsAgain: readonly Spell[];
  readonly arrivals: readonly Arrival[];
  /** Serving, or held with the papers at the window, what still runs included: where windows were busy. */
  readonly work: readonly Spell[];
  /**
   * The same without what the closing of the day cut off, which is no measure of the work; the sum
   * is the handling time once the step is over.
   */
  readonly handling: readonly Spell[];
}

/** What a step's times are told from. */
export interface StepRecord {
  /** The states that ended; none that was undone. */
  readonly ended: readonly StateInterval[];
  /** The state that it is in, until now; null: none, or it does not matter. */
  readonly running: StateInterval | null;
  readonly calls: readonly CallMade[];
  /** When its ticket was in hand, for whichever step: while its visitor is served, it does not wait. */
  readonly elsewhere: readonly Stretch[];
  /** Its day is over: what was not called by then never will be. */
  readonly dayOver: boolean;
}

/** How a step or a ticket ended; `open`: not yet. */
export type Fate = 'done' | 'missed' | 'cancelled' | 'expired' | 'referred' | 'open';

/** After so many misses a return is no longer possible (rules.md, "Which ticket next"). */
const lastMiss = 3;

export function stepTimes(step: TimedStep, record: StepRecord): StepTimes {
  const { ended, running, calls, elsewhere } = record;
  const { waiting_since: since, first_called_at: firstCall } = step;
  const soFar = running === null ? ended : [...ended, running];
  const work = spells(soFar, isHandling);
  const cut = step.status === 'expired' ? cutOff(step, ended) : undefined;
  const gone = firstCall === null ? goneAt(step, record) : null;
  const waited = (until: Instant | null): number | null =>
    since === null || until === null
      ? null
      : totalSeconds(without({ from: since, to: until }, elsewhere));
  return {
    wait: waited(firstCall),
    waitInVain: waited(gone),
    waitsAgain: spells(
      ended,
      (i) => i.status === 'waiting' && firstCall !== null && i.began_at >= firstCall,
    ).flatMap((spell) => without(spell, elsewhere)),
    arrivals: arrivals(step, soFar, calls),
    work,
    handling: cut === undefined ? work : spells(soFar, (i) => isHandling(i) && i !== cut),
  };
}

/** The state that the closing of the day ended: none followed it. */
function cutOff(
  { ended_at }: TimedStep,
  ended: readonly StateInterval[],
): StateInterval | undefined {
  return ended.find(
    (i) => i.ended_at === ended_at && !ended.some((o) => o !== i && o.began_at >= i.ended_at),
  );
}

/** When a step that was not called ended; one that still waits when its day is over ended with it. */
function goneAt(step: TimedStep, { running, dayOver }: StepRecord): Instant | null {
  if (step.ended_at !== null) return step.ended_at;
  return dayOver && step.status === 'waiting' ? (running?.ended_at ?? null) : null;
}

/** When a ticket was in hand, by the states of one of its steps: called, or served. */
export function inHandSpells(intervals: readonly StateInterval[]): Stretch[] {
  return intervals
    .filter(({ status }) => (inHandStatuses as readonly StepStatus[]).includes(status))
    .map((i) => ({ from: i.began_at, to: i.ended_at }));
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
  if ((endedStatuses as readonly StepStatus[]).includes(status)) return null;
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
    case 'referred':
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
 * What a step counts for in the service level: waits ≤ X ÷ (called + never called although they had
 * waited longer than X when they were cancelled, referred, expired or the day closed). Exactly X counts as
 * met. X is the standard that stood when the step began to wait.
 *
 * @returns null: not counted (still waits, or gone before X)
 */
export function serviceLevelMet(
  step: Pick<TimedStep, 'standard_seconds'>,
  { wait, waitInVain }: Pick<StepTimes, 'wait' | 'waitInVain'>,
): boolean | null {
  const x = step.standard_seconds;
  if (x === null) return null;
  if (wait !== null) return wait <= x;
  return waitInVain !== null && waitInVain > x ? false : null;
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
