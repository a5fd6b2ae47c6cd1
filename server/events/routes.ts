import { z } from 'zod';
import { EventEntry, EventQuery, SiteEventQuery } from '../../shared/contract/events.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App } from '../http.ts';
import type { Events } from './service.ts';

const tags = ['events'];

/** The event log: what was done, by whom, in the order in which it was done. */
export function eventRoutes(app: App, { events }: { events: Events }): void {
  app.get(
    '/api/halls/:hall/events',
    {
      config: { right: 'read-log', answers: 'packed' },
      schema: {
        tags,
        summary: 'The event log of a hall',
        params: z.object({ hall: Code }),
        querystring: EventQuery,
        response: { 200: z.array(EventEntry), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const text = await events.ofHall(request.params.hall, request.query, actorOf(request));
      return reply.type('application/json').send(text as never);
    },
  );
  app.get(
    '/api/events',
    {
      config: { right: 'read-site-log', answers: 'packed' },
      schema: {
        tags,
        summary: 'The event log of the site: the people who work here',
        querystring: SiteEventQuery,
        response: { 200: z.array(EventEntry), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const text = await events.ofSite(request.query, actorOf(request));
      return reply.type('application/json').send(text as never);
    },
  );
}
