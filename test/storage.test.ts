import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { pino } from 'pino';
import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { fromSource, freePort, ServerProcess } from '../bench/support/server-process.ts';
import { readMark } from '../server/backups/mark.ts';
import { waitForPostgres } from '../server/storage/opening.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { adminPassword, type HallOptions, TestHall } from './support/hall.ts';
import { type SiteFolder, siteFolder } from './support/site-folder.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const aFolder = (): SiteFolder => {
  const folder = siteFolder();
  ends.push(folder.remove);
  return folder;
};
const start = async (options: HallOptions): Promise<TestHall> => {
  const hall = await TestHall.start(options);
  ends.push(() => hall.stop());
  return hall;
};
const ready = (hall: TestHall) =>
  hall.call<{ code?: string; detail?: string; warnings?: string[] }>('GET', '/health/ready');
const enough = { bytes: 0, percent: 0 };

it('faults M6: damage that is found while the hall works is said: ready, alarm, a code of its own', async () => {
  const folder = aFolder();
  const storageSite = { folders: [folder.dir], leastRoom: enough, checked: true };
  const database = { kind: 'sqlite', file: folder.file } as const;
  const hall = await start({ database, app: { storageSite } });
  await hall.hall.storage.tick();
  for (let i = 0; i < 60; i += 1) await hall.take({ queue: 'one-life' });
  const console = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
  expect((await ready(hall)).status).toBe(200);
  damageLog(folder.file);
  // Three in the morning in Shanghai.
  hall.clock.set('2026-03-02T19:00:30.000Z');
  await hall.hall.storage.tick();
  await hall.hall.storage.idle();
  const { status, body } = await ready(hall);
  expect([status, body.code]).toEqual([503, 'storage_damaged']);
  expect(body.detail).toContain('npm run restore');
  await console.until((s) => s.alarms.some(({ code }) => code === 'storage-damaged'));
});

it('faults M9: a full disk is logged once a minute with its cause and a count, ready says so, and it ends', async () => {
  const lines: { err: { code?: string; message: string }; times?: number; msg: string }[] = [];
  const write = (line: string): void => {
    const entry = JSON.parse(line) as (typeof lines)[number] & { level: number };
    if (entry.level >= 50) lines.push(entry);
  };
  const hall = await start({ app: { logger: pino({ level: 'error' }, { write }) } });
  const console = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
  const { read } = hall.db;
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(read);
  const room = (count: number) => sql`pragma max_page_count = ${sql.lit(count)}`.execute(read);
  await room(pages.rows[0]!.page_count + 2);
  const take = () => hall.call('POST', '/api/halls/district/tickets', { queue: 'one-life' });
  while ((await take()).status === 201);
  // The short way and the long one, many at once.
  const notice = { notices: [{ 'zh-Hans': 'x'.repeat(150) }] };
  for (let i = 0; i < 10; i += 1) {
    await Promise.all([take(), take(), take()]);
    await hall.call('PATCH', '/api/halls/district', notice);
  }
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ times: 1, err: { code: 'SQLITE_FULL' } });
  const { status, body } = await ready(hall);
  expect([status, body.code]).toEqual([503, 'storage_unavailable']);
  await console.until((s) => s.alarms.some(({ code }) => code === 'storage-away'));
  hall.clock.pass(61);
  await take();
  expect(lines).toHaveLength(2);
  expect(lines[1]!.times).toBeGreaterThan(10);
  expect(lines.map(({ err }) => err.message).join()).not.toMatch(/rollback/);
  await room(1_000_000);
  await hall.hall.storage.tick();
  expect((await ready(hall)).status).toBe(200);
  expect((await take()).status).toBe(201);
});

it('faults M9: little room is told before there is none', async () => {
  const folder = aFolder();
  const leastRoom = { bytes: 2 ** 60, percent: 0 };
  const hall = await start({
    app: {
      storageSite: { folders: [folder.dir, join(folder.dir, 'no')], leastRoom, checked: true },
    },
  });
  const console = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
  await hall.hall.storage.tick();
  expect((await ready(hall)).body.warnings).toEqual(['disk']);
  const { alarms } = await console.until((s) => s.alarms.some(({ code }) => code === 'disk-low'));
  expect(alarms.find(({ code }) => code === 'disk-low')?.subject).toBe(folder.dir);
});

it('gives unused pages back at night, some at a time', async () => {
  const folder = aFolder();
  const hall = await start({ database: { kind: 'sqlite', file: folder.file } });
  await hall.db.lanes.run('site', {
    run: async (tx) => {
      await sql`create table filled (x blob)`.execute(tx);
      await sql`insert into filled values (zeroblob(40000000))`.execute(tx);
      await sql`drop table filled`.execute(tx);
    },
  });
  const free = async (): Promise<number> =>
    (await sql<{ freelist_count: number }>`pragma freelist_count`.execute(hall.db.read)).rows[0]!
      .freelist_count;
  const before = await free();
  expect(before).toBeGreaterThan(9000);
  await hall.hall.storage.tick();
  expect(await free()).toBe(before);
  hall.clock.set('2026-03-02T19:00:30.000Z');
  await hall.hall.storage.tick();
  await hall.hall.storage.tick();
  expect(await free()).toBe(before - 250);
  for (let i = 0; i < 40; i += 1) await hall.hall.storage.tick();
  const left = await free();
  expect(left).toBeGreaterThan(3700);
  expect(left).toBeLessThanOrEqual(4000);
});

