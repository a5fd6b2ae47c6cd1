import { z } from 'zod';
import { Code, Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import {
  Month,
  MonthSheets,
  NewSheetEntry,
  SheetAppeal,
  SheetItems,
  SheetProposals,
  SheetQuery,
  SheetVerdict,
} from '../../shared/contract/sheet.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Sheets } from './service.ts';

const tags = ['month sheets'];
const params = z.object({ hall: Code });
const OfEntry = params.extend({ id: Id });
const keep = { right: 'keep-month-sheets' } as const;
const own = { right: 'see-own-month-sheet' } as const;
const response = { 200: MonthSheets, default: ProblemAnswer };

/** Month sheets (积分制). */
export function sheetRoutes(app: App, { sheets }: { sheets: Sheets }): void {
  app.get(
    '/api/halls/:hall/month-sheets',
    {
      config: keep,
      schema: { tags, summary: 'The sheets of a month', params, querystring: SheetQuery, response },
    },
    (request) => sheets.month(request.params.hall, request.query.month, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/month-sheets/own',
    {
      config: own,
      schema: { tags, summary: 'The sheet of who asks', params, querystring: SheetQuery, response },
    },
    (request) => sheets.own(request.params.hall, request.query.month, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/month-sheets/items',
    {
      config: keep,
      schema: {
        tags,
        summary: 'The hall’s own list of items',
        params,
        response: { 200: SheetItems, default: ProblemAnswer },
      },
    },
    (request) => sheets.items(request.params.hall, actorOf(request)),
  );
  app.put(
    '/api/halls/:hall/month-sheets/items',
    {
      config: keep,
      schema: {
        tags,
        summary: 'Change the list, whole',
        params,
        body: SheetItems,
        response: { 200: SheetItems, default: ProblemAnswer },
      },
    },
    (request) => sheets.setItems(request.params.hall, request.body, commandOf(request)),
  );
  app.get(
    '/api/halls/:hall/month-sheets/proposals',
    {
      config: keep,
      schema: {
        tags,
        summary: 'What figures propose; nobody is bound to take it',
        params,
        querystring: SheetQuery,
        response: { 200: SheetProposals, default: ProblemAnswer },
      },
    },
    (request) => sheets.proposals(request.params.hall, request.query.month, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/month-sheets/entries',
    {
      config: keep,
      schema: {
        tags,
        summary: 'Give or take points',
        params,
        body: NewSheetEntry,
        response: { 201: MonthSheets, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await sheets.enter(request.params.hall, request.body, commandOf(request))),
  );
  app.post(
    '/api/halls/:hall/month-sheets/entries/:id/withdraw',
    { config: keep, schema: { tags, summary: 'It counts no more', params: OfEntry, response } },
    (request) => {
      const { hall, id } = request.params;
      return sheets.withdraw(hall, id, commandOf(request));
    },
  );
  app.post(
    '/api/halls/:hall/month-sheets/entries/:id/appeal',
    {
      config: own,
      schema: {
        tags,
        summary: 'Appeal against an entry of one’s own sheet',
        params: OfEntry,
        body: SheetAppeal,
        response,
      },
    },
    (request) => {
      const { hall, id } = request.params;
      return sheets.appeal(hall, id, request.body, commandOf(request));
    },
  );
  app.post(
    '/api/halls/:hall/month-sheets/entries/:id/decide',
    {
      config: keep,
      schema: {
        tags,
        summary: 'What becomes of it after an appeal',
        params: OfEntry,
        body: SheetVerdict,
        response,
      },
    },
    (request) => {
      const { hall, id } = request.params;
      return sheets.decide(hall, id, request.body, commandOf(request));
    },
  );
  app.post(
    '/api/halls/:hall/month-sheets/close',
    {
      config: keep,
      schema: {
        tags,
        summary: 'Close a month for good',
        params,
        body: z.strictObject({ month: Month }),
        response,
      },
    },
    (request) => sheets.close(request.params.hall, request.body.month, commandOf(request)),
  );
}
