import type { Duty, Hours } from '../contract/hall.ts';
import { type DayPlan, instantOf, type Period, type Week } from './calendar.ts';
import { type Instant, plus } from './instants.ts';

/**
 * When a queue gives tickets: its own hours, cut by the hall's periods of the day and by who is on duty
 * in them (rules.md, "Hours, duty, stations"). Pure; half-open and in local time, as the hall's hours.
 */
export interface QueueRule {
  readonly code: string;
  /** null: whenever the hall is open. */
  readonly hours: readonly Hours[] | null;
}

/** What a day of a queue is cut by, beside the hall's day itself. */
export interface OfferRules extends Pick<Week, 'timezone' | 'lastTicketMinutes'> {
  readonly duty: readonly Duty[];
}

/** Whether queues of a hall can be closed at all while it is open; else nothing has to be worked out. */
export function hasOwnTimes(
  queues: readonly Pick<QueueRule, 'hours'>[],
  duty: readonly Duty[],
): boolean {
  return duty.length > 0 || queues.some(({ hours }) => hours !== null);
}

/**
 * A hall's day as it is for one queue: its periods lie inside those of the hall, and its last ticket is
 * given as long before its own end as the hall's before the hall's, never later than that.
 */
export function queueDay(plan: DayPlan, rules: OfferRules, queue: QueueRule): DayPlan {
  const own = queue.hours?.filter(({ days }) => days.includes(plan.asWeekday));
  const periods = plan.periods
    .filter(
      ({ kind }) => rules.duty.find((d) => d.kind === kind)?.queues.includes(queue.code) ?? true,
    )
    .flatMap((period) =>
      own === undefined ? [period] : own.flatMap((h) => cut(period, h, plan.day, rules.timezone)),
    )
    .sort((a, b) => (a.begins < b.begins ? -1 : 1));
  const end = periods.reduce((latest, p) => (p.ends > latest ? p.ends : latest), '');
  if (end === '' || plan.lastTicketAt === null) return { ...plan, periods, lastTicketAt: null };
  const last = plus(end, -60 * rules.lastTicketMinutes);
  return { ...plan, periods, lastTicketAt: last < plan.lastTicketAt ? last : plan.lastTicketAt };
}

/** What the days of a hall are cut by for its queues. */
export function offerRules(hall: HallRules): OfferRules {
  const { timezone, duty, settings } = hall;
  return { timezone, duty, lastTicketMinutes: settings.lastTicketMinutes };
}

interface HallRules {
  readonly timezone: string;
  readonly duty: readonly Duty[];
  readonly settings: Pick<Week, 'lastTicketMinutes'>;
}

/** The days of a hall as they are for one queue of it, each worked out when it is asked for. */
export function* queueDays(
  hall: HallRules,
  queue: QueueRule,
  days: Iterable<DayPlan>,
): Generator<DayPlan> {
  const rules = offerRules(hall);
  for (const day of days) yield queueDay(day, rules, queue);
}

/** The part of a period that lies in some hours of the same day; none: they do not meet. */
function cut(period: Period, hours: Hours, day: string, timezone: string): Period[] {
  const from = instantOf(day, hours.from, timezone, false);
  const to = instantOf(day, hours.to, timezone, true);
  const part = {
    begins: from > period.begins ? from : period.begins,
    ends: to < period.ends ? to : period.ends,
    from: from > period.begins ? hours.from : period.from,
    to: to < period.ends ? hours.to : period.to,
    kind: period.kind,
  };
  return part.begins < part.ends ? [part] : [];
}

/** The windows on duty at an instant, by number; null: all, since nobody has said who is. */
export function windowsOnDuty(
  { periods }: Pick<DayPlan, 'periods'>,
  duty: readonly Duty[],
  at: Instant,
): ReadonlySet<number> | null {
  const now = periods.filter((p) => p.begins <= at && at < p.ends);
  const named = now.map(({ kind }) => duty.find((d) => d.kind === kind));
  if (named.length === 0 || named.some((d) => d === undefined)) return null;
  return new Set(named.flatMap((d) => d?.windows ?? []));
}
