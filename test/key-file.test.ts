import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type Db, type DatabaseOptions, openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { keyFile, type KeyHolder } from '../server/key-file.ts';
import { ownFiles, ownFolder } from '../server/own-files.ts';
import { prepareSite } from '../server/setup.ts';
import { emptyDatabaseFor } from './support/postgres.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'key-'));
  ends.push(() => rm(path, { recursive: true }));
  return path;
}
const files = () =>
  Promise.resolve({
    hall: JSON.parse(readFileSync('data/hall.json', 'utf8')) as unknown,
    catalogue: JSON.parse(readFileSync('data/catalogue.json', 'utf8')) as unknown,
  });
async function start(database: DatabaseOptions, holder?: KeyHolder): Promise<string> {
  const db = await openDatabase(database);
  try {
    return (await prepareSite(db, randomIds, files, { holder })).secret;
  } finally {
    await db.close();
  }
}
async function siteOf(database: DatabaseOptions) {
  const db: Db = await openDatabase(database);
  try {
    return await db.read.selectFrom('site').selectAll().executeTakeFirstOrThrow();
  } finally {
    await db.close();
  }
}

const databases: [string, (path: string) => Promise<DatabaseOptions>][] = [
  ['SQLite', (path) => Promise.resolve({ kind: 'sqlite', file: join(path, 'hall.db') })],
];
const server = process.env['TEST_DATABASE_URL'];
if (server !== undefined)
  databases.push([
    'PostgreSQL',
    async () => {
      const { url, drop } = await emptyDatabaseFor(server);
      ends.push(drop);
      return { kind: 'postgres', url };
    },
  ]);

describe.each(databases)('the key of the site (%s)', (_, databaseIn) => {
  it('faults T16: an earlier site’s key moves into a file that only its owner reads, and is the same', async () => {
    const path = await folder();
    const database = await databaseIn(path);
    const before = await start(database);
    const holder = keyFile(join(path, 'keys', 'site.key'));
    expect(await start(database, holder)).toBe(before);
    expect(await readFile(holder.place, 'utf8')).toBe(`${before}\n`);
    expect((await stat(holder.place)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, 'keys'))).mode & 0o777).toBe(0o700);
    expect(await siteOf(database)).toMatchObject({ secret: '', to_wipe: 0 });
    if (database.kind === 'sqlite')
      for (const name of await readdir(path))
        if (name.startsWith('hall.db'))
          expect((await readFile(join(path, name))).includes(before)).toBe(false);
    expect(await start(database, holder)).toBe(before);
  });

  it('goes on after a crash between the file and the database', async () => {
    const path = await folder();
    const database = await databaseIn(path);
    const before = await start(database);
    const holder = keyFile(join(path, 'site.key'));
    expect(holder.keep(before)).toBe(before);
    expect(await start(database, holder)).toBe(before);
    expect((await siteOf(database)).secret).toBe('');
  });

  it('refuses a missing key and another site’s, and says what to do', async () => {
    const path = await folder();
    const database = await databaseIn(path);
    const holder = keyFile(join(path, 'site.key'));
    const secret = await start(database, holder);
    await rm(holder.place);
    await expect(start(database, holder)).rejects.toThrow(/site\.key is missing.*KEY_FILE/);
    await expect(stat(holder.place)).rejects.toThrow();
    await writeFile(holder.place, 'another\n');
    await expect(start(database, holder)).rejects.toThrow(/key of another site.*KEY_FILE/);
    await writeFile(holder.place, '');
    await expect(start(database, holder)).rejects.toThrow(/is empty/);
    await writeFile(holder.place, secret);
    expect(await start(database, holder)).toBe(secret);
  });

  it('refuses the key of another site for data that still has its own', async () => {
    const path = await folder();
    const database = await databaseIn(path);
    const before = await start(database);
    const holder = keyFile(join(path, 'site.key'));
    await writeFile(holder.place, 'another\n');
    await expect(start(database, holder)).rejects.toThrow(/key of another site/);
    expect((await siteOf(database)).secret).toBe(before);
  });

  it('is one, however many start at once', async () => {
    const path = await folder();
    const database = await databaseIn(path);
    const place = join(path, 'site.key');
    // Tables are there: two that make them at once is another matter.
    await (await openDatabase(database)).close();
    const starts = database.kind === 'sqlite' ? 1 : 3;
    const secrets = await Promise.all(
      Array.from({ length: starts }, () => start(database, keyFile(place))),
    );
    expect(new Set(secrets).size).toBe(1);
    // Of two other sites with one file the first has made it.
    const kept = keyFile(place).keep('a later one');
    expect(kept).toBe(secrets[0]);
  });
});

it('faults T16: the folder and files of an earlier version are closed to others', async () => {
  const path = await folder();
  const said: unknown[] = [];
  const log = { warn: (facts: object) => void said.push(facts) };
  for (const end of ['', '-wal', '-shm'])
    await writeFile(join(path, `hall.db${end}`), '', { mode: 0o644 });
  ownFolder(path, log);
  ownFiles(join(path, 'hall.db'), log);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(path))
    expect([name, (await stat(join(path, name))).mode & 0o777]).toEqual([name, 0o600]);
  expect(said).toEqual([]);
});
