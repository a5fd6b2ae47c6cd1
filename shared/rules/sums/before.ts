import { addDays, daysApart } from '../calendar.ts';

interface Span {
  readonly from: string;
  readonly to: string;
}

const days = (month: string): number =>
  new Date(Date.UTC(+month.slice(0, 4), +month.slice(5, 7), 0)).getUTCDate();
const monthOf = (day: string): string => day.slice(0, 7);

/** Whether a range is one or several whole months of the calendar. */
function isWholeMonths({ from, to }: Span): boolean {
  return from.endsWith('-01') && Number(to.slice(8)) === days(monthOf(to));
}

function monthsBack(month: string, count: number): string {
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - count;
  return `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;
}

function monthsMoved({ from, to }: Span, count: number): Span {
  const last = monthsBack(monthOf(to), count);
  return { from: `${monthsBack(monthOf(from), count)}-01`, to: `${last}-${days(last)}` };
}

function daysMoved({ from, to }: Span, count: number): Span {
  return { from: addDays(from, -count), to: addDays(to, -count) };
}

/**
 * The range that stands beside one as "the last": of whole months as many months before; of other days as
 * many whole weeks before as it takes not to overlap, so that a Monday stands beside a Monday. Pure.
 */
export function periodBefore(span: Span): Span {
  const length = daysApart(span.from, span.to) + 1;
  if (!isWholeMonths(span)) return daysMoved(span, Math.ceil(length / 7) * 7);
  const [from, to] = [monthOf(span.from), monthOf(span.to)];
  let count = 1;
  while (monthsBack(to, count - 1) > from) count += 1;
  return monthsMoved(span, count);
}

/** The same a year before: the same months, or the same weekdays 52 weeks before. Pure. */
export function yearBefore(span: Span): Span {
  return isWholeMonths(span) ? monthsMoved(span, 12) : daysMoved(span, 364);
}
