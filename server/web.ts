import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Actor } from '../shared/contract/people.ts';
import { Problem } from '../shared/errors.ts';
import { sayIssuesPlainly } from '../shared/plain-issues.ts';
import { lightenAnswers } from './answers.ts';
import { guard } from './guard.ts';
import { answerProblem, type App } from './http.ts';
import type { Limits } from './limits.ts';
import type { Proxies } from './proxies.ts';

/** The web server before it has a route: who asks, checks, errors, security headers, the API's description. */
export async function openWeb(
  logger: FastifyBaseLogger | false,
  {
    actorByToken,
    requireHall,
    storageProblem,
    build,
    proxies,
    limits,
  }: {
    readonly actorByToken: (token: string) => Promise<Actor | null>;
    /** Throws where there is no hall of this code. */
    readonly requireHall: (code: string) => Promise<unknown>;
    readonly proxies: Proxies;
    readonly limits: Limits;
    /** Notes what the storage threw, and says what is told of it; null: it was not the storage. */
    readonly storageProblem: (error: unknown) => Problem | null;
    /** The build of the pages; every answer says it, so that a page of another one knows. */
    readonly build: string | null;
  },
): Promise<App> {
  sayIssuesPlainly();
  const requestTimeout = limits.requestSeconds * 1000;
  const app: App = Fastify({
    ...(logger === false ? { logger: false } : { loggerInstance: logger }),
    bodyLimit: 256 * 1024,
    // What comes while the server ends is answered in the same form as everything else.
    return503OnClosing: false,
    trustProxy: (address) => proxies.trusts(address),
    requestTimeout,
    http: {
      requestTimeout,
      headersTimeout: limits.headSeconds * 1000,
      connectionsCheckingInterval: Math.min(5000, requestTimeout),
    },
  }).withTypeProvider();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error: Error, request, reply) => {
    // An upload that was cut off looks like a connection to the database that was.
    const ofClient = 'statusCode' in error && Number(error.statusCode) < 500;
    const problem = ofClient ? null : storageProblem(error);
    return answerProblem(problem ?? error, request, reply);
  });
  app.setNotFoundHandler((request, reply) =>
    answerProblem(new Problem('not_found'), request, reply),
  );
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
