import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { fromSource } from '../bench/support/server-process.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { DatabaseOptions } from '../server/db/open.ts';
import { adminPassword, TestHall } from './support/hall.ts';
import { databaseFor } from './support/postgres.ts';

const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

/** What `npm run admin -- …` runs. */
function adminCommand(
  args: readonly string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; out: string; err: string }> {
  const { DATABASE_URL: _, REDIS_URL: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [...fromSource('admin'), ...args], {
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

async function reset(
  database: DatabaseOptions,
  environment: Record<string, string>,
): Promise<void> {
  const hall = await TestHall.start({ database });
  ends.push(() => hall.stop());
  const second = await hall.person('second', 'admin');
  await hall.ok('PATCH', '/api/staff/admin', { active: false }, { token: second });
  const watching = await hall.watch({ topic: 'hall', hall: 'district' }, second);
  const gone = new Promise((resolve) => watching.socket.once('disconnect', resolve));

  const { code, out } = await adminCommand(['reset-password', 'admin'], environment);
  const [, password = ''] = /Password: (\S+)/.exec(out) ?? [];
  expect([code, password.length]).toEqual([0, 16]);
  await expect(hall.signIn('admin', adminPassword)).rejects.toThrow('wrong_credentials');
  const token = await hall.signIn('admin', password);
  const log = await hall.ok<EventEntry[]>('GET', '/api/events', undefined, { token });
  expect(log.filter((line) => line.command === 'reset-password')).toMatchObject([
    { actor: 'system', data: { username: 'admin' } },
  ]);
  expect(JSON.stringify(log)).not.toContain(password);

  // The site runs on meanwhile, and ends what was open.
  await adminCommand(['reset-password', 'second'], environment);
  await gone;

  // What else a site needs that nobody can sign in to.
  hall.admin = token;
  const clerk = await hall.person('Clerk', 'clerk');
  await hall.ok('PATCH', '/api/staff/clerk', { active: false }, { token });
  await hall.db.lanes.run('site', {
    run: (tx) =>
      tx
        .updateTable('staff')
        .set({ factor_secret: 'sealed', factor_since: hall.clock.now() })
        .where('username', '=', 'Clerk')
        .execute(),
  });
  const list = (await adminCommand(['list'], environment)).out;
  expect(list).toMatch(
    /^Clerk\tClerk\tclerk\tall halls\tinactive\tsecond factor\tlast sign-in 2026/m,
  );
  for (const each of ['unlock', 'make-administrator', 'reset-second-factor'])
    expect([each, (await adminCommand([each, 'clerk'], environment)).code]).toEqual([each, 0]);
  const person = await hall.signIn('clerk', 'long enough');
  await hall.ok('GET', '/api/events', undefined, { token: person });
  expect((await hall.call('GET', '/api/account', undefined, { token: clerk })).status).toBe(401);
  const nobody = await adminCommand(['reset-password', 'nobody'], environment);
  expect([nobody.code, nobody.out, nobody.err.trim()]).toEqual([1, '', 'There is no "nobody"']);
}

describe('faults F5: the command line gives an administrator a new password', () => {
  // Each command starts a process of its own.
  const patience = 240_000;
  it('on a running site (SQLite)', { timeout: patience }, async () => {
    const folder = `test-output/${randomUUID()}`;
    mkdirSync(folder, { recursive: true });
    ends.push(() => rm(folder, { recursive: true }));
    await reset({ kind: 'sqlite', file: `${folder}/hall.db` }, { DATA_DIR: folder });
    const empty = await adminCommand(['reset-password', 'admin'], { DATA_DIR: `${folder}/none` });
    expect([empty.code, empty.err]).toEqual([1, expect.stringContaining('There is no data in')]);
    expect((await adminCommand([], { DATA_DIR: folder })).code).toBe(2);
  });

  const url = process.env['TEST_DATABASE_URL'];
  it.skipIf(url === undefined)(
    'on a running site (PostgreSQL)',
    { timeout: patience },
    async () => {
      const database = await databaseFor(url!);
      ends.push(database.drop);
      await reset({ kind: 'postgres', url: database.url }, { DATABASE_URL: database.url });
    },
  );
});
