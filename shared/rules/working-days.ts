import { type DayPlan, workingDayAfter } from './calendar.ts';

/**
 * The clock of an application (rules.md, "After the window"): it runs in working days of the hall's
 * calendar, from the day after the one on which it was accepted, and stands while the visitor has
 * something to bring. Pure.
 */
export interface Stop {
  /** The day on which something was asked for. It counts still: the hall had it that morning. */
  readonly from: string;
  /**
   * The day on which it came; null: not yet. It does not count: the clock goes on with the day after,
   * as it began with the day after the application.
   */
  readonly to: string | null;
}

export function isStopped(day: string, stops: readonly Stop[]): boolean {
  return stops.some(({ from, to }) => from < day && (to === null || day <= to));
}

/**
 * The last day on which it can be decided as promised.
 *
 * @param following the days after the one on which it was accepted, in order
 * @param promised working days, at least 1
 * @returns null where these days do not reach so far
 */
export function dueDayOf(
  following: Iterable<DayPlan>,
  promised: number,
  stops: readonly Stop[] = [],
): string | null {
  return workingDayAfter(counted(following, stops), promised);
}

/** How many working days it took up to a day, that one included. */
export function usedDays(
  following: Iterable<DayPlan>,
  until: string,
  stops: readonly Stop[] = [],
): number {
  let used = 0;
  for (const plan of counted(following, stops)) {
    if (plan.day > until) break;
    if (plan.working) used += 1;
  }
  return used;
}

function* counted(following: Iterable<DayPlan>, stops: readonly Stop[]): Generator<DayPlan> {
  for (const plan of following) if (!isStopped(plan.day, stops)) yield plan;
}

/** The stops that a row of states tells of: each from its beginning to the next state. */
export function stopsOf(
  states: readonly { readonly status: string; readonly day: string }[],
): Stop[] {
  return states.flatMap(({ status, day }, i) =>
    status === 'supplement' ? [{ from: day, to: states[i + 1]?.day ?? null }] : [],
  );
}
