import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { root } from '../../scripts/lib.mjs';
import { readRecordedTickets } from '../../server/foresight/recorded-file.ts';

/** The half-hours of a day from its first to its last: 07:00 to 18:30. */
export const firstHalf = 14;
export const halves = 23;

/** A day's tickets by half-hour, as shares of the day; and what each waited to be called (minutes). */
export type Shape = readonly number[];

/** The shapes of all recorded days with enough tickets (test/data/README.md says where they are from). */
export function arrivalShapes(): Shape[] {
  const folder = join(root, 'test', 'data', 'real-days');
  const days = new Map<string, number[]>();
  for (const file of readdirSync(folder).filter((name) => /\.csv(\.gz)?$/.test(name)))
    for (const { date, issued } of readRecordedTickets(join(folder, file))) {
      const key = `${file} ${date}`;
      let counts = days.get(key);
      if (counts === undefined) days.set(key, (counts = Array.from({ length: halves }, () => 0)));
      const half = Math.floor(issued / 30) - firstHalf;
      if (half >= 0 && half < halves) counts[half]! += 1;
    }
  return [...days.values()].flatMap((counts) => {
    const all = counts.reduce((a, b) => a + b, 0);
    return all < 200 ? [] : [counts.map((count) => count / all)];
  });
}
