import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Actor } from '../shared/contract/people.ts';
import { Problem } from '../shared/errors.ts';
import { sayIssuesPlainly } from '../shared/plain-issues.ts';
import { lightenAnswers } from './answers.ts';
import { guard } from './guard.ts';
import { answerProblem, type App } from './http.ts';
import type { Limits } from './limits.ts';
import { holdBack, type Pressure } from './pressure.ts';
import type { Proxies } from './proxies.ts';
import { type AskedFor, logRequests, writeLine } from './request-log.ts';
import type { Tls } from './tls.ts';

/** The web server before it has a route: who asks, checks, errors, security headers, the API's description. */
export async function openWeb(
  logger: FastifyBaseLogger | false,
  {
    actorByToken,
    requireHall,
    isStorageAway,
    build,
    proxies,
    limits,
    requestId,
    heard,
    pressure,
    tls,
  }: {
    readonly actorByToken: (token: string) => Promise<Actor | null>;
    /** Throws where there is no hall of this code. */
    readonly requireHall: (code: string) => Promise<unknown>;
    readonly proxies: Proxies;
    readonly limits: Limits;
    readonly isStorageAway: (error: unknown) => boolean;
    /** The build of the pages; every answer says it, so that a page of another one knows. */
    readonly build: string | null;
    /** The number of the next request. */
    readonly requestId: () => string;
    /** Each request, when it was answered. */
    readonly heard: (asked: AskedFor) => void;
    readonly pressure: Pressure;
    /** Speaks https itself; absent: http, as behind a proxy. */
    readonly tls?: Tls | undefined;
  },
): Promise<App> {
  sayIssuesPlainly();
  const requestTimeout = limits.requestSeconds * 1000;
  const times = {
    requestTimeout,
    headersTimeout: limits.headSeconds * 1000,
    connectionsCheckingInterval: Math.min(5000, requestTimeout),
  };
  // It says https of itself by this; a server of one's own is of the plain type.
  const named: object = tls === undefined ? {} : { https: {} };
  const app: App = Fastify({
    ...(logger === false ? { logger: false } : { loggerInstance: logger }),
    bodyLimit: 256 * 1024,
    // What comes while the server ends is answered in the same form as everything else.
    return503OnClosing: false,
    trustProxy: (address) => proxies.trusts(address),
    genReqId: requestId,
    // An address that cannot be read comes to no hook.
    frameworkErrors: (error, request, reply) => {
      void reply.header('x-request-id', request.id);
      void answerProblem(error, request, reply);
      writeLine(request, reply);
    },
    // Each request has one line of its own, without the address it asked for.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    requestTimeout,
    ...named,
    serverFactory: (handler: RequestListener) =>
      tls === undefined ? createServer(times, handler) : tls.serve(times, handler),
  }).withTypeProvider();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error: Error, request, reply) => {
    // An upload that was cut off looks like a connection to the database that was.
    const ofClient = 'statusCode' in error && Number(error.statusCode) < 500;
    if (ofClient || !isStorageAway(error)) return answerProblem(error, request, reply);
    const problem = new Problem('storage_unavailable');
    problem.cause = error;
    return answerProblem(problem, request, reply);
  });
  app.setNotFoundHandler((request, reply) =>
    answerProblem(new Problem('not_found'), request, reply),
  );
  logRequests(app, heard);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: contentSecurity,
    hsts: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  await lightenAnswers(app);
  await app.register(fastifyCookie);
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '一号通 Yihaotong',
        description: 'Queue calling and window ticketing for service halls.',
        version: '1.0.0',
        license: { name: 'Apache-2.0' },
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(fastifySwaggerUi, { routePrefix: '/api/docs' });

  app.addHook('onRequest', (_request, reply, done) => {
    if (build !== null) void reply.header('x-build', build);
    done();
  });
  let ending = false;
  app.addHook('preClose', (done) => {
    ending = true;
    done();
  });
  app.addHook('onRequest', (request, reply, done) => {
    done(ending ? new Problem('shutting_down') : undefined);
  });
  guard(app, { actorByToken, requireHall });
  holdBack(app, pressure);
  return app;
}

const contentSecurity = {
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    // Component libraries set styles as they draw.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'connect-src': ["'self'", 'ws:', 'wss:'],
    'frame-ancestors': ["'self'"],
    // A hall's network speaks plain HTTP unless its administrator put a proxy before it.
    'upgrade-insecure-requests': null,
  },
};

/** The build of the pages in a folder, as they say it themselves; null: they do not. */
export async function buildOf(root: string): Promise<string | null> {
  const page = await readFile(join(root, 'home', 'index.html'), 'utf8').catch(() => '');
  return /<meta name="build" content="([^"]+)"/.exec(page)?.[1] ?? null;
}

/** The built pages: files by their address, and those whose address carries a name. */
export async function servePages(app: App, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    preCompressed: true,
    setHeaders: (reply, path) => {
      const forever = path.includes('/assets/');
      void reply.header(
        'cache-control',
        forever ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.sendFile('home/index.html'));
  app.get('/phone/:token', { schema: { hide: true } }, (_request, reply) =>
    reply.sendFile('phone/index.html'),
  );
  // A phone's home screen has no storage in common with its browser: the ticket stands in the address.
  app.get(
    '/phone/:token/manifest.webmanifest',
    { schema: { hide: true, params: z.object({ token: z.string().max(128) }) } },
    async (request, reply) => {
      const manifest = JSON.parse(
        await readFile(join(root, 'phone.webmanifest'), 'utf8'),
      ) as object;
      return reply
        .header('cache-control', 'no-store')
        .type('application/manifest+json')
        .send(
          JSON.stringify({
            ...manifest,
            start_url: `/phone/mine?ticket=${encodeURIComponent(request.params.token)}`,
          }),
        );
    },
  );
  app.get('/window/pad', { schema: { hide: true } }, (_request, reply) =>
    reply.sendFile('window/pad.html'),
  );
  app.get('/admin/*', { schema: { hide: true } }, (_request, reply) =>
    reply.sendFile('admin/index.html'),
  );
}
