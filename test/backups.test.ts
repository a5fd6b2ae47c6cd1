import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { create } from 'tar';
import { afterEach, describe, expect, it } from 'vitest';
import { fromSource } from '../bench/support/server-process.ts';
import { unpack, verify } from '../server/backups/archive.ts';
import { makeBackup } from '../server/backups/make.ts';
import { backupsIn } from '../server/backups/names.ts';
import { dropDatabase } from '../server/backups/postgres-copy.ts';
import { restoreSqlite } from '../server/backups/restore.ts';
import { restorePostgres } from '../server/backups/restore-postgres.ts';
import { openForReading, type Reader } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import type { BackupsState } from '../shared/contract/backups.ts';
import { worthKeeping } from '../shared/rules/retention.ts';
import { adminPassword, type HallOptions, TestHall } from './support/hall.ts';
import { databaseFor } from './support/postgres.ts';
import { type SiteFolder, siteFolder } from './support/site-folder.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const aFolder = (plan?: Parameters<typeof siteFolder>[0]): SiteFolder => {
  const folder = siteFolder(plan);
  ends.push(folder.remove);
  return folder;
};
async function hallIn(folder: SiteFolder, options: HallOptions = {}): Promise<TestHall> {
  const hall = await TestHall.start({
    database: { kind: 'sqlite', file: folder.file },
    ...options,
    app: { backupPlan: folder.plan, ...options.app },
  });
  ends.push(() => hall.stop());
  return hall;
}
const state = (hall: TestHall): Promise<BackupsState> => hall.ok('GET', '/api/backups');
/** Asks for one, as the button does, and waits until it is there. */
async function backUp(hall: TestHall, folder: SiteFolder): Promise<string> {
  await hall.ok('POST', '/api/backups');
  await hall.hall.backups.idle();
  const { failed, backups } = await state(hall);
  expect(failed).toBeNull();
  return join(folder.plan.dir, backups[0]!.name);
}
const stopped = async (hall: TestHall): Promise<void> => {
  ends.pop();
  await hall.stop();
};
const restoring = (folder: SiteFolder, backup: string, now: string) => ({
  backup,
  dataDir: folder.dir,
  file: folder.file,
  markFile: folder.markFile,
  keyFile: folder.keyFile,
  otherSite: false,
  now,
  ids: randomIds,
});
const events = (db: Reader, upTo: number) =>
  db
    .selectFrom('events')
    .innerJoin('halls', 'halls.id', 'events.hall_id')
    .selectAll('events')
    .where('events.version', '<=', upTo)
    .orderBy('events.version')
    .execute();
const numbers = (db: Reader): Promise<string[]> =>
  db
    .selectFrom('tickets')
    .select('number')
    .execute()
    .then((rows) => rows.map((r) => r.number));
/** Nothing of a folder changed: names, sizes and bytes of its files. */
const pictureOf = (dir: string): unknown =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/-(wal|shm)$/.test(name) && statSync(join(dir, name)).isFile())
    .sort()
    .map((name) => [name, readFileSync(join(dir, name)).toString('base64').slice(0, 20000)]);

it('a backup under load is the hall as it was at one moment, and nobody waits for it', async () => {
  const folder = aFolder();
  const hall = await hallIn(folder);
  for (let i = 0; i < 40; i += 1) await hall.take({ queue: 'one-life' });
  let go = true;
  const load = Promise.all(
    [1, 2, 3, 4].map(async () => {
      while (go) await hall.take({ queue: 'tax' });
    }),
  );
  const backup = await backUp(hall, folder);
  go = false;
  await load;
  const manifest = await verify(backup);
  const into = join(folder.dir, 'out');
  await mkdir(into);
  await unpack(backup, into);
  const copy = openForReading({ kind: 'sqlite', file: join(into, 'hall.db') });
  const { version } = manifest.halls[0]!;
  const kept = await events(copy, Number.MAX_SAFE_INTEGER);
  expect(kept).toEqual(await events(hall.db.read, version));
  expect(kept.at(-1)?.version).toBe(version);
  const taken = kept.filter(({ command }) => command === 'take').length;
  expect(await numbers(copy)).toHaveLength(taken);
  expect((await numbers(hall.db.read)).length).toBeGreaterThan(taken);
  await copy.destroy();
  expect(statSync(backup).mode & 0o777).toBe(0o600);
});

