import { Agent, request } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, describe, expect, it } from 'vitest';
import { Board } from '../bench/chaos/boards.ts';
import { type Acknowledged, read } from '../bench/chaos/load.ts';
import { check } from '../bench/chaos/verify.ts';
import { freePort, ServerProcess } from '../bench/support/server-process.ts';
import { fillSite } from '../bench/support/site.ts';
import { type DatabaseOptions, openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import type { Pushed, WatchAnswer } from '../shared/contract/live.ts';
import type { DailyReport } from '../shared/contract/report.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { type Door, openDoor } from './support/door.ts';
import { databaseFor } from './support/postgres.ts';

const databaseUrl = process.env['TEST_DATABASE_URL'];
const redisUrl = process.env['TEST_REDIS_URL'];
const missing = databaseUrl === undefined || redisUrl === undefined;

const hall = '/api/halls/district';
const metricsToken = 'figures of one process';
/** So long a screen waits for an answer, and until it asks again, in milliseconds. */
const answerMs = 15_000;
const againMs = 100;
/** Nobody asks for ever. */
const mostTries = 300;
/** Of so many answers of a person one is lost on the way: the press is sent once more. */
const lostOf = 5;
/** While a server starts each so many-th window works: it needs the processors to come up. */
const some = 11;

/** Somebody with an address of their own, whose presses are sent with their key until they are answered. */
class Person {
  readonly acknowledged: Acknowledged[] = [];
  /** Answers that nobody should get. */
  readonly faults: string[] = [];
  /** Tries that no server answered, or one that was ending. */
  unheard = 0;
  readonly agent: Agent;
  private readonly door: string;
  private readonly name: string;
  private readonly token: string;
  private presses = 0;

  constructor(door: string, n: number, token: string) {
    this.door = door;
    this.name = `person ${n}`;
    this.token = token;
    // The door keeps the people of one network at one server.
    this.agent = new Agent({ keepAlive: true, localAddress: `127.0.${n + 1}.1` });
  }

  /** @returns whether it was granted */
  async press(event: string, path: string, body: object = {}): Promise<boolean> {
    const n = (this.presses += 1);
    const act = { event, method: 'POST', path: hall + path, body, token: this.token } as const;
    const asked = { ...act, key: `${event} ${this.name} ${n}` };
    const given = await this.answered(asked);
    if (n % lostOf === 0) this.same(given, await this.answered(asked));
    this.acknowledged.push(given);
    const isFault = given.status >= 300 && !(event === 'call-next' && given.status === 409);
    if (isFault) this.faults.push(`${asked.key}: ${given.status} ${JSON.stringify(given.answer)}`);
    return given.status < 300;
  }

  /** The last press once more, to a server past the door. */
  async again(server: string): Promise<void> {
    const last = this.acknowledged.at(-1)!;
    this.same(last, await this.send(server, last.request));
  }

  private same(first: Acknowledged, second: Acknowledged): void {
    if (JSON.stringify(first) !== JSON.stringify(second))
      this.faults.push(
        `${first.request.key} has two answers: ${first.status} ${JSON.stringify(first.answer)}, ${second.status} ${JSON.stringify(second.answer)}`,
      );
  }

  private async answered(asked: Acknowledged['request']): Promise<Acknowledged> {
    let last = '';
    for (let tries = 0; tries < mostTries; tries += 1) {
      const given = await this.send(this.door, asked).catch((error: unknown) => String(error));
      if (typeof given !== 'string' && ![502, 503, 504].includes(given.status)) return given;
      last = typeof given === 'string' ? given : `${given.status} ${JSON.stringify(given.answer)}`;
      this.unheard += 1;
      await new Promise((again) => setTimeout(again, againMs));
    }
    throw new Error(`${asked.key} was sent ${mostTries} times; the last answer: ${last}`);
  }

  private send(to: string, asked: Acknowledged['request']): Promise<Acknowledged> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      'idempotency-key': asked.key,
    };
    const { agent } = this;
    return new Promise((resolve, reject) => {
      const options = { method: asked.method, agent, headers, timeout: answerMs };
      const sent = request(to + asked.path, options, (answer) => {
        const parts: Buffer[] = [];
        answer.on('error', reject);
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          const said = text.startsWith('{') ? (JSON.parse(text) as unknown) : null;
          resolve({ request: asked, status: answer.statusCode!, answer: said });
        });
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer')));
      sent.on('error', reject);
      sent.end(JSON.stringify(asked.body));
    });
  }
}

/** A terminal's live line: it comes back by itself, and asks for its state anew. */
class Terminal {
  state: WindowState | null = null;
  watches = false;
  readonly socket: Socket;

