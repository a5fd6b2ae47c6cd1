import { z } from 'zod';
import { Code, ProblemAnswer, WindowNumber } from '../../shared/contract/primitives.ts';
import { PadRating, Rated, RatingExport } from '../../shared/contract/rating.ts';
import { Rating, Ticket } from '../../shared/contract/ticket.ts';
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, keyOf } from '../http.ts';
import type { Ratings } from './service.ts';

const tags = ['ratings'];
const csvType = 'text/csv; charset=utf-8';
const OfHall = z.object({ hall: Code });
const visitor = { kind: 'visitor' } as const;

/** Ratings by phone and pad. */
export function ratingRoutes(
  app: App,
  { ratings, clock }: { ratings: Ratings; clock: Clock },
): void {
  const guesses = new Attempts(clock, 60, 60);

  app.get(
    '/api/halls/:hall/ratings.csv',
    {
      config: { right: 'export-ratings', answers: 'packed' },
      schema: {
        tags,
        summary: "The ratings of some days with their services, for the province's platform",
        params: OfHall,
        querystring: RatingExport,
        response: { 200: { content: { [csvType]: { schema: z.any() } } }, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall } = request.params;
      const text = await ratings.csv(hall, request.query, actorOf(request));
      const { from, to } = request.query;
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="${hall}-ratings-${from}-${to}.csv"`)
        .send(text);
    },
  );
  app.post(
    '/api/tickets/:token/rating',
    {
      config: { right: 'rate-visit' },
      schema: {
        tags,
        summary: 'Rate a service',
        params: z.object({ token: z.string().min(1).max(128) }),
        body: Rating,
        response: { 200: Ticket, default: ProblemAnswer },
      },
    },
    (request) =>
      guesses.open(request.ip, ['ticket_not_found'], () =>
        ratings.byTicket(request.params.token, request.body, {
          who: request.actor ?? visitor,
          key: keyOf(request),
        }),
      ),
  );
  app.post(
    '/api/halls/:hall/windows/:window/rating',
    {
      config: { right: 'rate-at-pad' },
      schema: {
        tags,
        summary: 'Rate a service at the pad of its window',
        params: OfHall.extend({ window: z.coerce.number().pipe(WindowNumber) }),
        body: PadRating,
        response: { 201: Rated, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { hall, window } = request.params;
      return reply
        .code(201)
        .send(await ratings.atWindow(hall, window, request.body, commandOf(request)));
    },
  );
}
