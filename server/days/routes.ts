import { z } from 'zod';
import { Code, Day, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { type App, commandOf } from '../http.ts';
import type { Days } from './service.ts';

const Closed = z
  .object({ day: Day, expired: z.number().int(), windowsClosed: z.number().int() })
  .meta({ id: 'DayClosed' });

const Reopened = z
  .object({ day: Day, tickets: z.number().int(), windows: z.number().int() })
  .meta({ id: 'DayReopened' });

/** Closing a day, and taking it back. */
export function dayRoutes(app: App, { days }: { days: Days }): void {
  app.post(
    '/api/halls/:hall/day/close',
    {
      config: { right: 'close-day' },
      schema: {
        tags: ['halls'],
        summary: 'Close the day',
        params: z.object({ hall: Code }),
        response: { 200: Closed, default: ProblemAnswer },
      },
    },
    (request) => days.close(request.params.hall, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/day/reopen',
    {
      config: { right: 'close-day' },
      schema: {
        tags: ['halls'],
        summary: 'Go on with today, which was closed too early',
        description:
          'By hand, or by a clock that was ahead: tickets, windows and bookings are as they were. Refused once a number was given since.',
        params: z.object({ hall: Code }),
        response: { 200: Reopened, default: ProblemAnswer },
      },
    },
    (request) => days.reopen(request.params.hall, commandOf(request)),
  );
}
