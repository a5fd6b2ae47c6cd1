import { z } from 'zod';
import {
  CompanionChange,
  Companions,
  FilesChange,
  FoundTickets,
  StaffAct,
  staffActs,
  TicketsQuery,
} from '../../shared/contract/guide.ts';
import { Code, ProblemAnswer, TicketNumber } from '../../shared/contract/primitives.ts';
import { HelpedTicket } from '../../shared/contract/ticket.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Guide } from './service.ts';

const tags = ['guide'];
const OfHall = z.object({ hall: Code });
const ByNumber = OfHall.extend({ number: TicketNumber });

/** What the staff does with a visitor's ticket by its number. */
export function guideRoutes(app: App, { guide }: { guide: Guide }): void {
  app.get(
    '/api/halls/:hall/tickets',
    {
      config: { right: 'guide-visitor' },
      schema: {
        tags,
        summary: 'The tickets of today, for guides and managers',
        params: OfHall,
        querystring: TicketsQuery,
        response: { 200: FoundTickets, default: ProblemAnswer },
      },
    },
    (request) => guide.find(request.params.hall, request.query, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/tickets/:number/companion',
    {
      config: { right: 'guide-visitor' },
      schema: {
        tags,
        summary: 'Who goes along with the visitor',
        params: ByNumber,
        body: CompanionChange,
        response: { 200: HelpedTicket, default: ProblemAnswer },
      },
    },
    (request) =>
      guide.assignCompanion(
        request.params.hall,
        request.params.number,
        request.body.username,
        commandOf(request),
      ),
  );
  app.post(
    '/api/halls/:hall/tickets/:number/files',
    {
      config: { right: 'serve-visitor' },
      schema: {
        tags,
        summary: "How many people's files a ticket has",
        params: ByNumber,
        body: FilesChange,
        response: { 200: HelpedTicket, default: ProblemAnswer },
      },
    },
    (request) =>
      guide.changeFiles(
        request.params.hall,
        request.params.number,
        request.body.files,
        commandOf(request),
      ),
  );
  const words = {
    return: 'Back after a miss or from a hold',
    cancel: 'Give a ticket up for its visitor',
    reprint: 'The ticket once more, for its slip',
  };
  for (const act of staffActs) {
    app.post(
      `/api/halls/:hall/tickets/:number/${act}`,
      {
        config: { right: 'serve-visitor' },
        schema: {
          tags,
          summary: words[act],
          params: ByNumber,
          body: z.preprocess((input) => input ?? {}, StaffAct),
          response: { 200: HelpedTicket, default: ProblemAnswer },
        },
      },
      (request) => {
        const { hall, number } = request.params;
        return guide.act(hall, number, act, request.body.reason, commandOf(request));
      },
    );
  }
  app.get(
    '/api/halls/:hall/companions/mine',
    {
      config: { right: 'serve-visitor' },
      schema: {
        tags,
        summary: 'Whom I go along with, and where they are called',
        params: OfHall,
        response: { 200: Companions, default: ProblemAnswer },
      },
    },
    (request) => guide.mine(request.params.hall, actorOf(request)),
  );
}
