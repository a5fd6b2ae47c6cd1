import type { DayPlan } from './calendar.ts';
import type { Instant } from './instants.ts';

/** After so many failures it is given up: some eight hours of trying. */
export const mostAttempts = 12;
const firstPauseSeconds = 60;
const longestPauseSeconds = 3600;

/** How long to wait after so many failures, in seconds: longer each time, at most an hour. */
export function pauseAfter(failures: number): number {
  return Math.min(firstPauseSeconds * 2 ** Math.max(0, failures - 1), longestPauseSeconds);
}

/**
 * The days whose report is due: the hall has closed by its calendar. A day without hours has none.
 *
 * @param plans ascending
 * @param known the days that have a row already
 */
export function dueDays(
  plans: readonly DayPlan[],
  known: ReadonlySet<string>,
  now: Instant,
): string[] {
  return plans.flatMap(({ day, periods }) => {
    const closes = periods.at(-1)?.ends;
    return closes === undefined || closes > now || known.has(day) ? [] : [day];
  });
}

/** What a file's name must not have on any system. */
const notInNames = /[\\/:*?"<>|\p{Cc}]/gu;

/** `区行政服务中心-日报-2026-11-27`, without an ending. */
export function eveningName(hall: string, word: string, day: string): string {
  const clean = hall.replace(notInNames, '').trim().slice(0, 60);
  return `${clean === '' ? 'hall' : clean}-${word}-${day}`;
}
