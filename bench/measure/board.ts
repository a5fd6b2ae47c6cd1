import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Pushed } from '../../shared/contract/live.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { cpuSecondsOf } from '../support/cpu.ts';
import { type BusyHall, crowdAtFloor, hallPath } from './busy-hall.ts';
import { Client, expectDone, type Timed } from './client.ts';
import { startFloor } from './floor.ts';
import { type Spread, spreadOf } from './spread.ts';

/** From the key press at a window to the call on a board, and to the clerk's answer. */
export interface ToBoard {
  /** Milliseconds between an answer and the next press; 0: back to back. */
  readonly apartMs: number;
  readonly ours: Way;
  /** Two rows and a push of a board's size, nothing more. */
  readonly floor: Way;
}
export interface Way {
  readonly board: Spread;
  readonly answer: Spread;
  /** The server's processor time a call, all its screens told; null where it is not known. */
  readonly cpuMs: number | null;
}

const warmUp = 20;
/** In turns, so that what else the machine does hits both alike. */
const turns = 4;
/** What is told later, and what belongs to no call, is out before the next turn. */
const restMs = 300;

/** A server of which a board shows what was pressed. */
interface Place {
  readonly pid: number;
  readonly board: Socket;
  /** Presses; tells what a state has to have to show it. */
  readonly press: (n: number) => Promise<{ ms: number; key: string }>;
  readonly shows: (state: never) => readonly string[];
}

/** Each call finishes the one before at its window, as on a busy morning. */
export async function measureToBoard(hall: BusyHall, calls: number): Promise<ToBoard[]> {
  const apart = [40, 0];
  await hall.fill(apart.length * (calls + warmUp * turns) + 100);
  const floor = await startFloor('single');
  const endCrowd = await crowdAtFloor(floor.url);
  const client = new Client(hall.server.url, 1);
  const floorClient = new Client(floor.url, 1);
  const [board, floorBoard] = [await connected(hall.server.url), await connected(floor.url)];
  try {
    await board.emitWithAck('watch', { topic: 'board', hall: 'district', zone: null });
    const { windows, site } = hall;
    const ours: Place = {
      pid: hall.server.pid,
      board,
      press: async (n) => {
        const { window } = windows[n % windows.length]!;
        const path = `${hallPath}/windows/${window}/call-next`;
        const clerk = site.clerks[window - 1]!;
        const answer: Timed<WindowState> = await client.post(path, {}, clerk, randomUUID());
        expectDone(answer);
        return { ms: answer.ms, key: `${answer.body.ticket!.number} ${window}` };
      },
      shows: ({ state }: Pushed<'board'>) =>
        state.calls.map(({ number, window }) => `${number} ${window}`),
    };
    const bare: Place = {
      pid: floor.pid,
      board: floorBoard,
      press: async (n) => {
        const { queue } = windows[n % windows.length]!;
        const answer = await floorClient.post<{ id: string }>('/tickets', { queue }, 'none');
        expectDone(answer);
        return { ms: answer.ms, key: answer.body.id };
      },
      shows: ({ id }: { id: string }) => [id],
    };
    const results: ToBoard[] = [];
    for (const apartMs of apart) {
      const [mine, floors] = [new Counted(ours), new Counted(bare)];
      for (let turn = 0; turn < turns; turn += 1)
        for (const one of [mine, floors]) await one.go(Math.ceil(calls / turns), apartMs);
      results.push({ apartMs, ours: mine.way(), floor: floors.way() });
    }
    return results;
  } finally {
    for (const socket of [board, floorBoard]) socket.disconnect();
    for (const one of [client, floorClient]) one.close();
    await endCrowd();
    await floor.stop();
  }
}

/** What was measured of a place so far. */
class Counted {
  private readonly place: Place;
  private readonly board: number[] = [];
  private readonly answer: number[] = [];
  private cpuSeconds = 0;
  private n = 0;

  constructor(place: Place) {
    this.place = place;
  }

  async go(calls: number, apartMs: number): Promise<void> {
    await this.press(warmUp, apartMs);
    const before = cpuSecondsOf(this.place.pid) ?? NaN;
    const { board, answer } = await this.press(calls, apartMs);
    this.cpuSeconds += (cpuSecondsOf(this.place.pid) ?? NaN) - before;
    this.board.push(...board);
    this.answer.push(...answer);
  }

  way(): Way {
    const { cpuSeconds } = this;
    return {
      board: spreadOf(this.board),
      answer: spreadOf(this.answer),
      cpuMs: Number.isNaN(cpuSeconds) ? null : (cpuSeconds * 1000) / this.answer.length,
    };
  }

  private async press(
    calls: number,
    apartMs: number,
  ): Promise<{ board: number[]; answer: number[] }> {
    const { place } = this;
    const shownAt = new Map<string, number>();
    const look = (state: unknown): void => {
      const now = performance.now();
      for (const key of place.shows(state as never)) if (!shownAt.has(key)) shownAt.set(key, now);
    };
    place.board.on('state', look);
    const pressed: { key: string; at: number; ms: number }[] = [];
    for (let i = 0; i < calls; i += 1) {
      this.n += 1;
      const at = performance.now();
      pressed.push({ ...(await place.press(this.n)), at });
      await rest(apartMs);
    }
    await rest(restMs);
    place.board.off('state', look);
    const board = pressed.map(({ key, at }) => {
      const shown = shownAt.get(key);
      if (shown === undefined) throw new Error(`No board showed ${key}`);
      return shown - at;
    });
    return { board, answer: pressed.map(({ ms }) => ms) };
  }
}

async function connected(url: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'] });
  if (!socket.connected)
    await new Promise((ready) => socket.once('connect', () => ready(undefined)));
  return socket;
}

function rest(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((later) => setTimeout(later, ms));
}