it('faults M7: restored in another folder, no number of today is given twice, the log says so, and the day reconciles', async () => {
  const folder = aFolder();
  const hall = await hallIn(folder);
  await mkdir(join(folder.dir, 'own-voices', 'hall'), { recursive: true });
  writeFileSync(join(folder.dir, 'own-voices', 'hall', 'manifest.json'), '{}');
  const before = [await hall.take({ queue: 'one-life' }), await hall.take({ queue: 'one-life' })];
  const backup = await backUp(hall, folder);
  const lost = await hall.take({ queue: 'one-life' });
  hall.clock.pass(600);
  const now = hall.clock.now();
  const version = (await verify(backup)).halls[0]!.version;
  const then = await events(hall.db.read, version);
  await stopped(hall);

  const other = aFolder();
  const { moved } = await restoreSqlite(restoring(other, backup, now));
  expect(moved[0]!.numbers).toMatchObject({ A: 100, B: 100 });
  expect(existsSync(join(other.dir, 'own-voices', 'hall', 'manifest.json'))).toBe(true);
  const again = await hallIn(other, { start: now });
  expect(await events(again.db.read, version)).toEqual(then);
  const next = await again.take({ queue: 'one-life' });
  expect(next.number).toBe('A101');
  expect([...before, lost].map(({ number }) => number)).not.toContain(next.number);
  const [entry] = await again.ok<{ command: string; data: object }[]>(
    'GET',
    '/api/halls/district/events?command=restore-backup',
  );
  expect(entry!.data).toMatchObject({ numbersTo: expect.arrayContaining(['A100']) as unknown });
  const console = await again.watch({ topic: 'hall', hall: 'district' }, again.admin);
  expect(console.last.alarms.map(({ code }) => code)).toContain('restore-backup');
  const report = await again.ok<{ total: { reconciliation: object } }>(
    'GET',
    '/api/halls/district/reports/daily?from=2026-03-02&to=2026-03-02',
  );
  expect(report.total.reconciliation).toMatchObject({ numbersGiven: 3, taken: 3, ok: true });
  // And the next day begins anew.
  again.clock.pass(24 * 3600);
  again.admin = await again.signIn('admin', adminPassword);
  expect((await again.take({ queue: 'one-life' })).number).toBe('A001');
  const morning = await again.watch({ topic: 'hall', hall: 'district' }, again.admin);
  expect(morning.last.alarms.map(({ code }) => code)).not.toContain('restore-backup');
});

it('a backup of before the first ticket gives no number of today twice either', async () => {
  const folder = aFolder();
  const hall = await hallIn(folder);
  const backup = await backUp(hall, folder);
  for (let i = 0; i < 2; i += 1) await hall.take({ queue: 'one-life' });
  const now = hall.clock.now();
  await stopped(hall);
  await restoreSqlite(restoring(folder, backup, now));
  const again = await hallIn(folder, { start: now });
  expect((await again.take({ queue: 'one-life' })).number).toBe('A101');
});

it('restored in place, numbers go on behind those that the replaced data know, and these are kept', async () => {
  const folder = aFolder();
  const hall = await hallIn(folder);
  await hall.take({ queue: 'one-life' });
  const backup = await backUp(hall, folder);
  for (let i = 0; i < 120; i += 1) await hall.take({ queue: 'one-life' });
  hall.clock.pass(60);
  const now = hall.clock.now();
  await stopped(hall);
  const { moved, replaced } = await restoreSqlite(restoring(folder, backup, now));
  // Only what was given since.
  expect(moved[0]!.numbers).toEqual({ A: 200 });
  const kept = openForReading({ kind: 'sqlite', file: replaced[0]! });
  expect(await numbers(kept)).toHaveLength(121);
  await kept.destroy();
  const again = await hallIn(folder, { start: now });
  expect((await again.take({ queue: 'one-life' })).number).toBe('A201');
  expect((await again.take({ queue: 'tax' })).number).toMatch(/001$/);
});

