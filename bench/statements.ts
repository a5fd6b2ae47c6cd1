/**
 * Counts what one command of a press costs SQLite: statements, and pages written to its log.
 *
 *   node scripts/run.mjs bench/statements.ts
 */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { root } from '../scripts/lib.mjs';
import { buildApp } from '../server/app.ts';
import { systemClock } from '../server/clock.ts';
import { openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { prepareSite } from '../server/setup.ts';
import { signInStaff } from './support/staff.ts';

const pageBytes = 4096;
const frameBytes = pageBytes + 24;

/** Statements that ran so far, in this process. */
let statements = 0;
const blank = new SqliteDatabase(':memory:');
const statement = Object.getPrototypeOf(blank.prepare('select 1')) as Record<
  'all' | 'run',
  (this: SqliteDatabase.Statement, ...values: unknown[]) => unknown
>;
blank.close();
for (const name of ['all', 'run'] as const) {
  const run = statement[name];
  statement[name] = function (...values) {
    if (!/^(begin|commit|pragma)/.test(this.source)) statements += 1;
    return run.apply(this, values);
  };
}

const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(root, 'data', name), 'utf8')) as unknown;
const dir = await mkdtemp(join(tmpdir(), 'yihaotong-'));
const file = join(dir, 'hall.db');
const db = await openDatabase({ kind: 'sqlite', file });
const { secret } = await prepareSite(db, randomIds, async () => ({
  hall: await read('hall.json'),
  catalogue: await read('catalogue.json'),
}));
const { app } = await buildApp({
  db,
  clock: systemClock,
  ids: randomIds,
  logger: false,
  dataDirs: { bundled: join(root, 'data'), own: dir },
  secret,
});
const [taker, clerk] = (await signInStaff(db, randomIds, ['manager'], 'manager')).concat(
  await signInStaff(db, randomIds, ['clerk']),
);

let keys = 0;
async function press(path: string, body: object, token: string, keyed: boolean): Promise<void> {
  keys += 1;
  const { statusCode, body: answer } = await app.inject({
    method: 'POST',
    url: `/api/halls/district/${path}`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(keyed ? { 'idempotency-key': `key ${keys}` } : {}),
    },
    payload: body,
  });
  if (statusCode >= 300) throw new Error(`${path}: ${statusCode} ${answer}`);
}

const pages = async (): Promise<number> =>
  Math.floor(((await stat(`${file}-wal`)).size - 32) / frameBytes);

/** The most usual cost of several times the same. */
async function cost(
  what: string,
  once: () => Promise<void>,
  before?: () => Promise<void>,
): Promise<void> {
  const seen: [number, number][] = [];
  for (let i = 0; i < 15; i += 1) {
    await before?.();
    const [from, written] = [statements, await pages()];
    await once();
    seen.push([statements - from, (await pages()) - written]);
  }
  const median = (n: 0 | 1): number => seen.map((each) => each[n]).sort((a, b) => a - b)[7]!;
  process.stdout.write(
    `${what.padEnd(52)}${String(median(0)).padStart(6)} statements${String(median(1)).padStart(5)} pages\n`,
  );
}

const take = (wish: object, keyed = false) => press('tickets', wish, taker!, keyed);
const queue = { queue: 'one-life' };
for (let i = 0; i < 40; i += 1) await take(queue);
await press('windows/1/open', {}, clerk!, false);
const window = (command: string, body: object = {}, keyed = false) =>
  press(`windows/1/${command}`, body, clerk!, keyed);

await cost('a ticket of one queue', () => take(queue));
await cost('a ticket of one queue, with a key', () => take(queue, true));
await cost('a ticket of the newborn package', () => take({ package: 'newborn' }));
await cost(
  'a call, nobody in hand',
  () => window('call-next'),
  async () => {
    await window('finish').catch(() => undefined);
  },
);
await cost('a call that finishes the one in hand', () => window('call-next'));
await cost('the same, with a key', () => window('call-next', {}, true));
await cost(
  'a finish',
  () => window('finish'),
  () => window('call-next'),
);

await app.close();
await db.close();
await rm(dir, { recursive: true });
