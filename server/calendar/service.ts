import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type {
  Calendar as CalendarAnswer,
  CalendarChange,
  CalendarDay,
  CalendarDayChanged,
  CalendarYear,
} from '../../shared/contract/calendar.ts';
import { lastYear } from '../../shared/contract/primitives.ts';
import type { Text } from '../../shared/languages.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import {
  addDays,
  type CalendarEntry,
  type DayHours,
  type DayPlan,
  daysBetween,
  daysFrom,
  givesTickets,
  nextOpening,
  periodAt,
  planDay,
  type Week,
  workingDayAfter,
  yearOf,
} from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { OpeningHours, Openness } from '../tickets/service.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
}

/** How far ahead the next opening is looked for: longer than any row of holidays. */
const daysAhead = 60;
const mostDays = 400;

/** A row of days as they are in a hall, each worked out when it is asked for: what is looked for comes early most times. */
export function* planned(hall: HallConfig, from: string, count: number): Unit<Iterable<DayPlan>> {
  const to = addDays(from, count - 1);
  const entries = yield* store.between.rows({ hall: hall.id, from, to });
  const byDay = new Map(entries.map((row) => [row.day, entryOf(row)]));
  const week = weekOf(hall);
  return {
    *[Symbol.iterator]() {
      for (const day of daysFrom(from, count)) yield planDay(week, day, byDay.get(day));
    },
  };
}

/** When a hall is open, and the calendar that its manager keeps. */
export class Calendar implements OpeningHours {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Whether tickets are given by the hours at an instant, and when they are next. */
  *isOpen(hall: HallConfig, now: Instant): Unit<Openness> {
    const today = serviceDay(now, hall.timezone);
    const [plan] = yield* this.plan(hall, today, 1);
    const since = periodAt(plan!, now)?.begins ?? null;
    const inHours = since !== null;
    if (givesTickets(plan!, now)) return { open: true, inHours, since, next: null };
    const following = yield* this.plan(hall, today, daysAhead);
    return { open: false, inHours, since, next: nextOpening(following, now) };
  }

  /** A row of days as they are in a hall. */
  readonly plans = async (
    db: Reader,
    hall: HallConfig,
    from: string,
    count: number,
  ): Promise<DayPlan[]> => [...(await runUnit(db, this.plan(hall, from, count)))];

  /** The same, each day worked out when it is asked for. */
  readonly plan = planned;

  /** Whether the holidays of a day's year are known. */
  async isKnown(db: Reader, hall: HallConfig, day: string): Promise<boolean> {
    return (await store.knownYears(db, hall.id)).has(yearOf(day));
  }

  /** The day by which something is due that has so many working days' time. */
  async dueDay(db: Reader, hall: HallConfig, from: string, workingDays: number): Promise<string> {
    // Even a month of holidays leaves a working day in ten.
    const count = workingDays * 10 + daysAhead;
    const following = await runUnit(db, this.plan(hall, addDays(from, 1), count));
    return workingDayAfter(following, workingDays) ?? addDays(from, count);
  }

  /**
   * The days from one to another, both included.
   *
   * @throws Problem `hall_not_found`; `bad_input` for a span that is turned round or over 400 days
   */
  async days(
    hallCode: string,
    span: { from?: string | undefined; to?: string | undefined },
  ): Promise<CalendarAnswer> {
    const hall = await this.d.commands.hall(hallCode);
    const { read, clock } = this.d;
    const now = clock.now(hall.id);
    const today = serviceDay(now, hall.timezone);
    const from = span.from ?? today;
    const [month, last] = [addDays(from, 30), `${lastYear}-12-31`];
    const to = span.to ?? (month < last ? month : last);
    if (to < from || to > addDays(from, mostDays)) {
      throw new Problem('bad_input', `"to" lies 0 to ${mostDays} days after "from"`, {
        issues: [{ path: 'to', message: `0 to ${mostDays} days after "from"` }],
      });
    }
    const known = await store.knownYears(read, hall.id);
    const days = await this.views(read, hall, from, to, known);
    const { open, next } = await runUnit(read, this.isOpen(hall, now));
    const [plan] = await this.plans(read, hall, today, 1);
    const years = new Set(days.map((d) => yearOf(d.day)));
    return {
      hall: hall.code,
      timezone: hall.timezone,
      enforced: hall.enforceHours,
      now: { at: now, open, period: periodAt(plan!, now)?.kind ?? null, next },
      unknownYears: [...years].filter((year) => !known.has(year)),
      days,
    };
  }

