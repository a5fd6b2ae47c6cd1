import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { fromSource } from '../bench/support/server-process.ts';
import { claimFile } from '../server/db/claim.ts';
import { keyFile } from '../server/key-file.ts';
import { aDay, windowsOfDay } from './support/full-day.ts';
import type { ArchivesState } from '../shared/contract/archives.ts';
import { adminPassword, TestHall } from './support/hall.ts';
import { databaseFor, emptyDatabaseFor } from './support/postgres.ts';
import { type SiteFolder, siteFolder } from './support/site-folder.ts';

const server = process.env['TEST_DATABASE_URL'];
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

let made: Promise<{ folder: SiteFolder; token: string }> | undefined;
afterAll(async () => (await made)?.folder.remove());

/** A copy of a site with a whole day, and its key in a file. */
async function aSite(): Promise<{ folder: SiteFolder; token: string }> {
  const { folder: from, token } = await (made ??= makeSite());
  const folder = siteFolder();
  ends.push(folder.remove);
  cpSync(from.dir, folder.dir, { recursive: true });
  return { folder, token };
}

async function makeSite(): Promise<{ folder: SiteFolder; token: string }> {
  const folder = siteFolder();
  const hall = await TestHall.start({
    database: { kind: 'sqlite', file: folder.file },
    holder: keyFile(folder.keyFile),
  });
  const tokens = new Map<number, string>();
  for (const n of windowsOfDay) tokens.set(n, await hall.person(`clerk${n}`, 'clerk'));
  await aDay(hall, tokens);
  const { token } = await hall.take({ queue: 'one-life' });
  hall.clock.set('2026-03-03T01:00:00.000Z');
  await hall.hall.days.tick();
  await hall.hall.sums.tick();
  await hall.hall.fitting.tick();
  await hall.hall.fitting.idle();
  await hall.stop();
  return { folder, token };
}
function move(folder: SiteFolder, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...fromSource('move'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: folder.dir, DATABASE_URL: '' },
  });
  return { status, stdout, stderr };
}

async function asked<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

