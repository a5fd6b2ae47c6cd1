import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.ts';
import { systemClock } from './clock.ts';
import { noticeOldData } from './backups/went-back.ts';
import { readMark, SiteMark } from './backups/mark.ts';
import { said } from './beside.ts';
import { readConfig } from './config.ts';
import { listenRefusal } from './listening.ts';
import { claimFile } from './db/claim.ts';
import { isStorageAway } from './db/faults.ts';
import { openDatabase } from './db/open.ts';
import { openLog } from './log.ts';
import { connectCarrier } from './live/redis.ts';
import { randomIds } from './ids.ts';
import { keyFile } from './key-file.ts';
import { ownFolder, ownFiles } from './own-files.ts';
import { Proxies } from './proxies.ts';
import { root } from './root.ts';
import { prepareSite } from './setup.ts';
import { SiteClock } from './site-clock.ts';
import { backUpBeforeUpdate, lookInto, waitForPostgres } from './storage/opening.ts';
import { productVersion } from './version.ts';
import { tellSystem } from './service-manager.ts';
import { Tls } from './tls.ts';
import { watchLoop } from './watchdog.ts';
import { Ticker } from './ticker.ts';

// What this process writes is for its own user alone.
process.umask(0o077);
const config = orRefuse(() => readConfig(process.env, join(root, 'data')));
const log = openLog({ level: config.logLevel, file: config.logFile });
const { logger } = log;
const version = await productVersion(root);
const tls = orRefuse(openTls);
orRefuse(() => ownFolder(config.dataDir, logger));
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
  reach: { allowLocal: config.webhooksAllowLocal },
  backupPlan: { ...config.backups, dataDir: config.dataDir, product: version },
  reportDir: config.reportDir,
  storageSite: {
    folders: [...new Set([config.dataDir, config.backups.dir])],
    leastRoom: config.leastRoom,
    checked,
  },
  wentBack: wentBack.length > 0,
  version,
  tls,
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
    hall.mediaUpkeep,
    hall.overview,
    hall.alarmWatch,
    hall.fitting,
    hall.estimates,
    hall.later,
    hall.sessions,
    hall.failedSignIns,
    hall.backups,
    hall.evening,
    hall.archives,
    hall.sums,
    hall.seen,
    hall.deviceEnds,
    hall.kiosks,
    hall.deliveries,
    // After those who are told of them.
    hall.plates,
    hall.push,
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
await app
  .listen({ port: config.port, host: config.host })
  .catch((error: unknown) => refuse(listenRefusal(error, config) ?? error));
tellSystem('READY=1');
if (madePassword !== null) {
  process.stdout.write(
    `\n  User: admin\n  Password: ${madePassword}\n  (made at the first start and shown only now; change it under My account)\n\n`,
  );
}

if (tls !== undefined)
  process.on('SIGHUP', () => {
    if (tls.renew()) logger.info('the certificate was read again');
  });

closeWithGrace({ delay: 10_000, skip: tls === undefined ? [] : ['SIGHUP'] }, async ({ err }) => {
  if (err !== undefined) logger.fatal({ err }, 'the server ends after an unexpected error');
  tellSystem('STOPPING=1');
  tls?.close();
  await watchdog?.close();
  await ticker.stop();
  await app.close();
  await carrier?.close();
  await siteMark.close().catch(storage.failed);
  await db.close();
  release();
  await log.close();
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
    product: version,
    at: systemClock.now(),
    id: randomIds.code(8).toLowerCase(),
  });
  if (kept !== null) logger.info({ backup: kept.name }, 'a backup was made before the update');
  const db = await openDatabase(database);
  const mark = await readMark(markFile);
  const site = await prepareSite(db, randomIds, defaultHall, {
    holder: keyFile(config.keyFile),
    uid: mark?.site,
    say: (message) => logger.info(message),
  });
  const wentBack = await noticeOldData(db, mark, systemClock.now(), markFile);
  return { release, db, site, checked: found.checked, wentBack };
}

async function defaultHall(): Promise<{ hall: unknown; catalogue: unknown }> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(root, 'data', name), 'utf8'));
  return { hall: await read('hall.json'), catalogue: await read('catalogue.json') };
}

function openTls(): Tls | undefined {
  if (config.tls === undefined) return undefined;
  return new Tls(config.tls, (err) => logger.error({ err }, 'the renewed certificate is not used'));
}

function orRefuse<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return refuse(error);
  }
}

/** Ends the process with one sentence where it is known what is in the way. */
function refuse(error: unknown): never {
  process.exit(said(error));
}
