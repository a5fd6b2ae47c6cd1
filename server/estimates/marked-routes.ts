import { z } from 'zod';
import { MarkDay, MarkedDay, MarkedDays } from '../../shared/contract/marked-day.ts';
import { Code, Day, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { MarkedDayList } from './marking.ts';

const tags = ['reports'];
const DayOfHall = z.object({ hall: Code, day: Day });

/** Days from which nothing is learnt about the waits to come. */
export function markedDayRoutes(app: App, { marked }: { readonly marked: MarkedDayList }): void {
  app.get(
    '/api/halls/:hall/marked-days',
    {
      config: { right: 'read-reports' },
      schema: {
        tags,
        summary: 'Days that were marked as unusual',
        description: 'Of the last hundred days where no span is given; 800 days at the most.',
        params: z.object({ hall: Code }),
        querystring: z.strictObject({ from: Day.optional(), to: Day.optional() }),
        response: { 200: MarkedDays, default: ProblemAnswer },
      },
    },
    async (request) => ({
      items: await marked.list(request.params.hall, request.query, actorOf(request)),
    }),
  );
  app.put(
    '/api/halls/:hall/marked-days/:day',
    {
      config: { right: 'mark-days' },
      schema: {
        tags,
        summary: 'Mark a day as unusual: no wait estimate is learnt from it',
        params: DayOfHall,
        body: MarkDay,
        response: { 200: MarkedDay, default: ProblemAnswer },
      },
    },
    (request) =>
      marked.mark(request.params.hall, request.params.day, request.body, commandOf(request)),
  );
  app.delete(
    '/api/halls/:hall/marked-days/:day',
    {
      config: { right: 'mark-days' },
      schema: {
        tags,
        summary: 'Take the mark of a day away',
        params: DayOfHall,
        response: { 204: z.null(), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      await marked.unmark(request.params.hall, request.params.day, commandOf(request));
      return reply.code(204).send(null);
    },
  );
}
