import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { buildApp } from './app.ts';
import { systemClock } from './clock.ts';
import { noticeOldData } from './backups/went-back.ts';
import { readMark, SiteMark } from './backups/mark.ts';
import { readConfig } from './config.ts';
import { AlreadyServed, claimFile } from './db/claim.ts';
import { isStorageAway } from './db/faults.ts';
import { openDatabase } from './db/open.ts';
import { connectCarrier } from './live/redis.ts';
import { randomIds } from './ids.ts';
import { keyFile, WrongKey } from './key-file.ts';
import { ownFolder, ownFiles } from './own-files.ts';
import { Proxies } from './proxies.ts';
import { prepareSite } from './setup.ts';
import { SiteClock } from './site-clock.ts';
import { backUpBeforeUpdate, lookInto, waitForPostgres } from './storage/opening.ts';
import { storageRefusal } from './storage/sentences.ts';
import { productVersion } from './version.ts';
import { watchLoop } from './watchdog.ts';
import { Ticker } from './ticker.ts';

/** The project's folder, from `server/` as well as from `dist/server/`. */
const here = dirname(fileURLToPath(import.meta.url));
const root = here.endsWith(join('dist', 'server')) ? join(here, '..', '..') : join(here, '..');

// What this process writes is for its own user alone.
process.umask(0o077);
const config = readConfig(process.env, join(root, 'data'));
const logger = pino({
  level: config.logLevel,
  redact: [
    'req.headers.authorization',
    'req.headers.cookie',
    '*.password',
    '*.token',
    '*.pairingCode',
    '*.idNumber',
    '*.phone',
    '*.newPassword',
    '*.code',
    '*.secret',
  ],
});
ownFolder(config.dataDir, logger);
const { release, db, site, checked, wentBack } = await startData().catch(refuse);
if (wentBack.length > 0)
  logger.error({ halls: wentBack }, 'the data are older than they were: numbers were moved on');
const carrier = config.redisUrl === undefined ? undefined : connectCarrier(config.redisUrl, logger);
const hall = await buildApp({
  db,
  clock: systemClock,
  ids: randomIds,
  logger,
  webDir: join(root, 'dist', 'web'),
  dataDirs: { bundled: join(root, 'data'), own: config.dataDir },
  secret: site.secret,
  publicUrl: config.publicUrl,
  proxies: new Proxies(config.proxies),
  limits: {
    socketsAnAddress: config.socketsAnAddress,
    linesAnAddress: Math.ceil(config.socketsAnAddress * 1.2),
  },
  carrier,
  sso: config.sso,
  metricsToken: config.metricsToken,
  backupPlan: { ...config.backups, dataDir: config.dataDir, product: await productVersion(root) },
  storageSite: {
    folders: [...new Set([config.dataDir, config.backups.dir])],
    leastRoom: config.leastRoom,
    checked,
  },
  wentBack: wentBack.length > 0,
});
const siteMark = new SiteMark(config.markFile, {
  read: db.read,
  clock: new SiteClock(systemClock),
});
const { app, storage } = hall;
const { made: madePassword, weak } = await hall.staff
  .ensureAdministrator(config.adminPassword)
  .catch(refuse);
if (weak)
  logger.warn('ADMIN_PASSWORD is easy to guess: change the password of admin under My account');

const ticker = new Ticker(
  [
    storage,
    siteMark,
    hall.days,
    hall.clockAlarm,
    hall.erasure,
    hall.upkeep,
    hall.overview,
    hall.sessions,
    hall.failedSignIns,
    hall.backups,
    hall.seen,
    hall.deviceEnds,
    hall.kiosks,
  ].map((work) => () => work.tick()),
  1000,
  (error) => {
    // What the storage threw is logged there, once a minute.
    if (isStorageAway(error)) storage.failed(error);
    else logger.error({ err: error }, 'the clock could not do what is due');
  },
);
ticker.start();

const watchdog = watchLoop((err) => logger.error({ err }, 'nobody watches the event loop'));
await app.listen({ port: config.port, host: config.host });
if (madePassword !== null) {
  process.stdout.write(
    `\n  User: admin\n  Password: ${madePassword}\n  (made at the first start and shown only now; change it under My account)\n\n`,
  );
}

closeWithGrace({ delay: 10_000 }, async ({ err }) => {
  if (err !== undefined) logger.fatal({ err }, 'the server ends after an unexpected error');
  await watchdog?.close();
  await ticker.stop();
  await app.close();
  await carrier?.close();
  await siteMark.close().catch(storage.failed);
  await db.close();
  release();
});

/** Everything before the first request: the data are whole, of this version and of this site. */
async function startData() {
  const { database, dataDir, markFile } = config;
  const release = database.kind === 'sqlite' ? claimFile(database.file) : () => undefined;
  if (database.kind === 'sqlite') ownFiles(database.file, logger);
  const found =
    database.kind === 'sqlite'
      ? await lookInto(database.file)
      : { schema: await waitForPostgres(database.url, (text) => logger.warn(text)), checked: true };
  const kept = await backUpBeforeUpdate(found.schema, {
    ...config.backups,
    database,
    dataDir,
    product: await productVersion(root),
    at: systemClock.now(),
    id: randomIds.code(8).toLowerCase(),
  });
  if (kept !== null) logger.info({ backup: kept.name }, 'a backup was made before the update');
  const db = await openDatabase(database);
  const mark = await readMark(markFile);
  const site = await prepareSite(db, randomIds, defaultHall, {
    holder: keyFile(config.keyFile),
    uid: mark?.site,
  });
  const wentBack = await noticeOldData(db, mark, systemClock.now(), markFile);
  return { release, db, site, checked: found.checked, wentBack };
}

async function defaultHall(): Promise<{ hall: unknown; catalogue: unknown }> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(root, 'data', name), 'utf8'));
  return { hall: await read('hall.json'), catalogue: await read('catalogue.json') };
}

/** Ends the process with one sentence where it is known what is in the way. */
function refuse(error: unknown): never {
  if (error instanceof AlreadyServed || error instanceof WrongKey) {
    process.stderr.write(`\n  ${error.message}\n\n`);
    process.exit(1);
  }
  const { database } = config;
  const place = database.kind === 'sqlite' ? database.file : 'PostgreSQL';
  const refusal = storageRefusal(error, place);
  if (refusal === null) throw error;
  process.stderr.write(refusal.text);
  process.exit(refusal.exitCode);
}
