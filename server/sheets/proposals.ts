import type { DayPlan } from '../../shared/rules/calendar.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import {
  badRatings,
  daysOfMonth,
  type FirstOpening,
  lateOpenings,
  type Proposal,
} from '../../shared/rules/sheet.ts';
import type { Reader } from '../db/open.ts';
import type { HallConfig } from '../hall/config.ts';
import * as store from './store.ts';

/** A case may be closed so many days after its visit and is found. */
const caseDays = 200;

/** How a hall's days were, by its calendar. */
export interface Plans {
  readonly plans: (db: Reader, hall: HallConfig, from: string, count: number) => Promise<DayPlan[]>;
}

/** What the figures of a month propose. */
export async function proposalsOf(
  db: Reader,
  hall: HallConfig,
  month: string,
  calendar: Plans,
): Promise<Proposal[]> {
  const { first, last } = daysOfMonth(month);
  const closed = await store.justified(db, hall.id, {
    from: addDays(first, -caseDays),
    to: last,
    since: dayRange(first, hall.timezone).from,
    until: dayRange(last, hall.timezone).to,
  });
  const ratings = badRatings(
    closed.map(({ id, username, closed_at }) => ({
      caseId: id,
      clerk: username,
      day: serviceDay(closed_at!, hall.timezone),
    })),
  );
  const firsts = new Map<string, FirstOpening>();
  for (const row of await store.openings(db, hall.id, first, last)) {
    const window = hall.windowById.get(row.window_id);
    const key = `${row.service_day} ${row.window_id}`;
    if (window === undefined || firsts.has(key)) continue;
    firsts.set(key, {
      day: row.service_day,
      window: window.number,
      clerk: row.username,
      at: row.began_at,
    });
  }
  const plans = await calendar.plans(db, hall, first, Number(last.slice(8)));
  const opens = new Map(
    plans.flatMap(({ day, periods }) => {
      const [period] = periods;
      return period === undefined ? [] : [[day, period.begins] as const];
    }),
  );
  return [...ratings, ...lateOpenings([...firsts.values()], opens)];
}
