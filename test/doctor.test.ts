import { execFile, execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { chmod, mkdir, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../server/db/open.ts';
import { databaseFor } from './support/postgres.ts';
import { TestHall } from './support/hall.ts';

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: { readonly zh: string; readonly en: string };
  readonly toDo?: { readonly zh: string; readonly en: string };
}

const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'yihaotong-doctor-'));
  stops.push(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** Runs the command as an administrator does. Nobody is asked over the internet. */
function run(
  environment: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; text: string }> {
  const { PATH = '' } = process.env;
  const env = { PATH, NTP_SERVER: '127.0.0.1:9', PORT: '0', ...environment };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['dist/server/doctor.js', ...args],
      { env },
      (error, text, trouble) => {
        resolve({ code: Number(error?.code ?? 0), text: text === '' ? trouble : text });
      },
    );
  });
}

async function examined(environment: Record<string, string>) {
  const { code, text } = await run(environment, '--json');
  const findings = JSON.parse(text) as Finding[];
  const fails = findings.some(({ state }) => state === 'fail');
  expect(code).toBe(fails ? 1 : 0);
  for (const { state, toDo } of findings) expect(toDo === undefined).toBe(state === 'ok');
  return {
    findings,
    of: (check: string) =>
      findings.filter((finding) => finding.check === check).map((f) => [f.state, f.found.en]),
  };
}

/** A hall that has worked for a day and was stopped. */
async function usedHall(): Promise<string> {
  const dataDir = await folder();
  const hall = await TestHall.start({ database: { kind: 'sqlite', file: `${dataDir}/hall.db` } });
  const kiosk = await hall.device('kiosk');
  await hall.take({ queue: 'one-life' }, { token: kiosk });
  await hall.ok('POST', '/api/devices/health', { paper: 'out', printer: 'ok' }, { token: kiosk });
  await hall.stop();
  return dataDir;
}

it('an empty place is well: nothing fails before the first start', async () => {
  const dataDir = await folder();
  const { findings } = await examined({ DATA_DIR: dataDir });
  expect(findings.filter(({ state }) => state === 'fail')).toEqual([]);
  expect((await stat(dataDir)).isDirectory()).toBe(true);
});

it('a used hall: whole, with what its devices say, and everything that was made wrong is named', async () => {
  const dataDir = await usedHall();
  await chmod(dataDir, 0o700);
  const whole = await examined({ DATA_DIR: dataDir });
  expect(whole.of('database')).toEqual([['ok', expect.stringMatching(/^SQLite 3.*whole$/)]]);
  expect(whole.of('files')).toEqual([['ok', expect.any(String)]]);
  expect(whole.of('devices')).toEqual([
    ['warn', expect.stringContaining('1 of 1 were not seen')],
    ['warn', expect.stringContaining('no paper')],
  ]);
  expect(whole.of('backup')).toEqual([['warn', expect.stringContaining('none')]]);

  // The faults.
  await chmod(dataDir, 0o755);
  await writeFile(join(dataDir, 'site.key'), 'secret');
  await chmod(join(dataDir, 'site.key'), 0o644);
  const plan = join(dataDir, 'backups');
  await mkdir(plan);
  await writeFile(join(plan, 'half-made.tar.gz'), '');
  await writeFile(join(plan, 'yihaotong-new-20200101T000000Z-hourly-abcd.tar.gz'), '');
  await mkdir(join(dataDir, 'own-voices', 'hall'), { recursive: true });
  await writeFile(
    join(dataDir, 'own-voices', 'hall', 'manifest.json'),
    JSON.stringify({ pack: 'hall', language: 'zh-Hans', name: 'hall', synthetic: true, clips: {} }),
  );
  const newer = new SqliteDatabase(join(dataDir, 'hall.db'));
  newer.exec(`insert into kysely_migration values ('999-from-the-future', '2099-01-01')`);
  newer.close();
  const wrong = await examined({ DATA_DIR: dataDir });
  expect(wrong.of('database')).toEqual([['fail', expect.stringContaining('999-from-the-future')]]);
  expect(wrong.of('key')).toEqual([['fail', expect.stringContaining('0644')]]);
  expect(wrong.of('files')).toEqual([['warn', expect.stringContaining('0755')]]);
  expect(wrong.of('backup')).toEqual([['warn', expect.stringContaining('2020-01-01')]]);
  expect(wrong.of('voices')).toEqual([['warn', expect.stringContaining('hall (')]]);
});

it('a damaged file and one that is none are told apart from a whole one', async () => {
  const dataDir = await usedHall();
  const file = join(dataDir, 'hall.db');
  const { size } = await stat(file);
  const handle = await open(file, 'r+');
  // Leaves the first pages, so that it opens.
  for (let at = 40_960; at < size; at += 4096)
    await handle.write(Buffer.alloc(2048, 0xff), 0, 2048, at);
  await handle.close();
  const damaged = await examined({ DATA_DIR: dataDir });
  expect(damaged.of('database')).toEqual([['fail', expect.stringMatching(/damaged|malformed/)]]);
  await writeFile(file, 'this is no database, however long it may be '.repeat(100));
  const none = await examined({ DATA_DIR: dataDir });
  expect(none.of('database')).toEqual([['fail', expect.stringContaining('not a database')]]);
});

