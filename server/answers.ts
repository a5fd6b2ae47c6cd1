import { createHash } from 'node:crypto';
import { constants } from 'node:zlib';
import fastifyCompress from '@fastify/compress';
import type { onSendHookHandler } from 'fastify';
import type { App } from './http.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * `packed`: long answers are compressed. `kept`: also tagged by what they say (`ETag`), so that
     * a client that has them is told so in no bytes. Neither is for what holds a token or a code:
     * such an answer would tell by its length what else stands in it. Without it an answer goes as
     * it is, and costs nothing more.
     */
    answers?: 'packed' | 'kept';
  }
}

/** What is shorter goes in one packet or two as it is. */
const packedFromBytes = 2048;

/** Compressed and tagged answers, of the routes that say so (`config.answers`). Before any route. */
export async function lightenAnswers(app: App): Promise<void> {
  app.addHook('onRoute', (route) => {
    const answers = route.config?.answers;
    route.compress = answers === undefined ? false : {};
    // Tagged as it was written, then packed.
    if (answers === 'kept') route.onSend = [tagged, ...[route.onSend ?? []].flat()];
  });
  await app.register(fastifyCompress, {
    threshold: packedFromBytes,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
    // Requests are read as they are: a small one could be made to unfold without end.
    globalDecompression: false,
  });
}

/** The tag is weak: the packed answer and the plain one say the same in other bytes. */
const tagged: onSendHookHandler = (request, reply, payload, done) => {
  if (reply.statusCode !== 200 || typeof payload !== 'string') {
    done(null, payload);
    return;
  }
  const tag = `W/"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`;
  void reply.header('etag', tag).header('cache-control', 'no-cache');
  const kept = request.headers['if-none-match'] ?? '';
  if (!kept.split(/,\s*/).includes(tag)) {
    done(null, payload);
    return;
  }
  void reply.code(304).header('vary', 'accept-encoding').removeHeader('content-type');
  done(null, null);
};
