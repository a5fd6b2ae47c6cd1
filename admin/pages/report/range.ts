import { mostReportDays } from '../../../shared/contract/report.ts';

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Why no report can be made of a range; null: it can. The server refuses the same. */
export type RangeFault = 'backwards' | 'tooLong';

/** Of any length. */
export function backwards({ from, to }: DayRange): RangeFault | null {
  return to < from ? 'backwards' : null;
}

export function rangeFault({ from, to }: DayRange): RangeFault | null {
  if (to < from) return 'backwards';
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  return days > mostReportDays ? 'tooLong' : null;
}
