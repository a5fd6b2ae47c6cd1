import type {
  FastifyBaseLogger,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { type Issue, Problem, type ProblemCode, problems } from '../shared/errors.ts';
import type { Actor } from '../shared/contract/people.ts';
import type { KeyedRequest } from './command/idempotency.ts';

/** The application as routes see it: schemas of zod give the types. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
    /** The token that the request came with, by header or cookie. */
    token: string | null;
  }
}

export const sessionCookie = 'session';

/** Who acts. @throws Problem `unauthorized` */
export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === null) throw new Problem('unauthorized');
  return request.actor;
}

/** Where phones reach this server: as configured, else as this request did. */
export function siteOf(request: FastifyRequest, publicUrl: string | undefined): string {
  return publicUrl ?? `${request.protocol}://${request.host}`;
}

/**
 * The request's `Idempotency-Key` with what it belongs to.
 *
 * @param except members of the body that may be missing when the request is made again
 * @throws Problem `bad_input`
 */
export function keyOf(
  request: FastifyRequest,
  except: readonly string[] = [],
): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length === 0 || key.length > 200) {
    throw new Problem('bad_input', 'Idempotency-Key has 1 to 200 characters', {
      issues: [{ path: 'Idempotency-Key', message: '1 to 200 characters' }],
    });
  }
  const actor = request.actor;
  const body = JSON.stringify(request.body ?? null, (name, value: unknown) =>
    except.includes(name) ? undefined : value,
  );
  return {
    sender: actor === null ? `stranger ${request.url}` : `${actor.kind}:${actor.id}`,
    key,
    request: `${request.method} ${request.url} ${body}`,
  };
}

/** Who acts, and the key: what every command takes. */
export function commandOf(
  request: FastifyRequest,
  except: readonly string[] = [],
): { who: Actor; key: KeyedRequest | undefined } {
  return { who: actorOf(request), key: keyOf(request, except) };
}

/** After so long it is worth another try, where something is away. */
const retrySeconds = 2;

/** Refusals that tell of no fault: there would be one a request while they last. */
const isByIntent: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['too_busy', 'shutting_down']);

/** Errors as RFC 9457 problems. The text of an unexpected one stays in the log. */
export function answerProblem(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemOf(error);
  request.problem = problem.code;
  // What the storage threw is logged where it is watched: once, not with every request.
  if (
    problem.status >= 500 &&
    !isByIntent.has(problem.code) &&
    !problem.code.startsWith('storage_')
  )
    request.log.error({ err: error.cause ?? error }, problem.code);
  const { seconds = problem.status === 503 ? retrySeconds : undefined } = problem.extra;
  if (typeof seconds === 'number' && [429, 503].includes(problem.status))
    void reply.header('retry-after', String(Math.max(1, Math.ceil(seconds))));
  const { allowed } = problem.extra;
  if (problem.status === 405 && Array.isArray(allowed))
    void reply.header('allow', allowed.join(', '));
  if (problem.status === 415) void reply.header('accept-encoding', 'identity');
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        // Facts come first: none may stand in the place of a member that every problem has.
        ...problem.extra,
        type: 'about:blank',
        status: problem.status,
        title: problem.title,
        detail: problem.detail,
        code: problem.code,
      }),
    );
}

function problemOf(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues: Issue[] = error.validation.map((v) => ({
      path:
        v.instancePath.replace(/^\//, '').replaceAll('/', '.') ||
        (error.validationContext ?? 'body'),
      message: v.message ?? 'not of the expected form',
    }));
    return new Problem('bad_input', issues.map((i) => `${i.path}: ${i.message}`).join('; '), {
      issues,
    });
  }
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 415) return new Problem('wrong_media', error.message);
  if (status === 413) return new Problem('too_large');
  if (status === 429) return new Problem('too_many_requests');
  if (status !== undefined && status >= 400 && status < 500)
    return new Problem('bad_input', error.message);
  return new Problem('internal', problems.internal[1]);
}
