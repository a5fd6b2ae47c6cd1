import { z } from 'zod';
import { Catalogue } from '../../shared/contract/catalogue.ts';
import { Hall, HallSummary, QueueState } from '../../shared/contract/hall.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import type { App } from '../http.ts';
import type { Overview } from './service.ts';

const tags = ['halls'];
const params = z.object({ hall: Code });

/** Halls, their catalogue, and their queues now. */
export function overviewRoutes(app: App, { overview }: { overview: Overview }): void {
  app.get(
    '/api/halls',
    {
      config: { right: 'public', answers: 'kept' },
      schema: {
        tags,
        summary: 'The halls',
        response: { 200: z.array(HallSummary), default: ProblemAnswer },
      },
    },
    () => overview.halls(),
  );
  app.get(
    '/api/halls/:hall',
    {
      config: { right: 'public', answers: 'kept' },
      schema: { tags, summary: 'A hall', params, response: { 200: Hall, default: ProblemAnswer } },
    },
    (request) => overview.hall(request.params.hall),
  );
  app.get(
    '/api/halls/:hall/catalogue',
    {
      config: { right: 'public', answers: 'kept' },
      schema: {
        tags,
        summary: 'Packages and matters',
        params,
        response: { 200: Catalogue, default: ProblemAnswer },
      },
    },
    async (request, reply) =>
      reply.type('application/json').send((await overview.catalogue(request.params.hall)) as never),
  );
  app.get(
    '/api/halls/:hall/queues',
    {
      config: { right: 'public', answers: 'packed' },
      schema: {
        tags,
        summary: 'The queues now',
        params,
        response: { 200: z.array(QueueState), default: ProblemAnswer },
      },
    },
    (request) => overview.queues(request.params.hall),
  );
}
