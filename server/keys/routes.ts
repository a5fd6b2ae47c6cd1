import { z } from 'zod';
import { ApiKey, MadeKey, NewKey } from '../../shared/contract/keys.ts';
import { Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { ApiKeys } from './service.ts';

const tags = ['keys'];

/** Keys of other systems. */
export function keyRoutes(app: App, { keys }: { keys: ApiKeys }): void {
  app.get(
    '/api/keys',
    {
      config: { right: 'manage-keys' },
      schema: {
        tags,
        summary: 'The keys of other systems',
        response: { 200: z.object({ items: z.array(ApiKey) }), default: ProblemAnswer },
      },
    },
    async (request) => ({ items: await keys.list(actorOf(request)) }),
  );
  app.post(
    '/api/keys',
    {
      config: { right: 'manage-keys' },
      schema: {
        tags,
        summary: 'Make a key; it is told only now',
        body: NewKey,
        response: { 201: MadeKey, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await keys.make(request.body, commandOf(request))),
  );
  app.delete(
    '/api/keys/:key',
    {
      config: { right: 'manage-keys' },
      schema: {
        tags,
        summary: 'End a key, and what is open for it',
        params: z.object({ key: Id }),
        response: { 204: z.null(), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      await keys.end(request.params.key, commandOf(request));
      return reply.code(204).send(null);
    },
  );
}