it('faults M7: an old copy put in place, and a file emptied, are noticed at the start: numbers go on behind, and it is said', async () => {
  const folder = aFolder();
  const environment = { ADMIN_PASSWORD: adminPassword, BACKUP_EVERY: 'never' };
  const serve = () => ServerProcess.start({ dataDir: folder.dir, run: 'source', environment });
  const tell = async <T>(url: string, path: string, body?: object, token?: string): Promise<T> => {
    const response = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  };
  const take = async ({ url }: ServerProcess): Promise<string> => {
    const login = { username: 'admin', password: adminPassword };
    const { token } = await tell<{ token: string }>(url, '/api/session', login);
    const wish = { queue: 'one-life' };
    return (await tell<Ticket>(url, '/api/halls/district/tickets', wish, token)).number;
  };
  const first = await serve();
  expect(await take(first)).toBe('A001');
  await first.stop();
  const old = join(folder.dir, 'old.db');
  copyFileSync(folder.file, old);
  const second = await serve();
  expect(await take(second)).toBe('A002');
  await second.stop();
  expect((await readMark(folder.markFile))?.closed).toBe(true);

  copyFileSync(old, folder.file);
  const third = await serve();
  expect(await tell(third.url, '/health/ready')).toMatchObject({ warnings: ['data'] });
  expect(await take(third)).toBe('A101');
  await third.stop();

  for (const end of ['', '-wal', '-shm']) rmSync(folder.file + end, { force: true });
  writeFileSync(folder.file, '');
  const fourth = await serve();
  expect(await take(fourth)).toBe('A201');
  await fourth.stop();

  // Those of another site are not served at all.
  const other = aFolder();
  const stranger = await TestHall.start({ database: { kind: 'sqlite', file: other.file } });
  await stranger.stop();
  copyFileSync(other.file, folder.file);
  expect(await ended(folder.dir)).toEqual({
    code: 78,
    said: expect.stringMatching(/another site/) as unknown,
  });
}, 120_000);

it('faults M8: what keeps a server from starting is said in one sentence, with an exit code', async () => {
  const folder = aFolder();
  writeFileSync(
    folder.file,
    'this is no database, and it is long enough to look like one'.repeat(99),
  );
  expect(await ended(folder.dir)).toEqual({
    code: 65,
    said: expect.stringMatching(/damaged/) as unknown,
  });
  rmSync(folder.file);
  const hall = await TestHall.start({ database: { kind: 'sqlite', file: folder.file } });
  await hall.stop();
  const whole = readFileSync(folder.file);
  damage(folder.file);
  expect(await ended(folder.dir)).toEqual({
    code: 65,
    said: expect.stringMatching(/已损坏.*npm run restore[^]*damaged/) as unknown,
  });
  writeFileSync(folder.file, whole);
  const db = new SqliteDatabase(folder.file);
  db.exec(`insert into kysely_migration values ('999-later', '2030')`);
  db.close();
  expect(await ended(folder.dir)).toEqual({
    code: 78,
    said: expect.stringMatching(/newer version \(999-later\)/) as unknown,
  });
}, 120_000);

it('faults M8: PostgreSQL that is not up yet is waited for, and then said', async () => {
  const said: string[] = [];
  const url = `postgres://nobody@127.0.0.1:${await freePort()}/none`;
  const error: unknown = await waitForPostgres(url, (text) => said.push(text), 0.1).catch(
    (e: unknown) => e,
  );
  expect(error).toMatchObject({ name: 'Refusal', exitCode: 69 });
  expect(said).toHaveLength(1);
});

/** Overwrites pages in the middle of a file, where tables and indexes are. */
function damage(file: string): void {
  const pages = Math.floor(statSync(file).size / 4096);
  const handle = openSync(file, 'r+');
  for (let page = Math.floor(pages / 4); page < pages; page += 3)
    writeSync(handle, Buffer.alloc(512, 0xa5), 0, 512, page * 4096);
  closeSync(handle);
}

/** Overwrites the log's pages, which no screen reads. */
function damageLog(file: string): void {
  const db = new SqliteDatabase(file);
  db.pragma('wal_checkpoint(truncate)');
  const pages = db
    .prepare(`select pageno from dbstat where name = 'events' and pagetype = 'leaf'`)
    .pluck()
    .all() as number[];
  db.close();
  const handle = openSync(file, 'r+');
  for (const page of pages) writeSync(handle, Buffer.alloc(512, 0xa5), 0, 512, (page - 1) * 4096);
  closeSync(handle);
}

/** A server that does not come up: what it said, without a stack, and its exit code. */
async function ended(dataDir: string): Promise<{ code: number | null; said: string }> {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, fromSource('main'), {
    env: { ...environment, DATA_DIR: dataDir, PORT: String(await freePort()), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  ends.push(() => Promise.resolve(child.kill('SIGKILL')));
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(said).not.toMatch(/^\s+at /m);
  return { code, said };
}