it('port, public address, clock, certificate, Redis: each fault with what to do', async () => {
  const dataDir = await folder();
  const other = await listening(createServer((_, answer) => answer.end('another program')));
  const clock = createSocket('udp4');
  await new Promise<void>((done) => clock.bind(0, '127.0.0.1', done));
  stops.push(() => Promise.resolve(clock.close()));
  clock.on('message', (_question, from) => {
    const answer = Buffer.alloc(48);
    answer.writeUInt8(1, 1);
    answer.writeUInt32BE(Math.floor(Date.now() / 1000) + 2_208_988_800 + 100, 40);
    clock.send(answer, from.port, from.address);
  });
  const files = { cert: join(dataDir, 'cert.pem'), key: join(dataDir, 'key.pem') };
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-days', '5', '-subj', '/CN=hall', '-keyout', files.key, '-out', files.cert],
    ],
    { stdio: 'ignore' },
  );
  const told = await examined({
    DATA_DIR: dataDir,
    PORT: String(other.port),
    PUBLIC_URL: `http://127.0.0.1:${other.port}`,
    NTP_SERVER: `127.0.0.1:${clock.address().port}`,
    TLS_CERT: files.cert,
    TLS_KEY: files.key,
    REDIS_URL: 'redis://127.0.0.1:9',
    KEY_FILE: join(dataDir, 'missing.key'),
  });
  expect(told.of('port')).toEqual([['fail', expect.stringContaining('EADDRINUSE')]]);
  expect(told.of('clock')).toEqual([['fail', expect.stringMatching(/^(99|100)\.\d s behind/)]]);
  expect(told.of('certificate')).toEqual([['warn', expect.stringContaining('ends in 4 days')]]);
  expect(told.of('redis')).toEqual([['fail', expect.stringContaining('does not answer')]]);
  expect(told.of('key')).toEqual([['fail', expect.stringContaining('does not exist')]]);
});

it('beside a server that runs, through its public address, with and without WebSockets', async () => {
  const dataDir = await folder();
  const hall = await TestHall.start({ database: { kind: 'sqlite', file: `${dataDir}/hall.db` } });
  stops.push(() => hall.stop());
  const { port } = new URL(hall.url);
  const well = await examined({ DATA_DIR: dataDir, PORT: port, PUBLIC_URL: hall.url });
  expect(well.of('port')).toEqual([['ok', expect.stringContaining('the server runs')]]);
  expect(well.of('proxy')).toEqual([['ok', expect.stringContaining('with WebSockets')]]);
  // A proxy that passes answers but no upgrades.
  const deaf = await listening(
    createServer((question, answer) => {
      void fetch(hall.url + question.url).then(async (heard) => {
        answer.writeHead(heard.status, { 'content-type': 'application/json' });
        answer.end(await heard.text());
      });
    }),
  );
  const told = await examined({
    DATA_DIR: dataDir,
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${deaf.port}`,
  });
  expect(told.of('proxy')).toEqual([['warn', expect.stringContaining('passes no WebSocket')]]);
});

it('looks at the second place of backups and at the folder of the log', async () => {
  const dataDir = await folder();
  const away = join(dataDir, 'not', 'plugged');
  const told = await examined({
    DATA_DIR: dataDir,
    BACKUP_COPY_DIR: away,
    LOG_FILE: '/dev/null/logs/server.log',
  });
  expect(told.of('copy')).toEqual([['fail', expect.stringContaining(`${away} cannot be written`)]]);
  expect(told.of('log')).toEqual([
    ['fail', expect.stringContaining('/dev/null cannot be written')],
  ]);
  // The log makes its folder by itself, where it may; the second place has to be there.
  const there = await examined({
    DATA_DIR: dataDir,
    BACKUP_COPY_DIR: dataDir,
    LOG_FILE: join(away, 'server.log'),
  });
  expect([there.of('copy'), there.of('log')]).toEqual([[['ok', dataDir]], [['ok', dataDir]]]);
  expect((await examined({ DATA_DIR: dataDir })).of('copy')).toEqual([]);
});

it('speaks the language of LANG, and names every mistake in the settings', async () => {
  const dataDir = await folder();
  const chinese = await run({ DATA_DIR: dataDir, LANG: 'zh_CN.UTF-8' });
  expect(chinese.text).toMatch(/^✓ 程序: 一号通 \d/);
  expect(chinese.text).toMatch(/项正常，\d+ 项需注意，0 项有故障/);
  const wrong = await run({ PORT: 'many', ADMIN_PASSWORD: 'short', LANG: 'C' });
  expect(wrong.code).toBe(1);
  expect(wrong.text).toMatch(
    /✗ Settings: .*\n {4}PORT: a whole number.*\n {4}ADMIN_PASSWORD: at least 8 characters/,
  );
});

const url = process.env['TEST_DATABASE_URL'];
it.skipIf(url === undefined)('PostgreSQL: its version and size, and one that is away', async () => {
  const database = await databaseFor(url!);
  stops.push(() => database.drop());
  const dataDir = await folder();
  await (await openDatabase({ kind: 'postgres', url: database.url })).close();
  const well = await examined({ DATA_DIR: dataDir, DATABASE_URL: database.url });
  expect(well.of('database')).toEqual([['ok', expect.stringMatching(/^PostgreSQL \d+\.\d+/)]]);
  const away = await examined({
    DATA_DIR: dataDir,
    DATABASE_URL: 'postgres://somebody:secret@127.0.0.1:9/none',
  });
  expect(away.of('database')).toEqual([['fail', expect.stringContaining('127.0.0.1:9/none')]]);
  expect(JSON.stringify(away.findings)).not.toContain('secret');
});

async function listening(server: Server): Promise<{ port: number }> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stops.push(() => new Promise((done) => server.close(done)));
  return { port: (server.address() as AddressInfo).port };
}
