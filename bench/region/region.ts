import { io, type Socket } from 'socket.io-client';
import type { Pushed } from '../../shared/contract/live.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import { type Client, expectDone } from '../measure/client.ts';
import { Storm } from './storm.ts';

interface Opening {
  readonly url: string;
  readonly client: Client;
  readonly halls: number;
  /** Two for each hall. */
  readonly clerks: readonly string[];
  readonly admin: string;
}

export interface Done {
  readonly tickets: number;
  readonly calls: number;
  /** Milliseconds. */
  readonly toBoard: readonly number[];
  readonly takeMs: readonly number[];
  readonly callMs: readonly number[];
}

interface Storms {
  /** In which there is a storm, and in which calls are timed. */
  readonly hall: number;
  readonly other: number;
  /** How often it comes and goes, and how many calls each time. */
  readonly times: number;
  readonly calls: number;
}

interface Stormed {
  /** Milliseconds of each call. */
  readonly without: readonly number[];
  readonly within: readonly number[];
  /** Tickets of the storms, in so many seconds. */
  readonly tickets: number;
  readonly seconds: number;
}

const queue = 'one-life';
/** Acts that are on their way at once where nothing is timed. */
const together = 16;
const stormTakers = 24;

/** Halls with two windows and a board each, driven through the front door. */
export class Region {
  /** How many wait in each hall. */
  private readonly lines: number[] = [];
  private readonly boards: Socket[] = [];
  /** When a board first showed a number, by hall and number. */
  private readonly shown = new Map<string, number>();
  private readonly waitingFor = new Map<string, (at: number) => void>();
  private readonly next: number[];
  private turn = 0;
  boardBytes = 0;
  answerBytes = 0;
  private readonly d: Opening;

  private constructor(d: Opening) {
    this.d = d;
    this.next = Array.from({ length: d.halls }, () => 0);
    this.lines = Array.from({ length: d.halls }, () => 0);
  }

  static async open(d: Opening): Promise<Region> {
    const region = new Region(d);
    for (let i = 0; i < d.halls; i += 1) {
      if (i > 0) {
        const code = region.code(i);
        const wish = { code, name: { 'zh-Hans': `${i + 1} 号大厅` }, timezone: 'Asia/Shanghai' };
        expectDone(await d.client.post('/api/halls', { ...wish, from: 'district' }, d.admin));
      }
      for (const window of [1, 2])
        expectDone(
          await d.client.post(
            `${region.path(i)}/windows/${window}/open`,
            {},
            region.clerk(i, window),
          ),
        );
      await region.watch(i);
    }
    return region;
  }

  get waiting(): number {
    return this.lines.reduce((sum, n) => sum + n, 0);
  }

  path(hall: number): string {
    return `/api/halls/${this.code(hall)}`;
  }

  /** Tickets over all halls, some at once. */
  async take(count: number): Promise<number> {
    await this.many(count, (n) => this.takeIn(n % this.d.halls));
    return count;
  }

  /** Calls over all halls where somebody waits. @returns how many */
  async call(count: number): Promise<number> {
    let done = 0;
    await this.many(count, async (n) => {
      const hall = n % this.d.halls;
      if (this.lines[hall]! <= 0) return;
      done += 1;
      await this.callIn(hall);
    });
    return done;
  }

  /** People come by chance, so many a second in each hall; each is called soon after. */
  async run({ rate, seconds }: { rate: number; seconds: number }): Promise<Done> {
    const chance = new Seeded(7);
    const [takeMs, callMs, toBoard]: number[][] = [[], [], []] as never;
    const until = performance.now() + seconds * 1000;
    const underWay = new Set<Promise<void>>();
    const track = (work: Promise<void>): void => {
      const one: Promise<void> = work.finally(() => underWay.delete(one));
      underWay.add(one);
    };
    const gap = (): number => (-Math.log(1 - chance.next()) / (rate * this.d.halls)) * 1000;
    for (let at = performance.now() + gap(); at < until; at += gap()) {
      const rest = at - performance.now();
      if (rest > 1) await new Promise((later) => setTimeout(later, rest));
      const hall = Math.floor(chance.next() * this.d.halls);
      track(this.takeIn(hall).then((ms) => void takeMs!.push(ms)));
      if (this.lines[hall]! > 0)
        track(
          this.callIn(hall).then(({ ms, board }) => {
            callMs!.push(ms);
            if (board !== null) toBoard!.push(board);
          }),
        );
    }
    await Promise.all(underWay);
    const counts = { tickets: takeMs!.length, calls: callMs!.length };
    return { ...counts, toBoard: toBoard!, takeMs: takeMs!, callMs: callMs! };
  }

