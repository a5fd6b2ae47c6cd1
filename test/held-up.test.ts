import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { ServerProcess } from '../bench/support/server-process.ts';
import { makeSite } from '../bench/support/site.ts';
import { openDatabase, openForReading, type Reader } from '../server/db/open.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { databaseFor } from './support/postgres.ts';
import { TestHall, temporaryFile } from './support/hall.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const tickets = '/api/halls/district/tickets';
const wish = { queue: 'one-life' };
type Answer = { status: number; retryAfter: string | null; body: Ticket & { code?: string } };

async function post(url: string, path: string, body: object, token: string): Promise<Answer> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: (await response.json()) as Answer['body'],
  };
}
/** Asks again until the server says so. */
async function untilReady(url: string, status: number): Promise<void> {
  while ((await fetch(`${url}/health/ready`)).status !== status)
    await new Promise((again) => setTimeout(again, 50));
}

/** Another program that locks the file, until it is told to let go. */
async function lockFile(file: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/lock-file.ts', file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const letGo = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  ends.push(letGo);
  return letGo;
}

describe('a SQLite file that another program locks', () => {
  async function lockedHall(patienceMs: number) {
    const { file, remove } = temporaryFile();
    ends.push(remove);
    const hall = await TestHall.start({ database: { kind: 'sqlite', file, patienceMs } });
    ends.push(() => hall.stop());
    const first = await hall.take(wish);
    return { hall, first, letGo: await lockFile(file) };
  }

  it('faults M5: everything but commands goes on, and they are done when it is free', async () => {
    const { hall, first, letGo } = await lockedHall(60_000);
    const taking = Promise.all([1, 2, 3].map(() => post(hall.url, tickets, wish, hall.admin)));
    // Told while commands wait: the loop stands for nobody.
    await untilReady(hall.url, 503);
    expect((await fetch(`${hall.url}/health/live`)).status).toBe(200);
    expect((await hall.follow(first)).number).toBe('A001');
    const board = await hall.watch({ topic: 'board', hall: 'district' });
    expect(board.last.queues.find((q) => q.queue === 'one-life')?.waiting).toBe(1);
    await letGo();
    const told = (await taking).map((a) => [a.status, a.body.number]).sort();
    expect(told).toEqual([201, 201, 201].map((status, i) => [status, `A00${i + 2}`]));
    await untilReady(hall.url, 200);
  });

  it('faults M5: locked for too long, it says when to try again, and loses nothing', async () => {
    const { hall, letGo } = await lockedHall(100);
    const { status, retryAfter, body } = await post(hall.url, tickets, wish, hall.admin);
    expect([status, retryAfter, body.code]).toEqual([503, '2', 'storage_unavailable']);
    await letGo();
    expect((await hall.take(wish)).number).toBe('A002');
  });

  it('faults M11: what comes while the server ends is answered as a problem, with when to try again', async () => {
    const { hall, letGo } = await lockedHall(60_000);
    // One line, on which the second request comes when the first is answered.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (path: string, method: string) =>
      new Promise<[number | undefined, string | undefined, string]>((resolve, reject) => {
        const sent = request(hall.url + path, {
          agent,
          method,
          headers: {
            authorization: `Bearer ${hall.admin}`,
            'content-type': 'application/json',
          },
        });
        sent.on('error', reject);
        sent.on('response', (response) => {
          let text = '';
          response.on('data', (part: Buffer) => (text += part.toString()));
          response.on('end', () =>
            resolve([response.statusCode, response.headers['retry-after'], text]),
          );
        });
        sent.end(method === 'POST' ? JSON.stringify(wish) : undefined);
      });
    const taking = ask(tickets, 'POST');
    await untilReady(hall.url, 503);
    const ending = hall.hall.app.close();
    const after = ask('/api/halls', 'GET');
    await letGo();
    expect((await taking)[0]).toBe(201);
    const [status, retryAfter, text] = await after;
    expect([status, retryAfter]).toEqual([503, '2']);
    expect(JSON.parse(text)).toMatchObject({ status: 503, code: 'shutting_down' });
    agent.destroy();
    await ending;
  });
});