it('refuses what is damaged, cut off, none, newer or of another site, in one sentence, and changes nothing', async () => {
  const folder = aFolder();
  const hall = await hallIn(folder);
  await hall.take({ queue: 'one-life' });
  const backup = await backUp(hall, folder);
  const now = hall.clock.now();
  await stopped(hall);
  const bytes = readFileSync(backup);
  const bad = join(aFolder().dir, 'bad.tar.gz');
  const before = pictureOf(folder.dir);
  const refused = async (
    of: Buffer,
    words: RegExp,
    exitCode: number,
    into = folder,
  ): Promise<void> => {
    writeFileSync(bad, of);
    const error: unknown = await restoreSqlite(restoring(into, bad, now)).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'Refusal', exitCode });
    expect((error as Error).message).toMatch(words);
    expect(pictureOf(folder.dir)).toEqual(before);
  };
  for (const at of [20, Math.floor(bytes.length / 2), bytes.length - 20]) {
    const flipped = Buffer.from(bytes);
    flipped[at]! ^= 0x55;
    await refused(flipped, /no whole backup/, 65);
  }
  await refused(bytes.subarray(0, bytes.length / 2), /no whole backup/, 65);
  await refused(Buffer.from('no backup'), /no whole backup/, 65);
  const out = join(aFolder().dir);
  const manifest = await unpack(backup, out);
  const packed = async (change: object): Promise<Buffer> => {
    writeFileSync(join(out, 'manifest.json'), JSON.stringify({ ...manifest, ...change }));
    await create({ file: bad, cwd: out, gzip: true }, ['manifest.json', 'hall.db']);
    return readFileSync(bad);
  };
  await refused(await packed({ schema: '999-later', product: '9.0' }), /newer version \(9\.0/, 78);
  await refused(await packed({ database: 'postgres' }), /is of postgres/, 78);
  // Of another site: the folder has data of its own.
  const other = aFolder();
  await stopped(await hallIn(other));
  writeFileSync(bad, bytes);
  await expect(restoreSqlite(restoring(other, bad, now))).rejects.toThrow(/another site/);
  await restoreSqlite({ ...restoring(other, bad, now), otherSite: true });
});

it('keeps 24 hours, 14 days and 12 months, and what was asked for, as the clock goes on', () => {
  const keep = { hours: 24, days: 14, months: 12 };
  let there: { name: string; at: string; kind: 'hourly' | 'asked' }[] = [];
  const made = (ms: number): void => {
    const at = new Date(ms).toISOString();
    there.push({ name: at, at, kind: 'hourly' });
    const kept = worthKeeping(there, keep, 'Asia/Shanghai');
    there = there.filter(({ name }) => kept.has(name));
  };
  const [hour, day] = [3_600_000, 86_400_000];
  const began = Date.UTC(2025, 0, 1, 15);
  // For 400 days the last of each day in Shanghai, then every hour of three days.
  for (let n = 0; n < 400; n += 1) made(began + n * day);
  for (let n = 1; n <= 72; n += 1) made(began + 399 * day + n * hour);
  const newest = began + 402 * day;
  const names = there.map(({ name }) => name).sort();
  for (let n = 0; n < 24; n += 1)
    expect(names).toContain(new Date(newest - n * hour).toISOString());
  for (let n = 0; n < 14; n += 1) expect(names).toContain(new Date(newest - n * day).toISOString());
  const months = new Set(names.map((name) => name.slice(0, 7)));
  expect(months.size).toBe(12);
  // The last of each month there, and no more than that.
  expect(names).toContain('2025-11-30T15:00:00.000Z');
  expect(names.length).toBeLessThanOrEqual(24 + 14 + 12);
  const asked = [1, 2, 3, 4, 5, 6].map((n) => ({
    name: `asked ${n}`,
    at: `2020-01-0${n}T00:00:00.000Z`,
    kind: 'asked' as const,
  }));
  const kept = worthKeeping([...there, ...asked], keep, 'Asia/Shanghai');
  expect(asked.filter(({ name }) => kept.has(name))).toHaveLength(5);
});

