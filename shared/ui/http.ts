import type { ProblemAnswer } from '../contract/primitives.ts';
import { problems, type Issue, type ProblemCode } from '../errors.ts';
import { at } from './base.ts';
import { noteBuild } from './build.ts';

/** The server's refusal (RFC 9457). `facts` are what stands beside the fixed members. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly issues: readonly Issue[];
  readonly facts: Readonly<Record<string, unknown>>;
  /** Under which the server's log tells of it; null: something in between answered. */
  readonly requestId: string | null;

  constructor(
    status: number,
    code: ProblemCode,
    detail: string,
    issues: readonly Issue[] = [],
    facts: Readonly<Record<string, unknown>> = {},
    requestId: string | null = null,
  ) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.issues = issues;
    this.facts = facts;
    this.requestId = requestId;
  }
}

/** No answer: the server is off, the line is cut, or it took too long. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('The server cannot be reached', { cause });
    this.name = 'Unreachable';
  }
}

interface Request {
  readonly body?: unknown;
  /** Sent as it is, in place of a body. */
  readonly file?: Blob;
  readonly idempotencyKey?: string;
  /** A bearer token for this call; `null` sends none. Absent: the page's own. */
  readonly token?: string | null;
  readonly signal?: AbortSignal;
  /** Milliseconds until the call counts as unreachable. */
  readonly timeout?: number;
}
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

function problemOf({ headers, status: said, statusText }: Response, text: string): ApiProblem {
  // Anything else was said by something between here and the server.
  if (headers.get('content-type')?.startsWith('application/problem+json') !== true)
    return new ApiProblem(said, 'internal', statusText, [], {}, headers.get('x-request-id'));
  const answer = JSON.parse(text) as ProblemAnswer;
  const { type: _type, status, title: _title, detail, code, issues, ...facts } = answer;
  return new ApiProblem(
    status,
    isCode(code) ? code : 'internal',
    detail,
    issues ?? [],
    facts,
    headers.get('x-request-id'),
  );
}

/** Sends and reads: the time-out holds for the whole answer. */
async function send(method: string, path: string, request: Request) {
  const token = request.token === undefined ? pageToken : request.token;
  const headers = new Headers({ Accept: 'application/json' });
  if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  if (request.file !== undefined) headers.set('Content-Type', 'application/octet-stream');
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  if (request.idempotencyKey !== undefined) headers.set('Idempotency-Key', request.idempotencyKey);
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
  };
  const timer = setTimeout(end, request.timeout ?? 10_000);
  request.signal?.addEventListener('abort', end);
  try {
    const response = await fetch(at(path), {
      method,
      headers,
      body: request.file ?? (request.body === undefined ? null : JSON.stringify(request.body)),
      signal: ended.signal,
      credentials: 'same-origin',
      // The server says what may be kept at all; what is kept is asked for again by its tag.
      cache: 'no-cache',
    });
    noteBuild(response.headers.get('x-build'));
    return { response, text: await response.text() };
  } catch (cause) {
    request.signal?.throwIfAborted();
    throw new Unreachable(cause);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', end);
  }
}

async function call<T>(method: string, path: string, request: Request = {}): Promise<T> {
  return answerOf(await send(method, path, request));
}

async function callWith<T>(
  method: string,
  path: string,
  header: string,
): Promise<{ answer: T; header: string | null }> {
  const sent = await send(method, path, {});
  return { answer: answerOf<T>(sent), header: sent.response.headers.get(header) };
}

function answerOf<T>({ response, text }: { response: Response; text: string }): T {
  if (!response.ok) throw problemOf(response, text);
  try {
    return (text === '' ? undefined : JSON.parse(text)) as T;
  } catch (cause) {
    throw new Unreachable(cause);
  }
}

/**
 * The one client of all screens. The server checks each answer with the contract's schema before
 * it leaves; here its type is taken at the word of the caller: to check it once more took the
 * kiosk longer than all the rest of its start.
 * Throws ApiProblem for a refusal, Unreachable without an answer or with one that is not JSON.
 */
export const api = {
  get: <T = void>(path: string, request?: Request) => call<T>('GET', path, request),
  /** With one header of the answer; null: it has none. */
  getWith: <T = void>(path: string, header: string) => callWith<T>('GET', path, header),
  post: <T = void>(path: string, request?: Request) => call<T>('POST', path, request),
  put: <T = void>(path: string, request?: Request) => call<T>('PUT', path, request),
  patch: <T = void>(path: string, request?: Request) => call<T>('PATCH', path, request),
  delete: <T = void>(path: string, request?: Request) => call<T>('DELETE', path, request),
};

/** Milliseconds. A visitor or a clerk stands before it: never more than a second after the line is back. */
const pauses = [300, 600, 1000];

function isAnswer(error: unknown): boolean {
  if (error instanceof ApiProblem)
    // A printer that does not answer is the server's answer: to ask again is the visitor's decision.
    // So is a fault of the server's own: it would be the same again. What stands in between says 502.
    return error.code === 'printer_unavailable' || (error.status <= 500 && error.status !== 429);
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
export async function postSurely<T = void>(
  path: string,
  request: Request & {
    readonly idempotencyKey: string;
    readonly onTrouble?: (error: unknown) => void;
    readonly attempts?: number;
  },
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    request.signal?.throwIfAborted();
    try {
      return await call<T>('POST', path, request);
    } catch (error) {
      if (isAnswer(error) || request.signal?.aborted === true || attempt === request.attempts)
        throw error;
      request.onTrouble?.(error);
    }
    await pause(pauses[Math.min(attempt, pauses.length) - 1] ?? 1000, request.signal);
  }
}
