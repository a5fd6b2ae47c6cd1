import { z } from 'zod';
import { ArchivesState, ArchiveYear } from '../../shared/contract/archives.ts';
import { ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Archives } from './service.ts';

const tags = ['archives'];

/** Years that have a file of their own: which there are, and one more. */
export function archiveRoutes(app: App, { archives }: { archives: Archives }): void {
  app.get(
    '/api/archives',
    {
      config: { right: 'set-retention' },
      schema: {
        tags,
        summary: 'The archived years, and how the last one went',
        response: { 200: ArchivesState, default: ProblemAnswer },
      },
    },
    (request) => archives.state(actorOf(request)),
  );
  app.post(
    '/api/archives',
    {
      config: { right: 'set-retention' },
      schema: {
        tags,
        summary: 'Archive a year that is over',
        description: 'Asks for it, and answers at once; the state of the year says how far it is.',
        body: ArchiveYear,
        response: { 202: z.object({ year: z.number().int() }), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { year } = request.body;
      await archives.ask(year, commandOf(request));
      return reply.code(202).send({ year });
    },
  );
}
