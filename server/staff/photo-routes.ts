import { z } from 'zod';
import { Staff, Username } from '../../shared/contract/people.ts';
import { Id, ProblemAnswer } from '../../shared/contract/primitives.ts';
import { Problem } from '../../shared/errors.ts';
import { photoLimits } from '../../shared/photo.ts';
import { type App, commandOf } from '../http.ts';
import type { StaffPhotos } from './photos.ts';

const tags = ['people'];
const daySeconds = 24 * 60 * 60;
const types = ['application/octet-stream', 'image/jpeg', 'image/png'];

/** Portraits: given by whoever manages people, served by a key that says nothing of who it is. */
export function photoRoutes(app: App, { photos }: { photos: StaffPhotos }): void {
  void app.register((scope, _, done) => {
    scope.addContentTypeParser(
      types,
      { parseAs: 'buffer', bodyLimit: photoLimits.bytes },
      (_request, body, parsed) => parsed(null, body),
    );
    (scope as App).put(
      '/api/staff/:username/photo',
      {
        config: { right: 'manage-people' },
        bodyLimit: photoLimits.bytes,
        schema: {
          tags,
          summary: 'Give a person a portrait',
          description:
            'The body is the picture itself, a JPEG or PNG of at most 2 MB. It is shown at the ' +
            'window where the person works, where the hall wants that (`settings.showStaffPhoto`).',
          params: z.object({ username: Username }),
          response: { 200: Staff, default: ProblemAnswer },
        },
      },
      (request) => {
        if (!Buffer.isBuffer(request.body)) throw new Problem('wrong_media', 'JPEG or PNG');
        return photos.put(request.params.username, request.body, commandOf(request));
      },
    );
    done();
  });
  app.delete(
    '/api/staff/:username/photo',
    {
      config: { right: 'manage-people' },
      schema: {
        tags,
        summary: 'Take the portrait of a person away',
        params: z.object({ username: Username }),
        response: { 204: z.null(), default: ProblemAnswer },
      },
    },
    async (request, reply) => {
      await photos.remove(request.params.username, commandOf(request));
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/api/photos/:key',
    {
      config: { right: 'public' },
      schema: {
        tags,
        summary: 'A portrait, by its key',
        params: z.object({ key: Id }),
      },
    },
    async (request, reply) => {
      const { bytes, type } = await photos.byKey(request.params.key);
      return (
        reply
          .type(type)
          .header('cache-control', `private, max-age=${daySeconds}, immutable`)
          // Whatever the bytes are: they are seen, and never a page or a script of the hall.
          .header('content-security-policy', "default-src 'none'; sandbox")
          .send(bytes)
      );
    },
  );
}
