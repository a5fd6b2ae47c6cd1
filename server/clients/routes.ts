import { z } from 'zod';
import {
  Client,
  ClientChange,
  ClientCode,
  ClientImport,
  ClientImported,
  ClientList,
  ClientsQuery,
  NewClient,
  StewardState,
} from '../../shared/contract/client.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Clients } from './service.ts';

const tags = ['clients'];
const OfHall = z.object({ hall: Code });

/** Stewards and their clients (服务管家), for managers and for the stewards themselves. */
export function clientRoutes(app: App, { clients }: { clients: Clients }): void {
  app.get(
    '/api/halls/:hall/clients',
    {
      config: { right: 'manage-clients' },
      schema: {
        tags,
        summary: 'The clients of a hall',
        params: OfHall,
        querystring: ClientsQuery,
        response: { 200: ClientList, default: ProblemAnswer },
      },
    },
    (request) => clients.list(request.params.hall, request.query, actorOf(request)),
  );
  app.get(
    '/api/halls/:hall/clients/mine',
    {
      config: { right: 'see-own-clients' },
      schema: {
        tags,
        summary: 'Who of my clients has come today',
        params: OfHall,
        response: { 200: StewardState, default: ProblemAnswer },
      },
    },
    (request) => clients.mine(request.params.hall, actorOf(request)),
  );
  app.post(
    '/api/halls/:hall/clients',
    {
      config: { right: 'manage-clients' },
      schema: {
        tags,
        summary: 'A new client',
        params: OfHall,
        body: NewClient,
        response: { 201: Client, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await clients.add(request.params.hall, request.body, commandOf(request))),
  );
  app.post(
    '/api/halls/:hall/clients/import',
    {
      config: { right: 'manage-clients' },
      schema: {
        tags,
        summary: 'A list of clients: added whole or not at all',
        params: OfHall,
        body: ClientImport,
        response: { 200: ClientImported, default: ProblemAnswer },
      },
    },
    (request) => clients.importList(request.params.hall, request.body, commandOf(request)),
  );
  app.patch(
    '/api/halls/:hall/clients/:code',
    {
      config: { right: 'manage-clients' },
      schema: {
        tags,
        summary: 'Change a client, or end with one',
        params: OfHall.extend({ code: ClientCode }),
        body: ClientChange,
        response: { 200: Client, default: ProblemAnswer },
      },
    },
    (request) =>
      clients.change(request.params.hall, request.params.code, request.body, commandOf(request)),
  );
}
