import { dirname, join } from 'node:path';
import { archiveFolder } from './archives/file.ts';
import { backupsIn } from './backups/names.ts';
import { asCommand } from './beside.ts';
import { systemClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { openForReading } from './db/open.ts';
import { archives } from './doctor/archives.ts';
import * as database from './doctor/database.ts';
import { checks, fail, type Finding, ok, say, wordsOf } from './doctor/finding.ts';
import * as machine from './doctor/machine.ts';
import * as network from './doctor/network.ts';
import * as site from './doctor/site.ts';
import { connectCarrier } from './live/redis.ts';
import { Refusal } from './refusal.ts';
import { root } from './root.ts';
import { quickCheck } from './storage/check.ts';
import { isLow, roomAt } from './storage/disk.ts';
import { productVersion } from './version.ts';
import { packsIn } from './voices/service.ts';

/**
 * npm run doctor: looks at everything that a hall's server stands on, whether it runs or not, with the
 * server's environment. It changes nothing. Ends with 1 where something fails. `--json` for programs.
 */

async function examine(environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  const version = await productVersion(root);
  const first = [
    ok('product', say(`一号通 ${version}`, `Yihaotong ${version}`)),
    machine.nodeVersion(process.versions.node),
  ];
  let config: Config;
  try {
    config = readConfig(environment, join(root, 'data'));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const toDo = say('请改正这些环境变量。', 'Correct these variables.');
    return [...first, fail('settings', say(error.chinese, error.message), toDo)];
  }
  const { dataDir } = config;
  const { copyDir } = config.backups;
  const newest = await newestBackup(config);
  const at = { host: config.host, port: config.port, https: config.tls !== undefined };
  const heard = await network.port(at);
  const onData = await databaseAndDevices(config);
  return [
    ...first,
    ...onData,
    ...(await machine.disk(dataDir, await roomOf(config))),
    ...(await machine.dataRights(dataDir)),
    ...(onData.some(({ check }) => check === 'key')
      ? []
      : [await machine.keyFile(config.keyFile, environment['KEY_FILE'] !== undefined)]),
    await machine.clockOf(systemClock, environment),
    heard.finding,
    await network.publicAddress(config.publicUrl, heard.runs, at),
    ...(config.tls === undefined
      ? []
      : [await network.certificate(config.tls.cert, Date.parse(systemClock.now()))]),
    ...(config.redisUrl === undefined ? [] : [await redis(config.redisUrl)]),
    site.voices(await packsIn(join(dataDir, 'own-voices'), join(root, 'data', 'voices'))),
    site.backups(config.backups.dir, newest, systemClock.now()),
    ...(copyDir === undefined ? [] : [await machine.place('copy', copyDir)]),
    ...(config.logFile === undefined
      ? []
      : [await machine.place('log', await machine.nearest(dirname(config.logFile.path)))]),
  ];
}

/** The disk of the data, as the server itself watches it; null: nobody can tell. */
async function roomOf({ dataDir, leastRoom }: Config) {
  const room = await roomAt(dataDir).catch(() => null);
  return room === null ? null : { ...room, low: isLow(room, leastRoom) };
}

async function newestBackup({ backups }: Config): Promise<string | undefined> {
  const [newest] = await backupsIn(backups.dir, null).catch(() => []);
  return newest?.at;
}

/** The database, and what stands in it. */
async function databaseAndDevices({
  database: options,
  keyFile: keyPath,
}: Config): Promise<Finding[]> {
  if (options.kind === 'sqlite' && !(await database.hasFile(options.file)))
    return [
      ok(
        'database',
        say(
          `${options.file} 尚未建立，首次启动时建立`,
          `${options.file} is made at the first start`,
        ),
      ),
    ];
  let db;
  try {
    db = openForReading(options);
  } catch (error) {
    return [
      fail(
        'database',
        say(`打不开：${wordsOf(error)}`, `It cannot be opened: ${wordsOf(error)}`),
        say(
          '请检查文件的所有者和权限，或用备份恢复。',
          'Look at who owns the file, or restore a backup.',
        ),
      ),
    ];
  }
  try {
    const found =
      options.kind === 'sqlite'
        ? await database.sqlite(options.file, db, () => performance.now())
        : await database.postgres(options, db);
    if (found.some(({ state }) => state === 'fail')) return found;
    const devices = await site.devices(db, systemClock.now()).catch(() => []);
    const years = await archives(db, archiveFolder(options), (file) => quickCheck(file, null));
    return [...found, ...(await database.keyOf(db, keyPath)), ...years, ...devices];
  } finally {
    await db.destroy();
  }
}

async function redis(url: string): Promise<Finding> {
  const carrier = connectCarrier(url, { warn: () => undefined, info: () => undefined });
  const until = performance.now() + 3000;
  while (!carrier.connected() && performance.now() < until)
    await new Promise((next) => setTimeout(next, 50));
  const there = carrier.connected();
  await carrier.close();
  const { host } = new URL(url);
  if (there) return ok('redis', say(host, host));
  return fail(
    'redis',
    say(`${host} 不可用`, `${host} does not answer`),
    say(
      '请确认 Redis 在运行且 REDIS_URL 正确；在此之前各服务进程的屏幕会晚几秒更新。',
      'See that it runs and that REDIS_URL is right; until then screens of other processes follow later.',
    ),
  );
}

const signs = { ok: '✓', warn: '!', fail: '✗' } as const;

function print(findings: readonly Finding[], language: 'zh' | 'en'): void {
  const count = (state: Finding['state']): number =>
    findings.filter((finding) => finding.state === state).length;
  for (const { check, state, found, toDo } of findings) {
    process.stdout.write(`${signs[state]} ${checks[check][language]}: ${found[language]}\n`);
    if (toDo !== undefined) process.stdout.write(`    → ${toDo[language]}\n`);
  }
  process.stdout.write(
    language === 'zh'
      ? `\n${count('ok')} 项正常，${count('warn')} 项需注意，${count('fail')} 项有故障\n`
      : `\n${count('ok')} ok, ${count('warn')} to be looked at, ${count('fail')} failed\n`,
  );
}

const { LC_ALL, LC_MESSAGES, LANG } = process.env;
const language = /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en';
await asCommand(async () => {
  const findings = await examine(process.env);
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(findings)}\n`);
  else print(findings, language);
  return findings.some(({ state }) => state === 'fail') ? 1 : 0;
});
