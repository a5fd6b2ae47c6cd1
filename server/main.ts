import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.ts';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { AlreadyServed, claimFile } from './db/claim.ts';
import { openDatabase } from './db/open.ts';
import { openLog } from './log.ts';
import { connectCarrier } from './live/redis.ts';
import { randomIds } from './ids.ts';
import { Proxies } from './proxies.ts';
import { root } from './root.ts';
import { prepareSite } from './setup.ts';
import { tellSystem } from './service-manager.ts';
import { Tls } from './tls.ts';
import { watchLoop } from './watchdog.ts';
import { Ticker } from './ticker.ts';

const config = readConfig(process.env, join(root, 'data'));
const log = openLog({ level: config.logLevel, file: config.logFile });
const { logger } = log;
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  version: string;
};
const tls =
  config.tls === undefined
    ? undefined
    : new Tls(config.tls, (err) => logger.error({ err }, 'the renewed certificate is not used'));
let release = (): void => undefined;
if (config.database.kind === 'sqlite') {
  await mkdir(config.dataDir, { recursive: true });
  release = claimed(config.database.file);
}
const db = await openDatabase(config.database);
const site = await prepareSite(db, randomIds, async () => ({
  hall: JSON.parse(await readFile(join(root, 'data', 'hall.json'), 'utf8')) as unknown,
  catalogue: JSON.parse(await readFile(join(root, 'data', 'catalogue.json'), 'utf8')) as unknown,
}));
const carrier = config.redisUrl === undefined ? undefined : connectCarrier(config.redisUrl, logger);
const { app, staff, days, clockAlarm, erasure, upkeep, overview } = await buildApp({
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
  metricsToken: config.metricsToken,
  version,
  tls,
});
const madePassword = await staff.ensureAdministrator(config.adminPassword);

const ticker = new Ticker(
  [days, clockAlarm, erasure, upkeep, overview].map((work) => () => work.tick()),
  1000,
  (error) => logger.error({ err: error }, 'the clock could not do what is due'),
);
ticker.start();

const watchdog = watchLoop((err) => logger.error({ err }, 'nobody watches the event loop'));
await app.listen({ port: config.port, host: config.host });
tellSystem('READY=1');
if (madePassword !== null) {
  process.stdout.write(
    `\n  User: admin\n  Password: ${madePassword}\n  (made at the first start and shown only now; change it under People)\n\n`,
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
  await db.close();
  release();
  await log.close();
});

function claimed(file: string): () => void {
  try {
    return claimFile(file);
  } catch (error) {
    if (!(error instanceof AlreadyServed)) throw error;
    process.stderr.write(`\n  ${error.message}\n\n`);
    process.exit(1);
  }
}
