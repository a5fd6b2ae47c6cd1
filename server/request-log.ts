import type { FastifyReply, FastifyRequest } from 'fastify';
import { clearCharacters } from '../shared/codes.ts';
import type { ProblemCode } from '../shared/errors.ts';
import type { App } from './http.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The refusal or fault that this request was answered with. */
    problem: ProblemCode | null;
  }
}

/** What was asked and how it ended: no address with its tokens, no query, nobody's name. */
export interface AskedFor {
  readonly method: string;
  /** The pattern of the route: the paths themselves hold tokens of tickets. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  readonly problem: ProblemCode | null;
}

/**
 * Numbers of requests, short enough to be read out on the phone: a beginning that is another at each
 * start, and which request it was since.
 */
export function requestIds(start: string): () => string {
  const figures = clearCharacters.length;
  let count = 0;
  return () => {
    count += 1;
    let text = '';
    for (let left = count; left > 0; left = Math.floor(left / figures))
      text = clearCharacters[left % figures]! + text;
    return `${start}-${text}`;
  };
}

/** Asked all the time by what watches the server: they are worth a line where something is wrong. */
const probes = /^\/(health\/|metrics$)/;
const hallCode = /^[\w-]{1,40}$/;

/** One line a request in the log, and its number in every answer. */
export function logRequests(app: App, heard: (asked: AskedFor) => void): void {
  app.decorateRequest('problem', null);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    heard(writeLine(request, reply));
    done();
  });
}

/** Writes the line of a request that was answered. */
export function writeLine(request: FastifyRequest, reply: FastifyReply): AskedFor {
  const asked: AskedFor = {
    method: request.method,
    route: request.routeOptions.url ?? 'none',
    status: reply.statusCode,
    seconds: reply.elapsedTime / 1000,
    problem: request.problem,
  };
  const { status, route } = asked;
  const level = status >= 500 ? 'warn' : probes.test(route) ? 'debug' : 'info';
  // One that led nowhere came past whoever asks who it is.
  const actor = (request.actor as FastifyRequest['actor'] | undefined) ?? null;
  const { hall } = (request.params ?? {}) as { hall?: unknown };
  request.log[level](
    {
      method: asked.method,
      route,
      status,
      ms: Math.round(asked.seconds * 10_000) / 10,
      ...(actor === null ? { actor: 'stranger' } : { actor: actor.kind, actorId: actor.id }),
      ...(typeof hall === 'string' && hallCode.test(hall) ? { hall } : {}),
      ...(asked.problem === null ? {} : { code: asked.problem }),
      ...(reply.raw.writableEnded ? {} : { aborted: true }),
    },
    'request',
  );
  return asked;
}
