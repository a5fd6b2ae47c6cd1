import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterAll, describe, onTestFinished } from 'vitest';
import type { Pushed, Topic, TopicStates, Watch, WatchAnswer } from '../../shared/contract/live.ts';
import type { Ticket, TakeTicket } from '../../shared/contract/ticket.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { type AppOptions, buildApp, type HallServer } from '../../server/app.ts';
import { importHall } from '../../server/setup-document/first.ts';
import type { SteadyTime } from '../../server/clock.ts';
import { type Db, openDatabase, type DatabaseOptions } from '../../server/db/open.ts';
import { randomIds } from '../../server/ids.ts';
import type { KeyHolder } from '../../server/key-file.ts';
import { prepareSite } from '../../server/setup.ts';
import { imageOf, tables } from './images.ts';
import { databaseFor, type OwnDatabase } from './postgres.ts';

const calm = { lateMs: 0, commands: 0, waitedMs: 0 };

/** A clock that the test holds: it stands still until it is moved. */
export class HeldClock {
  private ms: number;
  private steadyMs = 0;
  private sleptMs = 0;
  readonly steady: SteadyTime | undefined;
  /** @param comparable beside it stands a time that nobody can set: `jump` does not move it */
  constructor(start: string, comparable = false) {
    this.ms = Date.parse(start);
    this.steady = comparable
      ? { awake: () => this.steadyMs, sinceBoot: () => this.steadyMs + this.sleptMs }
      : undefined;
  }
  readonly now = (): string => new Date(this.ms).toISOString();
  /** Moves on by seconds. */
  pass(seconds: number): void {
    this.ms += seconds * 1000;
    this.steadyMs += seconds * 1000;
  }
  /** Somebody sets it, ahead or (negative) back. */
  jump(seconds: number): void {
    this.ms += seconds * 1000;
  }
  /** The machine sleeps. */
  sleep(seconds: number): void {
    this.ms += seconds * 1000;
    this.sleptMs += seconds * 1000;
  }
  set(instant: string): void {
    this.ms = Date.parse(instant);
  }
}

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
}

export interface HallOptions {
  readonly database?: DatabaseOptions;
  /** Of a database that can begin as the usual hall at the default start, once that was kept. */
  readonly beginning?: Pick<OwnDatabase, 'fill' | 'keep'>;
  /** Default: Monday 2026-03-02, 09:00 in Shanghai. */
  readonly start?: string;
  /** The clock can be told from time that nobody can set. */
  readonly comparableClock?: true;
  /** Changes of the default hall file, e.g. of a queue's quota. */
  readonly change?: (hall: Record<string, unknown>) => void;
  readonly catalogue?: unknown;
  readonly webDir?: string;
  readonly metricsToken?: string;
  /** Where the site's key is; absent: in the database. */
  readonly holder?: KeyHolder;
  /** Carries changes to the other servers on the same database. */
  readonly carrier?: AppOptions['carrier'];
  readonly app?: Partial<
    Pick<
      AppOptions,
      | 'printerPatience'
      | 'publicUrl'
      | 'limits'
      | 'livePace'
      | 'backupPlan'
      | 'storageSite'
      | 'reportDir'
      | 'logger'
      | 'dataDirs'
      | 'sso'
      | 'load'
      | 'reach'
      | 'tls'
      | 'version'
    >
  >;
}

const inMemory = { kind: 'sqlite', file: ':memory:' } as const;

export const adminPassword = 'a long password';

/** A hall that runs: the real application on a free port, with a clock that the test holds. */
export class TestHall {
  readonly clock: HeldClock;
  readonly hall: HallServer;
  readonly db: Db;
  readonly url: string;
  admin = '';
  private readonly sockets: Socket[] = [];

  private constructor(clock: HeldClock, hall: HallServer, db: Db, url: string) {
    this.clock = clock;
    this.hall = hall;
    this.db = db;
    this.url = url;
  }

