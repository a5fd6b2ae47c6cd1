import type { LightMyRequestResponse as LightResponse } from 'fastify';
import { type ProblemCode, problems } from '../../shared/errors.ts';
import type { GuardedRoute } from '../../server/guard.ts';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import type { Asker, FuzzSite } from './site.ts';
import { type Json, type Schema, Values } from './values.ts';
import { Words } from './words.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
  readonly required?: boolean;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> };
}
/** The interface's own document, so far as a request is made from it. */
export interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** A request as it is sent: printed whole where it is answered wrongly. */
export interface Wish {
  readonly asker: Asker;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | undefined;
}

/** A request that is answered later hangs: a report of years takes less, and the feed waits for less. */
const answerMs = 45_000;
/** What is read of persons is written into the log, also where it was only asked for. */
const told = /^\/api\/halls\/[^/]+\/applications\.(csv|xlsx)\b/;
/** Refusals with 503 that say what to do: no fault. */
const deliberate: readonly ProblemCode[] = ['too_busy', 'printer_unavailable'];
/** Of those that are let in at all so many are asked by one who may. */
const shareOfAllowed = 0.7;

/** Makes requests from the document and judges the answers. */
export class HttpFuzz {
  private readonly chance: Seeded;
  private readonly words: Words;
  private readonly values: Values;
  private readonly site: FuzzSite;
  private readonly document: Document;
  private readonly routes: readonly GuardedRoute[];
  /** Which askers a route has let in: by its method and address. */
  private readonly letIn = new Map<string, Set<string>>();
  private readonly keys: string[] = [];

  constructor(site: FuzzSite, seed: number) {
    this.site = site;
    this.chance = new Seeded(seed);
    this.words = new Words(() => site.now);
    this.document = site.hall.app.swagger() as unknown as Document;
    this.values = new Values(this.chance, this.words, this.document.components.schemas);
    this.routes = site.hall.routes.filter(({ method }) => method !== 'HEAD');
    for (const hall of ['district', 'district', 'town']) this.words.add('hall', hall);
    for (const path of ['1', '2', '3']) this.words.add('window', path);
  }

  get routeCount(): number {
    return this.routes.length;
  }

  /** The hall's own codes, as anybody reads them. */
  async learnHall(): Promise<void> {
    for (const path of ['', '/catalogue', '/queues', '/board', '/slots?queue=tax']) {
      const { body } = await this.site.hall.app.inject(`/api/halls/district${path}`);
      const answer = JSON.parse(body) as Record<string, { code?: string; number?: number }[]>;
      this.words.learn(answer);
      for (const [list, things] of Object.entries(answer))
        if (Array.isArray(things))
          for (const thing of things) {
            const word = thing.code ?? thing.number;
            if (word !== undefined) this.words.add(list, String(word));
          }
    }
  }

  /** The n-th request: every route in turn, by an asker that chance picks. */
  wish(n: number): Wish {
    const { chance } = this;
    const route = this.routes[n % this.routes.length]!;
    const asker = this.asker(route);
    const operation =
      this.document.paths[route.url.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()] ?? {};
    const url = this.address(route.url, operation.parameters ?? []);
    const body = this.body(operation);
    const method = chance.chance(0.01)
      ? chance.pick(['OPTIONS', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'POST', 'TRACE'])
      : route.method;
    return { asker, method, url, headers: this.headers(asker, body), payload: body };
  }

  /** Sends it. @returns what is wrong with the answer, and its status */
  async send(wish: Wish): Promise<{ status: number; faults: string[] }> {
    const { site } = this;
    const keyed = wish.headers['idempotency-key'] !== undefined;
    const before = site.versions();
    const errors = site.errors.length;
    const given = await this.answered(wish);
    if (given === null) return { status: 0, faults: [`no answer within ${answerMs / 1000} s`] };
    const { statusCode: status, body, headers } = given;
    const type = String(headers['content-type'] ?? '');
    const readable = /json/.test(type) && body !== '' && headers['content-encoding'] === undefined;
    const answer = readable ? (JSON.parse(body) as unknown) : null;
    const faults: string[] = [];
    if (status >= 400 && headers['content-encoding'] === undefined)
      faults.push(...problemFaults(status, type, answer, wish));
    else if (status >= 500) faults.push(`${status}`);
    // What is refused, and what only asks, has changed nothing; an answer kept for a key is due.
    const asks = status >= 400 || (isReading(wish.method) && !told.test(wish.url));
    if (asks && !keyed && before !== site.versions())
      faults.push(`answered ${status}, and a version was made`);
    for (const line of site.errors.splice(errors)) faults.push(`logged: ${line}`);
    if (status < 300 && answer !== null) this.words.learn(answer);
    if (status !== 401 && status !== 403) this.remember(wish);
    return { status, faults: status === 503 && faults.every(isDeliberate) ? [] : faults };
  }

