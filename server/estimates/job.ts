import type { DayPlan } from '../../shared/rules/calendar.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { chooseGamma } from '../../shared/rules/foresight/choice.ts';
import { fitHall } from '../../shared/rules/foresight/fit.ts';
import { meanByHalfHour } from '../../shared/rules/foresight/rates.ts';
import {
  addTurns,
  type AtWindow,
  type Turns,
  turnsOf,
  type Wait,
} from '../../shared/rules/foresight/waits.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import { loadConfig } from '../hall/config-store.ts';
import type { HallConfig } from '../hall/config.ts';
import { importedDays } from '../hall/past-ticket-store.ts';
import { foresightText } from './fit-text.ts';
import { importedSteps } from './imported.ts';
import { markedBetween } from './marked-store.ts';
import { plannedDay, type PlansOf } from './planned.ts';
import {
  daysUpTo,
  openSpells,
  type StepOfDay,
  stepsBetween,
  type StoredFit,
  type FitHead,
} from './store.ts';
import { DayMinutes, lateFactorAfter, visitsOf, waitsOf, withoutCleared } from './waits.ts';

/** Days of service that are fitted, of the last hundred of the calendar. */
const daysFitted = 40;
const daysBack = 100;

/** Which hall to fit, and up to which of its days. */
export interface FitWish {
  readonly hallId: string;
  readonly to: string;
  /** The fit before, whose factor of P90 is carried on; null: there is none. */
  readonly before: Pick<FitHead, 'fitted_to' | 'late_factor'> | null;
  readonly now: Instant;
}

/** Fits a hall's days that are over, queue by queue, without those that were marked; null: it has none. */
export async function fitHallDays(
  db: Reader,
  wish: FitWish,
  plansOf: PlansOf,
): Promise<StoredFit | null> {
  const { hallId, to, before, now } = wish;
  const hall = await loadConfig(db, hallId);
  const queues = hall.queues.map(({ id }) => id);
  const span = { from: addDays(to, -daysBack), to };
  const without = (await runUnit(db, markedBetween(hallId, span))).map(({ day }) => day);
  const own = await daysUpTo(db, queues, { ...span, most: daysFitted, without });
  // Days of another system stand in for those that this hall has not had.
  const foreign = (await importedDays(db, hallId, span)).filter(
    (day) => !own.includes(day) && !without.includes(day),
  );
  const days = [...own, ...foreign].sort((a, b) => (a < b ? 1 : -1)).slice(0, daysFitted);
  const imported = await importedSteps(
    db,
    hallId,
    foreign.filter((day) => days.includes(day)),
  );
  const [newest] = days;
  if (newest === undefined) return null;
  const minutes = new Map(days.map((day) => [day, new DayMinutes(day, hall.timezone)]));
  const open = new Map<string, OpenCount>();
  for (const day of days) open.set(day, openCount(await openSpells(db, hallId, day)));
  const history = new Map<string, Map<string, Wait[]>>();
  const visits = new Map<string, AtWindow[]>();
  const sinceThen = new Map<string, StepOfDay[]>();
  for (const queue of queues) {
    const serving = servingOf(hall, queue);
    const steps = [
      ...(await stepsBetween(db, { hall: hallId, queue }, { from: days.at(-1)!, to })),
      ...(imported.get(queue) ?? []),
    ];
    const byDay = [...groupBy(steps, (s) => s.service_day)].flatMap(([day, own]) => {
      const ofDay = minutes.get(day);
      if (ofDay === undefined) return [];
      if (!foreign.includes(day) && (before === null || day > before.fitted_to))
        sinceThen.set(day, [...(sinceThen.get(day) ?? []), ...own]);
      const waits = withoutCleared(waitsOf(own, ofDay, ofDay.at(24 * 60)));
      visits.set(day, [...(visits.get(day) ?? []), ...visitsOf(queue, waits, ofDay)]);
      const openAt = open.get(day)!;
      const seen = waits.map(({ wait }): Wait => {
        return { ...wait, windows: openAt(ofDay.at(wait.began), serving) };
      });
      return [[day, seen] as const];
    });
    history.set(queue, new Map(byDay));
  }
  const turns = new Map<string, Turns>();
  for (const ofDay of visits.values())
    for (const [queue, own] of turnsOf(ofDay)) turns.set(queue, addTurns(turns.get(queue), own));
  const late = [...sinceThen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .reduce((factor, [, steps]) => lateFactorAfter(factor, steps), before?.late_factor ?? 1);
  const choice = chooseGamma(history);
  const plans = await runUnit(db, plansOf(hall, days.at(-1)!, daysBack + 1));
  const fit = fitHall(inOrder(history), {
    ...(choice === null ? {} : { gamma: choice.gamma }),
    planned: plannedBy(
      hall,
      [...plans].filter(({ day }) => minutes.has(day)),
    ),
  });
  return {
    fitted_to: newest,
    fitted_at: now,
    late_factor: late,
    fit: foresightText({ fit, turns }),
    choice: choice === null ? null : JSON.stringify(choice),
  };
}

const inOrder = (history: ReadonlyMap<string, ReadonlyMap<string, Wait[]>>) =>
  new Map([...history].map(([queue, days]) => [queue, [...days.values()]]));

function servingOf(hall: HallConfig, queueId: string): ReadonlySet<string> {
  const serving = hall.windows.filter((w) => w.serves.some((s) => s.queueId === queueId));
  return new Set(serving.map(({ id }) => id));
}

/** How many of some windows were open at an instant. */
type OpenCount = (at: Instant, windows: ReadonlySet<string>) => number;

function openCount(spells: Awaited<ReturnType<typeof openSpells>>): OpenCount {
  return (at, windows) => {
    const open = spells.filter(
      (s) => windows.has(s.window_id) && s.began_at <= at && at < s.ended_at,
    );
    return open.length;
  };
}

/** Windows that the plans of some days had for each queue, by half-hour, in their mean. */
function plannedBy(hall: HallConfig, plans: readonly DayPlan[]): Map<string, readonly number[]> {
  const days = plans.map((plan) => plannedDay(hall, plan));
  return new Map(
    hall.queues.map(({ id }) => [id, meanByHalfHour(days.map((day) => day.windowsOf(id)))]),
  );
}
