import { z } from 'zod';
import { TakeTicket, Ticket } from '../../shared/contract/ticket.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Attempts, type Guesser, type Guesses } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, keyOf } from '../http.ts';
import type { KioskRate } from './kiosk-rate.ts';
import type { Tickets } from './service.ts';

const tags = ['tickets'];
const Token = z.object({ token: z.string().min(1).max(128) });

/** A client's code is short enough to be hit: whoever tries many waits, and is let try no more. */
const codesTriedBy = ({ kind, id }: Actor): Guesser => ({
  key: `client code ${kind} ${id}`,
  free: 5,
  atOnce: 2,
  most: 20,
});

/** Taking a ticket, and following it by its token. */
export function ticketRoutes(
  app: App,
  {
    tickets,
    kiosks,
    guesses,
    clock,
  }: { tickets: Tickets; kiosks: KioskRate; guesses: Guesses; clock: Clock },
): void {
  const strangers = new Attempts(clock, 60, 60);
  const visitor = { kind: 'visitor' } as const;

  app.post(
    '/api/halls/:hall/tickets',
    {
      config: { right: 'take-ticket' },
      schema: {
        tags,
        summary: 'Take a ticket',
        params: z.object({ hall: Code }),
        body: TakeTicket,
        response: { 201: Ticket, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      // No kiosk keeps an ID number: one that restarted asks for its ticket without it.
      const command = commandOf(request, ['idNumber', 'cardRead']);
      kiosks.admit(actorOf(request));
      const take = (): Promise<Ticket> => tickets.take(request.params.hall, request.body, command);
      const ticket =
        request.body.client === undefined
          ? await take()
          : await guesses.guess([codesTriedBy(actorOf(request))], ['unknown_client'], take);
      kiosks.took(actorOf(request));
      return reply.code(201).send(ticket);
    },
  );
  app.get(
    '/api/tickets/:token',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Follow a ticket',
        params: Token,
        response: { 200: Ticket, default: ProblemAnswer },
      },
    },
    (request) =>
      strangers.open(request.ip, ['ticket_not_found'], () => tickets.byToken(request.params.token)),
  );
  app.post(
    '/api/tickets/:token/cancel',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Give a ticket up',
        params: Token,
        response: { 200: Ticket, default: ProblemAnswer },
      },
    },
    (request) =>
      strangers.open(request.ip, ['ticket_not_found'], () =>
        tickets.cancel(request.params.token, {
          who: request.actor ?? visitor,
          key: keyOf(request),
        }),
      ),
  );
  app.post(
    '/api/tickets/:token/return',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Back after a miss or from a hold',
        params: Token,
        response: { 200: Ticket, default: ProblemAnswer },
      },
    },
    (request) =>
      strangers.open(request.ip, ['ticket_not_found'], () =>
        tickets.comeBack(request.params.token, {
          who: request.actor ?? visitor,
          key: keyOf(request),
        }),
      ),
  );
}
