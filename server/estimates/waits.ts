import { dayRange } from '../../shared/rules/day-range.ts';
import { nextLateFactor } from '../../shared/rules/foresight/foresee.ts';
import { foundFreeWindow, freeWindow } from '../../shared/rules/foresight/judge.ts';
import { type AtWindow, clearedCallsOf, type Wait } from '../../shared/rules/foresight/waits.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { StepOfDay } from './store.ts';

/** The minutes of a local day. */
export class DayMinutes {
  private readonly start: number;

  constructor(day: string, timezone: string) {
    this.start = Date.parse(dayRange(day, timezone).from);
  }

  readonly of = (at: Instant): number => (Date.parse(at) - this.start) / 60_000;

  readonly at = (minute: number): Instant =>
    new Date(Math.round(this.start + minute * 60_000)).toISOString();
}

/** One who waited, with the step. */
export interface StepWait {
  readonly step: StepOfDay;
  readonly wait: Wait;
}

/** The waits of a queue's day up to now, in the order in which they began. */
export function waitsOf(steps: readonly StepOfDay[], { of }: DayMinutes, now: Instant): StepWait[] {
  // Who was left when the day was closed says nothing: its times are not reliable.
  const told = steps.filter((s) => s.status !== 'expired' || s.first_called_at !== null);
  const waits = told.map((step): StepWait => {
    const { first_called_at, waited_ms, waits_from, ended_at, estimate_base } = step;
    const called = first_called_at !== null;
    const until = of(first_called_at ?? ended_at ?? now);
    const waited = called && waited_ms !== null ? waited_ms / 60_000 : until - of(waits_from!);
    const began = waited * 60 < freeWindow && called ? until : until - Math.max(0, waited);
    const base = estimate_base === null ? null : estimate_base / 60;
    return { step, wait: { began, until, called, ahead: 0, base } };
  });
  waits.sort((a, b) => a.wait.began - b.wait.began);
  const ends = waits.map(({ wait }) => wait.until).sort((a, b) => a - b);
  let over = 0;
  return waits.map(({ step, wait }, before) => {
    while (over < ends.length && ends[over]! <= wait.began) over += 1;
    const counted = Math.max(0, before - over);
    const ahead = foundFreeWindow(step) ? -1 : (step.estimate_ahead ?? counted);
    return { step, wait: { ...wait, ahead } };
  });
}

/** Without the lines that were cleared, whose calls are no measure. */
export function withoutCleared(waits: readonly StepWait[]): StepWait[] {
  const called = waits.filter(({ wait }) => wait.called);
  const windows = new Set(called.flatMap(({ step }) => step.window_id ?? [])).size;
  const cleared = clearedCallsOf(called.map(({ wait }) => ({ called: wait.until, windows })));
  const gone = new Set(called.filter((_, i) => cleared.has(i)));
  return waits.filter((each) => !gone.has(each));
}

/** The visits at windows among them. */
export function visitsOf(
  queue: string,
  waits: readonly StepWait[],
  { of }: DayMinutes,
): AtWindow[] {
  return waits.flatMap(({ step, wait }): AtWindow[] => {
    const { window_id: window, last_called_at, ended_at, status, status_since } = step;
    const over = status === 'done' || status === 'missed';
    const isThere = status === 'called' || status === 'serving';
    if ((!over && !isThere) || window === null || last_called_at === null) return [];
    const ended = isThere ? null : of(ended_at ?? status_since);
    return [{ queue, window, waitedFrom: wait.began, called: of(last_called_at), ended }];
  });
}

/** The factor of P90 after the calls of a day, in their order. */
export function lateFactorAfter(factor: number, steps: readonly StepOfDay[]): number {
  return steps
    .filter((s) => s.estimate_p90 !== null && s.first_called_at !== null && !foundFreeWindow(s))
    .sort((a, b) => (a.first_called_at! < b.first_called_at! ? -1 : 1))
    .reduce((late, s) => nextLateFactor(late, (s.waited_ms ?? 0) / 1000 > s.estimate_p90!), factor);
}
