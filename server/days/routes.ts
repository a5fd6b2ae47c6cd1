import { z } from 'zod';
import { Code, Day, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { type App, commandOf } from '../http.ts';
import type { Days } from './service.ts';

const Closed = z
  .object({ day: Day, expired: z.number().int(), windowsClosed: z.number().int() })
  .meta({ id: 'DayClosed' });

/** Closing a day. */
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
}
