import { pipeline, Transform } from 'node:stream';
import type { FastifyRequest, RouteOptions } from 'fastify';
import { Problem } from '../shared/errors.ts';
import type { Actor } from '../shared/contract/people.ts';
import { may, refusalOf, type Right } from '../shared/rights.ts';
import type { Buckets } from './buckets.ts';
import { type App, sessionCookie } from './http.ts';
import { isDeeper } from './json.ts';
import type { Limits } from './limits.ts';
import type { Origins } from './origin.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What one must be allowed to use this route (`shared/rights.ts`). */
    right?: Right;
  }
}

/** A route of the interface, and the right that opens it. */
export interface GuardedRoute {
  readonly method: string;
  readonly url: string;
  readonly right: Right;
  readonly schema: RouteOptions['schema'];
}

/** Nothing that a stranger has to say is longer. */
const strangersBytes = 16 * 1024;
/** A set-up is nested a dozen deep; what is deeper only costs time. */
const mostDepth = 32;

/**
 * Who asks, and whether he may: told before the body is read, so that whoever may not costs nothing.
 *
 * @param d `requireHall` throws where there is no hall of this code
 */
export function guard(
  app: App,
  d: {
    readonly actorByToken: (token: string) => Promise<Actor | null>;
    readonly requireHall: (code: string) => Promise<unknown>;
    readonly origins: Origins;
    /** How much the key of another system may ask. */
    readonly buckets: Buckets;
    readonly limits: Pick<Limits, 'keyBurst' | 'keyASecond'>;
  },
): void {
  app.decorateRequest('actor', null);
  app.decorateRequest('token', null);
  app.addHook('onRequest', async (request, reply) => {
    // By the route that was found: an address can be written in more than one way.
    if (!isInterface(request.routeOptions.url ?? request.url)) return;
    // What is answered is of this moment, and much of it for one person: no copy stays on the way.
    void reply.header('cache-control', 'no-store');
    const [, bearer] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    // A browser sends the cookie along whoever's page asks.
    const withCookie = bearer === undefined && request.headers.cookie !== undefined;
    if (withCookie && !isSafe(request.method) && !d.origins.allows(request.raw))
      throw new Problem(
        'wrong_origin',
        'Asked by a page of another address; where a proxy changes the address, it has to say so (X-Forwarded-Host), or PUBLIC_URL',
      );
    const token = bearer ?? request.cookies[sessionCookie];
    if (token !== undefined) {
      request.token = token;
      request.actor = await d.actorByToken(token);
      if (request.actor?.kind === 'key') requireRoom(request.actor.id, d);
    }
    await admit(request, d.requireHall);
    if (request.actor === null && Number(request.headers['content-length'] ?? 0) > strangersBytes)
      throw new Problem('too_large');
    requireReadable(request);
  });
  app.addHook('preParsing', (request, _reply, payload, done) => {
    // A body whose length was not said before is counted as it comes.
    if (request.actor !== null || request.headers['transfer-encoding'] === undefined) {
      done(null, payload);
      return;
    }
    // One that is cut off ends what reads it, too.
    done(
      null,
      pipeline(payload, counted(strangersBytes), () => undefined),
    );
  });
  readJson(app);
}

/** Every route of the interface names the right that it needs; those that did, in order. */
export function guardRoutes(scope: App): readonly GuardedRoute[] {
  const routes: GuardedRoute[] = [];
  scope.addHook('onRoute', ({ method, url, config, schema }) => {
    if (!isInterface(url)) return;
    if (config?.right === undefined)
      throw new Error(`${String(method)} ${url} does not say who may use it: config.right`);
    for (const each of [method].flat())
      routes.push({ method: each, url, right: config.right, schema });
  });
  return routes;
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** @throws Problem `too_many_requests` */
function requireRoom(
  key: string,
  d: {
    readonly buckets: Buckets;
    readonly limits: Pick<Limits, 'keyBurst' | 'keyASecond'>;
  },
): void {
  const rate = { burst: d.limits.keyBurst, aSecond: d.limits.keyASecond };
  const seconds = Math.ceil(d.buckets.take(key, rate));
  if (seconds > 0) throw new Problem('too_many_requests', `Try again in ${seconds} s`, { seconds });
}

/** A body is read as it is, and in one encoding. @throws Problem `wrong_media` */
function requireReadable({ headers }: FastifyRequest): void {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity')
    throw new Problem('wrong_media', `A body is read as it is, not as ${encoding.slice(0, 40)}`);
  const [, charset] = /;\s*charset="?([^";\s]+)/i.exec(headers['content-type'] ?? '') ?? [];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw new Problem('wrong_media', `A body is read as UTF-8, not as ${charset.slice(0, 40)}`);
}

function isInterface(url: string): boolean {
  return /^\/(api|health|metrics)(\/|$|\?)/.test(url);
}

async function admit(
  request: FastifyRequest,
  requireHall: (code: string) => Promise<unknown>,
): Promise<void> {
  const { right } = request.routeOptions.config ?? {};
  if (right === undefined) return;
  const { actor } = request;
  const { hall } = (request.params ?? {}) as { hall?: string };
  if (may(actor, right, hall)) return;
  // Who may it elsewhere is told that there is no such hall; halls are no secret.
  if (actor !== null && hall !== undefined && may(actor, right)) await requireHall(hall);
  throw refusalOf(actor);
}

function counted(most: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > most) done(new Problem('too_large'));
      else done(null, chunk);
    },
  });
}

/** A command without a body is one with nothing said, whatever the content type. */
function readJson(app: App): void {
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') {
      done(null, undefined);
      return;
    }
    if (isDeeper(text as string, mostDepth)) {
      done(notJson(`nested more than ${mostDepth} deep`));
      return;
    }
    try {
      done(null, JSON.parse(text as string));
    } catch {
      done(notJson('not JSON'));
    }
  });
}

function notJson(message: string): Problem {
  return new Problem('bad_input', `The body is ${message}`, {
    issues: [{ path: 'body', message }],
  });
}
