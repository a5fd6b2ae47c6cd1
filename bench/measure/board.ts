import { io, type Socket } from 'socket.io-client';
import type { Pushed } from '../../shared/contract/live.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { ServerProcess } from '../support/server-process.ts';
import { makeSite } from '../support/site.ts';
import type { MainQueues } from './calls.ts';
import { Client, expectDone } from './client.ts';
import { startFloor } from './floor.ts';
import { type Spread, spreadOf } from './spread.ts';

/** From the key press at a window to the call on a board: milliseconds. */
export interface ToBoard {
  readonly ours: Spread;
  /** An insert and a push of a board's size, nothing more. */
  readonly floor: Spread;
}

const hall = '/api/halls/district';
const warmUp = 20;
/** Longer than a burst lasts: each call finds a quiet hall, as most do. */
const quietMs = 25;

export async function measureToBoard(calls: number, windows: MainQueues): Promise<ToBoard> {
  const site = await makeSite({ takers: 1, clerks: windows.length });
  const server = await ServerProcess.start({ dataDir: site.dataDir });
  const floor = await startFloor('single');
  const client = new Client(server.url, 1);
  const floorClient = new Client(floor.url, 1);
  const board = io(server.url, { transports: ['websocket'] });
  const floorBoard = io(floor.url, { transports: ['websocket'] });
  try {
    await board.emitWithAck('watch', { topic: 'board', hall: 'district', zone: null });
    if (!floorBoard.connected)
      await new Promise((ready) => floorBoard.once('connect', () => ready(null)));
    for (const { window } of windows)
      expectDone(await client.post(`${hall}/windows/${window}/open`, {}, site.clerks[window - 1]!));
    const ours: number[] = [];
    const floorMs: number[] = [];
    for (let n = 0; n < calls + warmUp; n++) {
      const { window, queue } = windows[n % windows.length]!;
      expectDone(await client.post(`${hall}/tickets`, { queue }, site.takers[0]!));
      await quiet();
      const call = client.post<WindowState>(
        `${hall}/windows/${window}/call-next`,
        {},
        site.clerks[window - 1]!,
      );
      const shown = await shows(board, async (state: Pushed<'board'>) => {
        const { body } = await call;
        return state.state.calls.some(
          (c) => c.number === body.ticket?.number && c.window === window,
        );
      });
      await quiet();
      const insert = floorClient.post<{ id: string }>('/tickets', { queue }, 'none');
      const pushed = await shows(
        floorBoard,
        async (state: { id: string }) => state.id === (await insert).body.id,
      );
      if (n >= warmUp) {
        ours.push(shown);
        floorMs.push(pushed);
      }
    }
    return { ours: spreadOf(ours), floor: spreadOf(floorMs) };
  } finally {
    for (const socket of [board, floorBoard]) socket.disconnect();
    for (const one of [client, floorClient]) one.close();
    await Promise.all([server.stop(), floor.stop()]);
    await site.remove();
  }
}

function quiet(): Promise<void> {
  return new Promise((later) => setTimeout(later, quietMs));
}

/** Milliseconds from now until the first state that fits arrived. */
function shows<T>(socket: Socket, fits: (state: T) => Promise<boolean>): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const look = (state: T): void => {
      const arrived = performance.now() - began;
      fits(state).then((shown) => {
        if (!shown) return;
        socket.off('state', look);
        resolve(arrived);
      }, reject);
    };
    socket.on('state', look);
  });
}
