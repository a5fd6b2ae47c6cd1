import { io, type Socket } from 'socket.io-client';
import type { BoardState } from '../../shared/contract/board.ts';
import type { Pushed, WatchAnswer } from '../../shared/contract/live.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import type { WindowState } from '../../shared/contract/window.ts';

const hall = '/api/halls/district';
const paceMs = 150;
/** Later than this an answer is felt. */
const lateMs = 1000;

/** What clerks and boards saw while something was done to the machines. */
export interface Seen {
  calls: number;
  refused: Map<string, number>;
  late: number;
  longestMs: number;
  /** From the answer to a call until the last board had it. */
  boardLongestMs: number;
  boardsWentBack: number;
}

const nothing = (): Seen => ({
  calls: 0,
  refused: new Map(),
  late: 0,
  longestMs: 0,
  boardLongestMs: 0,
  boardsWentBack: 0,
});

/** A hall at work: visitors take tickets, clerks call, start and finish, boards watch. */
export class WorkingHall {
  readonly taken: string[] = [];
  readonly called: string[] = [];
  seen: Seen = nothing();
  private running = true;
  private work: Promise<unknown> = Promise.resolve();
  private readonly boards: { socket: Socket; has: Set<string>; version: number }[] = [];
  private readonly awaited = new Map<string, number>();

  async begin(
    urls: readonly string[],
    people: { takers: readonly string[]; clerks: readonly string[] },
  ): Promise<void> {
    for (const url of urls) await this.hang(url);
    const at = (i: number): string => urls[i % urls.length]!;
    this.work = Promise.all([
      ...people.takers.map((token, i) => this.take(at(i), token)),
      ...people.clerks.map((token, i) => this.serve(at(i), token, i + 1)),
    ]);
  }

  /** What was seen from here on is counted anew. @returns what was seen until now */
  turn(): Seen {
    this.overdue();
    const seen = this.seen;
    this.seen = nothing();
    return seen;
  }

  async end(): Promise<void> {
    this.running = false;
    await this.work;
    for (const { socket } of this.boards) socket.disconnect();
  }

  private async hang(url: string): Promise<void> {
    const socket = io(url, { transports: ['websocket'], reconnectionDelayMax: 1000 });
    const board = { socket, has: new Set<string>(), version: 0 };
    this.boards.push(board);
    const show = (state: BoardState): void => {
      if (state.version < board.version) this.seen.boardsWentBack += 1;
      board.version = Math.max(board.version, state.version);
      for (const { number } of state.calls) board.has.add(number);
      this.overdue();
    };
    socket.on('state', ({ state }: Pushed<'board'>) => show(state));
    const watch = async (): Promise<void> => {
      const answer = (await socket.emitWithAck('watch', {
        topic: 'board',
        hall: 'district',
      })) as WatchAnswer<'board'>;
      if (answer.ok) show(answer.state);
    };
    socket.on('connect', () => void watch());
    await new Promise<void>((connected) => socket.once('connect', connected));
  }

  private overdue(): void {
    const now = performance.now();
    for (const [number, since] of this.awaited) {
      this.seen.boardLongestMs = Math.max(this.seen.boardLongestMs, now - since);
      if (this.boards.every((board) => board.has.has(number))) this.awaited.delete(number);
    }
  }

  private async take(url: string, token: string): Promise<void> {
    while (this.running) {
      const ticket = await this.post<Ticket>(url, `${hall}/tickets`, token, { queue: 'one-life' });
      if (ticket !== null) this.taken.push(ticket.number);
      await pause();
    }
  }

  private async serve(url: string, token: string, window: number): Promise<void> {
    const give = (command: string): Promise<WindowState | null> =>
      this.post<WindowState>(url, `${hall}/windows/${window}/${command}`, token, {});
    await give('open');
    while (this.running) {
      const state = await give('call-next');
      const number = state?.ticket?.number;
      if (number !== undefined) {
        this.called.push(number);
        this.awaited.set(number, performance.now());
        await give('start');
        await give('finish');
      }
      await pause();
    }
  }

  private async post<T>(url: string, path: string, token: string, body: object): Promise<T | null> {
    const began = performance.now();
    this.seen.calls += 1;
    let said = 'no answer';
    try {
      const response = await fetch(url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as T & { code?: string };
      if (response.ok) return answer;
      said = `${response.status} ${answer.code ?? ''}`.trim();
    } catch {
      // Said below.
    } finally {
      const ms = performance.now() - began;
      this.seen.longestMs = Math.max(this.seen.longestMs, ms);
      if (ms > lateMs) this.seen.late += 1;
    }
    if (said !== '409 queue_empty')
      this.seen.refused.set(said, (this.seen.refused.get(said) ?? 0) + 1);
    return null;
  }
}

function pause(): Promise<void> {
  return new Promise((later) => setTimeout(later, paceMs));
}
