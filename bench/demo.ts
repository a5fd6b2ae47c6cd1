import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { buildApp } from '../server/app.ts';
import { openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { serviceDay } from '../shared/rules/day.ts';
import { prepareSite } from '../server/setup.ts';
import type { Catalogue } from '../shared/contract/catalogue.ts';
import type { Hall } from '../shared/contract/hall.ts';
import { ensureBuilt } from '../scripts/build.mjs';
import { root } from '../scripts/lib.mjs';
import { Life } from './demo/life.ts';
import { come, type Send, take, type Town, work } from './demo/people.ts';
import { demoPassword, invitation, pairingLinks } from './demo/screens.ts';
import { Seeded } from '../shared/rules/simulation/chance.ts';
import { signInStaff } from './support/staff.ts';

/**
 * `npm run demo -- [--speed 4] [--visitors 150] [--port 3000] [--seed 1]`: the real server on a
 * database that goes with it, filled with simulated visitors and clerks, so that every screen lives.
 * `speed` is how many times faster than life people act, `visitors` how many come in an hour of
 * theirs. The last three quarters of an hour have
 * already happened, at the same speed.
 */
const { values } = parseArgs({
  options: {
    speed: { type: 'string', default: '4' },
    visitors: { type: 'string', default: '150' },
    port: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
  },
});
const [speed, visitors, port, seed] = (['speed', 'visitors', 'port', 'seed'] as const).map(
  (name) => {
    const value = Number(values[name]);
    if (value > 0) return value;
    process.stderr.write(`--${name} is to be a number above 0, not "${values[name]}"\n`);
    process.exit(2);
  },
) as [number, number, number, number];
/** Left to the newcomer: windows 4, 8, … have no simulated clerk. */
const free = 4;
const morningMinutes = 45;
const surnames = '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡';

ensureBuilt();
const dir = await mkdtemp(join(tmpdir(), 'yihaotong-demo-'));
const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(root, 'data', `${name}.json`), 'utf8')) as unknown;
const db = await openDatabase({ kind: 'sqlite', file: join(dir, 'hall.db') });
const { secret } = await prepareSite(db, randomIds, async () => ({
  hall: await read('hall'),
  catalogue: await read('catalogue'),
}));
const life = new Life(startOfMorning(), speed);
const { app, staff, days, estimates, later } = await buildApp({
  db,
  clock: life,
  ids: randomIds,
  logger: pino({ level: 'warn' }),
  webDir: join(root, 'dist', 'web'),
  dataDirs: { bundled: join(root, 'data'), own: dir },
  secret,
});
let ending: Promise<void> | null = null;
// Ctrl+C comes more than once: from the terminal, and from whoever started this.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void (ending ??= end(0)));

const password = demoPassword();
await staff.ensureAdministrator(password);
const send: Send = async <T>(
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  token?: string | null,
  payload: object = {},
) => {
  const answer = await app.inject({
    method,
    url,
    // Phones come from everywhere: no two visitors share an address.
    remoteAddress: `10.${chance.below(250)}.${chance.below(250)}.${chance.below(250)}`,
    headers: token === null || token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(method === 'GET' ? {} : { payload }),
  });
  return answer.statusCode < 300 ? answer.json<T>() : null;
};
const chance = new Seeded(seed);
const town: Town = {
  life,
  chance,
  send,
  visitors,
  hall: (await send<Hall>('GET', '/api/halls/district'))!,
  catalogue: (await send<Catalogue>('GET', '/api/halls/district/catalogue'))!,
  phones: new Map(),
};
const { token: admin } = (await send<{ token: string }>('POST', '/api/session', null, {
  username: 'admin',
  password,
}))!;
await send('POST', '/api/staff', admin, {
  username: 'clerk',
  password,
  name: '王芳',
  roles: ['clerk'],
  halls: ['district'],
});
const windows = town.hall.windows.map((w) => w.number).filter((number) => number % free !== 0);
const usernames = windows.map((number) => `clerk${number}`);
const clerks = await signInStaff(db, randomIds, usernames, 'clerk');
for (const [i, username] of usernames.entries())
  await send('PATCH', `/api/staff/${username}`, admin, {
    name: `${surnames[i % surnames.length]}${chance.pick([...'敏静伟强磊洋勇艳杰娟涛明丽超'])}`,
  });
const [guide] = await signInStaff(db, randomIds, ['guide'], 'guide');

process.stdout.write(`The last ${morningMinutes} minutes of a hall pass …\n`);
life.begin(() => come(town, guide!));
for (const [i, number] of windows.entries()) life.begin(() => work(town, number, clerks[i]!));
life.begin(async () => {
  while (!life.over) {
    await days.tick();
    await estimates.tick();
    await later.tick();
    await life.wait(20);
  }
});
await life.catchUp();

const url = `http://127.0.0.1:${port}`;
try {
  await app.listen({ port, host: '127.0.0.1' });
} catch (error) {
  process.stderr.write(`${(error as Error).message}: choose another with -- --port 3001\n`);
  await end(1);
}
const links = await pairingLinks(send, admin, url);
const phone = await take(town, guide!, 'newborn');
process.stdout.write(invitation({ url, password, links, phone, freeWindow: free }));

/** Ninety minutes ago, or less where that was another day in the hall. */
function startOfMorning(): number {
  const today = (at: number): string => serviceDay(new Date(at).toISOString(), 'Asia/Shanghai');
  const now = Date.now();
  let from = now - morningMinutes * 60_000;
  while (today(from) !== today(now)) from += 60_000;
  return from;
}

async function end(code: number): Promise<void> {
  life.end();
  await app.close();
  await db.close();
  await rm(dir, { recursive: true, force: true });
  process.exit(code);
}
