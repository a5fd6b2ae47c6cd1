import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { root } from '../../scripts/lib.mjs';
import type { Pushed } from '../../shared/contract/live.ts';
import { cpuSecondsOf } from '../support/cpu.ts';
import { ServerProcess } from '../support/server-process.ts';
import { makeSite } from '../support/site.ts';
import { Client, expectDone } from './client.ts';
import { connectCrowd } from './crowd.ts';
import { type Spread, spreadOf } from './spread.ts';
import { Stall } from './stall.ts';

export interface FullHall {
  /** The server's processor time a call while one follows the other; null: the system does not tell. */
  readonly cpuMs: number | null;
  /** The longest time for which the server's loop did nothing else. */
  readonly stallMs: number;
  /** From the press to the board that began to watch last. */
  readonly board: Spread;
  /** The same of a bare Socket.IO server. */
  readonly bare: Spread;
  /** From the end of the server until all screens are connected and have the newest state. */
  readonly backMs: number;
}

export interface Size {
  readonly calls: number;
  readonly boards: number;
  readonly phones: number;
  readonly everyMs: number;
  readonly run: 'built' | 'source';
}

const hall = '/api/halls/district';
const processes = 2;
const warmUp = 5;
/** What was sent to those who have just come is out by then. */
const settleMs = 6000;

/** Calls at one window while phones of tickets in these queues, in turn, and boards look on. */
export async function measureFullHall(
  size: Size,
  queues: readonly string[],
  at: { readonly window: number; readonly queue: string; readonly zone: string },
): Promise<FullHall> {
  const site = await makeSite({ takers: 1, clerks: 1 });
  const stall = new Stall();
  const start = (): Promise<ServerProcess> =>
    ServerProcess.start({
      ...{ dataDir: site.dataDir, run: size.run, nodeArguments: stall.nodeArguments },
      // The copy of each hour is measured by itself (`npm run year`).
      environment: { ...stall.environment, BACKUP_EVERY: 'never' },
    });
  let server = await start();
  let client = new Client(server.url, 8);
  const tokens: string[] = [];
  const take = async (queue: string): Promise<void> => {
    const answer = await client.post<{ token: string }>(
      `${hall}/tickets`,
      { queue },
      site.takers[0]!,
    );
    expectDone(answer);
    tokens.push(answer.body.token);
  };
  for (let i = 0; i < size.phones; i += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, size.phones - i) }, (_, k) =>
        take(queues[(i + k) % queues.length]!),
      ),
    );
  const wishes = [
    ...Array.from({ length: size.boards }, () => ({
      topic: 'board',
      hall: 'district',
      zone: at.zone,
    })),
    ...tokens.map((token) => ({ topic: 'ticket', token })),
  ];
  let end = await connectCrowd(server.url, wishes, processes);
  expectDone(await client.post(`${hall}/windows/${at.window}/open`, {}, site.clerks[0]!));
  await rest(settleMs);
  const probe = await connect(server.url, { topic: 'board', hall: 'district', zone: at.zone });
  const press = (): Promise<unknown> =>
    client.post(`${hall}/windows/${at.window}/call-next`, {}, site.clerks[0]!).then(expectDone);
  await callsAt(probe, { ...size, calls: warmUp }, press);
  await stall.longest(server.pid);
  const before = cpuSecondsOf(server.pid);
  const board = await callsAt(probe, size, press);
  // What the last calls have still to send, those before the first one had, too.
  const after = cpuSecondsOf(server.pid);
  const stallMs = await stall.longest(server.pid);
  const states = {
    board: await read(`${server.url}${hall}/board?zone=${at.zone}`),
    ticket: await read(`${server.url}/api/tickets/${tokens.at(-1)!}`),
  };
  probe.disconnect();
  await end();
  client.close();
  await server.kill();
  const ended = performance.now();
  server = await start();
  client = new Client(server.url, 8);
  end = await connectCrowd(server.url, wishes, processes);
  const backMs = performance.now() - ended;
  await end();
  client.close();
  await server.stop();
  await site.remove();
  const reached = tokens.filter((_, i) => queues[i % queues.length] === at.queue).length;
  return {
    cpuMs: before === null || after === null ? null : ((after - before) * 1000) / size.calls,
    stallMs,
    board,
    bare: await bare(size, states, reached),
    backMs,
  };
}

async function bare(size: Size, states: object, reached: number): Promise<Spread> {
  await mkdir(join(root, 'test-output'), { recursive: true });
  const file = join(root, 'test-output', 'bare-board.json');
  await writeFile(file, JSON.stringify(states));
  const child = fork(
    join(import.meta.dirname, 'bare-board-server.ts'),
    [join(root, 'dist', 'web'), file],
    { execArgv: ['--import', 'tsx'] },
  );
  const [url] = (await once(child, 'message')) as [string];
  const wishes = [
    ...Array.from({ length: size.boards }, () => ({ topic: 'board' })),
    ...Array.from({ length: size.phones }, (_, i) => ({
      topic: 'ticket',
      queue: i < reached ? 'called' : 'other',
    })),
  ];
  const end = await connectCrowd(url, wishes, processes);
  const probe = await connect(url, { topic: 'board' });
  const spread = await callsAt(probe, size, () => fetch(`${url}/call`, { method: 'POST' }));
  probe.disconnect();
  await end();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  return spread;
}

/** Milliseconds from each press to the first board state after it. */
async function callsAt(board: Socket, size: Size, press: () => Promise<unknown>): Promise<Spread> {
  const times: number[] = [];
  let newest = 0;
  board.on('state', ({ state }: Pushed<'board'>) => (newest = state.version));
  for (let n = 0; n < size.calls; n += 1) {
    const before = newest;
    const began = performance.now();
    const shown = new Promise<void>((resolve) => {
      const look = ({ state }: Pushed<'board'>): void => {
        if (state.version <= before) return;
        board.off('state', look);
        times.push(performance.now() - began);
        resolve();
      };
      board.on('state', look);
    });
    await Promise.all([shown, press()]);
    await rest(size.everyMs);
  }
  board.off('state');
  return spreadOf(times);
}

async function connect(url: string, wish: object): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'] });
  await new Promise<void>((connected) => socket.once('connect', connected));
  await socket.emitWithAck('watch', wish);
  return socket;
}

async function read(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

function rest(ms: number): Promise<void> {
  return new Promise((later) => setTimeout(later, ms));
}