it('makes one an hour by the clock, not at once, keeps what is to be kept, and says how old the newest is', async () => {
  const copyDir = aFolder().dir;
  const folder = aFolder({ keep: { hours: 3, days: 1, months: 1 }, copyDir });
  const hall = await hallIn(folder, { metricsToken: 'a-token-for-metrics' });
  const { backups } = hall.hall;
  const turn = async (seconds: number): Promise<number> => {
    hall.clock.pass(seconds);
    await backups.tick();
    await backups.idle();
    return (await backupsIn(folder.plan.dir, null)).length;
  };
  expect(await turn(0)).toBe(0);
  expect(await turn(61)).toBe(1);
  expect(await turn(120)).toBe(1);
  for (const there of [2, 3, 3, 3]) expect(await turn(3600)).toBe(there);
  expect(await backupsIn(copyDir, null)).toHaveLength(3);
  // Nobody uses a page for as long: a sign-in that is not used ends.
  hall.admin = await hall.signIn('admin', adminPassword);
  expect((await state(hall)).backups.every(({ copied }) => copied)).toBe(true);
  hall.clock.pass(100);
  const { body } = await hall.call<string>('GET', '/metrics', undefined, {
    token: 'a-token-for-metrics',
  });
  expect(body).toMatch(/yihaotong_backup_age_seconds 10\d/);
});

it('a second place that fails, and backups that fail or are too old, are alarms and warnings, and end', async () => {
  const copyDir = join(aFolder().dir, 'unplugged');
  const folder = aFolder({ copyDir });
  const hall = await hallIn(folder);
  const ready = (): Promise<unknown> => hall.ok('GET', '/health/ready', undefined, { token: null });
  const console = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
  await backUp(hall, folder);
  await console.until((s) => s.alarms.some(({ code }) => code === 'backup-copy'));
  expect(await ready()).toMatchObject({ warnings: ['backup-copy'] });
  expect(existsSync(copyDir)).toBe(false);
  await mkdir(copyDir);
  // Where the first place cannot be written (a file stands there), nothing is made.
  writeFileSync(join(folder.dir, 'in-the-way'), '');
  const plan = folder.plan as { dir: string };
  const { dir } = plan;
  plan.dir = join(folder.dir, 'in-the-way');
  hall.clock.pass(4 * 3600);
  await hall.hall.backups.tick();
  await hall.hall.backups.idle();
  plan.dir = dir;
  expect(await ready()).toMatchObject({ warnings: ['backup', 'backup-copy'] });
  hall.clock.pass(60);
  await hall.hall.backups.tick();
  const codes = (s: { alarms: readonly { code: string }[] }) => s.alarms.map(({ code }) => code);
  await console.until((s) => codes(s).includes('backup-old') && codes(s).includes('backup-failed'));
  await backUp(hall, folder);
  expect(await ready()).not.toHaveProperty('warnings');
});

it('only administrators of all halls see and carry backups away, and the log says who did', async () => {
  const folder = aFolder();
  const hall = await hallIn(folder);
  const backup = await backUp(hall, folder);
  const name = backup.split('/').at(-1)!;
  const local = await hall.personOf(['district'], 'local', 'admin');
  for (const path of ['/api/backups', `/api/backups/${name}`])
    expect((await hall.call('GET', path, undefined, { token: local })).status).toBe(403);
  expect((await hall.call('GET', '/api/backups/../hall.db')).status).toBe(404);
  for (const wrong of ['hall.db', '..%2Fhall.db'])
    expect((await hall.call('GET', `/api/backups/${wrong}`)).status).toBe(400);
  const missing = name.replace('asked', 'update');
  expect((await hall.call('GET', `/api/backups/${missing}`)).status).toBe(404);
  const answer = await fetch(`${hall.url}/api/backups/${name}`, {
    headers: { authorization: `Bearer ${hall.admin}` },
  });
  expect(Buffer.from(await answer.arrayBuffer()).equals(readFileSync(backup))).toBe(true);
  const log = await hall.ok<{ command: string; actor: string; data: object }[]>(
    'GET',
    '/api/events',
  );
  expect(log.filter(({ command }) => command === 'back-up')).toHaveLength(1);
  expect(log.at(-1)).toMatchObject({
    command: 'download-backup',
    actor: 'staff:admin',
    data: { name },
  });
  const none = await TestHall.start();
  ends.push(() => none.stop());
  expect(await none.call('POST', '/api/backups')).toMatchObject({
    status: 409,
    body: { code: 'backups_off' },
  });
});

