import { tmpdir } from 'node:os';
import { io, type Socket } from 'socket.io-client';
import { buildApp, type HallServer } from '../../server/app.ts';
import { type DatabaseOptions, type Db, openDatabase } from '../../server/db/open.ts';
import { randomIds } from '../../server/ids.ts';
import { prepareSite } from '../../server/setup.ts';
import type { BoardState } from '../../shared/contract/board.ts';
import type { Pushed, WatchAnswer } from '../../shared/contract/live.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { signInStaff } from '../support/staff.ts';
import { type HallOfDay, hallCode, type ReplayWindow } from './hall-of-day.ts';

interface Refusal {
  readonly code: string;
  readonly detail: string;
}
type Answer<T> = { readonly status: number; readonly body: T };

const catchUpMs = 15_000;

/**
 * The real application in this process, with the replay's clock: every ticket and command goes
 * through its HTTP routes, and a board watches over a real socket.
 */
export class Stage {
  readonly db: Db;
  readonly hall: HallServer;
  /** The ids of all calls that the watching board was ever shown. */
  readonly seenCalls = new Set<string>();
  private readonly clock: { instant: string };
  private readonly manager: string;
  private readonly clerks: ReadonlyMap<number, string>;
  private readonly socket: Socket;
  private shownVersion = 0;
  private onShown: () => void = () => undefined;

  private constructor(given: {
    db: Db;
    hall: HallServer;
    clock: { instant: string };
    manager: string;
    clerks: ReadonlyMap<number, string>;
    socket: Socket;
  }) {
    this.db = given.db;
    this.hall = given.hall;
    this.clock = given.clock;
    this.manager = given.manager;
    this.clerks = given.clerks;
    this.socket = given.socket;
    this.socket.on('state', ({ state }: Pushed<'board'>) => this.show(state));
  }

  static async open(day: HallOfDay, database: DatabaseOptions, start: string): Promise<Stage> {
    const clock = { instant: start };
    const db = await openDatabase(database);
    const files = { hall: day.hall, catalogue: day.catalogue };
    const { secret } = await prepareSite(db, randomIds, () => Promise.resolve(files), {
      now: start,
    });
    const hall = await buildApp({
      db,
      clock: { now: () => clock.instant },
      ids: randomIds,
      logger: false,
      // Nothing of these is asked for: voices only.
      dataDirs: { bundled: 'data', own: tmpdir() },
      secret,
    });
    const url = await hall.app.listen({ port: 0, host: '127.0.0.1' });
    const [manager] = await signInStaff(db, randomIds, ['manager'], 'manager');
    const names = day.windows.map((w) => `clerk${w.number}`);
    const tokens = await signInStaff(db, randomIds, names);
    const clerks = new Map(day.windows.map((w, i) => [w.number, tokens[i]!]));
    const socket = io(url, { transports: ['websocket'] });
    const stage = new Stage({ db, hall, clock, manager: manager!, clerks, socket });
    const watching = (await socket.emitWithAck('watch', {
      topic: 'board',
      hall: hallCode,
    })) as WatchAnswer<'board'>;
    if (!watching.ok) throw new Error(`The board cannot watch: ${watching.code}`);
    stage.show(watching.state);
    return stage;
  }

  get now(): string {
    return this.clock.instant;
  }

  set now(instant: string) {
    this.clock.instant = instant;
  }

  /** A visitor takes a ticket. */
  take(wish: object): Promise<Ticket> {
    return this.ok('POST', `/api/halls/${hallCode}/tickets`, wish, this.manager);
  }

  /** A visitor is back after a miss or a hold. */
  comeBack(token: string): Promise<Ticket> {
    return this.ok('POST', `/api/tickets/${token}/return`, {}, null);
  }

  /** A clerk's command; null: nobody waits. @throws Error where it was refused for another reason */
  async command(
    window: ReplayWindow,
    command: string,
    input: object = {},
  ): Promise<WindowState | null> {
    const answer = await this.send<WindowState & Refusal>(
      'POST',
      `/api/halls/${hallCode}/windows/${window.number}/${command}`,
      input,
      this.clerks.get(window.number)!,
    );
    if (answer.status === 200) return answer.body;
    if (answer.body.code === 'queue_empty') return null;
    throw new Error(`${command} at window ${window.number}: ${answer.body.detail}`);
  }

  /** What a manager asks for. */
  manage<T>(method: 'GET' | 'POST', path: string): Promise<T> {
    return this.ok(method, `/api/halls/${hallCode}${path}`, undefined, this.manager);
  }

  /** The same with a body, whatever the answer is. */
  ask<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer<T>> {
    return this.send<T>(method, `/api/halls/${hallCode}${path}`, body, this.manager);
  }

  /** Waits until the board shows the newest version; gives up after a while, so that it is counted. */
  async boardCaughtUp(): Promise<void> {
    const { version } = await this.manage<{ version: number }>('GET', '');
    const timer = setTimeout(() => this.onShown(), catchUpMs);
    const end = performance.now() + catchUpMs;
    while (this.shownVersion < version && performance.now() < end)
      await new Promise<void>((resolve) => (this.onShown = resolve));
    clearTimeout(timer);
  }

  async close(): Promise<void> {
    this.socket.disconnect();
    await this.hall.app.close();
    await this.db.close();
  }

  private show(board: BoardState): void {
    for (const call of board.calls) this.seenCalls.add(call.id);
    this.shownVersion = Math.max(this.shownVersion, board.version);
    this.onShown();
  }

  private async ok<T>(
    method: 'GET' | 'POST',
    path: string,
    body: object | undefined,
    token: string | null,
  ): Promise<T> {
    const answer = await this.send<T>(method, path, body, token);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private async send<T>(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body: object | undefined,
    token: string | null,
  ): Promise<Answer<T>> {
    const response = await this.hall.app.inject({
      method,
      url,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: response.statusCode, body: response.json<T>() };
  }
}
