import type { DueApplications } from '../../shared/contract/application.ts';
import { addDays, workingDayAfter } from '../../shared/rules/calendar.ts';
import { planned } from '../calendar/service.ts';
import type { Reader } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import type { HallConfig } from '../hall/config.ts';
import * as store from './store.ts';

/** Due within so many working days is soon (rules.md, "After the window"). */
const soonDays = 2;
/** The most urgent that are named. */
const named = 5;
/** Longer than any row of holidays. */
const mostHolidays = 60;

/** So many days hold so many working days: even a month of holidays leaves a working day in ten. */
export function daysAheadFor(workingDays: number): number {
  return workingDays * 10 + mostHolidays;
}

/** What is due up to this day is due soon, today's included. */
export async function soonUntil(db: Reader, hall: HallConfig, today: string): Promise<string> {
  const following = await runUnit(db, planned(hall, addDays(today, 1), mostHolidays));
  return workingDayAfter(following, soonDays) ?? addDays(today, mostHolidays);
}

/** The applications of a hall that are late on a day, and those that will be soon, with the first few. */
export async function dueIn(db: Reader, hall: HallConfig, day: string): Promise<DueApplications> {
  const until = await soonUntil(db, hall, day);
  const { overdue, dueSoon } = await store.dueCounts(db, hall.id, day, until);
  const first = overdue + dueSoon === 0 ? [] : await store.firstDue(db, hall.id, until, named);
  return {
    overdue,
    dueSoon,
    first: first.map(({ id, number, matter_id, due_day: dueDay }) => {
      const matter = hall.matterById.get(matter_id)!;
      return { id, number, matter: matter.code, matterName: matter.name, dueDay };
    }),
  };
}
