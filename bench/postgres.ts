/**
 * Tickets a second on PostgreSQL at 32 clients: one server process, and two that share a hall, in turns.
 *
 *   DATABASE_URL=… REDIS_URL=… node scripts/run.mjs bench/postgres.ts [--seconds 4] [--turns 3]
 *
 * The database is to be empty.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/build.mjs';
import { openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { Client, expectDone } from './measure/client.ts';
import { spreadOf } from './measure/spread.ts';
import { cpuSecondsOf } from './support/cpu.ts';
import { ServerProcess } from './support/server-process.ts';
import { fillSite } from './support/site.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    turns: { type: 'string', default: '3' },
  },
});
const { DATABASE_URL: database, REDIS_URL: redis } = process.env;
if (database === undefined || redis === undefined)
  throw new Error('Say DATABASE_URL and REDIS_URL');
ensureBuilt();

const clients = 32;
const queues = ['one-life', 'one-enterprise', 'realty', 'tax', 'social', 'medical'];
const db = await openDatabase({ kind: 'postgres', url: database });
const { takers } = await fillSite(db, randomIds, { takers: clients, clerks: 1 });
await db.close();
const dataDir = await mkdtemp(join(tmpdir(), 'yihaotong-'));
const servers: ServerProcess[] = [];
for (let i = 0; i < 2; i += 1)
  servers.push(
    await ServerProcess.start({
      dataDir,
      environment: { DATABASE_URL: database, REDIS_URL: redis },
    }),
  );
const ways = [servers.slice(0, 1), servers].map((of) => ({
  of,
  ms: [] as number[],
  seconds: 0,
  cpu: 0,
}));
for (const { of } of ways) await load(of, 1);
for (let turn = 0; turn < Number(values.turns); turn += 1)
  for (const way of ways) {
    const cpuBefore = cpuOf(way.of);
    const began = performance.now();
    way.ms.push(...(await load(way.of, Number(values.seconds))));
    way.seconds += (performance.now() - began) / 1000;
    way.cpu += cpuOf(way.of) - cpuBefore;
  }
await Promise.all(servers.map((server) => server.stop()));
const [one] = ways.map(({ ms, seconds }) => ms.length / seconds);
for (const { of, ms, seconds, cpu } of ways) {
  const { p50, p99 } = spreadOf(ms);
  const rate = ms.length / seconds;
  process.stdout.write(
    `${of.length} process${of.length === 1 ? '' : 'es'}: ${rate.toFixed(0)} tickets a second ` +
      `(${(rate / one!).toFixed(2)} of one), p50 / p99 ${p50.toFixed(1)} / ${p99.toFixed(1)} ms, ` +
      `${((cpu * 1000) / ms.length).toFixed(2)} ms of the servers' processor a ticket\n`,
  );
}

function cpuOf(of: readonly ServerProcess[]): number {
  return of.reduce((sum, { pid }) => sum + (cpuSecondsOf(pid) ?? NaN), 0);
}

/** Everybody takes tickets, each at a server of their own. @returns milliseconds of each */
async function load(of: readonly ServerProcess[], seconds: number): Promise<number[]> {
  const sides = of.map(({ url }) => new Client(url, clients / of.length));
  const ms: number[] = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    takers.map(async (token, i) => {
      for (let n = i; performance.now() < end; n += 1) {
        const wish = { queue: queues[n % queues.length] };
        const path = '/api/halls/district/tickets';
        const answer = await sides[i % of.length]!.post(path, wish, token, randomUUID());
        expectDone(answer);
        ms.push(answer.ms);
      }
    }),
  );
  for (const client of sides) client.close();
  return ms;
}
