import { z } from 'zod';
import { Code, Id, ProblemAnswer, WindowNumber } from '../../shared/contract/primitives.ts';
import {
  PadRating,
  Rated,
  RatingCase,
  RatingCaseChange,
  RatingCaseList,
  RatingCasesQuery,
} from '../../shared/contract/rating.ts';
import { Rating, Ticket } from '../../shared/contract/ticket.ts';
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, keyOf } from '../http.ts';
import type { RatingCases } from './cases.ts';
import type { Ratings } from './service.ts';

const tags = ['ratings'];
const OfHall = z.object({ hall: Code });
const visitor = { kind: 'visitor' } as const;

/** Ratings by phone and pad, and the cases that bad ones open. */
export function ratingRoutes(
  app: App,
  { ratings, cases, clock }: { ratings: Ratings; cases: RatingCases; clock: Clock },
): void {
  const guesses = new Attempts(clock, 60, 60);

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
  app.get(
    '/api/halls/:hall/rating-cases',
    {
      config: { right: 'follow-up-rating' },
      schema: {
        tags,
        summary: 'The cases that bad ratings opened',
        params: OfHall,
        querystring: RatingCasesQuery,
        response: { 200: RatingCaseList, default: ProblemAnswer },
      },
    },
    (request) => cases.list(request.params.hall, request.query, actorOf(request)),
  );
  app.patch(
    '/api/halls/:hall/rating-cases/:id',
    {
      config: { right: 'follow-up-rating' },
      schema: {
        tags,
        summary: 'Give a case to somebody, or end it',
        params: OfHall.extend({ id: Id }),
        body: RatingCaseChange,
        response: { 200: RatingCase, default: ProblemAnswer },
      },
    },
    (request) =>
      cases.change(request.params.hall, request.params.id, request.body, commandOf(request)),
  );
}
