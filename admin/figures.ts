import type { Rate } from '../shared/contract/report.ts';
import { formatElapsed } from '../shared/ui/format.ts';

/** 12:05, or 1:12:05 from an hour on; – where nothing was measured. */
export function duration(seconds: number | null): string {
  return seconds === null ? '–' : formatElapsed(Math.round(seconds));
}

/** 87.5%; – of nothing. */
export function percent(rate: number | null): string {
  return rate === null ? '–' : `${(rate * 100).toFixed(1)}%`;
}

/** 87.5% (35/40): every rate prints what it is made of (rules.md, "Times"). */
export function rateText({ rate, numerator, denominator }: Rate): string {
  return rate === null ? '–' : `${percent(rate)} (${figure(numerator)}/${figure(denominator)})`;
}

function figure(n: number): string {
  return Number.isInteger(n) ? String(n) : n.toFixed(1);
}