  /**
   * Milliseconds of calls in one hall, one after the other, a ticket before each: in turn without a
   * storm and within one, so that what else the machine does is in both.
   */
  async storms({ hall, other, times, calls }: Storms): Promise<Stormed> {
    const stormed = { without: [] as number[], within: [] as number[], tickets: 0, seconds: 0 };
    const { url, admin: token } = this.d;
    const path = this.path(hall);
    const storm = await Storm.ready({ url, path, queue, token, takers: stormTakers });
    for (let n = 0; n < times; n += 1) {
      stormed.without.push(...(await this.callsIn(other, calls)));
      const within = await storm.during(() => this.callsIn(other, calls));
      stormed.within.push(...within.measured);
      stormed.tickets += within.tickets;
      stormed.seconds += within.seconds;
    }
    await storm.end();
    return stormed;
  }

  private async callsIn(hall: number, count: number): Promise<number[]> {
    const times: number[] = [];
    for (let n = 0; n < count; n += 1) {
      await this.takeIn(hall);
      times.push((await this.callIn(hall)).ms);
    }
    return times;
  }

  /** A ticket of a hall, for a phone to follow. */
  async token(hall: number): Promise<string> {
    const answer = await this.d.client.post<Ticket>(
      `${this.path(hall)}/tickets`,
      { queue },
      this.d.admin,
    );
    expectDone(answer);
    this.lines[hall]! += 1;
    return answer.body.token;
  }

  async callIn(hall: number): Promise<{ ms: number; board: number | null }> {
    this.lines[hall]! -= 1;
    const window = 1 + ((this.next[hall]! += 1) % 2);
    const began = performance.now();
    const answer = await this.d.client.post<WindowState>(
      `${this.path(hall)}/windows/${window}/call-next`,
      {},
      this.clerk(hall, window),
    );
    // Whoever was taken a moment ago may not be there yet.
    if (answer.status === 409) return { ms: answer.ms, board: null };
    expectDone(answer);
    const number = answer.body.ticket?.number;
    const board = number === undefined ? null : (await this.onBoard(`${hall} ${number}`)) - began;
    return { ms: answer.ms, board };
  }

  close(): void {
    for (const board of this.boards) board.disconnect();
  }

  private async takeIn(hall: number): Promise<number> {
    const answer = await this.d.client.post<Ticket>(
      `${this.path(hall)}/tickets`,
      { queue },
      this.d.admin,
      `${hall}-${(this.turn += 1)}`,
    );
    expectDone(answer);
    this.answerBytes ||= JSON.stringify(answer.body).length;
    this.lines[hall]! += 1;
    return answer.ms;
  }

  private async watch(hall: number): Promise<void> {
    const board = io(this.d.url, { transports: ['websocket'], forceNew: true });
    this.boards.push(board);
    board.on('state', ({ state }: Pushed<'board'>) => {
      const now = performance.now();
      for (const { number } of state.calls) {
        const key = `${hall} ${number}`;
        if (this.shown.has(key)) continue;
        this.shown.set(key, now);
        this.waitingFor.get(key)?.(now);
      }
      this.boardBytes = Math.max(this.boardBytes, JSON.stringify(state).length);
    });
    await board.emitWithAck('watch', { topic: 'board', hall: this.code(hall), zone: 'A' });
  }

  private onBoard(key: string): Promise<number> {
    const at = this.shown.get(key);
    if (at !== undefined) return Promise.resolve(at);
    return new Promise((resolve) => this.waitingFor.set(key, resolve));
  }

  private async many(count: number, act: (n: number) => Promise<unknown>): Promise<void> {
    let n = 0;
    await Promise.all(
      Array.from({ length: together }, async () => {
        while (n < count) await act(n++);
      }),
    );
  }

  private code(hall: number): string {
    return hall === 0 ? 'district' : `hall-${hall + 1}`;
  }

  private clerk(hall: number, window: number): string {
    return this.d.clerks[hall * 2 + window - 1]!;
  }
}