  static async start(options: HallOptions = {}): Promise<TestHall> {
    const clock = new HeldClock(
      options.start ?? '2026-03-02T01:00:00.000Z',
      options.comparableClock,
    );
    const { now } = clock;
    const files = (): Promise<{ hall: unknown; catalogue: unknown }> => {
      const hall = JSON.parse(readFileSync('data/hall.json', 'utf8')) as Record<string, unknown>;
      options.change?.(hall);
      const catalogue: unknown =
        options.catalogue ?? JSON.parse(readFileSync('data/catalogue.json', 'utf8'));
      return Promise.resolve({ hall, catalogue });
    };
    const isUsual =
      options.change === undefined &&
      options.catalogue === undefined &&
      options.holder === undefined;
    const prepare = (db: Db) =>
      prepareSite(db, randomIds, files, { now: now(), holder: options.holder });
    /** What an empty SQLite begins as: in memory with the usual hall, in a file, which may be another site's, with the tables. */
    const begunAs = async (database: DatabaseOptions): Promise<DatabaseOptions> => {
      if (database.kind !== 'sqlite') return database;
      if (database.file === ':memory:' && isUsual)
        return { ...database, image: await imageOf(`the usual hall at ${now()}`, prepare) };
      if (database.file === ':memory:') return { ...database, image: await tables() };
      if (!existsSync(database.file)) writeFileSync(database.file, await tables());
      return database;
    };
    const db = await openDatabase(await begunAs(options.database ?? inMemory));
    const beginning = isUsual && options.start === undefined ? options.beginning : undefined;
    await beginning?.fill();
    const { secret } = await prepare(db);
    await beginning?.keep();
    const hall = await buildApp({
      db,
      clock,
      ids: randomIds,
      logger: false,
      secret,
      carrier: options.carrier,
      passwordCost: { memoryCost: 1024, timeCost: 2 },
      dataDirs: { bundled: 'data', own: 'test-output' },
      webDir: options.webDir,
      metricsToken: options.metricsToken,
      // How busy this machine is, is no part of what a test says, but for those of the load itself.
      load: () => calm,
      ...options.app,
      limits: { firstDelayMs: 1, ...options.app?.limits },
    });
    await hall.staff.ensureAdministrator(adminPassword);
    const url = await hall.app.listen({ port: 0, host: '127.0.0.1' });
    const test = new TestHall(clock, hall, db, url);
    test.admin = await test.signIn('admin', adminPassword);
    return test;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.disconnect();
    await this.hall.app.close();
    await this.db.close();
  }

  async call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    {
      token = this.admin,
      key,
      headers = {},
    }: { token?: string | null; key?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T };
  }

  async signIn(username: string, password: string): Promise<string> {
    const { status, body } = await this.call<{ token: string }>(
      'POST',
      '/api/session',
      { username, password },
      { token: null },
    );
    if (status !== 200) throw new Error(`sign-in of ${username}: ${JSON.stringify(body)}`);
    return body.token;
  }

  /** A person with a role, signed in. */
  person(username: string, ...roles: string[]): Promise<string> {
    return this.personOf([], username, ...roles);
  }

  /** The same, of some halls only. */
  async personOf(halls: string[], username: string, ...roles: string[]): Promise<string> {
    await this.ok('POST', '/api/staff', {
      username,
      password: 'long enough',
      name: username,
      roles,
      halls,
    });
    return this.signIn(username, 'long enough');
  }

  /** A second hall on this site, like the first but for its code; or of files that are given. */
  async secondHall(
    code: string,
    { hall, catalogue }: { hall?: object; catalogue?: object } = {},
  ): Promise<void> {
    const file = (name: string): object =>
      JSON.parse(readFileSync(`data/${name}.json`, 'utf8')) as object;
    const files = {
      hall: { ...(hall ?? file('hall')), code },
      catalogue: catalogue ?? file('catalogue'),
    };
    await this.db.lanes.run('site', {
      run: (tx) => importHall(tx, files, randomIds, this.clock.now()),
    });
  }

  /** A device, paired. */
  async device(
    kind: 'kiosk' | 'display' | 'rating' | 'keypad',
    place: { window?: number; zone?: string; hall?: string } = {},
  ): Promise<string> {
    const { pairingCode } = await this.ok<{ pairingCode: string }>('POST', '/api/devices', {
      hall: 'district',
      kind,
      name: `${kind} ${randomUUID()}`,
      ...place,
    });
    return (await this.ok<{ token: string }>('POST', '/api/devices/pair', { pairingCode })).token;
  }

  /** A call that must succeed. */
  async ok<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    options?: Parameters<TestHall['call']>[3],
  ): Promise<T> {
    const answer = await this.call<T>(method, path, body, options);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  take(wish: Partial<TakeTicket>, options?: Parameters<TestHall['call']>[3]): Promise<Ticket> {
    return this.ok<Ticket>('POST', '/api/halls/district/tickets', wish, options);
  }

  /** A window command that must succeed; the administrator gives it unless a token is given. */
  window(number: number, command: string, input?: object, token?: string): Promise<WindowState> {
    return this.ok<WindowState>(
      'POST',
      `/api/halls/district/windows/${number}/${command}`,
      input ?? {},
      token === undefined ? {} : { token },
    );
  }

  /** Opens a window for a clerk of its own; answers the clerk's token. */
  async openWindow(number: number): Promise<string> {
    const token = await this.person(`clerk${number}`, 'clerk');
    await this.window(number, 'open', {}, token);
    return token;
  }

  follow(ticket: { token: string }): Promise<Ticket> {
    return this.ok<Ticket>('GET', `/api/tickets/${ticket.token}`, undefined, { token: null });
  }

  async connect(token?: string): Promise<Socket> {
    const socket = io(this.url, {
      transports: ['websocket'],
      reconnectionDelay: 50,
      ...(token === undefined ? {} : { auth: { token } }),
    });
    this.sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }

  /** Watches a topic; keeps every state that was pushed. */
  async watch<T extends Topic>(wish: Watch & { topic: T }, token?: string): Promise<Watching<T>> {
    const socket = await this.connect(token);
    return Watching.start<T>(socket, wish);
  }
}

