import type { z } from 'zod';
import { ProblemAnswer } from '../contract/primitives.ts';
import { problems, type Issue, type ProblemCode } from '../errors.ts';

/** The server's refusal (RFC 9457). `facts` are what stands beside the fixed members. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly issues: readonly Issue[];
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: ProblemCode,
    detail: string,
    issues: readonly Issue[] = [],
    facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.issues = issues;
    this.facts = facts;
  }
}

/** No answer: the server is off, the line is cut, or it took too long. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('The server cannot be reached', { cause });
    this.name = 'Unreachable';
  }
}

interface Request<S extends z.ZodType> {
  /** What the answer must look like; without it the answer is not read. */
  readonly schema?: S;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  /** A bearer token for this call; `null` sends none. Absent: the page's own. */
  readonly token?: string | null;
  readonly signal?: AbortSignal;
  /** Milliseconds until the call counts as unreachable. */
  readonly timeout?: number;
}
type Answer<S extends z.ZodType> = z.ZodType extends S ? undefined : z.infer<S>;

let pageToken: string | null = null;

/** The token that every call of this page carries from now on. */
export function setToken(token: string | null): void {
  pageToken = token;
}

/** For Idempotency-Key: `crypto.randomUUID` is missing on plain-HTTP pages of a hall's network. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) =>
    b.toString(16).padStart(2, '0'),
  ).join('');
}

function isCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = ProblemAnswer.safeParse(body);
  if (!parsed.success) return new ApiProblem(response.status, 'internal', response.statusText);
  const { type: _type, status, title: _title, detail, code, issues, ...facts } = parsed.data;
  return new ApiProblem(status, isCode(code) ? code : 'internal', detail, issues ?? [], facts);
}

async function send(method: string, path: string, request: Request<z.ZodType>): Promise<Response> {
  const token = request.token === undefined ? pageToken : request.token;
  const headers = new Headers({ Accept: 'application/json' });
  if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  if (request.idempotencyKey !== undefined) headers.set('Idempotency-Key', request.idempotencyKey);
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
  };
  const timer = setTimeout(end, request.timeout ?? 10_000);
  request.signal?.addEventListener('abort', end);
  try {
    return await fetch(path, {
      method,
      headers,
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: ended.signal,
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (cause) {
    request.signal?.throwIfAborted();
    throw new Unreachable(cause);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', end);
  }
}

async function call<S extends z.ZodType>(
  method: string,
  path: string,
  request: Request<S> = {},
): Promise<Answer<S>> {
  const response = await send(method, path, request);
  if (!response.ok) throw await problemOf(response);
  if (request.schema === undefined) return undefined as Answer<S>;
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    throw new Unreachable(cause);
  }
  return request.schema.parse(body) as Answer<S>;
}

/**
 * The one client of all screens. Answers are checked with the schema given.
 * Throws ApiProblem for a refusal, Unreachable without an answer, ZodError for a wrong answer.
 */
export const api = {
  get: <S extends z.ZodType>(path: string, request?: Request<S>) => call('GET', path, request),
  post: <S extends z.ZodType>(path: string, request?: Request<S>) => call('POST', path, request),
  put: <S extends z.ZodType>(path: string, request?: Request<S>) => call('PUT', path, request),
  patch: <S extends z.ZodType>(path: string, request?: Request<S>) => call('PATCH', path, request),
  delete: <S extends z.ZodType>(path: string, request?: Request<S>) =>
    call('DELETE', path, request),
};

const pauses = [300, 600, 1200, 2400, 4000];

function isAnswer(error: unknown): boolean {
  if (error instanceof ApiProblem)
    // A printer that does not answer is the server's answer: to ask again is the visitor's decision.
    return error.code === 'printer_unavailable' || (error.status < 500 && error.status !== 429);
  return !(error instanceof Unreachable);
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

/**
 * Posts until there is an answer, always with the same Idempotency-Key, so that whatever was lost
 * on the way the server does it once. Any status under 500 other than 429 is an answer.
 * `onTrouble` hears of each attempt that failed; `signal` gives up, and so does the last of
 * `attempts`, where a number is given.
 */
export async function postSurely<S extends z.ZodType>(
  path: string,
  request: Request<S> & {
    readonly idempotencyKey: string;
    readonly onTrouble?: (error: unknown) => void;
    readonly attempts?: number;
  },
): Promise<Answer<S>> {
  for (let attempt = 1; ; attempt += 1) {
    request.signal?.throwIfAborted();
    try {
      return await call('POST', path, request);
    } catch (error) {
      if (isAnswer(error) || request.signal?.aborted === true || attempt === request.attempts)
        throw error;
      request.onTrouble?.(error);
    }
    await pause(pauses[Math.min(attempt, pauses.length) - 1] ?? 4000, request.signal);
  }
}