it('killed while it is made, it leaves no backup that counts, and the next one clears up', async () => {
  const folder = aFolder();
  const hall = await hallIn(folder);
  // Some megabytes that do not pack, so that there is a while to be killed in.
  await mkdir(join(folder.dir, 'own-voices', 'hall'), { recursive: true });
  for (let i = 0; i < 40; i += 1)
    writeFileSync(join(folder.dir, 'own-voices', 'hall', `${i}.mp3`), randomBytes(1_000_000));
  const child = spawn(process.execPath, fromSource('backup'), {
    env: { ...process.env, DATA_DIR: folder.dir, DATABASE_URL: '' },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const begun = (): boolean =>
    existsSync(folder.plan.dir) &&
    readdirSync(folder.plan.dir, { recursive: true, encoding: 'utf8' }).some((name) =>
      name.endsWith('packed'),
    );
  while (!begun() && child.exitCode === null) await new Promise((again) => setImmediate(again));
  child.kill('SIGKILL');
  const [, signal] = (await ended) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  expect(await backupsIn(folder.plan.dir, null)).toEqual([]);
  expect(readdirSync(folder.plan.dir)).toHaveLength(1);
  await backUp(hall, folder);
  expect(readdirSync(folder.plan.dir)).toHaveLength(1);
});

it('the key is in a backup only when told', async () => {
  const folder = aFolder();
  const hall = await hallIn(folder);
  writeFileSync(folder.keyFile, 'the key');
  expect((await verify(await backUp(hall, folder))).key).toBe(false);
  const { plan } = folder;
  const made = await makeBackup({
    ...plan,
    database: { kind: 'sqlite', file: folder.file },
    keyFile: folder.keyFile,
    at: hall.clock.now(),
    kind: 'asked',
    id: 'abcd',
    tried: false,
  });
  const now = hall.clock.now();
  await stopped(hall);
  const other = aFolder();
  await copyFile(folder.keyFile, other.keyFile);
  await chmod(other.keyFile, 0o600);
  writeFileSync(other.keyFile, 'an older key');
  const { replaced } = await restoreSqlite(restoring(other, join(plan.dir, made.name), now));
  expect(readFileSync(other.keyFile, 'utf8')).toBe('the key');
  expect(readFileSync(replaced[0]!, 'utf8')).toBe('an older key');
});

const url = process.env['TEST_DATABASE_URL'];
describe.skipIf(url === undefined)(
  `PostgreSQL${url === undefined ? ': no server, skipped' : ''}`,
  () => {
    it('is backed up by its own tools, tried, and restored with its numbers moved on', async () => {
      const database = await databaseFor(url!);
      ends.push(database.drop);
      const folder = aFolder();
      const start = (options: HallOptions = {}) =>
        hallIn(folder, {
          database: { kind: 'postgres', url: database.url, idleMs: 300 },
          ...options,
        });
      const hall = await start();
      await hall.take({ queue: 'one-life' });
      const backup = await backUp(hall, folder);
      expect((await state(hall)).untried).toBeNull();
      const { version } = (await verify(backup)).halls[0]!;
      const then = await events(hall.db.read, version);
      await hall.take({ queue: 'one-life' });
      const now = hall.clock.now();
      const wish = { ...restoring(folder, backup, now), url: database.url };
      await stopped(hall);
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      await expect(restorePostgres(wish)).rejects.toThrow(/in use/);
      await client.end();
      const { moved, replaced } = await restorePostgres(wish);
      expect(moved[0]!.numbers).toEqual({ A: 100 });
      const again = await start({ start: now });
      expect(await events(again.db.read, version)).toEqual(then);
      expect((await again.take({ queue: 'one-life' })).number).toBe('A101');
      const kept = database.url.replace(/\/[^/?]+(\?|$)/, `/${replaced[0]}$1`);
      const old = openForReading({ kind: 'postgres', url: kept });
      expect(await numbers(old)).toHaveLength(2);
      await old.destroy();
      await dropDatabase(url!, replaced[0]!);
    });
  },
);
