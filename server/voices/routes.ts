import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import { z } from 'zod';
import { ListedPack, PackCode, VoicePack } from '../../shared/voices.ts';
import { ProblemAnswer } from '../../shared/contract/primitives.ts';
import { type App, commandOf } from '../http.ts';
import type { Voices } from './service.ts';

const tags = ['voices'];
const packBytes = 16 * 1024 * 1024;

/** Voice packs: their clips under `/voices/{pack}/`, the bundled ones under `/voices/bundled/{pack}/`. */
export async function voiceRoutes(app: App, { voices }: { voices: Voices }): Promise<void> {
  app.get(
    '/api/voices',
    {
      config: { right: 'public', answers: 'kept' },
      schema: {
        tags,
        summary: 'The voice packs',
        response: { 200: z.array(ListedPack), default: ProblemAnswer },
      },
    },
    () => voices.list(),
  );
  app.get(
    '/api/voices/:pack',
    {
      config: { right: 'public', answers: 'kept' },
      schema: {
        tags,
        summary: 'A voice pack as one file',
        params: z.object({ pack: PackCode }),
        querystring: z.strictObject({ bundled: z.enum(['true', 'false']).optional() }),
        response: { 200: VoicePack, default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      const { pack } = request.params;
      const bundled = request.query.bundled === 'true';
      reply.header('content-disposition', `attachment; filename="voice-${pack}.json"`);
      return voices.file(pack, { bundled });
    },
  );
  app.put(
    '/api/voices/:pack',
    {
      config: { right: 'manage-voices' },
      bodyLimit: packBytes,
      schema: {
        tags,
        summary: 'Put a voice pack in place, as one file',
        params: z.object({ pack: PackCode }),
        body: VoicePack,
        response: { 204: z.null(), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      await voices.put(request.params.pack, request.body, commandOf(request));
      return reply.code(204).send(null);
    },
  );
  const roots = [voices.ownDir, voices.bundledDir];
  await app.register(fastifyStatic, {
    root: roots.filter((dir) => existsSync(dir) || dir === voices.bundledDir),
    prefix: '/voices/',
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
  });
  await app.register(fastifyStatic, {
    root: voices.bundledDir,
    prefix: '/voices/bundled/',
    decorateReply: false,
    setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
  });
}
