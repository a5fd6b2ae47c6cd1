import type { components, paths } from './schema.ts';

export { isWebhookSigned } from './webhook.ts';
export type { components, paths } from './schema.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Known<T> = Exclude<T, undefined>;
/** The addresses that have a method. */
type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> =
  paths[P] extends Record<M, infer O> ? O : never;
type Json<T> = T extends { content: infer C }
  ? 'application/json' extends keyof C
    ? C['application/json']
    : never
  : never;
type Answers<O> = O extends { responses: infer R } ? R : never;
/** What a call answers that went well. */
type Answer<O> = {
  [S in keyof Answers<O>]: S extends 200 | 201 | 202 ? Json<Answers<O>[S]> : never;
}[keyof Answers<O>];
type Parameters<O> = O extends { parameters: infer P } ? P : never;
type PathOf<O> = Parameters<O> extends { path: infer P } ? { params: P } : { params?: never };
type QueryOf<O> =
  Parameters<O> extends { query?: infer Q }
    ? Known<Q> extends never
      ? { query?: never }
      : { query?: Known<Q> }
    : { query?: never };
type BodyOf<O> = O extends { requestBody: infer B }
  ? { body: Json<B> }
  : O extends { requestBody?: infer B }
    ? { body?: Json<Known<B>> }
    : { body?: never };
type Wish<O> = PathOf<O> &
  QueryOf<O> &
  BodyOf<O> & {
    /** The same again gets the same answer and changes nothing. */
    idempotencyKey?: string;
    signal?: AbortSignal;
  };
type Given<O> = object extends Wish<O> ? [wish?: Wish<O>] : [wish: Wish<O>];

export type HallEvent = components['schemas']['HallEvent'];

/** A refusal of the server, with its stable code. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** All that the server said (RFC 9457). */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    const { code, detail } = problem;
    super(typeof detail === 'string' ? detail : `the server answered ${status}`);
    this.name = 'Refusal';
    this.status = status;
    this.code = typeof code === 'string' ? code : 'unknown';
    this.problem = problem;
  }
}

/** What a call can be given; the types of each address say what of it there is. */
interface AnyWish {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface ClientOptions {
  /** Of the server, with its folder where it has one. */
  readonly url: string;
  /** A key (`yht_…`), or the token of a device or a person; absent: a stranger. */
  readonly key?: string;
  /** Absent: that of the platform. */
  readonly fetch?: typeof fetch;
}

/** Seconds for which a follower of events lets the server wait, and pauses (ms) after a failure. */
const waitSeconds = 25;
const firstPause = 1000;
const longestPause = 30_000;

/** Calls the interface of a server; addresses, inputs and answers are typed as it publishes them. */
export class Client {
  private readonly options: ClientOptions;

  constructor(options: ClientOptions) {
    this.options = options;
  }

  /** @throws Refusal */
  get<P extends PathWith<'get'>>(
    path: P,
    ...[wish]: Given<Operation<P, 'get'>>
  ): Promise<Answer<Operation<P, 'get'>>> {
    return this.call('GET', path, wish as AnyWish | undefined);
  }

  /** @throws Refusal */
  post<P extends PathWith<'post'>>(
    path: P,
    ...[wish]: Given<Operation<P, 'post'>>
  ): Promise<Answer<Operation<P, 'post'>>> {
    return this.call('POST', path, wish as AnyWish | undefined);
  }

  /** @throws Refusal */
  put<P extends PathWith<'put'>>(
    path: P,
    ...[wish]: Given<Operation<P, 'put'>>
  ): Promise<Answer<Operation<P, 'put'>>> {
    return this.call('PUT', path, wish as AnyWish | undefined);
  }

  /** @throws Refusal */
  patch<P extends PathWith<'patch'>>(
    path: P,
    ...[wish]: Given<Operation<P, 'patch'>>
  ): Promise<Answer<Operation<P, 'patch'>>> {
    return this.call('PATCH', path, wish as AnyWish | undefined);
  }

  /** @throws Refusal */
  delete<P extends PathWith<'delete'>>(
    path: P,
    ...[wish]: Given<Operation<P, 'delete'>>
  ): Promise<Answer<Operation<P, 'delete'>>> {
    return this.call('DELETE', path, wish as AnyWish | undefined);
  }

  /**
   * What happens in a hall, from a place on, without end: it waits, and goes on after whatever fails.
   * Keep `next` together with what you made of the events.
   *
   * @param after `next` of before; absent: from now on
   * @throws Refusal where the server refuses for good: the key has ended, the place is unknown
   */
  async *events(
    hall: string,
    { after, signal }: { after?: number; signal?: AbortSignal } = {},
  ): AsyncGenerator<{ items: readonly HallEvent[]; next: number }, void, void> {
    const ends = signal === undefined ? {} : { signal };
    let from = after;
    for (let pause = firstPause; signal?.aborted !== true;) {
      try {
        const { items, next } = await this.get('/api/halls/{hall}/events/feed', {
          params: { hall },
          query: from === undefined ? {} : { after: from, wait: waitSeconds },
          ...ends,
        });
        pause = firstPause;
        from = next;
        if (items.length > 0) yield { items, next };
      } catch (error) {
        if (isEnded(signal)) return;
        const isForGood = error instanceof Refusal && error.status < 500 && error.status !== 429;
        if (isForGood) throw error;
        await new Promise((later) => setTimeout(later, pause));
        pause = Math.min(2 * pause, longestPause);
      }
    }
  }

  private async call<T>(method: string, path: string, wish: AnyWish = {}): Promise<T> {
    const { url, key, fetch: ask = fetch } = this.options;
    const { params = {}, query = {}, body, idempotencyKey, signal } = wish;
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(textOf(params[name])),
    );
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
        if (one !== undefined) search.append(name, textOf(one));
    const answer = await ask(
      `${url.replace(/\/$/, '')}${filled}${search.size > 0 ? `?${search}` : ''}`,
      {
        method,
        headers: {
          accept: 'application/json',
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      },
    );
    const text = await answer.text();
    const said: unknown = isJson(answer) && text !== '' ? JSON.parse(text) : undefined;
    if (!answer.ok) throw new Refusal(answer.status, (said ?? {}) as Record<string, unknown>);
    return said as T;
  }
}

const isJson = ({ headers }: Response): boolean =>
  headers.get('content-type')?.includes('json') === true;
const isEnded = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
