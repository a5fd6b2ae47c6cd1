import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { fromSource } from '../bench/support/server-process.ts';
import { claimFile } from '../server/db/claim.ts';
import { keyFile } from '../server/key-file.ts';
import { aDay, windowsOfDay } from './support/full-day.ts';
import { TestHall } from './support/hall.ts';
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
