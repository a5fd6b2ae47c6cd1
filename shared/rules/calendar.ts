import { Temporal } from 'temporal-polyfill';
import type { Hours } from '../contract/hall.ts';
import { type Instant, plus, secondsBetween } from './instants.ts';

/**
 * When a hall is open: its weekly hours, and the days that differ from their weekday. Hours are
 * half-open and in the hall's local time, also on the days when the clocks change. Pure.
 */
export type DayHours = Pick<Hours, 'from' | 'to' | 'kind'>;
export type PeriodKind = NonNullable<Hours['kind']>;

/** A day that differs from its weekday. */
export interface CalendarEntry {
  readonly day: string;
  /**
   * `holiday`: closed, unless it has hours of its own. `workday`: a make-up working day, with the
   * hours of a working weekday unless it has its own. `special`: its own hours; without any closed.
   */
  readonly kind: 'holiday' | 'workday' | 'special';
  readonly hours: readonly DayHours[] | null;
}

/** The hours of an ordinary week. */
export interface Week {
  readonly timezone: string;
  readonly hours: readonly Hours[];
  /** Tickets are given until this long before the last period of the day ends. */
  readonly lastTicketMinutes: number;
}

export interface Period {
  readonly begins: Instant;
  /** The first instant that does not belong to it. */
  readonly ends: Instant;
  readonly from: string;
  readonly to: string;
  readonly kind: PeriodKind;
}

/** One day of a hall. */
export interface DayPlan {
  readonly day: string;
  /** ISO: 1 = Monday. */
  readonly weekday: number;
  /** The weekday whose hours it has: a make-up working day on a weekend replaces a working one. */
  readonly asWeekday: number;
  readonly kind: 'regular' | CalendarEntry['kind'];
  /** Counts as a working day, e.g. for a due day. */
  readonly working: boolean;
  readonly periods: readonly Period[];
  /** From here on no tickets are given; null: closed all day. */
  readonly lastTicketAt: Instant | null;
}

export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** `count` days in a row: counted, so that no date, however odd, makes it run on. */
export function* daysFrom(first: string, count: number): Generator<string> {
  for (let i = 0; i < count; i += 1) yield addDays(first, i);
}

/** The days from one to another, both included; none where the second comes first. */
export function* daysBetween(first: string, last: string): Generator<string> {
  yield* daysFrom(first, daysApart(first, last) + 1);
}

/** How many days lie between two; negative where the second comes first. */
export function daysApart(first: string, last: string): number {
  return Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last)).days;
}

export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

/**
 * The instant of a local time; "00:00" as an end is the midnight that ends the day. A time that the
 * clocks skip becomes the one they skip to, one that comes twice its first.
 */
export function instantOf(day: string, time: string, timezone: string, asEnd: boolean): Instant {
  const date = asEnd && time === '00:00' ? addDays(day, 1) : day;
  const local = Temporal.PlainDateTime.from(`${date}T${time}`);
  return new Date(local.toZonedDateTime(timezone).epochMilliseconds).toISOString();
}

/** The weekdays on which the hall works, other than by weekend duty; Monday to Friday without hours. */
function workingWeekdays(week: Week): ReadonlySet<number> {
  const days = week.hours.filter((h) => h.kind !== 'weekend-duty').flatMap((h) => h.days);
  return new Set(days.length > 0 ? days : [1, 2, 3, 4, 5]);
}

function hoursOfWeekday(week: Week, weekday: number): readonly DayHours[] {
  return week.hours.filter((h) => h.days.includes(weekday));
}

/** A day as it is in a hall. @param entry what the calendar says of it, if anything */
export function planDay(week: Week, day: string, entry: CalendarEntry | undefined): DayPlan {
  const weekday = weekdayOf(day);
  const working = workingWeekdays(week);
  const first = Math.min(...working);
  // The day replaces a working weekday, so it keeps the hours of one.
  const asWorkday = working.has(weekday) ? weekday : first;
  const usual = {
    regular: () => hoursOfWeekday(week, weekday),
    holiday: () => [],
    workday: () => hoursOfWeekday(week, asWorkday),
    special: () => [],
  };
  const kind = entry?.kind ?? 'regular';
  const hours = entry?.hours ?? usual[kind]();
  const periods = hours
    .map(({ from, to, kind: periodKind = 'regular' }) => ({
      begins: instantOf(day, from, week.timezone, false),
      ends: instantOf(day, to, week.timezone, true),
      from,
      to,
      kind: periodKind,
    }))
    .filter((p) => p.begins < p.ends)
    .sort((a, b) => (a.begins < b.begins ? -1 : 1));
  const end = periods.reduce((latest, p) => (p.ends > latest ? p.ends : latest), '');
  return {
    day,
    weekday,
    asWeekday: kind === 'workday' ? asWorkday : weekday,
    kind,
    working:
      kind === 'workday' ||
      (kind !== 'holiday' && working.has(weekday) && (kind === 'regular' || periods.length > 0)),
    periods,
    lastTicketAt: end === '' ? null : plus(end, -60 * week.lastTicketMinutes),
  };
}

/** The period that an instant falls in; null: the hall is closed then. */
export function periodAt(plan: Pick<DayPlan, 'periods'>, at: Instant): Period | null {
  return plan.periods.find((p) => p.begins <= at && at < p.ends) ?? null;
}

/** Whether tickets are given at an instant. */
export function givesTickets(plan: DayPlan, at: Instant): boolean {
  return periodAt(plan, at) !== null && at < plan.lastTicketAt!;
}

/** When tickets are given next, after an instant at which they are not; null: not on these days. */
export function nextOpening(plans: Iterable<DayPlan>, after: Instant): Instant | null {
  for (const plan of plans) {
    const period = plan.periods.find((p) => p.begins > after && p.begins < plan.lastTicketAt!);
    if (period !== undefined) return period.begins;
  }
  return null;
}

/** A time to come by appointment; half-open. */
export interface SlotTime {
  readonly from: Instant;
  readonly to: Instant;
}

/** The slots of a day: of equal length from the beginning of each period, whole ones only. */
export function slotsOf(plan: DayPlan, minutes: number): SlotTime[] {
  const slots: SlotTime[] = [];
  const length = minutes * 60;
  for (const { begins, ends } of plan.periods) {
    const count = Math.floor(secondsBetween(begins, ends) / length);
    for (let i = 0; i < count; i += 1) {
      const from = plus(begins, i * length);
      // Periods can overlap; a slot is there once.
      if (!slots.some((s) => s.from === from)) slots.push({ from, to: plus(from, length) });
    }
  }
  return slots.sort((a, b) => (a.from < b.from ? -1 : 1));
}

/**
 * The day that lies `count` working days after a day.
 *
 * @param following the days after it, in order
 * @returns null where these days do not reach so far
 */
export function workingDayAfter(following: Iterable<DayPlan>, count: number): string | null {
  let left = count;
  for (const plan of following) {
    if (plan.working) left -= 1;
    if (left <= 0) return plan.day;
  }
  return null;
}
