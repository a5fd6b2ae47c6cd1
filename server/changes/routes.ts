import { z } from 'zod';
import {
  CallLater,
  Combinations,
  CombinationsQuery,
  TicketChange,
  TicketMove,
} from '../../shared/contract/changes.ts';
import { PrintedSlip, PrintSlip } from '../../shared/contract/slip.ts';
import { Code, ProblemAnswer, TicketNumber } from '../../shared/contract/primitives.ts';
import { HelpedTicket, Ticket } from '../../shared/contract/ticket.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Attempts } from '../attempts.ts';
import type { Clock } from '../clock.ts';
import { actorOf, type App, commandOf, keyOf, siteOf } from '../http.ts';
import type { CommandRequest } from '../command/types.ts';
import type { CombinationReport } from './combinations.ts';
import type { Changes } from './service.ts';

const tags = ['changes'];
const OfHall = z.object({ hall: Code });
const ByNumber = OfHall.extend({ number: TicketNumber });

interface Dependencies {
  readonly changes: Changes;
  readonly combinations: CombinationReport;
  /** Prints a slip on a kiosk's printer. @throws Problem `no_printer`, `printer_unavailable` */
  readonly print: (
    token: string,
    wish: PrintSlip,
    site: string,
    request: CommandRequest & { who: Actor },
  ) => Promise<PrintedSlip>;
  readonly clock: Clock;
  /** Where phones reach this server; undefined: as the request did. */
  readonly publicUrl: string | undefined;
}

/** What a visitor has come for, changed; and which combinations are asked for. */
export function changeRoutes(
  app: App,
  { changes, combinations, print, clock, publicUrl }: Dependencies,
): void {
  const strangers = new Attempts(clock, 60, 60);
  app.patch(
    '/api/halls/:hall/tickets/:number',
    {
      config: { right: 'serve-visitor' },
      schema: {
        tags,
        summary: 'Change what a visitor has come for, with the reason',
        params: ByNumber,
        body: TicketChange,
        response: { 200: HelpedTicket, default: ProblemAnswer },
      },
    },
    (request) =>
      changes.change(request.params.hall, request.params.number, request.body, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/tickets/:number/move',
    {
      config: { right: 'guide-visitor' },
      schema: {
        tags,
        summary: 'Move a waiting ticket to another queue, with its place in line',
        params: ByNumber,
        body: TicketMove,
        response: { 200: HelpedTicket, default: ProblemAnswer },
      },
    },
    (request) =>
      changes.move(request.params.hall, request.params.number, request.body, commandOf(request)),
  );
  app.post(
    '/api/halls/:hall/tickets/:number/print',
    {
      config: { right: 'serve-visitor' },
      schema: {
        tags,
        summary: "Print a ticket's slip again on a kiosk's printer, with what it is for now",
        params: ByNumber,
        body: z.preprocess((input) => input ?? {}, PrintSlip),
        response: { 200: PrintedSlip, default: ProblemAnswer },
      },
    },
    async (request) => {
      const { hall, number } = request.params;
      const token = await changes.tokenFor(hall, number, actorOf(request));
      return print(token, request.body, siteOf(request, publicUrl), commandOf(request));
    },
  );
  app.post(
    '/api/tickets/:token/later',
    {
      config: { right: 'follow-visit' },
      schema: {
        tags,
        summary: 'Be called later, by places or minutes',
        params: z.object({ token: z.string().min(1).max(200) }),
        body: CallLater,
        response: { 200: Ticket, default: ProblemAnswer },
      },
    },
    (request) =>
      strangers.open(request.ip, ['ticket_not_found'], () =>
        changes.later(request.params.token, request.body, {
          who: request.actor ?? { kind: 'visitor' },
          key: keyOf(request),
        }),
      ),
  );
  app.get(
    '/api/halls/:hall/reports/combinations',
    {
      config: { right: 'read-reports' },
      schema: {
        tags,
        summary: 'Which combinations of matters are asked for',
        params: OfHall,
        querystring: CombinationsQuery,
        response: { 200: Combinations, default: ProblemAnswer },
      },
    },
    (request) => combinations.read(request.params.hall, request.query, actorOf(request)),
  );
}
