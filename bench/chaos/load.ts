import type { Ticket } from '../../shared/contract/ticket.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { Seeded } from '../support/seeded.ts';

/** A request with its idempotency key, as it is sent again after a kill. */
export interface Keyed {
  readonly key: string;
  readonly token: string;
  readonly path: string;
  readonly body: object;
}

/** What the server acknowledged: a key and the answer that it got. */
export interface Acknowledged {
  readonly request: Keyed;
  readonly status: number;
  readonly answer: unknown;
}

const hall = '/api/halls/district';
const pauseMs = 20;
const windowsQueues = ['one-life', 'one-enterprise', 'realty', 'tax', 'social', 'medical'];
const packages = ['newborn', 'second-hand-home', 'hotel', 'marriage-childbirth'];

/**
 * People who take tickets and windows that call, start and finish, each one request after another,
 * until the server is gone.
 */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  /** Sent, and never answered: the server was killed meanwhile. */
  readonly unanswered: Keyed[] = [];
  private running = true;
  private readonly url: string;
  private readonly round: number;
  private readonly seed: number;

  constructor(url: string, round: number, seed: number) {
    this.url = url;
    this.round = round;
    this.seed = seed;
  }

  /** Resolves when everybody has stopped: the server was killed, or `stop` was called. */
  async run(takers: readonly string[], clerks: readonly string[]): Promise<void> {
    await Promise.all([
      ...takers.map((token, i) => this.take(token, i)),
      ...clerks.map((token, i) => this.work(token, i + 1)),
    ]);
  }

  stop(): void {
    this.running = false;
  }

  private async take(token: string, client: number): Promise<void> {
    const chance = new Seeded(this.seed * 1000 + this.round * 100 + client);
    for (let n = 0; this.running; n++) {
      const body = chance.chance(0.7)
        ? { queue: chance.pick(windowsQueues) }
        : { package: chance.pick(packages) };
      const key = `take ${this.round} ${client} ${n}`;
      await this.send({ key, token, path: `${hall}/tickets`, body });
    }
  }

  private async work(token: string, window: number): Promise<void> {
    const give = (command: string, n: number): Promise<Acknowledged | null> =>
      this.send({
        key: `${command} ${this.round} ${window} ${n}`,
        token,
        path: `${hall}/windows/${window}/${command}`,
        body: {},
      });
    await give('open', 0);
    for (let n = 0; this.running; n++) {
      const called = await give('call-next', n);
      if (called?.status === 409) await new Promise((later) => setTimeout(later, pauseMs));
      if (called?.status !== 200) continue;
      await give('start', n);
      // Every third ticket is finished by the next call.
      if (n % 3 !== 0) await give('finish', n);
    }
  }

  private async send(request: Keyed): Promise<Acknowledged | null> {
    if (!this.running) return null;
    try {
      const { status, answer } = await send(this.url, request);
      const acknowledged = { request, status, answer };
      this.acknowledged.push(acknowledged);
      return acknowledged;
    } catch {
      this.unanswered.push(request);
      this.running = false;
      return null;
    }
  }
}

/** @throws Error where the server does not answer */
export async function send(
  url: string,
  { key, token, path, body }: Keyed,
): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as unknown };
}

/** The tickets, and the window commands with their versions, that were acknowledged as done. */
export function done(list: readonly Acknowledged[]): {
  tickets: Ticket[];
  commands: { command: string; state: WindowState }[];
} {
  const good = list.filter(({ status }) => status < 300);
  return {
    tickets: good
      .filter(({ request }) => request.path.endsWith('/tickets'))
      .map(({ answer }) => answer as Ticket),
    commands: good
      .filter(({ request }) => !request.path.endsWith('/tickets'))
      .map(({ request, answer }) => ({
        command: request.path.split('/').at(-1)!,
        state: answer as WindowState,
      })),
  };
}
