import { z } from 'zod';
import { Text } from './text.ts';
import { hourKinds } from './hall.ts';
import { Code, Day, Instant, ProblemAnswer, TimeOfDay } from './primitives.ts';

/** What makes a day differ from its weekday. */
export const calendarKinds = ['holiday', 'workday', 'special'] as const;

/** Hours of one day: half-open, local time; "00:00" as `to` is the midnight that ends the day. */
export const DayHours = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay, kind: z.enum(hourKinds).optional() })
  .refine((h) => h.from < h.to || h.to === '00:00', {
    message: 'the end lies after the beginning',
    path: ['to'],
  });

export const CalendarChange = z
  .strictObject({
    kind: z.enum(calendarKinds),
    name: Text.optional(),
    /** Absent: closed on a holiday, a working weekday's hours on a make-up day. */
    hours: z.array(DayHours).max(10).optional(),
  })
  .refine((c) => c.kind !== 'special' || c.hours !== undefined, {
    message: 'a special day has hours of its own; an empty list closes it',
    path: ['hours'],
  })
  .meta({ id: 'CalendarChange' });
export type CalendarChange = z.infer<typeof CalendarChange>;

export const CalendarPeriod = z.object({
  from: TimeOfDay,
  to: TimeOfDay,
  kind: z.enum(hourKinds),
  begins: Instant,
  ends: Instant,
});

export const CalendarDay = z
  .object({
    day: Day,
    /** ISO: 1 = Monday. */
    weekday: z.number().int().min(1).max(7),
    kind: z.enum(['regular', ...calendarKinds]),
    name: Text.nullable(),
    /** Where the entry comes from; null: the day is as its weekday. */
    source: z.enum(['chinese-days', 'manual']).nullable(),
    /** False: the holidays of this year are not known; the hours are those of the weekday. */
    known: z.boolean(),
    working: z.boolean(),
    periods: z.array(CalendarPeriod),
    /** From here on no tickets are given; null: closed all day. */
    lastTicketAt: Instant.nullable(),
  })
  .meta({ id: 'CalendarDay' });
export type CalendarDay = z.infer<typeof CalendarDay>;

export const Calendar = z
  .object({
    hall: Code,
    timezone: z.string(),
    /** Whether hours are enforced when a ticket is taken. */
    enforced: z.boolean(),
    now: z.object({
      at: Instant,
      /** Tickets are given by the hours, whether they are enforced or not. */
      open: z.boolean(),
      period: z.enum(hourKinds).nullable(),
      next: Instant.nullable(),
    }),
    /** Years of these days whose holidays are not known. */
    unknownYears: z.array(z.number().int()),
    days: z.array(CalendarDay),
  })
  .meta({ id: 'Calendar' });
export type Calendar = z.infer<typeof Calendar>;

/** A day after it was changed. */
export const CalendarDayChanged = CalendarDay.extend({
  /** Appointments that are booked on it: their visitors need to be told where the hours changed. */
  booked: z.number().int(),
}).meta({ id: 'CalendarDayChanged' });
export type CalendarDayChanged = z.infer<typeof CalendarDayChanged>;

/** Several days in one command; `change` null: as their weekdays again. */
export const CalendarChanges = z
  .strictObject({
    entries: z
      .array(
        z
          .strictObject({ from: Day, to: Day.optional(), change: CalendarChange.nullable() })
          .refine((e) => e.to === undefined || e.from <= e.to, {
            message: 'the end lies after the beginning',
            path: ['to'],
          }),
      )
      .min(1)
      .max(800),
    /** Years whose holidays are entered whole with this. */
    years: z.array(z.number().int().min(2000).max(2100)).max(20).optional(),
  })
  .meta({ id: 'CalendarChanges' });
export type CalendarChanges = z.infer<typeof CalendarChanges>;

/** What was changed, and the days on which visitors are booked, who need to be told. */
export const CalendarChanged = z
  .object({
    /** How many days. */
    days: z.number().int(),
    booked: z.array(z.object({ day: Day, booked: z.number().int() })),
  })
  .meta({ id: 'CalendarChanged' });
export type CalendarChanged = z.infer<typeof CalendarChanged>;

/** What a holiday file would change: nothing where there are faults (`path`: the line). */
export const HolidayPreview = z
  .object({
    years: z.array(z.number().int()),
    days: z.array(
      z.object({
        day: Day,
        weekday: z.number().int().min(1).max(7),
        /** `regular`: it stands in the calendar by an older notice, and not in the file. */
        kind: z.enum(['regular', 'holiday', 'workday']),
        name: Text.nullable(),
        before: z.object({ kind: z.enum(['regular', ...calendarKinds]), name: Text.nullable() }),
        same: z.boolean(),
        booked: z.number().int(),
      }),
    ),
    faults: z.array(ProblemAnswer.shape.issues.unwrap().element),
  })
  .meta({ id: 'HolidayPreview' });
export type HolidayPreview = z.infer<typeof HolidayPreview>;

export const CalendarYear = z
  .object({ year: z.number().int(), known: z.boolean() })
  .meta({ id: 'CalendarYear' });
export type CalendarYear = z.infer<typeof CalendarYear>;
