import type { Readable } from 'node:stream';
import send from '@fastify/send';
import { z } from 'zod';
import { UploadedMedium } from '../../shared/contract/media.ts';
import { Code, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Problem } from '../../shared/errors.ts';
import { type MediaEnd, mediaTypes } from '../../shared/media.ts';
import { type App, commandOf } from '../http.ts';
import type { MediaFolder } from './folder.ts';
import type { MediaFiles } from './service.ts';

const yearSeconds = 365 * 24 * 60 * 60;

/** Pictures and films for the boards: taken in by the hall, served under `/media/{file}`. */
export function mediaRoutes(app: App, d: { media: MediaFiles; folder: MediaFolder }): void {
  void app.register((scope, _, done) => {
    // As it comes: a film is never held in memory.
    scope.addContentTypeParser(
      ['application/octet-stream', ...Object.values(mediaTypes)],
      (_request, body, parsed) => parsed(null, body),
    );
    (scope as App).post(
      '/api/halls/:hall/media',
      {
        config: { right: 'change-hall' },
        schema: {
          tags: ['media'],
          summary: 'Take in a picture or a short film for the boards',
          description:
            'The body is the file itself (`application/octet-stream`, or its own type): PNG, JPEG or ' +
            'WebP of at most 5 MB and 4096 pixels a side, MP4 or WebM of at most 60 MB and 120 seconds.',
          params: z.object({ hall: Code }),
          response: { 201: UploadedMedium, default: ProblemAnswer },
        },
      },
      async (request, reply) => {
        const body = request.body as Readable | undefined;
        if (typeof body?.pipe !== 'function') throw new Problem('wrong_media');
        const uploaded = await d.media.upload(request.params.hall, body, commandOf(request));
        return reply.code(201).send(uploaded);
      },
    );
    done();
  });
  app.get(
    '/media/:file',
    { schema: { hide: true, params: z.object({ file: z.string() }) } },
    async (request, reply) => {
      const { file } = request.params;
      if ((await d.folder.sizeOf(file)) === null) throw new Problem('not_found');
      const { statusCode, headers, stream } = await send(request.raw, file, {
        root: d.folder.root,
        maxAge: yearSeconds * 1000,
        immutable: true,
      });
      void reply
        .code(statusCode)
        .headers(headers)
        .type(mediaTypes[file.split('.').at(-1) as MediaEnd])
        // Whatever the bytes are: they are seen, and never a page or a script of the hall.
        .header('content-security-policy', "default-src 'none'; sandbox");
      return reply.send(stream);
    },
  );
}
