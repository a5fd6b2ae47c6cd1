/**
 * Many halls on one machine: what each act costs, and whether one hall's storm is another's wait.
 *
 *   DATABASE_URL=… [REDIS_URL=…] npm run region [-- --halls 64 --times 10 --seconds 60 --out FILE]
 *
 * The database is to be empty (PostgreSQL); without one, a SQLite file of its own. Each hall has two
 * windows, a board, and so many times the tickets that a hall of a province has (a million a day in
 * 1,200 halls, eight hours). `--out` writes the costs that `npm run scale` reads.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DatabaseOptions, openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { ensureBuilt } from '../scripts/build.mjs';
import { Client } from './measure/client.ts';
import { spreadOf } from './measure/spread.ts';
import { Meter } from './region/meter.ts';
import { measurePhones } from './region/phones.ts';
import { Region } from './region/region.ts';
import { ServerProcess } from './support/server-process.ts';
import { fillSite } from './support/site.ts';
import type { Costs } from './scale/costs.ts';

const { values } = parseArgs({
  options: {
    halls: { type: 'string', default: '64' },
    times: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '60' },
    acts: { type: 'string', default: '960' },
    phones: { type: 'string', default: '1000' },
    note: { type: 'string', default: '' },
    out: { type: 'string' },
  },
});
const number = (name: 'halls' | 'times' | 'seconds' | 'acts' | 'phones'): number =>
  Number(values[name]);
/** Tickets a second of a hall of a province: a million in 1,200 halls, in eight hours. */
const usualRate = 1_000_000 / 1200 / (8 * 3600);

const { DATABASE_URL: url, REDIS_URL: redis } = process.env;
ensureBuilt();
const dataDir = await mkdtemp(join(tmpdir(), 'yihaotong-region-'));
const database: DatabaseOptions =
  url === undefined
    ? { kind: 'sqlite', file: join(dataDir, 'hall.db') }
    : { kind: 'postgres', url };
const db = await openDatabase(database);
const halls = number('halls');
const { clerks, admin } = await fillSite(db, randomIds, { takers: 1, clerks: 2 * halls });
await db.close();
const environment = {
  ...(url === undefined ? {} : { DATABASE_URL: url }),
  ...(redis === undefined ? {} : { REDIS_URL: redis }),
};
const server = await ServerProcess.start({ dataDir, environment });
/** Another process that serves nobody: what it costs it to hear of what is done elsewhere. */
const idle =
  url === undefined || redis === undefined
    ? null
    : await ServerProcess.start({ dataDir, environment });
const client = new Client(server.url, 256);
const meter = await Meter.of({ server: server.pid, idle: idle?.pid ?? null, url, redis });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const region = await Region.open({ url: server.url, client, halls, clerks, admin });
  const acts = number('acts');
  // What was never run before costs more.
  await region.take(halls * 4);
  await region.call(halls * 2);

  const taking = await meter.during(() => region.take(acts));
  const calling = await meter.during(() => region.call(Math.min(acts, region.waiting)));
  const rate = usualRate * number('times');
  const busy = await meter.during(() => region.run({ rate, seconds: number('seconds') }));
  const stormed = await region.storms({ hall: 0, other: 1, times: 10, calls: 40 });
  const quiet = spreadOf(stormed.without);
  const storm = spreadOf(stormed.within);
  const phones = await measurePhones({ meter, region, url: server.url, count: number('phones') });
  region.close();

  const made = busy.done;
  const costs: Costs = {
    at: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    note: values.note,
    database: database.kind,
    redis: redis !== undefined,
    ticket: taking.each(acts),
    call: calling.each(calling.done),
    phone: phones,
    server: { baseMegabytes: taking.megabytes },
    boardBytes: region.boardBytes,
    answerBytes: region.answerBytes,
    region: {
      ...{ halls, times: number('times'), seconds: number('seconds') },
      ...{ tickets: made.tickets, calls: made.calls },
      keyToBoard: spreadOf(made.toBoard),
      take: spreadOf(made.takeMs),
      call: spreadOf(made.callMs),
      serverCpu: busy.server / busy.seconds,
      databaseCpu: busy.database / busy.seconds,
      megabytes: busy.megabytes,
    },
    storm: {
      ticketsASecond: stormed.tickets / stormed.seconds,
      quiet,
      storm,
      ratio: storm.p99 / quiet.p99,
    },
  };
  const ms = ({ p50, p99 }: { p50: number; p99: number }): string =>
    `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`;
  const { region: r } = costs;
  say(`${costs.machine}, ${costs.database}${costs.redis ? ' and Redis' : ''}; ${costs.note}`);
  say(`halls                         ${r.halls}, each at ${r.times} times its usual rate`);
  say(`tickets, calls in ${r.seconds} s        ${r.tickets}, ${r.calls}`);
  say(`a ticket, P50 / P99           ${ms(r.take)}`);
  say(`a call, P50 / P99             ${ms(r.call)}`);
  say(`key to board, P50 / P99       ${ms(r.keyToBoard)}`);
  say(`processor, server             ${(100 * r.serverCpu).toFixed(0)} % of one`);
  say(`processor, database           ${(100 * r.databaseCpu).toFixed(0)} % of one`);
  say(`memory, server                ${r.megabytes.toFixed(0)} MB`);
  say(`a ticket costs                ${costText(costs.ticket)}`);
  say(`a call costs                  ${costText(costs.call)}`);
  say(
    `a phone                       ${costs.phone.kilobytes.toFixed(1)} KB of memory, ${costs.phone.pushMs.toFixed(3)} ms and ${costs.phone.bytes} bytes a message`,
  );
  say(
    `another hall's calls          P99 ${quiet.p99.toFixed(1)} ms; in a storm of ${costs.storm.ticketsASecond.toFixed(0)} tickets a second in hall 1 ${storm.p99.toFixed(1)} ms: ${costs.storm.ratio.toFixed(2)} times`,
  );
  if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(costs, null, 2)}\n`);
} finally {
  client.close();
  await meter.close();
  await Promise.all([server.stop(), idle?.stop()]);
  await rm(dataDir, { recursive: true });
}

function costText(cost: Costs['ticket']): string {
  return (
    `${cost.serverMs.toFixed(2)} ms of the server, ${cost.databaseMs.toFixed(2)} of the database, ` +
    `${cost.commits.toFixed(2)} commits, ${cost.rows.toFixed(1)} rows, ${cost.logKilobytes.toFixed(1)} KB of its log, ` +
    `${cost.redisCommands.toFixed(2)} Redis messages, ${cost.otherProcessMs.toFixed(3)} ms of each other process`
  );
}
