import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { BackupName, BackupsState } from '../../shared/contract/backups.ts';
import { ProblemAnswer } from '../../shared/contract/primitives.ts';
import { actorOf, type App, commandOf } from '../http.ts';
import type { Backups } from './service.ts';

const tags = ['backups'];

/** Backups: which there are, one more, and to carry one away. They hold everything, details of visitors too. */
export function backupRoutes(app: App, { backups }: { backups: Backups }): void {
  app.get(
    '/api/backups',
    {
      config: { right: 'manage-backups' },
      schema: {
        tags,
        summary: 'The backups of the site, and how the last one went',
        response: { 200: BackupsState, default: ProblemAnswer },
      },
    },
    (request) => backups.state(actorOf(request)),
  );
  app.post(
    '/api/backups',
    {
      config: { right: 'manage-backups' },
      schema: {
        tags,
        summary: 'Make a backup now',
        description: 'Begins it, and answers at once; `making` in the state says when it is done.',
        response: { 202: z.object({ making: z.literal(true) }), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      await backups.ask(commandOf(request));
      return reply.code(202).send({ making: true as const });
    },
  );
  app.get(
    '/api/backups/:name',
    {
      config: { right: 'manage-backups' },
      schema: {
        tags,
        summary: 'Carry a backup away; the log says who did',
        params: z.object({ name: BackupName }),
        response: {
          200: { content: { 'application/gzip': { schema: z.any() } } },
          default: ProblemAnswer,
        },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const { path, bytes } = await backups.file(name, { who: actorOf(request) });
      return reply
        .type('application/gzip')
        .header('content-length', bytes)
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(createReadStream(path));
    },
  );
}
