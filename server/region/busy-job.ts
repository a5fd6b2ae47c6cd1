import type { BusyHours } from '../../shared/contract/region.ts';
import { unpacked } from '../../shared/rules/sums/pack.ts';
import { weekdayOf } from '../../shared/rules/calendar.ts';
import type { Reader } from '../db/open.ts';
import { drawnUp } from '../hall/sums-store.ts';

/** Which days to count; goes to another thread as it is. */
export interface BusyWish {
  readonly hallId: string;
  /** Both included. */
  readonly from: string;
  readonly to: string;
}

const halfHour = 30 * 60 * 1000;
/** Fewer days say nothing of a week. */
const leastDays = 5;
/** Of a weekday that was open less often nothing is said. */
const leastOfWeekday = 2;

/** When people came, from what is kept of the days that are over: one average a weekday and half-hour. */
export async function countBusyHours(
  db: Reader,
  { hallId, from, to }: BusyWish,
): Promise<Omit<BusyHours, 'hall'>> {
  const days = new Map<number, number>();
  const taken = new Map<string, number>();
  let counted = 0;
  for (const { day, body } of await drawnUp(db, hallId, { from, to })) {
    const lines = unpacked(body);
    const tickets = lines?.of.tickets.taken;
    if (tickets === undefined || tickets.length === 0) continue;
    counted += 1;
    const weekday = weekdayOf(day);
    days.set(weekday, (days.get(weekday) ?? 0) + 1);
    for (const at of tickets) {
      const key = `${weekday} ${Math.floor(at / halfHour)}`;
      taken.set(key, (taken.get(key) ?? 0) + 1);
    }
  }
  if (counted < leastDays) return { from: null, to: null, days: counted, cells: [] };
  const cells = [...taken].flatMap(([key, count]) => {
    const [weekday, part] = key.split(' ').map(Number) as [number, number];
    const of = days.get(weekday)!;
    if (of < leastOfWeekday || part < 0 || part > 47) return [];
    const at = `${String(Math.floor(part / 2)).padStart(2, '0')}:${part % 2 === 0 ? '00' : '30'}`;
    return [{ weekday, at, tickets: Math.round((count / of) * 10) / 10 }];
  });
  cells.sort((a, b) => a.weekday - b.weekday || (a.at < b.at ? -1 : 1));
  return { from, to, days: counted, cells };
}
