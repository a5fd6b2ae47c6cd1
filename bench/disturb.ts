/**
 * Sets the clock back and ahead, stops Redis and freezes a process while a hall works, and says what
 * clerks and boards saw. Needs PostgreSQL and redis-server for the second half.
 *
 *   TEST_DATABASE_URL=postgres://… node scripts/run.mjs bench/disturb.ts [--seconds 30] [--frozen 60]
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { openDatabase, type Db, type DatabaseOptions } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { databaseFor } from '../test/support/postgres.ts';
import { findProgram, OwnRedis } from '../test/support/services.ts';
import { type Seen, WorkingHall } from './disturb/hall.ts';
import { freePort } from './support/server-process.ts';
import { fillSite, makeSite } from './support/site.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    frozen: { type: 'string', default: '60' },
  },
});
const seconds = (count: number): Promise<void> =>
  new Promise((later) => setTimeout(later, count * 1000));
const people = { takers: 4, clerks: 8 };
const day = 24 * 60 * 60;
const rows: [string, Seen][] = [];

interface Server {
  readonly url: string;
  readonly child: ChildProcess;
}

async function start(environment: Record<string, string>): Promise<Server> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/disturb/server.ts'], {
    env: { ...process.env, ...environment, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error('the server ended at its start');
    await seconds(0.05);
  }
  return { url, child };
}

async function stop({ child }: Server): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  await ended;
}

/** Each disturbance, and some seconds after it, while the hall works. */
async function disturb(
  hall: WorkingHall,
  list: readonly (readonly [string, () => Promise<void>])[],
): Promise<void> {
  await seconds(3);
  rows.push(['nothing', hall.turn()]);
  for (const [name, act] of list) {
    await act();
    await seconds(5);
    rows.push([name, hall.turn()]);
  }
  await hall.end();
}

/** Tickets that were acknowledged and are not there, or twice; calls of one ticket at two windows. */
async function lost(options: DatabaseOptions, hall: WorkingHall): Promise<string> {
  const db: Db = await openDatabase(options);
  const kept = (await db.read.selectFrom('tickets').select('number').execute()).map(
    (t) => t.number,
  );
  const calls = await db.read.selectFrom('calls').select('step_id').execute();
  await db.close();
  const missing = hall.taken.filter((number) => !kept.includes(number)).length;
  const doubled =
    kept.length -
    new Set(kept).size +
    (calls.length - new Set(calls.map((c) => c.step_id)).size) +
    (hall.called.length - new Set(hall.called).size);
  return `${hall.taken.length} tickets taken, ${hall.called.length} called: ${missing} lost, ${doubled} doubled`;
}

const says: string[] = [];
{
  const site = await makeSite(people);
  const server = await start({ DATA_DIR: site.dataDir, DATABASE_URL: '', REDIS_URL: '' });
  const jump = (by: number): void => void server.child.stdin!.write(`jump ${by}\n`);
  const back = (by: number) => async (): Promise<void> => {
    jump(-by);
    await seconds(5);
    jump(by);
  };
  const hall = new WorkingHall();
  await hall.begin([server.url], site);
  await disturb(hall, [
    ['clock set back 5 s', back(5)],
    ['clock set back 65 s', back(65)],
    ['clock set back 1 h', back(3600)],
    ['clock a day ahead for 5 s, and back', back(-day)],
  ]);
  await stop(server);
  says.push(`One process, SQLite: ${await lost({ kind: 'sqlite', file: site.file }, hall)}`);
  await site.remove();
}
const url = process.env['TEST_DATABASE_URL'];
const program = findProgram('redis-server');
if (url === undefined || program === undefined)
  says.push('No PostgreSQL or Redis: second half left out');
else {
  const database = await databaseFor(url);
  const options = { kind: 'postgres', url: database.url } as const;
  const db = await openDatabase(options);
  const site = await fillSite(db, randomIds, people);
  await db.close();
  const redis = await OwnRedis.on(program);
  await redis.start();
  const environment = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    DATA_DIR: await mkdtemp(join(tmpdir(), 'yihaotong-')),
  };
  const servers = [await start(environment), await start(environment)];
  const hall = new WorkingHall();
  await hall.begin(
    servers.map((s) => s.url),
    site,
  );
  await disturb(hall, [
    [
      `Redis stopped for ${values.seconds} s`,
      async () => {
        await redis.stop();
        await seconds(Number(values.seconds));
        await redis.start();
      },
    ],
    [
      `one of two processes frozen for ${values.frozen} s`,
      async () => {
        servers[1]!.child.kill('SIGSTOP');
        await seconds(Number(values.frozen));
        servers[1]!.child.kill('SIGCONT');
      },
    ],
  ]);
  for (const server of servers) await stop(server);
  await redis.stop();
  says.push(`Two processes, PostgreSQL, Redis: ${await lost(options, hall)}`);
  await database.drop();
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(
  '| disturbance | calls | refused | later than 1 s | longest | a call on the last board after | boards that went back |',
);
say('| --- | --- | --- | --- | --- | --- | --- |');
for (const [name, seen] of rows) {
  const refused = [...seen.refused].map(([said, count]) => `${count} × ${said}`).join(', ') || '0';
  const cells = [seen.calls, refused, seen.late, `${Math.round(seen.longestMs)} ms`];
  say(
    `| ${[name, ...cells, `${Math.round(seen.boardLongestMs)} ms`, seen.boardsWentBack].join(' | ')} |`,
  );
}
for (const line of says) say(line);
