/**
 * From a call at one server process to a board of the same and to one of another: PostgreSQL, and
 * Redis between them.
 *
 *   DATABASE_URL=… REDIS_URL=… node scripts/run.mjs bench/two-processes.ts [--calls 100]
 *
 * The database is to be empty.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { io, type Socket } from 'socket.io-client';
import { openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { ensureBuilt } from '../scripts/build.mjs';
import type { Pushed } from '../shared/contract/live.ts';
import { Client, expectDone } from './measure/client.ts';
import { type Spread, spreadOf } from './measure/spread.ts';
import { ServerProcess } from './support/server-process.ts';
import { fillSite } from './support/site.ts';

const { values } = parseArgs({ options: { calls: { type: 'string', default: '100' } } });
const { DATABASE_URL: database, REDIS_URL: redis } = process.env;
if (database === undefined || redis === undefined)
  throw new Error('Say DATABASE_URL and REDIS_URL');
ensureBuilt();

const warmUp = 10;
const quietMs = 40;
const hall = '/api/halls/district';
const db = await openDatabase({ kind: 'postgres', url: database });
const { takers, clerks } = await fillSite(db, randomIds, { takers: 1, clerks: 1 });
await db.close();
const dataDir = await mkdtemp(join(tmpdir(), 'yihaotong-'));
const start = (): Promise<ServerProcess> =>
  ServerProcess.start({
    dataDir,
    environment: { DATABASE_URL: database, REDIS_URL: redis },
  });
const servers = [await start(), await start()] as const;
const client = new Client(servers[0].url, 2);
const boards = servers.map(({ url }) => io(url, { transports: ['websocket'] }));
for (const board of boards)
  await board.emitWithAck('watch', { topic: 'board', hall: 'district', zone: 'A' });
expectDone(await client.post(`${hall}/windows/1/open`, {}, clerks[0]!));
const times: [number[], number[]] = [[], []];
for (let n = 0; n < Number(values.calls) + warmUp; n += 1) {
  expectDone(await client.post(`${hall}/tickets`, { queue: 'one-life' }, takers[0]!));
  await rest();
  const began = performance.now();
  const shown = boards.map((board) => nextCall(board, n + 1, began));
  expectDone(await client.post(`${hall}/windows/1/call-next`, {}, clerks[0]!));
  const took = await Promise.all(shown);
  if (n >= warmUp) times.forEach((list, i) => list.push(took[i]!));
  await rest();
}
for (const board of boards) board.disconnect();
client.close();
await Promise.all(servers.map((server) => server.stop()));
const [own, other] = times.map(spreadOf) as [Spread, Spread];
const ms = ({ p50, p99 }: Spread): string => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`;
process.stdout.write(
  `From the call to the board, p50 / p99: same process ${ms(own)}, other process ${ms(other)}, ` +
    `${(other.p50 / own.p50).toFixed(2)} / ${(other.p99 / own.p99).toFixed(2)}\n`,
);

function rest(): Promise<void> {
  return new Promise((later) => setTimeout(later, quietMs));
}

/** Milliseconds until the newest call is that of this turn. */
function nextCall(board: Socket, turn: number, began: number): Promise<number> {
  return new Promise((resolve) => {
    const look = ({ state }: Pushed<'board'>): void => {
      const number = Number(/\d+$/.exec(state.calls[0]?.number ?? '')?.[0] ?? 0);
      if (number !== turn) return;
      board.off('state', look);
      resolve(performance.now() - began);
    };
    board.on('state', look);
  });
}
