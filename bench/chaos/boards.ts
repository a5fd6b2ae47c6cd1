import { io, type Socket } from 'socket.io-client';
import type { BoardState } from '../../shared/contract/board.ts';
import type { Pushed, WatchAnswer } from '../../shared/contract/live.ts';
import { hall } from './acts.ts';
import { read } from './load.ts';

/** As the screens do: at most a second until the next try, and all asked for anew at each connection. */
const line = { transports: ['websocket'], reconnectionDelay: 300, reconnectionDelayMax: 1000 };
const wish = { topic: 'board', hall: 'district' };
const lookMs = 50;
/** A board that is not right by then never will be. */
const mostMs = 30_000;

/** A board that hangs on one server through all that is done to it. */
export class Board {
  private readonly url: string;
  private readonly socket: Socket;
  private state: BoardState | null = null;

  constructor(url: string) {
    this.url = url;
    this.socket = io(url, { ...line, forceNew: true });
    this.socket.on('state', ({ topic, state }: Pushed<'board'>) => {
      if (topic === 'board') this.show(state);
    });
    this.socket.on('connect', () => {
      void this.socket.emitWithAck('watch', wish).then((answer: WatchAnswer<'board'>) => {
        if (answer.ok) this.show(answer.state);
      });
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  /**
   * Waits until it shows what its server says; nothing may change meanwhile. Its version may be an
   * older one: what touches no board is not told to boards.
   *
   * @returns milliseconds that it took, and what is wrong with it in the end
   */
  async becomesRight(): Promise<{ ms: number; faults: string[] }> {
    const began = performance.now();
    for (;;) {
      const right = await read<BoardState>(this.url, `${hall}/board`, null);
      const ms = performance.now() - began;
      const wrong =
        right === null || this.state === null
          ? [`a board of ${this.url} shows nothing`]
          : differences(this.state, right);
      if (wrong.length === 0 || ms > mostMs) return { ms, faults: wrong };
      await new Promise((later) => setTimeout(later, lookMs));
    }
  }

  private show(state: BoardState): void {
    if (this.state === null || state.version >= this.state.version) this.state = state;
  }
}

/** Calls, windows and queues; what is spoken ends by time and is no part of it. */
function differences(shown: BoardState, right: BoardState): string[] {
  const calls = ({ calls: list }: BoardState): unknown =>
    list.map(({ id, number, window, status }) => [id, number, window, status]);
  return (['windows', 'queues', 'calls'] as const).flatMap((part) => {
    const of = (state: BoardState): unknown => (part === 'calls' ? calls(state) : state[part]);
    const same = JSON.stringify(of(shown)) === JSON.stringify(of(right));
    return same ? [] : [`a board shows other ${part} than its server says`];
  });
}
