import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { buildApp } from '../server/app.ts';
import { systemClock } from '../server/clock.ts';
import { openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { prepareSite } from '../server/setup.ts';
import type { Catalogue } from '../shared/contract/catalogue.ts';
import type { Hall } from '../shared/contract/hall.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { ensureBuilt } from '../scripts/build.mjs';
import { root } from '../scripts/lib.mjs';
import { Seeded } from './support/seeded.ts';
import { signInStaff } from './support/staff.ts';

/**
 * `npm run demo -- [--speed 10] [--visitors 90] [--port 3000]`: the real server on a database that
 * goes with it, filled with simulated visitors and clerks, so that every screen lives. `speed` is how
 * many times faster than life people are served; `visitors` how many come in an hour of theirs.
 */
const { values } = parseArgs({
  options: {
    speed: { type: 'string', default: '10' },
    visitors: { type: 'string', default: '240' },
    port: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
  },
});
const speed = Number(values.speed);
const visitorsAnHour = Number(values.visitors);
const chance = new Seeded(Number(values.seed));
const password = 'demo-demo';

ensureBuilt();
const dir = await mkdtemp(join(tmpdir(), 'yihaotong-demo-'));
const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(root, 'data', `${name}.json`), 'utf8')) as unknown;
const db = await openDatabase({ kind: 'sqlite', file: join(dir, 'hall.db') });
const { secret } = await prepareSite(db, randomIds, async () => ({
  hall: await read('hall'),
  catalogue: await read('catalogue'),
}));
const { app, staff, days } = await buildApp({
  db,
  clock: systemClock,
  ids: randomIds,
  logger: pino({ level: 'warn' }),
  webDir: join(root, 'dist', 'web'),
  dataDirs: { bundled: join(root, 'data'), own: dir },
  secret,
});
await staff.ensureAdministrator(password);

async function send<T>(
  method: 'GET' | 'POST',
  url: string,
  token?: string,
  payload: object = {},
): Promise<T | null> {
  const answer = await app.inject({
    method,
    url,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(method === 'POST' ? { payload } : {}),
  });
  return answer.statusCode < 300 ? answer.json<T>() : null;
}

const hall = (await send<Hall>('GET', '/api/halls/district'))!;
const catalogue = (await send<Catalogue>('GET', '/api/halls/district/catalogue'))!;
const timers = new Set<NodeJS.Timeout>();
let over = false;
/** Waits so many seconds of the visitors' life. */
const wait = (seconds: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        resolve();
      },
      (seconds * 1000) / speed,
    );
    timers.add(timer);
  });
const about = (seconds: number): number => seconds * (0.4 + 1.2 * chance.next());

/** One clerk: calls, waits for the visitor to walk, serves, now and then recalls, holds or pauses. */
async function work(number: number, token: string): Promise<void> {
  const at = (command: string, input: object = {}): Promise<WindowState | null> =>
    send<WindowState>('POST', `/api/halls/district/windows/${number}/${command}`, token, input);
  await at('open');
  while (!over) {
    const called = await at('call-next');
    if (called === null || called.ticket === null) {
      await wait(about(20));
      continue;
    }
    await wait(about(25));
    if (chance.chance(0.15)) await at('recall');
    if (chance.chance(0.05)) {
      await wait(30);
      await at('recall');
      if ((await at('no-show')) !== null) continue;
    }
    await at('start');
    await wait(about(420));
    if (chance.chance(0.05)) await at('hold', { kind: 'any-window' });
    else await at('finish');
    if (chance.chance(0.02)) {
      await at('pause', { reason: '整理材料' });
      await wait(about(300));
      await at('resume');
    }
  }
}

/** The visitors, one after the other, each with a package and sometimes a head start. */
async function come(token: string): Promise<void> {
  while (!over) {
    const pack = chance.pick(catalogue.packages);
    const category = chance.chance(0.2) ? chance.pick(hall.categories).code : 'general';
    await send('POST', '/api/halls/district/tickets', token, { package: pack.code, category });
    await wait(about(3600 / visitorsAnHour));
  }
}

const numbers = hall.windows.map((w) => w.number).filter((n) => n % 4 !== 0);
const tokens = await signInStaff(
  db,
  randomIds,
  [...numbers.map((n) => `clerk${n}`), 'guide'],
  'clerk',
);
const guide = tokens.at(-1)!;
// A hall in the middle of its morning.
for (let i = 0; i < 60; i += 1)
  await send('POST', '/api/halls/district/tickets', guide, {
    package: chance.pick(catalogue.packages).code,
  });
await app.listen({ port: Number(values.port), host: '127.0.0.1' });
process.stdout.write(
  `A living hall: http://127.0.0.1:${values.port}/ — sign in as admin with the password ${password}. Ctrl+C ends it and forgets its data.\n`,
);

const ticker = setInterval(() => void days.tick(), 1000);
const people = [come(guide), ...numbers.map((number, i) => work(number, tokens[i]!))];
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    over = true;
    clearInterval(ticker);
    for (const timer of timers) clearTimeout(timer);
    void app
      .close()
      .then(() => db.close())
      .then(() => rm(dir, { recursive: true, force: true }))
      .then(() => process.exit(0));
  });
}
await Promise.all(people);
