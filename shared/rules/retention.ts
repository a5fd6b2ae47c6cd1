import type { BackupKind } from '../backup-kinds.ts';
import { localTime } from './day.ts';
import type { Instant } from './instants.ts';

/** How many are kept of each: one an hour, one a day, one a month. */
export interface Keep {
  readonly hours: number;
  readonly days: number;
  readonly months: number;
}

/** What a person asked for, and what an update replaced, is kept besides: so many of each. */
const keptOfEach = 5;

/**
 * Which backups are kept: the newest of each of the last hours, days and months that have one, so that
 * a machine that was off for a month loses none of its last days; and the newest that were asked for
 * or made before an update. The newest of all is always among them.
 *
 * @param timezone where days and months begin
 * @returns their names
 */
export function worthKeeping(
  backups: readonly { readonly name: string; readonly at: Instant; readonly kind: BackupKind }[],
  keep: Keep,
  timezone: string,
): Set<string> {
  const newestFirst = [...backups].sort((a, b) => (a.at < b.at ? 1 : -1));
  const kept = new Set(newestFirst.slice(0, 1).map(({ name }) => name));
  const keepOneOfEach = (periodOf: (at: Instant) => string, most: number): void => {
    const periods = new Set<string>();
    for (const { name, at } of newestFirst) {
      const period = periodOf(at);
      if (periods.has(period)) continue;
      if (periods.size === most) return;
      periods.add(period);
      kept.add(name);
    }
  };
  const dayOf = (at: Instant): string => localTime(at, timezone).day;
  keepOneOfEach((at) => at.slice(0, 13), keep.hours);
  keepOneOfEach(dayOf, keep.days);
  keepOneOfEach((at) => dayOf(at).slice(0, 7), keep.months);
  for (const kind of ['asked', 'update'] as const) {
    const those = newestFirst.filter((backup) => backup.kind === kind);
    for (const { name } of those.slice(0, keptOfEach)) kept.add(name);
  }
  return kept;
}
