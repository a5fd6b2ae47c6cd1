import type { QueueRow } from '../../../shared/contract/report.ts';

/** Minutes: "15", or "15 → 75" where the standard was changed in these days. */
export function standardsOf({ standards, serviceLevelSeconds }: QueueRow): string {
  const seconds = standards.length > 0 ? standards.map((s) => s.seconds) : [serviceLevelSeconds];
  return seconds.map((s) => s / 60).join(' → ');
}
