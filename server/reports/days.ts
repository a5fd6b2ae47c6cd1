import { Problem } from '../../shared/errors.ts';
import { daysApart, daysBetween } from '../../shared/rules/calendar.ts';

/** Service days, YYYY-MM-DD, both included; absent: today, or the other one. */
export interface Range {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * The first and the last day of a range.
 *
 * @param most so many days at the most; absent: any number
 * @throws Problem `bad_input` where it is backwards, or longer
 */
export function spanOf(
  { from, to }: Range,
  today: string,
  most = Infinity,
): { from: string; to: string } {
  const first = from ?? to ?? today;
  const last = to ?? from ?? today;
  const refuse = (message: string): never => {
    throw new Problem('bad_input', message, { issues: [{ path: 'to', message }] });
  };
  if (last < first) refuse('The range ends before it begins');
  if (daysApart(first, last) >= most) refuse(`A report covers ${most} days at the most`);
  return { from: first, to: last };
}

/** Reads rows, day by day. */
export const mostDaysOfRows = 366;

/** The days of a range, ascending. @throws Problem `bad_input` where it is backwards, or longer than 366 days */
export function daysOf(range: Range, today: string): string[] {
  const { from, to } = spanOf(range, today, mostDaysOfRows);
  return [...daysBetween(from, to)];
}
