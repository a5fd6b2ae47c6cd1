import type { WindowState } from '../../shared/contract/window.ts';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import { type Act, adminAct, clerkAct, guideAct, hall, visitorAct, type World } from './acts.ts';

/** A request with its idempotency key, as it is sent again where nobody heard an answer. */
export interface Keyed extends Act {
  readonly key: string;
  readonly token: string | null;
}

/** What the server acknowledged: a request and the answer that it got. */
export interface Acknowledged {
  readonly request: Keyed;
  readonly status: number;
  readonly answer: unknown;
}

/** Who gives the load: tokens. */
export interface Crew {
  readonly takers: readonly string[];
  readonly clerks: readonly string[];
  readonly admin: string;
}

export interface LoadOptions {
  /** Where the servers are; with several, what one does not answer the next is asked. */
  readonly urls: readonly string[];
  readonly round: number;
  readonly seed: number;
  readonly world: World;
  readonly visitors: number;
  /** Called with each answer when it comes. */
  readonly onAnswer?: (given: Acknowledged) => void;
}

const pauseMs = 20;
/** Longer than a screen waits, so that one that stands still is left for the other. */
const answerMs = 6000;
/** One that is alone is waited for: its end is told by its lines. */
const patienceMs = 60_000;
const triesElsewhere = 40;

/**
 * Everybody in a hall, each one request after another by a chance of their own: guides, windows,
 * visitors at home and an administrator. It goes on until it is stopped or, with one server, until
 * that is gone.
 */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  /** Sent, and never answered. */
  readonly unanswered: Keyed[] = [];
  /** Answers that are faults of the server's own. */
  readonly faults: string[] = [];
  /** Asked again at another server, with the same key. */
  retried = 0;
  private running = true;
  private readonly d: LoadOptions;

  constructor(options: LoadOptions) {
    this.d = options;
  }

  /** Resolves when everybody has stopped. */
  async run({ takers, clerks, admin }: Crew): Promise<void> {
    const { world, visitors } = this.d;
    const act = (make: typeof guideAct, who: string, token: string | null): Promise<void> =>
      this.person(who, async (chance, mark) => {
        const answer = await this.give(make(chance, world, mark), token, mark);
        if (answer !== null && answer.status >= 300) await pause();
      });
    await Promise.all([
      ...takers.map((token, i) => act(guideAct, `guide ${i}`, token)),
      ...clerks.map((token, i) => this.clerk(token, i + 1)),
      ...Array.from({ length: visitors }, (_, i) => act(visitorAct, `visitor ${i}`, null)),
      this.person('admin', async (chance, mark) => {
        await this.give(adminAct(chance, world, mark), admin, mark);
        await pause();
      }),
    ]);
  }

  stop(): void {
    this.running = false;
  }

  private async clerk(token: string, window: number): Promise<void> {
    let state: WindowState | null = null;
    await this.person(`clerk ${window}`, async (chance, mark) => {
      const given = await this.give(clerkAct(chance, window, state, mark), token, mark);
      if (given === null) return;
      if (given.status === 200) {
        state = given.answer as WindowState;
        return;
      }
      const { code } = given.answer as { code?: string };
      // It is not as it was: the state is asked for anew, as a terminal would have been told.
      if (code !== 'queue_empty') state = await this.stateOf(token, window);
      await pause();
    });
  }

  private async person(
    who: string,
    step: (chance: Seeded, mark: string) => Promise<void>,
  ): Promise<void> {
    const { seed, round } = this.d;
    const chance = new Seeded(hash(`${seed} ${round} ${who}`));
    for (let n = 0; this.running; n += 1) await step(chance, `${who} ${round} ${n}`);
  }

  private async give(act: Act, token: string | null, mark: string): Promise<Acknowledged | null> {
    if (!this.running) return null;
    const request: Keyed = { ...act, token, key: `${act.event} ${mark}` };
    const { urls } = this.d;
    const withinMs = urls.length === 1 ? patienceMs : answerMs;
    // Each has a server of its own, as behind a proxy that keeps people together.
    const first = hash(mark.replace(/ \d+ \d+$/, ''));
    for (let tries = 0; tries < (urls.length === 1 ? 1 : triesElsewhere); tries += 1) {
      const given = await send(urls[(first + tries) % urls.length]!, request, withinMs).catch(
        () => null,
      );
      if (given !== null && given.status !== 503) return this.heard({ request, ...given });
      if (urls.length === 1) continue;
      this.retried += 1;
      await pause(tries * pauseMs);
    }
    this.unanswered.push(request);
    if (urls.length === 1) this.running = false;
    return null;
  }

  private heard(given: Acknowledged): Acknowledged {
    const { request, status, answer } = given;
    this.acknowledged.push(given);
    this.d.onAnswer?.(given);
    if (status >= 500) this.faults.push(`${request.key}: ${status} ${JSON.stringify(answer)}`);
    if (status < 300) this.d.world.learn(request.event, answer);
    return given;
  }

  private async stateOf(token: string, window: number): Promise<WindowState | null> {
    for (const url of this.d.urls) {
      const state = await read<WindowState>(url, `${hall}/windows/${window}`, token);
      if (state !== null) return state;
    }
    return null;
  }
}

/** @throws Error where the server does not answer */
export async function send(
  url: string,
  { method, key, token, path, body }: Keyed,
  withinMs = patienceMs,
): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'idempotency-key': key,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(withinMs),
  });
  const text = await response.text();
  return { status: response.status, answer: text === '' ? null : (JSON.parse(text) as unknown) };
}

/** What a server shows; null: it does not answer, or not that. */
export async function read<T>(url: string, path: string, token: string | null): Promise<T | null> {
  try {
    const headers: Record<string, string> =
      token === null ? {} : { authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(answerMs);
    const response = await fetch(url + path, { headers, signal });
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}

/** What there is to book, which requests for a visit wait, and what was handed in: learnt before each round. */
export async function look(url: string, world: World, admin: string): Promise<void> {
  world.slots.length = 0;
  for (const queue of ['tax', 'social']) {
    const found = await read<{ slots: { from: string; free: number }[] }>(
      url,
      `${hall}/slots?queue=${queue}`,
      null,
    );
    for (const { from } of found?.slots ?? []) world.slots.push({ queue, from });
  }
  const visits = await read<{ requests: { id: string }[] }>(
    url,
    `${hall}/home-visits?limit=200`,
    admin,
  );
  world.requests.splice(0, world.requests.length, ...(visits?.requests ?? []).map((v) => v.id));
  const handedIn = await read<{ applications: { id: string }[] }>(
    url,
    `${hall}/applications?limit=200`,
    admin,
  );
  const { applications } = world;
  applications.splice(0, applications.length, ...(handedIn?.applications ?? []).map((a) => a.id));
}

const pause = (ms = pauseMs): Promise<void> => new Promise((later) => setTimeout(later, ms));

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0)!, 0x01000193);
  return value >>> 0;
}
