import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromSource, ServerProcess } from '../bench/support/server-process.ts';
import { readConfig } from '../server/config.ts';
import { listenRefusal } from '../server/listening.ts';
import type { Refusal } from '../server/refusal.ts';
import { storageRefusal } from '../server/storage/sentences.ts';
import { WrongSettings } from '../server/wrong-settings.ts';
import { type SiteFolder, siteFolder } from './support/site-folder.ts';

/* Commands beside a server, and what stands in their way, as whoever looks after a hall meets them. */

const folders: SiteFolder[] = [];
const aFolder = (): string => {
  const folder = siteFolder();
  folders.push(folder);
  return folder.dir;
};
let site: string;
beforeAll(async () => {
  site = aFolder();
  // The server itself: it keeps its key in a file.
  const server = await ServerProcess.start({ dataDir: site, run: 'source' });
  await server.stop();
});
afterAll(() => Promise.all(folders.map((folder) => folder.remove())));

type Command = Parameters<typeof fromSource>[0];
function run(command: Command, args: readonly string[], dataDir: string) {
  const { DATABASE_URL: _, REDIS_URL: __, ...environment } = process.env;
  return spawnSync(process.execPath, [...fromSource(command), ...args], {
    env: { ...environment, DATA_DIR: dataDir },
    encoding: 'utf8',
  });
}

it('settings that cannot be used are named in both languages, each with what it is to be, none as it is', () => {
  const wrong = {
    PORT: '80a',
    PUBLIC_URL: 'hall.example',
    TRUST_PROXY: 'nginx',
    BACKUP_EVERY: 'weekly',
    BACKUP_KEEP_HOURS: '0',
    BACKUP_KEEP_DAYS: 'x',
    BACKUP_KEEP_MONTHS: '-1',
    METRICS_TOKEN: 'my-secret',
    DATABASE_URL: 'mysql://a',
    REDIS_URL: 'a:6379',
    ADMIN_PASSWORD: '…',
    SOCKETS_PER_ADDRESS: 'many',
    DISK_WARN_MB: 'much',
    DISK_WARN_PERCENT: '101',
    LOG_FILE_MB: '0',
    LOG_FILES: '0',
    LOG_LEVEL: 'loud',
    WEBHOOKS_ALLOW_LOCAL: 'yes',
    OIDC_ISSUER: 'id',
    OIDC_CREATE_PEOPLE: 'yes',
  };
  let refusal: Refusal | null = null;
  try {
    readConfig(wrong, '/nowhere');
  } catch (error) {
    refusal = error as Refusal;
  }
  expect(refusal).toBeInstanceOf(WrongSettings);
  expect(refusal!.exitCode).toBe(78);
  for (const [name, value] of Object.entries(wrong)) {
    expect(refusal!.message).toMatch(new RegExp(`^ {4}${name}: `, 'm'));
    // Not as the rule says it to programmers.
    expect(refusal!.text).not.toMatch(new RegExp(`${name}(: |：)(Invalid|Too)`));
    expect(refusal!.chinese).toMatch(new RegExp(`^ {4}${name}：`, 'm'));
    expect(refusal!.text).not.toContain(`"${value}"`);
  }
  expect(refusal!.text).not.toContain('my-secret');
  expect(refusal!.message).toContain('https://hall.example');
});

it('a port that is in use, or no address of this machine, is a sentence', async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const { port } = other.address() as { port: number };
  const why = (host: string, at: number): Promise<unknown> =>
    new Promise((failed) => createServer().once('error', failed).listen(at, host));
  const used = listenRefusal(await why('127.0.0.1', port), { host: '127.0.0.1', port });
  expect(used?.message).toContain(`127.0.0.1:${port} is in use`);
  const none = listenRefusal(await why('192.0.2.7', 0), { host: '192.0.2.7', port: 0 });
  expect(none?.chinese).toContain('192.0.2.7');
  for (const refusal of [used, none]) expect(refusal?.exitCode).toBe(78);
  expect(listenRefusal(new Error('another'), { host: '', port })).toBeNull();
  await new Promise((closed) => other.close(closed));
});

it('what cannot be read is named as it is, and whose it has to be', () => {
  const error = Object.assign(new Error('EACCES'), { code: 'EACCES', path: '/site/site.key' });
  const refusal = storageRefusal(error, '/site/hall.db');
  expect(refusal).toMatchObject({ exitCode: 73 });
  expect(refusal!.message).toMatch(/^\/site\/site\.key cannot be read or written .*chown/);
  expect(refusal!.chinese).not.toContain('hall.db');
});

it('restored without its key, it is said that no server starts on the data', () => {
  expect(run('backup', [], site)).toMatchObject({ status: 0 });
  const [name] = readdirSync(join(site, 'backups'));
  const backup = join(site, 'backups', name!);
  const bare = aFolder();
  const without = run('restore', [backup], bare);
  expect(without.status).toBe(0);
  expect(without.stdout).toContain('there is none here');
  expect(without.stderr).toContain('is missing: the server does not start');
  const whole = aFolder();
  copyFileSync(join(site, 'site.key'), join(whole, 'site.key'));
  const withKey = run('restore', [backup], whole);
  expect([withKey.status, withKey.stderr]).toEqual([0, '']);
  expect(withKey.stdout).toContain('the one that is here stays');
});

it('sums of no hall, or asked for in words that it does not know, are no answer', () => {
  expect(run('sums', ['check', '--bogus'], site)).toMatchObject({ status: 2, stdout: '' });
  const nowhere = run('sums', ['check', '--hall', 'nix'], site);
  expect([nowhere.status, nowhere.stdout]).toEqual([2, '']);
  expect(nowhere.stderr).toContain('district');
});

it('no command writes into damaged data: each says so, and how to have it whole again', () => {
  const damaged = aFolder();
  const file = join(damaged, 'hall.db');
  const bytes = readFileSync(join(site, 'hall.db'));
  bytes.fill(0x5a, 240_000, 400_000);
  writeFileSync(file, bytes);
  const commands: [Command, string[]][] = [
    ['admin', ['reset-password', 'admin']],
    ['admin', ['list']],
    ['sums', ['check']],
    ['archive', ['--list']],
    ['backup', []],
  ];
  for (const [command, args] of commands) {
    const ended = run(command, args, damaged);
    expect([command, args, ended.status]).toEqual([command, args, 65]);
    expect(ended.stderr).toContain(`${file} are damaged`);
    expect(ended.stderr).toContain('npm run restore');
    expect(ended.stderr).not.toMatch(/^ +at /m);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  }
});