  /** Makes a day differ from its weekday. @throws Problem `forbidden`, `hall_not_found` */
  put(
    hallCode: string,
    day: string,
    change: CalendarChange,
    request: CommandRequest & { who: Actor },
  ): Promise<CalendarDayChanged> {
    return this.changeDay(hallCode, day, 'set-calendar-day', change, request);
  }

  /** Makes a day as its weekday again. @throws Problem `forbidden`; `not_found` where it is so already */
  remove(
    hallCode: string,
    day: string,
    request: CommandRequest & { who: Actor },
  ): Promise<CalendarDayChanged> {
    return this.changeDay(hallCode, day, 'clear-calendar-day', null, request);
  }

  private async changeDay(
    hallCode: string,
    day: string,
    command: string,
    change: CalendarChange | null,
    request: CommandRequest & { who: Actor },
  ): Promise<CalendarDayChanged> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'change-hall', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      if (change !== null) {
        await store.putEntry(c.tx, {
          hall_id: hall.id,
          day,
          kind: change.kind,
          name: change.name === undefined ? null : JSON.stringify(change.name),
          hours: change.hours === undefined ? null : JSON.stringify(change.hours),
          source: 'manual',
        });
      } else if (!(await store.removeEntry(c.tx, hall.id, day))) {
        throw new Problem('not_found', `${day} is as its weekday already`);
      }
      const known = await store.knownYears(c.tx, hall.id);
      const [view] = await this.views(c.tx, c.hall, day, day, known);
      return {
        answer: { ...view!, booked: await store.bookedOn(c.tx, hall.id, day) },
        event: { command, data: { day, ...change } },
        touched: { all: true },
      };
    });
  }

  /** Says that a year's holidays are entered whole, or that they are not. @throws Problem `forbidden` */
  async setYear(
    hallCode: string,
    year: number,
    known: boolean,
    request: CommandRequest & { who: Actor },
  ): Promise<CalendarYear> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'change-hall', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const years = new Set(await store.knownYears(c.tx, hall.id));
      if (known) years.add(year);
      else years.delete(year);
      await store.setKnownYears(c.tx, hall.id, years);
      return {
        answer: { year, known },
        event: { command: 'set-calendar-year', data: { year, known } },
        touched: {},
      };
    });
  }

  private async views(
    db: Reader,
    hall: HallConfig,
    from: string,
    to: string,
    known: ReadonlySet<number>,
  ): Promise<CalendarDay[]> {
    const rows = await store.between(db, { hall: hall.id, from, to });
    const byDay = new Map(rows.map((row) => [row.day, row]));
    const week = weekOf(hall);
    const views: CalendarDay[] = [];
    for (const day of daysBetween(from, to)) {
      const row = byDay.get(day);
      const plan = planDay(week, day, row === undefined ? undefined : entryOf(row));
      views.push({
        ...plan,
        periods: [...plan.periods],
        name: nameOf(row),
        source: row === undefined ? null : row.source === 'chinese-days' ? row.source : 'manual',
        known: known.has(yearOf(day)),
      });
    }
    return views;
  }
}

function nameOf(row: store.CalendarRow | undefined): Text | null {
  return row === undefined || row.name === null ? null : (JSON.parse(row.name) as Text);
}

function weekOf(hall: HallConfig): Week {
  return {
    timezone: hall.timezone,
    hours: hall.hours,
    lastTicketMinutes: hall.settings.lastTicketMinutes,
  };
}

function entryOf(row: store.CalendarRow): CalendarEntry {
  const { day, kind, hours } = row;
  return { day, kind, hours: hours === null ? null : (JSON.parse(hours) as DayHours[]) };
}
