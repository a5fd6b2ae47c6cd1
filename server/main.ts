import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { buildApp } from './app.ts';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import { AlreadyServed, claimFile } from './db/claim.ts';
import { openDatabase } from './db/open.ts';
import { connectCarrier } from './live/redis.ts';
import { randomIds } from './ids.ts';
import { Proxies } from './proxies.ts';
import { prepareSite } from './setup.ts';
import { watchLoop } from './watchdog.ts';
import { Ticker } from './ticker.ts';

/** The project's folder, from `server/` as well as from `dist/server/`. */
const here = dirname(fileURLToPath(import.meta.url));
const root = here.endsWith(join('dist', 'server')) ? join(here, '..', '..') : join(here, '..');

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
  ],
});
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
const { app, staff, ...hall } = await buildApp({
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
});
const madePassword = await staff.ensureAdministrator(config.adminPassword);

const ticker = new Ticker(
  [
    hall.days,
    hall.clockAlarm,
    hall.erasure,
    hall.upkeep,
    hall.overview,
    hall.seen,
    hall.deviceEnds,
    hall.kiosks,
  ].map((work) => () => work.tick()),
  1000,
  (error) => logger.error({ err: error }, 'the clock could not do what is due'),
);
ticker.start();

const watchdog = watchLoop((err) => logger.error({ err }, 'nobody watches the event loop'));
await app.listen({ port: config.port, host: config.host });
if (madePassword !== null) {
  process.stdout.write(
    `\n  User: admin\n  Password: ${madePassword}\n  (made at the first start and shown only now; change it under People)\n\n`,
  );
}

closeWithGrace({ delay: 10_000 }, async ({ err }) => {
  if (err !== undefined) logger.fatal({ err }, 'the server ends after an unexpected error');
  await watchdog?.close();
  await ticker.stop();
  await app.close();
  await carrier?.close();
  await db.close();
  release();
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
