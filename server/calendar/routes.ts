import { z } from 'zod';
import {
  Calendar as CalendarAnswer,
  CalendarChange,
  CalendarChanged,
  CalendarChanges,
  CalendarDayChanged,
  CalendarYear,
  HolidayPreview,
} from '../../shared/contract/calendar.ts';
import { Code, Day, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import { fileIn, textIn, takesFiles } from '../upload.ts';
import type { CalendarRanges } from './ranges.ts';
import type { Calendar } from './service.ts';

const tags = ['calendar'];
const mostFileBytes = 256 * 1024;
const DayOfHall = z.object({ hall: Code, day: Day });
const YearOfHall = z.object({ hall: Code, year: z.coerce.number().int().min(2000).max(2100) });

/** The days of a hall, and the calendar that makes some differ from their weekday. */
export function calendarRoutes(
  app: App,
  { calendar, ranges }: { calendar: Calendar; ranges: CalendarRanges },
): void {
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
    '/api/halls/:hall/calendar',
    {
      config: { right: 'change-hall' },
      schema: {
        tags,
        summary: 'Change several days at once',
        description:
          'Ranges of days, both ends included, whole or not at all; 800 days at the most.',
        params: z.object({ hall: Code }),
        body: CalendarChanges,
        response: { 200: CalendarChanged, default: ProblemAnswer },
      },
    },
    (request) => ranges.put(request.params.hall, request.body, commandOf(request)),
  );
  takesFiles(app, ['text/calendar'], (scope) =>
    scope.post(
      '/api/halls/:hall/calendar/holidays',
      {
        config: { right: 'change-hall' },
        bodyLimit: mostFileBytes,
        schema: {
          tags,
          summary: 'What a holiday file would change; nothing is changed',
          description:
            "The file is the body: holiday-cn's JSON, or ICS. Each fault has its line as `path`.",
          params: z.object({ hall: Code }),
          response: { 200: HolidayPreview, default: ProblemAnswer },
        },
      },
      (request) => ranges.preview(request.params.hall, textIn(fileIn(request)), actorOf(request)),
    ),
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
