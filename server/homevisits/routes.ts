import { z } from 'zod';
import {
  HomeVisit,
  homeVisitActs,
  HomeVisitChange,
  HomeVisitList,
  HomeVisitRequest,
  HomeVisitsQuery,
  RequestHomeVisit,
  Trips,
  TripsQuery,
} from '../../shared/contract/homevisit.ts';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Attempts, DailyLimit } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, keyOf } from '../http.ts';
import type { Limits } from '../limits.ts';
import { networkOf } from '../network.ts';
import type { Tally } from '../tally.ts';
import type { HomeVisits } from './service.ts';

const tags = ['home visits'];
const OfHall = z.object({ hall: Code });
const ByToken = z.object({ token: z.string().min(1).max(128) });
const visitor = { kind: 'visitor' } as const;

/** Requests for a visit at home, by visitors and for guides. */
export function homeVisitRoutes(
  app: App,
  d: {
    homeVisits: HomeVisits;
    clock: Clock;
    tally: Tally;
    limits: Pick<Limits, 'homeVisitsAPhone' | 'homeVisitsANetwork'>;
  },
): void {
  const { homeVisits, clock } = d;
  // A hall's visitors may share one address; each of them has a telephone, whose requests the
  // command itself counts.
  const aPhone = d.limits.homeVisitsAPhone;
  const ofNetwork = new DailyLimit(d.tally, 'home visits from', d.limits.homeVisitsANetwork);
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
      const command = { who: request.actor ?? visitor, key: keyOf(request) };
      const ask = (most: number | null): Promise<HomeVisit> =>
        homeVisits.request(request.params.hall, request.body, command, most);
      const visit =
        (await homeVisits.requestedBefore(command)) ??
        (request.actor === null
          ? await ofNetwork.use(networkOf(request.ip), () => ask(aPhone))
          : await ask(null));
      return reply.code(201).send(visit);
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
  app.get(
    '/api/halls/:hall/home-visits/trips',
    {
      config: { right: 'receive-home-visits' },
      schema: {
        tags,
        summary: "A day's visits at home, in order, for who goes there",
        params: OfHall,
        querystring: TripsQuery,
        response: { 200: Trips, default: ProblemAnswer },
      },
    },
    (request) => homeVisits.trips(request.params.hall, request.query, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/home-visits/:id/:act',
    {
      config: { right: 'receive-home-visits' },
      schema: {
        tags,
        summary: 'Take a request further',
        params: OfHall.extend({ id: Id, act: z.enum(homeVisitActs) }),
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