  /** @returns null where there is no answer in the time */
  private async answered(wish: Wish): Promise<LightResponse | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), answerMs);
    });
    const asked = this.site.hall.app.inject({
      method: wish.method as 'GET',
      url: wish.url,
      headers: wish.headers,
      ...(wish.payload === undefined ? {} : { payload: wish.payload }),
    });
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Once in a while a hall's day moves on, so that times and days are all reached. */
  pass(): void {
    const { chance, site } = this;
    site.pass(chance.chance(0.002) ? 86_400 * chance.pick([1, 1, 3]) : chance.below(20));
  }

  private routeOf({ method, url }: Pick<Wish, 'method' | 'url'>): string {
    return `${method} ${url.split('?')[0]!.split('/').slice(0, 4).join('/')}`;
  }

  private remember(wish: Wish): void {
    const key = this.routeOf(wish);
    const set = this.letIn.get(key) ?? new Set<string>();
    set.add(wish.asker.name);
    this.letIn.set(key, set);
  }

  private asker(route: GuardedRoute): Asker {
    const { chance, site } = this;
    const all = site.everybody;
    if (!chance.chance(shareOfAllowed)) return chance.pick(all);
    const may = ['admin of all', 'manager of district', 'clerk of district', 'kiosk of district'];
    if (route.right === 'speak') may.push('display of district');
    if (route.right === 'rate-at-pad') may.push('rating of district');
    if (route.right === 'follow-visit' || route.right === 'rate-visit') may.push('stranger');
    const name = chance.pick(may);
    return all.find((asker) => asker.name === name)!;
  }

  private address(url: string, parameters: readonly Parameter[]): string {
    const { chance, values } = this;
    const strange = chance.chance(0.12);
    const segments = url.split('/').map((segment) => {
      if (!segment.startsWith(':')) return segment;
      const name = segment.slice(1);
      const schema = parameters.find((p) => p.in === 'path' && p.name === name)?.schema ?? {
        type: 'string',
      };
      if (strange && chance.chance(0.5)) return this.strangeSegment();
      return encodeURIComponent(textOf(values.valid(schema, name)));
    });
    const asked: string[] = [];
    for (const { name, schema, required, ...p } of parameters) {
      if (p.in !== 'query' || !(required === true || chance.chance(0.5))) continue;
      const value = chance.chance(0.2) ? values.hostile() : values.valid(schema, name);
      asked.push(`${name}=${encodeURIComponent(textOf(value))}`);
      if (chance.chance(0.05)) asked.push(asked.at(-1)!);
    }
    if (chance.chance(0.03)) asked.push(chance.pick(['x', 'a[b]=1', '__proto__=1', '%=%', '&&=']));
    return segments.join('/') + (asked.length === 0 ? '' : `?${asked.join('&')}`);
  }

  private strangeSegment(): string {
    const { chance, values } = this;
    if (chance.chance(0.5)) return encodeURIComponent(textOf(values.hostile())) || '%20';
    return chance.pick(['%zz', '%00', '..', '.', '%2e%2e%2f', 'x'.repeat(300), '1e3', '-1', '%e4']);
  }

  private body({ requestBody }: Operation): string | undefined {
    const { chance, values } = this;
    const schema = requestBody?.content['application/json']?.schema;
    if (schema === undefined) return chance.chance(0.05) ? text(values.garbage()) : undefined;
    const good = values.valid(schema, 'body');
    const kind = chance.next();
    if (kind < 0.4) return text(good);
    if (kind < 0.8) return text(values.broken(good));
    if (kind < 0.9) return text(values.garbage());
    if (kind < 0.93) return text(values.huge());
    if (kind < 0.96) return text(good).slice(0, chance.below(40));
    return chance.pick([undefined, '', '[[[', '{"a":1}{', '\u0000', '"', '{"__proto__":{"x":1}}']);
  }

  private headers(asker: Asker, body: string | undefined): Record<string, string> {
    const { chance } = this;
    const headers: Record<string, string> = {};
    if (asker.token !== null) headers['authorization'] = `Bearer ${asker.token}`;
    if (chance.chance(0.02))
      headers['authorization'] = chance.pick([
        'Bearer ',
        'Bearer a b',
        'Basic eA==',
        'x'.repeat(3000),
      ]);
    if (body !== undefined)
      headers['content-type'] = chance.chance(0.97)
        ? 'application/json'
        : chance.pick(['text/plain', 'application/xml', 'application/json; charset=gbk', '/', '']);
    if (chance.chance(0.1)) headers['idempotency-key'] = this.key();
    if (chance.chance(0.03))
      headers['accept'] = chance.pick([
        'application/vnd.escpos',
        'image/svg+xml',
        '*',
        '/;q=x',
        '',
      ]);
    if (chance.chance(0.02))
      headers['accept-encoding'] = chance.pick(['br', 'gzip', 'identity;q=0', '*;q=0', 'x']);
    if (chance.chance(0.01))
      headers['cookie'] = chance.pick(['session=%', 'session=x', ';;=;', 'a']);
    if (chance.chance(0.01)) headers['content-encoding'] = chance.pick(['gzip', 'br', 'x']);
    if (chance.chance(0.01)) headers['if-none-match'] = chance.pick(['*', 'W/"', '""']);
    if (chance.chance(0.01)) headers['range'] = chance.pick(['bytes=0-', 'bytes=9-1', 'x']);
    return headers;
  }

  private key(): string {
    const { chance, keys } = this;
    if (keys.length > 0 && chance.chance(0.3)) return chance.pick(keys);
    const key = chance.chance(0.1)
      ? chance.pick(['', 'k'.repeat(201), ' '])
      : `key ${chance.next()}`;
    keys.push(key);
    if (keys.length > 50) keys.shift();
    return key;
  }
}

/** An asker who is refused with a known code, in the form of every refusal. */
function problemFaults(status: number, type: string, answer: unknown, wish: Wish): string[] {
  const { code, status: said } = (answer ?? {}) as { code?: string; status?: number };
  if (status >= 500) return [`${status} ${code ?? ''}`];
  if (wish.method === 'HEAD') return [];
  if (!type.startsWith('application/problem+json')) return [`${status} as "${type}"`];
  if (code === undefined || !(code in problems)) return [`${status} with the code "${code}"`];
  return said === status ? [] : [`${status} that says ${said}`];
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isDeliberate(fault: string): boolean {
  return deliberate.some((code) => fault === `503 ${code}` || fault.startsWith(`logged: ${code}`));
}

function text(value: Json): string {
  return JSON.stringify(value);
}

function textOf(value: Json): string {
  // Half of a pair has no form in an address.
  return (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\p{Cs}/gu, '\ufffd');
}
