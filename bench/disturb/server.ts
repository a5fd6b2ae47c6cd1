/**
 * The real application with a clock that can be set: a line on standard input, `jump <seconds>`, moves
 * it as somebody would who sets the machine's clock. It is no part of the product.
 */
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { buildApp } from '../../server/app.ts';
import { systemClock } from '../../server/clock.ts';
import { readConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/db/open.ts';
import { randomIds } from '../../server/ids.ts';
import { connectCarrier } from '../../server/live/redis.ts';
import { prepareSite } from '../../server/setup.ts';
import { Ticker } from '../../server/ticker.ts';

let shiftMs = 0;
const config = readConfig(process.env, process.env['DATA_DIR'] ?? 'data');
const logger = pino({ level: 'silent' });
const db = await openDatabase(config.database);
const { secret } = await prepareSite(db, randomIds, () => {
  throw new Error('the site is made before');
});
const carrier = config.redisUrl === undefined ? undefined : connectCarrier(config.redisUrl, logger);
const { app, days, clockAlarm, erasure, upkeep } = await buildApp({
  db,
  clock: {
    now: () => new Date(Date.parse(systemClock.now()) + shiftMs).toISOString(),
    steady: systemClock.steady,
  },
  ids: randomIds,
  logger: false,
  secret,
  dataDirs: { bundled: 'data', own: config.dataDir },
  carrier,
});
const ticker = new Ticker(
  [days, clockAlarm, erasure, upkeep].map((work) => () => work.tick()),
  1000,
  () => undefined,
);
ticker.start();
createInterface({ input: process.stdin }).on('line', (line) => {
  const [, seconds] = /^jump (-?\d+)$/.exec(line) ?? [];
  if (seconds !== undefined) shiftMs += Number(seconds) * 1000;
});
await app.listen({ port: config.port, host: config.host });
process.once('SIGTERM', () => {
  void (async () => {
    await ticker.stop();
    await app.close();
    await carrier?.close();
    await db.close();
    process.exit(0);
  })();
});
