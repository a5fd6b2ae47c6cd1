import { daysBetween } from '../../shared/rules/calendar.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { packed } from '../../shared/rules/sums/pack.ts';
import { onSources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import { drawnUp } from '../hall/sums-store.ts';
import { linesFromRows } from './day-lines.ts';
import { hallsOf } from './store.ts';
import { overBefore } from './sums-job.ts';

/** Which days to check; without a hall those of all. */
export interface Checked {
  readonly hall?: string | undefined;
  readonly from: string;
  readonly to: string;
  /** Days that are not over by then are left out. */
  readonly now: Instant;
}

/** A day of which the sums are not what its rows say. */
export interface Disagreeing {
  readonly hall: string;
  readonly day: string;
  /** `missing`: it has rows and was not drawn up, or has to be anew; reports read the rows. */
  readonly why: 'differs' | 'missing';
}

/**
 * Counts each day that is over from its rows again and compares it with what was drawn up of it, to the
 * byte. Changes nothing.
 *
 * @param archives where the archives of past years are; null: there can be none
 * @param onDay told of each day that was looked at
 */
export async function disagreeingDays(
  db: Reader,
  { hall: only, from, to, now: at }: Checked,
  archives: string | null,
  onDay: (day: string) => void = () => undefined,
): Promise<Disagreeing[]> {
  const found: Disagreeing[] = [];
  for (const { id, code, timezone, openDay } of await hallsOf(db)) {
    if (only !== undefined && code !== only) continue;
    const before = overBefore({ openDay, timezone }, at);
    for (const day of daysBetween(from, to)) {
      if (day >= before) break;
      const [drawn] = await drawnUp(db, id, { from: day, to: day });
      const now = dayRange(day, timezone).to;
      const lines = await onSources(db, archives, (sources) =>
        linesFromRows(sources, { hallId: id, timezone, day, now }),
      );
      onDay(day);
      const isEmpty = lines.of.tickets.taken.length + lines.of.windows.hour.length === 0;
      if (drawn === undefined && isEmpty) continue;
      if (drawn === undefined) found.push({ hall: code, day, why: 'missing' });
      else if (Buffer.compare(packed(lines), new Uint8Array(drawn.body)) !== 0)
        found.push({ hall: code, day, why: 'differs' });
    }
  }
  return found;
}
