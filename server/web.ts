import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Actor } from '../shared/contract/people.ts';
import { Problem, problems } from '../shared/errors.ts';
import { sayIssuesPlainly } from '../shared/plain-issues.ts';
import { lightenAnswers } from './answers.ts';
import { Buckets } from './buckets.ts';
import type { Clock } from './clock.ts';
import { guard } from './guard.ts';
import { answerProblem, type App } from './http.ts';
import type { Limits } from './limits.ts';
import { KnownMethods } from './methods.ts';
import type { Origins } from './origin.ts';
import { holdBack, type Pressure } from './pressure.ts';
import type { Proxies } from './proxies.ts';
import { type AskedFor, logRequests, writeLine } from './request-log.ts';
import { secureHeaders } from './security-headers.ts';
import type { Tls } from './tls.ts';

/** The web server before it has a route: who asks, checks, errors, security headers, the API's description. */
export async function openWeb(
  logger: FastifyBaseLogger | false,
  {
    actorByToken,
    requireHall,
    storageProblem,
    build,
    styles,
    proxies,
    origins,
    limits,
    clock,
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
    /** Notes what the storage threw, and says what is told of it; null: it was not the storage. */
    readonly storageProblem: (error: unknown) => Problem | null;
    /** The build of the pages; every answer says it, so that a page of another one knows. */
    readonly build: string | null;
    /** Hashes of the styles that stand in the pages. */
    readonly styles: readonly string[];
    readonly origins: Origins;
    readonly clock: Clock;
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
    // A token has its own limit; what is longer leads nowhere.
    routerOptions: { maxParamLength: 256 },
    genReqId: requestId,
    // An address that cannot be read comes to no hook.
    frameworkErrors: (error, request, reply) => {
      void reply.header('x-request-id', request.id);
      void answerProblem(error, request, reply);
      writeLine(request, reply);
    },
    clientErrorHandler: answerUnreadable,
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
    const problem = ofClient ? null : storageProblem(error);
    return answerProblem(problem ?? error, request, reply);
  });
  const methods = new KnownMethods(app);
  app.setNotFoundHandler((request, reply) =>
    answerProblem(methods.problemOf(request.method, request.url), request, reply),
  );
  logRequests(app, heard);
  secureHeaders(app, { styles, docs: docsPath, region: '/region/' });
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: false,
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
  await app.register(fastifySwaggerUi, { routePrefix: docsPath });

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
  guard(app, { actorByToken, requireHall, origins, limits, buckets: new Buckets(clock) });
  holdBack(app, pressure);
  return app;
}

const docsPath = '/api/docs';

/** What is no HTTP at all, or of a method that there is not: told in the form of every error. */
function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, status, reason] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? (['too_large', 431, 'Request Header Fields Too Large'] as const)
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? (['bad_input', 408, 'Request Timeout'] as const)
        : error.code === 'HPE_INVALID_METHOD'
          ? (['wrong_method', 405, 'Method Not Allowed'] as const)
          : (['bad_input', 400, 'Bad Request'] as const);
  const body = JSON.stringify({
    type: 'about:blank',
    status,
    title: problems[code][1],
    detail: reason,
    code,
  });
  const allow = status === 405 ? 'Allow: DELETE, GET, HEAD, PATCH, POST, PUT\r\n' : '';
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\n${allow}Content-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** The build of the pages in a folder, as they say it themselves; null: they do not. */
export async function buildOf(root: string): Promise<string | null> {
  const page = await readFile(join(root, 'home', 'index.html'), 'utf8').catch(() => '');
  return /<meta name="build" content="([^"]+)"/.exec(page)?.[1] ?? null;
}