/** One who watches a topic, and all that it was shown. */
export class Watching<T extends Topic> {
  readonly states: TopicStates[T][] = [];
  readonly socket: Socket;
  private readonly waiting = new Set<() => void>();

  private constructor(socket: Socket) {
    this.socket = socket;
  }

  static async start<T extends Topic>(socket: Socket, wish: Watch): Promise<Watching<T>> {
    const watching = new Watching<T>(socket);
    socket.on('state', ({ topic, state }: Pushed<T>) => {
      if (topic === wish.topic) watching.show(state);
    });
    const answer = (await socket.emitWithAck('watch', wish)) as WatchAnswer<T>;
    if (!answer.ok) throw new Error(`watch: ${answer.code}`);
    watching.show(answer.state);
    return watching;
  }

  get last(): TopicStates[T] {
    return this.states.at(-1)!;
  }

  /** Resolves with the first state that fits, now or later; the test's time-out ends the wait. */
  async until(fits: (state: TopicStates[T]) => boolean): Promise<TopicStates[T]> {
    for (;;) {
      const found = this.states.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  private show(state: TopicStates[T]): void {
    this.states.push(state);
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

/**
 * Runs a suite on SQLite and on PostgreSQL; where there is no server, that half says so.
 *
 * @param what its name; `onFile`: a SQLite in memory has one connection, on a file a reader stands
 *   beside the writer
 */
export function onBothDatabases(
  what: string | { readonly name: string; readonly onFile: true },
  suite: (fresh: (options?: Omit<HallOptions, 'database'>) => Promise<TestHall>) => void,
): void {
  const { name, onFile } = typeof what === 'string' ? { name: what, onFile: false } : what;
  const ends: (() => Promise<void>)[] = [];
  const begun = async (
    options: HallOptions,
    database: DatabaseOptions,
    remove: () => Promise<void> = () => Promise.resolve(),
  ): Promise<TestHall> => {
    const hall = await TestHall.start({ ...options, database });
    const end = async (): Promise<void> => {
      await hall.stop();
      await remove();
    };
    try {
      onTestFinished(end);
    } catch {
      // Begun for all tests of a file, and outside of them.
      ends.push(end);
    }
    return hall;
  };
  afterAll(async () => {
    for (const end of ends.splice(0)) await end();
  });
  describe(`${name} (SQLite)`, () => {
    suite((options = {}) => {
      if (!onFile) return begun(options, { kind: 'sqlite', file: ':memory:' });
      const { file, remove } = temporaryFile();
      return begun(options, { kind: 'sqlite', file }, remove);
    });
  });
  const url = process.env['TEST_DATABASE_URL'];
  describe.skipIf(url === undefined)(
    `${name} (PostgreSQL${url === undefined ? ': no server, skipped' : ''})`,
    () => {
      suite(async (options = {}) => {
        const database = await databaseFor(url!);
        // A test can have several open at once, and a server has a hundred connections.
        const { url: own, pools, drop, ...beginning } = database;
        return begun(
          { ...options, beginning },
          { kind: 'postgres', url: own, idleMs: 300, pools },
          drop,
        );
      });
    },
  );
}

/** A SQLite file of its own, for tests that stop and start again. */
export function temporaryFile(): { file: string; remove: () => Promise<void> } {
  const file = join(tmpdir(), `${randomUUID()}.db`);
  return {
    file,
    remove: async () => {
      for (const end of ['', '-wal', '-shm']) await rm(file + end, { force: true });
    },
  };
}
