import { z } from 'zod';
import {
  Calendar as CalendarAnswer,
  CalendarChange,
  CalendarDayChanged,
  CalendarYear,
} from '../../shared/contract/calendar.ts';
import { Code, Day, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { type App, commandOf } from '../http.ts';
import type { Calendar } from './service.ts';

const tags = ['calendar'];
const DayOfHall = z.object({ hall: Code, day: Day });
const YearOfHall = z.object({ hall: Code, year: z.coerce.number().int().min(2000).max(2100) });

/** The days of a hall, and the calendar that makes some differ from their weekday. */
export function calendarRoutes(app: App, { calendar }: { calendar: Calendar }): void {
  app.get(
    '/api/halls/:hall/calendar',
    {
      config: { right: 'public', answers: 'kept' },
      schema: {
        tags,
        summary: 'The days of a hall',
        description: 'From today and for a month where nothing else is said; 400 days at the most.',
        params: z.object({ hall: Code }),
        querystring: z.strictObject({ from: Day.optional(), to: Day.optional() }),
        response: { 200: CalendarAnswer, default: ProblemAnswer },
      },
    },
    (request) => calendar.days(request.params.hall, request.query),
  );
  app.put(
    '/api/halls/:hall/calendar/:day',
    {
      config: { right: 'change-hall' },
      schema: {
        tags,
        summary: 'Make a day differ from its weekday',
        params: DayOfHall,
        body: CalendarChange,
        response: { 200: CalendarDayChanged, default: ProblemAnswer },
      },
    },
    (request) =>
      calendar.put(request.params.hall, request.params.day, request.body, commandOf(request)),
  );
  app.delete(
    '/api/halls/:hall/calendar/:day',
    {
      config: { right: 'change-hall' },
      schema: {
        tags,
        summary: 'Make a day as its weekday again',
        params: DayOfHall,
        response: { 200: CalendarDayChanged, default: ProblemAnswer },
      },
    },
    (request) => calendar.remove(request.params.hall, request.params.day, commandOf(request)),
  );
  app.put(
    '/api/halls/:hall/calendar/years/:year',
    {
      config: { right: 'change-hall' },
      schema: {
        tags,
        summary: "Say whether a year's holidays are entered whole",
        params: YearOfHall,
        body: z.strictObject({ known: z.boolean() }),
        response: { 200: CalendarYear, default: ProblemAnswer },
      },
    },
    (request) =>
      calendar.setYear(
        request.params.hall,
        request.params.year,
        request.body.known,
        commandOf(request),
      ),
  );
}
