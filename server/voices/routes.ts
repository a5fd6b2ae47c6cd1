import { z } from 'zod';
import { ListedPack, PackCode, VoicePack } from '../../shared/voices.ts';
import { ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Problem } from '../../shared/errors.ts';
import { type App, commandOf } from '../http.ts';
import type { Voices } from './service.ts';

const tags = ['voices'];
const packBytes = 16 * 1024 * 1024;

/** Voice packs: their clips under `/voices/{pack}/`, the bundled ones under `/voices/bundled/{pack}/`. */
export function voiceRoutes(app: App, { voices }: { voices: Voices }): void {
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
  for (const bundled of [false, true]) {
    app.get(
      `/voices/${bundled ? 'bundled/' : ''}:pack/:file`,
      { schema: { hide: true, params: z.object({ pack: z.string(), file: z.string() }) } },
      async (request, reply) => {
        const found = await voices.served(request.params.pack, request.params.file, bundled);
        if (found === null) throw new Problem('not_found');
        void reply
          .header('cache-control', 'no-cache')
          .header('etag', found.tag)
          // Whatever the bytes are: they are heard, and never a page or a script of the hall.
          .header('content-security-policy', "default-src 'none'; sandbox");
        if (request.headers['if-none-match'] === found.tag) return reply.code(304).send();
        return reply.type(found.type).send(await found.bytes());
      },
    );
  }
}
