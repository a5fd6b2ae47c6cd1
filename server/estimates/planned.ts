import type { DayPlan } from '../../shared/rules/calendar.ts';
import { halfHour, halfHours } from '../../shared/rules/foresight/rates.ts';
import type { Span } from '../../shared/rules/foresight/waits.ts';
import { hasOwnTimes, offerRules, queueDay } from '../../shared/rules/offer.ts';
import type { Unit } from '../db/unit.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import { DayMinutes } from './waits.ts';

/** The days of a hall, as its calendar plans them. */
export type PlansOf = (hall: HallConfig, from: string, count: number) => Unit<Iterable<DayPlan>>;

/** What calendar, own hours and duty plan for a hall's day. Minutes of the local day. */
export interface PlannedDay {
  /** Windows that a queue has by half-hour. */
  readonly windowsOf: (queueId: string) => readonly number[];
  /** When a window has nothing to do between the day's first and last period. */
  readonly restsOf: (windowId: string) => readonly Span[];
  /** Where no window of a queue is planned at a minute, the next minute at which one is; null: one is, or none comes. */
  readonly opensAfter: (queueId: string, minute: number) => number | null;
}

/** The windows of a day as they are planned, whoever then sits there. */
export function plannedDay(hall: HallConfig, plan: DayPlan): PlannedDay {
  const minutes = new DayMinutes(plan.day, hall.timezone);
  const rules = offerRules(hall);
  const special = hasOwnTimes(hall.queues, hall.duty);
  const spansOf = (periods: DayPlan['periods']) =>
    periods.map(({ begins, ends, kind }) => ({
      ...{ from: minutes.of(begins), to: minutes.of(ends) },
      duty: hall.duty.find((each) => each.kind === kind),
    }));
  const ofHall = spansOf(plan.periods);
  const ofQueue = (queueId: string) => {
    const queue = hall.queueById.get(queueId);
    if (queue === undefined) return [];
    const serving = hall.windows.filter((w) => w.serves.some((s) => s.queueId === queueId));
    const periods = special ? spansOf(queueDay(plan, rules, queue).periods) : ofHall;
    return periods.map(({ from, to, duty }) => {
      return { from, to, windows: serving.filter((w) => isOn(w, duty)).length };
    });
  };
  return {
    windowsOf: (queueId) => {
      const counts = Array.from({ length: halfHours }, () => 0);
      for (const { from, to, windows } of ofQueue(queueId)) {
        for (let half = Math.floor(from / halfHour); half * halfHour < to; half += 1)
          if (half < halfHours) counts[half]! += windows * overlap(half, from, to);
      }
      return counts;
    },
    opensAfter: (queueId, minute) => {
      const periods = ofQueue(queueId).filter(({ windows }) => windows > 0);
      if (periods.some(({ from, to }) => from <= minute && minute < to)) return null;
      const next = Math.min(...periods.flatMap(({ from }) => (from > minute ? [from] : [])));
      return next === Infinity ? null : next;
    },
    restsOf: (windowId) => {
      const window = hall.windowById.get(windowId);
      if (window === undefined) return [];
      const on = ofHall.filter(({ duty }) => isOn(window, duty)).sort((a, b) => a.from - b.from);
      return on.slice(1).flatMap(({ from }, i): Span[] => {
        const ended = on[i]!.to;
        return ended < from ? [[ended, from]] : [];
      });
    },
  };
}

function isOn({ number }: WindowConfig, duty: HallConfig['duty'][number] | undefined): boolean {
  return duty?.windows.includes(number) ?? true;
}

/** The part of a half-hour that lies between two minutes. */
function overlap(half: number, from: number, to: number): number {
  const begin = Math.max(from, half * halfHour);
  const end = Math.min(to, (half + 1) * halfHour);
  return Math.max(0, end - begin) / halfHour;
}
