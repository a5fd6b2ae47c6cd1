import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EventEntry, EventQuery, SiteEventQuery } from '../../shared/contract/events.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App } from '../http.ts';
import type { Events } from './service.ts';
import { linesASearch } from './store.ts';
import type { LogText } from './text.ts';

const tags = ['events'];

/** How far a search without a day has looked where it has not looked at all lines. */
const searchedTo = 'searched-to';
const description =
  `A search that no day bounds looks at ${linesASearch} lines. Where it found fewer than \`limit\` and ` +
  `older (with \`before\`) or newer lines are left, the header \`${searchedTo}\` says the version to ` +
  'go on from, as `before` or `after`.';

/** The event log: what was done, by whom, in the order in which it was done. */
export function eventRoutes(app: App, { events }: { events: Events }): void {
  app.get(
    '/api/halls/:hall/events',
    {
      config: { right: 'read-log', answers: 'packed' },
      schema: {
        tags,
        summary: 'The event log of a hall',
        description,
        params: z.object({ hall: Code }),
        querystring: EventQuery,
        response: { 200: z.array(EventEntry), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      return answer(
        reply,
        await events.ofHall(request.params.hall, request.query, actorOf(request)),
      );
    },
  );
  app.get(
    '/api/events',
    {
      config: { right: 'read-site-log', answers: 'packed' },
      schema: {
        tags,
        summary: 'The event log of the site: the people who work here',
        description,
        querystring: SiteEventQuery,
        response: { 200: z.array(EventEntry), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      return answer(reply, await events.ofSite(request.query, actorOf(request)));
    },
  );
}

function answer(reply: FastifyReply, found: LogText): never {
  if (found.searchedTo !== null) void reply.header(searchedTo, found.searchedTo);
  return reply.type('application/json').send(found.text) as never;
}