describe.runIf(server !== undefined)('moving up', () => {
  it('a site with a day answers alike on PostgreSQL, and goes on there; a second time it is refused, and a comparison finds one changed fact', async () => {
    const { folder, token } = await aSite();
    const to = await databaseFor(server!);
    ends.push(to.drop);
    const moved = move(folder, '--to', to.url);
    expect(moved, moved.stderr).toMatchObject({ status: 0, stderr: '' });
    expect(moved.stdout).toMatch(/counts and hashes are alike/);
    expect(moved.stdout).toMatch(/questions were asked of both, and answered alike/);
    expect(moved.stdout).toContain(folder.keyFile);
    // Nothing of the work is left beside the data.
    expect(readdirSync(folder.dir).filter((name) => name.startsWith('.moving'))).toEqual([]);

    const refused = move(folder, '--to', to.url);
    expect(refused.status).toBe(78);
    expect(refused.stderr).toMatch(/has data in it already/);
    expect(move(folder, '--to', to.url, '--check').status).toBe(0);
    await asked(
      to.url,
      `update steps set call_count = call_count + 1 where id = (select min(id) from steps)`,
    );
    const compared = move(folder, '--to', to.url, '--check');
    expect(compared.status).toBe(1);
    expect(compared.stderr).toMatch(/steps: \d+ rows here and \d+ there, not the same/);

    const there = await TestHall.start({
      database: { kind: 'postgres', url: to.url },
      start: '2026-03-03T01:00:00.000Z',
      holder: keyFile(folder.keyFile),
    });
    ends.push(() => there.stop());
    const seen = await there.call('GET', `/api/tickets/${token}`, undefined, { token: null });
    expect(seen).toMatchObject({ status: 200, body: { status: 'expired' } });
    expect((await there.take({ queue: 'one-life' })).number).toBe('A001');
  }, 240_000);

  it('copies of a file that is served, into a database without a table, and says that it was a rehearsal', async () => {
    const { folder } = await aSite();
    const release = claimFile(folder.file);
    ends.push(() => Promise.resolve(release()));
    const to = await emptyDatabaseFor(server!);
    ends.push(to.drop);
    const moved = move(folder, '--to', to.url);
    expect(moved, moved.stderr).toMatchObject({ status: 0 });
    expect(moved.stdout).toMatch(/rehearsal/);
  }, 240_000);

  it('years that stand in their archives come along, and read there as they did here', async () => {
    const folder = siteFolder();
    ends.push(folder.remove);
    const hall = await TestHall.start({
      database: { kind: 'sqlite', file: folder.file },
      holder: keyFile(folder.keyFile),
      start: '2025-12-30T01:00:00.000Z',
      app: { backupPlan: folder.plan },
    });
    ends.push(() => hall.stop());
    await hall.person('clerk', 'clerk');
    for (const day of ['2025-12-30', '2025-12-31', '2026-01-04']) {
      hall.clock.set(`${day}T01:00:00.000Z`);
      hall.admin = await hall.signIn('admin', adminPassword);
      const clerk = await hall.signIn('clerk', 'long enough');
      await hall.take({ queue: 'one-life' });
      await hall.take({ queue: 'one-life' });
      hall.clock.pass(90);
      for (const command of ['open', 'call-next', 'start', 'finish', 'close'])
        await hall.window(1, command, {}, clerk);
    }
    hall.clock.set('2026-02-10T02:00:00.000Z');
    await hall.hall.days.tick();
    await hall.hall.sums.tick();
    hall.admin = await hall.signIn('admin', adminPassword);
    const range = 'from=2025-12-28&to=2026-01-10';
    const paths = [
      `/api/halls/district/reports/daily.csv?${range}`,
      '/api/halls/district/events?limit=500&day=2025-12-31',
    ];
    const read = async (from: TestHall): Promise<string[]> =>
      Promise.all(
        paths.map(async (path) => {
          const headers = { authorization: `Bearer ${from.admin}` };
          const answer = await fetch(from.url + path, { headers });
          const text = await answer.text();
          expect(answer.status, text).toBe(200);
          return text;
        }),
      );
    const before = await read(hall);
    await hall.ok('POST', '/api/archives', { year: 2025 });
    for (let state; state !== 'archived';) {
      await hall.hall.archives.tick();
      await hall.hall.archives.idle();
      const { archives } = await hall.ok<ArchivesState>('GET', '/api/archives');
      state = archives[0]?.state;
    }
    ends.pop();
    await hall.stop();
    expect(existsSync(join(folder.dir, 'archive', '2025.db'))).toBe(true);
    const ofYear = (raw: SqliteDatabase.Database): unknown =>
      raw.prepare(`select count(*) from tickets where service_day < '2026'`).pluck().get();
    const raw = new SqliteDatabase(folder.file, { readonly: true });
    expect(ofYear(raw)).toBe(0);
    raw.close();

    const to = await databaseFor(server!);
    ends.push(to.drop);
    const moved = move(folder, '--to', to.url);
    expect(moved, moved.stderr).toMatchObject({ status: 0, stderr: '' });
    expect(moved.stdout).toMatch(/Years brought in from their archives: 2025/);
    expect(
      await asked(to.url, `select count(*)::int as n from tickets where service_day < '2026'`),
    ).toEqual([{ n: 4 }]);
    const there = await TestHall.start({
      database: { kind: 'postgres', url: to.url },
      start: '2026-02-10T03:00:00.000Z',
      holder: keyFile(folder.keyFile),
    });
    ends.push(() => there.stop());
    there.admin = await there.signIn('admin', adminPassword);
    expect(await read(there)).toEqual(before);

    // Its file away, it is not moved without that year.
    rmSync(join(folder.dir, 'archive', '2025.db'));
    const other = await databaseFor(server!);
    ends.push(other.drop);
    const without = move(folder, '--to', other.url);
    expect(without.status).not.toBe(0);
    expect(without.stderr).toMatch(/archive/);
    expect(await asked(other.url, 'select 1 from site')).toEqual([]);
  }, 240_000);

  it('refuses in one sentence what it cannot move, and writes nothing then', async () => {
    const { folder } = await aSite();
    const to = await databaseFor(server!);
    ends.push(to.drop);
    const isEmpty = async () => expect(await asked(to.url, 'select 1 from site')).toEqual([]);

    const key = readFileSync(folder.keyFile);
    writeFileSync(folder.keyFile, 'another key\n');
    const other = move(folder, '--to', to.url);
    expect(other.status).toBe(78);
    expect(other.stderr).toMatch(/key of another site/);
    writeFileSync(folder.keyFile, key);
    await isEmpty();

    const raw = new SqliteDatabase(folder.file);
    raw.exec(`insert into kysely_migration values ('999-later', '2027')`);
    raw.close();
    const newer = move(folder, '--to', to.url);
    expect(newer.status).toBe(78);
    expect(newer.stderr).toMatch(/newer version/);
    await isEmpty();

    writeFileSync(
      folder.file,
      Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(9000, 7)]),
    );
    for (const end of ['-wal', '-shm'])
      if (existsSync(folder.file + end)) writeFileSync(folder.file + end, '');
    expect(move(folder, '--to', to.url).status).toBe(65);
    await isEmpty();
    expect(move(folder, '--to', 'mysql://x').status).toBe(2);
    const gone = siteFolder();
    ends.push(gone.remove);
    expect(move(gone, '--to', to.url).status).toBe(1);
    expect(existsSync(join(gone.dir, 'hall.db'))).toBe(false);
  }, 240_000);
});
