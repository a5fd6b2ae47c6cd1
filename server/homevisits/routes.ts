import { z } from 'zod';
import {
  HomeVisit,
  homeVisitActs,
  HomeVisitChange,
  HomeVisitList,
  HomeVisitRequest,
  HomeVisitsQuery,
  RequestHomeVisit,
} from '../../shared/contract/homevisit.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, keyOf } from '../http.ts';
import type { HomeVisits } from './service.ts';

const tags = ['home visits'];
const OfHall = z.object({ hall: Code });
const ByToken = z.object({ token: z.string().min(1).max(128) });
const visitor = { kind: 'visitor' } as const;

/** Requests for a visit at home, by visitors and for guides. */
export function homeVisitRoutes(
  app: App,
  { homeVisits, clock }: { homeVisits: HomeVisits; clock: Clock },
): void {
  // A hall's visitors may share one address.
  const ofPhone = new Attempts(clock, 10, 600);
  const ofAddress = new Attempts(clock, 100, 600);
  const guesses = new Attempts(clock, 20, 60);

  app.post(
    '/api/halls/:hall/home-visits',
    {
      config: { right: 'ask-home-visit' },
      schema: {
        tags,
        summary: 'Ask for a visit at home',
        params: OfHall,
        body: RequestHomeVisit,
        response: { 201: HomeVisit, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      if (request.actor === null) {
        ofPhone.use(request.body.phone.replace(/\D/g, ''));
        ofAddress.use(request.ip);
      }
      const command = { who: request.actor ?? visitor, key: keyOf(request) };
      return reply
        .code(201)
        .send(await homeVisits.request(request.params.hall, request.body, command));
    },
  );
  app.get(
    '/api/home-visits/:token',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Where a request stands',
        params: ByToken,
        response: { 200: HomeVisit, default: ProblemAnswer },
      },
    },
    (request) =>
      guesses.open(request.ip, ['not_found'], () => homeVisits.byToken(request.params.token)),
  );
  app.post(
    '/api/home-visits/:token/cancel',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Take a request back',
        params: ByToken,
        response: { 200: HomeVisit, default: ProblemAnswer },
      },
    },
    (request) =>
      guesses.open(request.ip, ['not_found'], () =>
        homeVisits.cancel(request.params.token, {
          who: request.actor ?? visitor,
          key: keyOf(request),
        }),
      ),
  );
  app.get(
    '/api/halls/:hall/home-visits',
    {
      config: { right: 'receive-home-visits' },
      schema: {
        tags,
        summary: 'The requests of a hall, for guides and managers',
        params: OfHall,
        querystring: HomeVisitsQuery,
        response: { 200: HomeVisitList, default: ProblemAnswer },
      },
    },
    (request) => homeVisits.list(request.params.hall, request.query, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/home-visits/:id/:act',
    {
      config: { right: 'receive-home-visits' },
      schema: {
        tags,
        summary: 'Take a request further',
        params: OfHall.extend({ id: z.string().min(1).max(64), act: z.enum(homeVisitActs) }),
        body: z.preprocess((input) => input ?? {}, HomeVisitChange),
        response: { 200: HomeVisitRequest, default: ProblemAnswer },
      },
    },
    (request) => {
      const { hall, id, act } = request.params;
      return homeVisits.act(hall, id, act, request.body, commandOf(request));
    },
  );
}
