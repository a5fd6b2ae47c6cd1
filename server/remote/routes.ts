import { z } from 'zod';
import {
  ArrivalNow,
  Arrive,
  CheckInRemote,
  RemoteTicket,
  TakeRemote,
} from '../../shared/contract/remote-ticket.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Attempts, type Guesses } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, keyOf, siteOf } from '../http.ts';
import { networkOf } from '../network.ts';
import type { RemoteTickets } from './service.ts';

const tags = ['remote tickets'];
const OfHall = z.object({ hall: Code });
const ByToken = z.object({ token: z.string().min(1).max(128) });
const visitor = { kind: 'visitor' } as const;

/** A place in line before one is there, and the check-in. */
export function remoteRoutes(
  app: App,
  d: {
    readonly remote: RemoteTickets;
    readonly guesses: Guesses;
    readonly clock: Clock;
    readonly publicUrl: string | undefined;
  },
): void {
  const { remote, guesses, clock, publicUrl } = d;
  // Visitors behind one address of a telephone company are many; a program that makes up numbers is one.
  const takes = new Attempts(clock, 60, 600);
  const strangers = new Attempts(clock, 60, 60);
  app.post(
    '/api/halls/:hall/remote-tickets',
    {
      config: { right: 'take-remotely' },
      schema: {
        tags,
        summary: 'Take a place in line before being there, by telephone',
        params: OfHall,
        body: TakeRemote,
        response: { 201: RemoteTicket, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      takes.use(request.ip);
      const command = { who: request.actor ?? visitor, key: keyOf(request) };
      return reply.code(201).send(await remote.take(request.params.hall, request.body, command));
    },
  );
  app.post(
    '/api/halls/:hall/remote-tickets/check-in',
    {
      config: { right: 'serve-visitor' },
      schema: {
        tags,
        summary: 'Check a visitor in at the desk, by the telephone that took the number',
        params: OfHall,
        body: CheckInRemote,
        response: { 200: RemoteTicket, default: ProblemAnswer },
      },
    },
    (request) => remote.checkIn(request.params.hall, request.body, commandOf(request)),
  );
  app.get(
    '/api/halls/:hall/arrival-code',
    {
      config: { right: 'see-arrival-code' },
      schema: {
        tags,
        summary: 'The code of arrival that stands in the hall now',
        params: OfHall,
        response: { 200: ArrivalNow, default: ProblemAnswer },
      },
    },
    (request) => remote.codeNow(request.params.hall, actorOf(request), siteOf(request, publicUrl)),
  );
  app.get(
    '/api/remote-tickets/:token',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Follow a remote ticket',
        params: ByToken,
        response: { 200: RemoteTicket, default: ProblemAnswer },
      },
    },
    (request) =>
      strangers.open(request.ip, ['ticket_not_found'], () => remote.byToken(request.params.token)),
  );
  app.post(
    '/api/remote-tickets/:token/cancel',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Give a remote ticket up',
        params: ByToken,
        response: { 200: RemoteTicket, default: ProblemAnswer },
      },
    },
    (request) =>
      strangers.open(request.ip, ['ticket_not_found'], () =>
        remote.cancel(request.params.token, {
          who: request.actor ?? visitor,
          key: keyOf(request),
        }),
      ),
  );
  app.post(
    '/api/remote-tickets/:token/arrive',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Check in on arrival, by the code that stands in the hall',
        params: ByToken,
        body: Arrive,
        response: { 200: RemoteTicket, default: ProblemAnswer },
      },
    },
    (request) => {
      const { token } = request.params;
      // Six digits can be guessed by who is not there: a ticket has few tries, and so has an address.
      return guesses.guess(
        [
          { key: `arrival ${token.slice(0, 40)}`, free: 5, atOnce: 3, most: 20 },
          { key: `arrival from ${networkOf(request.ip)}`, free: 30, atOnce: 10 },
        ],
        ['wrong_arrival_code', 'ticket_not_found'],
        () =>
          remote.arrive(token, request.body.code, {
            who: request.actor ?? visitor,
            key: keyOf(request),
          }),
      );
    },
  );
}