  constructor(door: string, window: number, { agent }: Person, token: string) {
    this.socket = io(door, {
      transports: ['websocket'],
      forceNew: true,
      auth: { token },
      agent: agent as never,
      reconnectionDelay: 200,
      reconnectionDelayMax: 1000,
    });
    this.socket.on('state', ({ topic, state }: Pushed<'window'>) => {
      if (topic === 'window') this.show(state);
    });
    this.socket.on('disconnect', () => (this.watches = false));
    this.socket.on('connect', () => {
      const wish = { topic: 'window', hall: 'district', window };
      void this.socket.emitWithAck('watch', wish).then((answer: WatchAnswer<'window'>) => {
        if (!answer.ok) return;
        this.watches = true;
        this.show(answer.state);
      });
    });
  }

  private show(state: WindowState): void {
    if (this.state === null || state.version >= this.state.version) this.state = state;
  }
}

/** A clerk at each window and guides who give tickets, all through one door. */
class Crowd {
  readonly people: readonly Person[];
  readonly terminals: readonly Terminal[];
  private readonly clerks: readonly Person[];
  private readonly guides: readonly Person[];
  private readonly queues: readonly string[];

  /** @param queues the first of each window */
  constructor(
    door: string,
    queues: readonly string[],
    clerks: readonly string[],
    guides: readonly string[],
  ) {
    this.queues = queues;
    this.clerks = clerks.map((token, i) => new Person(door, i, token));
    this.guides = guides.map((token, i) => new Person(door, clerks.length + i, token));
    this.people = [...this.clerks, ...this.guides];
    this.terminals = clerks.map((token, i) => new Terminal(door, i + 1, this.clerks[i]!, token));
  }

  /** All windows open, and there is somebody for each. */
  async open(): Promise<void> {
    const opened = this.clerks.map((clerk, i) => clerk.press('open', `/windows/${i + 1}/open`));
    await Promise.all([...opened, this.take(1)]);
  }

  /**
   * All windows at once call, begin and finish whoever is there, while as many tickets are taken.
   *
   * @param nth only each so many-th of the windows
   */
  async round(nth = 1): Promise<void> {
    const visits = this.clerks.map((clerk, i) =>
      i % nth === 0 ? this.visit(clerk, `/windows/${i + 1}`) : undefined,
    );
    await Promise.all([...visits, this.take(nth)]);
  }

  /** Rounds until something is done, and none is left half. */
  async roundsUntil<T>(done: Promise<T>, nth = 1): Promise<T> {
    let over = false;
    const heard = done.finally(() => (over = true));
    do await this.round(nth);
    while (!over);
    return heard;
  }

  get answers(): number {
    return this.people.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  }

  private async take(nth: number): Promise<void> {
    const wishes = this.queues.filter((_, i) => i % nth === 0);
    const one = async (guide: Person): Promise<void> => {
      for (let queue = wishes.pop(); queue !== undefined; queue = wishes.pop())
        await guide.press('take', '/tickets', { queue });
    };
    await Promise.all(this.guides.map(one));
  }

  private async visit(clerk: Person, window: string): Promise<void> {
    if (!(await clerk.press('call-next', `${window}/call-next`))) return;
    await clerk.press('start', `${window}/start`);
    await clerk.press('finish', `${window}/finish`);
  }
}

/** What one server says of itself, past the door. */
async function figure(server: ServerProcess, line: string): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const text = await (await fetch(`${server.url}/metrics`, { headers })).text();
  const found = text.split('\n').filter((each) => each.startsWith(line));
  return found.reduce((sum, each) => sum + Number(each.split(' ').at(-1)), 0);
}
const calls = 'yihaotong_commands_total{command="call-next"}';

async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await is())) {
    if (performance.now() > end) throw new Error(`not within a minute: ${what}`);
    await new Promise((again) => setTimeout(again, 20));
  }
}