it('faults M10: a second server on one SQLite file is refused with the other’s process, a helper is not, and kill -9 leaves nothing behind', async () => {
  const site = await makeSite({ takers: 1, clerks: 0 });
  ends.push(site.remove);
  const start = () => ServerProcess.start({ dataDir: site.dataDir, run: 'source' });
  const first = await start();
  ends.push(() => first.kill());
  await expect(start()).rejects.toThrow(`process ${first.pid} on `);
  const beside = await openDatabase({ kind: 'sqlite', file: site.file });
  expect(await beside.read.selectFrom('halls').select('code').execute()).toEqual([
    { code: 'district' },
  ]);
  await beside.close();
  await first.kill();
  ends.pop();
  const second = await start();
  ends.push(() => second.kill());
  expect((await post(second.url, tickets, wish, site.takers[0]!)).status).toBe(201);
});

const url = process.env['TEST_DATABASE_URL'];
describe.skipIf(url === undefined)(
  `PostgreSQL that a process holds up${url === undefined ? ': no server, skipped' : ''}`,
  () => {
    it('faults M4: a process frozen inside a transaction holds the others up for seconds only, and joins again', async () => {
      const database = await databaseFor(url!);
      ends.push(database.drop);
      // The other process has the clock of the machine.
      const start = new Date(performance.timeOrigin + performance.now()).toISOString();
      const hall = await TestHall.start({
        start,
        database: { kind: 'postgres', url: database.url },
      });
      ends.push(() => hall.stop());
      const frozen = await ServerProcess.start({
        dataDir: await mkdtemp(join(tmpdir(), 'yihaotong-')),
        run: 'source',
        environment: { DATABASE_URL: database.url },
      });
      ends.push(() => frozen.kill());
      // Both wait for the hall's row; the one that is frozen gets it, and does nothing with it.
      const row = await client(database.url);
      const watcher = await client(database.url);
      await row.query(`begin; update halls set version = version where code = 'district'`);
      const first = post(frozen.url, tickets, wish, hall.admin).catch(() => null);
      await waitingFor(watcher, 1);
      frozen.freeze();
      const second = post(hall.url, tickets, wish, hall.admin);
      await waitingFor(watcher, 2);
      await row.query('rollback');
      await untilReady(hall.url, 503);
      const told = await second;
      if (told.status === 503)
        expect([told.retryAfter, told.body.code]).toEqual(['2', 'storage_unavailable']);
      await untilReady(hall.url, 200);
      expect((await post(hall.url, tickets, wish, hall.admin)).status).toBe(201);
      frozen.goOn();
      // What waited for the row may have been the process's own timer: then its ticket is taken now.
      const answered = (await first)?.status ?? 503;
      expect([503, 201]).toContain(answered);
      await untilReady(frozen.url, 200);
      const last = await post(frozen.url, tickets, wish, hall.admin);
      const kept = await hall.db.read.selectFrom('tickets').select('number').execute();
      expect(last.body.number).toBe(`A00${kept.length}`);
      const given = [told.status, 201, answered, last.status].filter((status) => status === 201);
      expect(kept).toHaveLength(given.length);
    });

    it('faults M4: every connection has an end to its waiting', async () => {
      const database = await databaseFor(url!);
      ends.push(database.drop);
      const db = await openDatabase({ kind: 'postgres', url: database.url });
      ends.push(() => db.close());
      const reports = openForReading({ kind: 'postgres', url: database.url });
      ends.push(() => reports.destroy());
      const limits = async (reader: Reader) =>
        (
          await sql<{ name: string; setting: string }>`select name, setting from pg_settings
            where name in ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout')
            order by name`.execute(reader)
        ).rows.map((row) => Number(row.setting));
      const command = await db.lanes.run('hall', { run: (tx) => limits(tx) });
      for (const found of [command, await limits(db.read), await limits(reports)])
        expect(found.every((milliseconds) => milliseconds > 0)).toBe(true);
    });
  },
);

async function client(url: string): Promise<pg.Client> {
  const made = new pg.Client({ connectionString: url });
  made.on('error', () => undefined);
  await made.connect();
  ends.push(() => made.end());
  return made;
}

/** Until so many transactions wait for a row. */
async function waitingFor(client: pg.Client, count: number): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like '%for no key update'`,
    );
    if ((rowCount ?? 0) >= count) return;
    await new Promise((again) => setTimeout(again, 20));
  }
}
