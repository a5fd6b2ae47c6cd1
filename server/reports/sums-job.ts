import { serviceDay } from '../../shared/rules/day.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { packed } from '../../shared/rules/sums/pack.ts';
import { onSources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import { linesFromRows } from './day-lines.ts';

/** Which days to draw up; goes to another thread as it is. */
export interface Drawing {
  readonly hallId: string;
  readonly timezone: string;
  readonly days: readonly string[];
  readonly archives: string | null;
}

export interface Drawn {
  readonly day: string;
  readonly tickets: number;
  readonly body: Uint8Array;
}

/** What is written in one go: some milliseconds. */
const mostBytes = 500_000;

/** Counts days from their rows: the first ones, as many as are written in one go. */
export async function drawDays(db: Reader, drawing: Drawing): Promise<Drawn[]> {
  const { hallId, timezone, days, archives } = drawing;
  const drawn: Drawn[] = [];
  let size = 0;
  for (const day of days) {
    if (size > mostBytes) break;
    const lines = await onSources(db, archives, (sources) =>
      linesFromRows(sources, { hallId, timezone, day, now: endOf(day, timezone) }),
    );
    const body = packed(lines);
    size += body.length;
    drawn.push({ day, tickets: lines.of.tickets.taken.length, body });
  }
  return drawn;
}

/** Whenever a day that is over is looked at, it is as at its end. */
function endOf(day: string, timezone: string): Instant {
  return dayRange(day, timezone).to;
}

/** The days before which all are over: neither today's nor the hall's open one. */
export function overBefore(
  { openDay, timezone }: { openDay: string | null; timezone: string },
  now: Instant,
): string {
  const today = serviceDay(now, timezone);
  return openDay !== null && openDay < today ? openDay : today;
}