describe.skipIf(missing)(
  `two server processes behind one door${missing ? ': no PostgreSQL or no Redis, skipped' : ''}`,
  () => {
    const ends: (() => unknown)[] = [];
    afterAll(async () => {
      for (const end of ends.reverse()) await end();
    });
    let door: Door;
    let crowd: Crowd;
    let admin: string;
    let database: DatabaseOptions;
    const servers: ServerProcess[] = [];
    const start: (() => Promise<ServerProcess>)[] = [];

    const allAreBack = (): Promise<void> =>
      until('all terminals are back', () => crowd.terminals.every(({ watches }) => watches));

    /** Ends one server in the middle of a round, and starts it again under load. */
    async function leavesAndReturns(
      i: number,
      end: (server: ServerProcess) => Promise<void>,
    ): Promise<void> {
      const [gone, other] = [servers[i]!, servers[1 - i]!];
      const [before, called] = [crowd.answers, await figure(other, calls)];
      const middle = until('a round is half done', () => crowd.answers > before + 50);
      await crowd.roundsUntil(middle.then(() => end(gone)));
      await allAreBack();
      servers[i] = await crowd.roundsUntil(start[i]!(), some);
      expect(await figure(other, calls)).toBeGreaterThan(called);
      // What is asked goes to it again by itself.
      await until('it calls again', async () => {
        await crowd.round(some);
        return (await figure(servers[i]!, calls)) > 0;
      });
    }

    it('44 windows call at once over both', async () => {
      const own = await databaseFor(databaseUrl!);
      ends.push(own.drop);
      database = { kind: 'postgres', url: own.url };
      const { windows } = JSON.parse(await readFile('data/hall.json', 'utf8')) as {
        windows: { serves: { queue: string }[] }[];
      };
      expect(windows.length).toBe(44);
      const db = await openDatabase(database);
      const site = await fillSite(db, randomIds, { takers: 6, clerks: windows.length });
      await db.close();
      admin = site.admin;
      const dataDir = await mkdtemp(join(tmpdir(), 'yihaotong-door-'));
      ends.push(() => rm(dataDir, { recursive: true, force: true }));
      const ports = [await freePort(), await freePort()] as const;
      const environment = {
        DATABASE_URL: own.url,
        REDIS_URL: redisUrl!,
        METRICS_TOKEN: metricsToken,
      };
      for (const port of ports)
        start.push(() => ServerProcess.start({ dataDir, port, run: 'source', environment }));
      ends.push(() => Promise.all(servers.map((server) => server.kill())));
      // The first prepares the site; then its mate comes.
      for (const one of start) servers.push(await one());
      door = await openDoor(ports);
      ends.push(() => door.close());
      const queues = windows.map(({ serves }) => serves[0]!.queue);
      crowd = new Crowd(door.url, queues, site.clerks, site.takers);
      ends.push(() => {
        for (const { socket } of crowd.terminals) socket.disconnect();
        for (const { agent } of crowd.people) agent.destroy();
      });
      await crowd.open();
      await allAreBack();
      await crowd.round();
      for (const server of servers) {
        expect(await figure(server, calls)).toBeGreaterThan(0);
        expect(await figure(server, 'yihaotong_sockets{kind="staff"}')).toBeGreaterThan(0);
      }
    }, 180_000);

    it('one is killed: everybody is at the other, and it is taken in again', async () => {
      await leavesAndReturns(0, (server) => server.kill());
      // It fell into the work.
      expect(crowd.people.reduce((sum, { unheard }) => sum + unheard, 0)).toBeGreaterThan(0);
    }, 180_000);

    it('rolling: one ends in good order and comes back, then the other, while the windows go on', async () => {
      for (const i of [1, 0]) await leavesAndReturns(i, (server) => server.stop());
    }, 180_000);

    it('nothing was lost, nothing done twice, and each says what the database says', async () => {
      // Sent once more, to either server: the same answer, and nothing is done.
      for (const { url } of servers) await Promise.all(crowd.people.map((one) => one.again(url)));
      expect(crowd.people.flatMap(({ faults }) => faults)).toEqual([]);
      const acknowledged = crowd.people.flatMap((person) => person.acknowledged);
      expect((await check(database, acknowledged)).faults).toEqual([]);
      const called = acknowledged
        .filter(({ request: { event }, status }) => event === 'call-next' && status === 200)
        .map(({ answer }) => (answer as WindowState).ticket!.number);
      expect(new Set(called).size).toBe(called.length);

      const report = await read<DailyReport>(door.url, `${hall}/reports/daily`, admin);
      const taken = acknowledged.filter(({ request: { event } }) => event === 'take').length;
      const { reconciliation } = report!.total;
      expect(reconciliation).toMatchObject({ ok: true, numbersGiven: taken, taken });

      for (const [i, terminal] of crowd.terminals.entries()) {
        const said = await read<WindowState>(door.url, `${hall}/windows/${i + 1}`, admin);
        await until(`window ${i + 1} shows what its server says`, () => {
          const { state } = terminal;
          return state?.status === said!.status && state.ticket?.number === said!.ticket?.number;
        });
      }
      for (const url of [door.url, ...servers.map((server) => server.url)]) {
        const board = new Board(url);
        ends.push(() => board.close());
        expect((await board.becomesRight()).faults).toEqual([]);
      }
    }, 120_000);
  },
);
