/**
 * Reports on years: a day goes through the product's own commands, is copied until there are so many tickets
 * on so many days, and each day's sums are drawn up. Prints what that takes, whether sums and rows agree on
 * every day, each cut of all days (by the clock and of the processor, the first and the median of three), a
 * workbook of a year with the most memory it takes, and how long a call waits while reports are made by the
 * server beside it. The machine's load stands at each part: times by the clock say little on a busy one.
 *
 *   npm run figures -- [--tickets 1000000] [--days 500] [--aday 2000] [--check 500]
 *
 * The server is the built one: `npm run build` first.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { cuts } from '../shared/contract/throughput.ts';
import { addDays } from '../shared/rules/calendar.ts';
import { planned } from '../server/calendar/service.ts';
import { systemClock } from '../server/clock.ts';
import { openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { makeReport } from '../server/reports/make.ts';
import { SumsUpkeep } from '../server/reports/sums.ts';
import { disagreeingDays } from '../server/reports/sums-check.ts';
import { drawDays } from '../server/reports/sums-job.ts';
import { makeThroughput } from '../server/reports/throughput.ts';
import { SiteClock } from '../server/site-clock.ts';
import { spreadOf } from './measure/spread.ts';
import { addYearsToFile } from './old/years.ts';
import { ServerProcess } from './support/server-process.ts';
import { liveYear, type MadeFile } from './year/year.ts';

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '500' },
    aday: { type: 'string', default: '2000' },
    check: { type: 'string', default: '500' },
  },
});
const [tickets, days, aDay, checked] = [values.tickets, values.days, values.aday, values.check].map(
  Number,
) as [number, number, number, number];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const last = addDays(new Date().toISOString().slice(0, 10), -2);
const first = addDays(last, -days - 1);
const at = '/api/halls/district';

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, result: T]> {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}
/** By the clock, and of the processor: the median of three. */
async function measured(work: () => Promise<unknown>): Promise<string> {
  const took: [number, number][] = [];
  for (let n = 0; n < 3; n += 1) {
    const start = process.cpuUsage();
    const [wall] = await timed(work);
    const { user, system } = process.cpuUsage(start);
    took.push([wall, (user + system) / 1000]);
  }
  const [[first]] = took as [[number, number]];
  const [, [wall, cpu]] = took.sort(([a], [b]) => a - b) as [never, [number, number], never];
  return `${ms(wall)} (${ms(cpu)} of the processor; the first ${ms(first)}; ${load()})`;
}
const load = (): string => `load ${loadavg()[0]!.toFixed(1)}`;
const ms = (n: number): string => `${n.toFixed(n < 10 ? 1 : 0)} ms`;

async function onFile(made: MadeFile): Promise<void> {
  const [copyMs, years] = await timed(() => addYearsToFile(made.file, first, { tickets, days }));
  say(`${years.tickets} tickets, ${first} to ${years.lastDay}, in ${(copyMs / 1000).toFixed(0)} s`);
  const db = await openDatabase({ kind: 'sqlite', file: made.file });
  const hall = await db.read.selectFrom('halls').select(['id']).executeTakeFirstOrThrow();
  const upkeep = new SumsUpkeep({
    ...{ db, ids: randomIds, clock: new SiteClock(systemClock) },
    log: { error: (error: unknown) => say(String(error)) },
    draw: (drawing) => drawDays(db.read, drawing),
  });
  const [drawMs] = await timed(async () => {
    while (await upkeep.step());
  });
  const { bytes, n } = await db.read
    .selectFrom('day_sums')
    .select((e) => [
      e.fn.sum<number>(e.fn('length', ['body'])).as('bytes'),
      e.fn.countAll<number>().as('n'),
    ])
    .executeTakeFirstOrThrow();
  say(
    `sums of ${n} days drawn up in ${(drawMs / 1000).toFixed(0)} s, ${ms(drawMs / n)} a day, ${(bytes / years.tickets).toFixed(0)} bytes a ticket`,
  );
  const now = new Date().toISOString();
  // The last day is still the open one: nobody has come since.
  const over = addDays(years.lastDay, -1);
  const checkFrom = addDays(over, 1 - checked);
  const [checkMs, wrong] = await timed(() =>
    disagreeingDays(db.read, { from: checkFrom < first ? first : checkFrom, to: over, now }, null),
  );
  say(
    `sums and rows of ${Math.min(checked, n)} days compared in ${(checkMs / 1000).toFixed(0)} s: ${wrong.length} differ`,
  );
  const common = { hallId: hall.id, now, language: 'zh-Hans', archives: null } as const;
  const cut = (by: (typeof cuts)[number], from: string, form: 'json' | 'xlsx' = 'json') =>
    makeThroughput(
      db.read,
      { ...common, from, to: over, by, filters: {}, compare: [], form },
      planned,
    );
  for (const by of ['hour', 'queue'] as const) {
    await cut(by, over);
    say(`one day by ${by}: ${await measured(() => cut(by, over))}`);
  }
  for (const by of cuts) say(`all days by ${by}: ${await measured(() => cut(by, first))}`);
  const yearAgo = addDays(over, -365);
  // Of all that this process has ever had, in kilobytes.
  const most = (): number => process.resourceUsage().maxRSS / 2 ** 10;
  const before = most();
  const [xlsxMs, book] = await timed(() => cut('day', yearAgo < first ? first : yearAgo, 'xlsx'));
  const grown = most() - before;
  say(
    `a year by day as XLSX: ${ms(xlsxMs)}, ${(book.length / 1e6).toFixed(2)} MB, ${grown.toFixed(0)} MB above the most memory before`,
  );
  const [dailyMs] = await timed(() =>
    makeReport(
      db.read,
      { ...common, from: yearAgo < first ? first : yearAgo, to: over, form: 'xlsx' },
      planned,
    ),
  );
  say(`the daily report of a year as XLSX: ${ms(dailyMs)}`);
  await db.close();
  await besideCalls(made, first);
}

/** How long takes and calls wait, without reports and while one after the other is made. */
async function besideCalls({ folder, admin, clerks }: MadeFile, from: string): Promise<void> {
  const server = await ServerProcess.start({ dataDir: folder });
  const ask = async (path: string, body?: object, token = admin): Promise<Response> =>
    fetch(server.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const press = (command: string) => ask(`${at}/windows/1/${command}`, {}, clerks[0]);
  await press('open');
  const minute = async (): Promise<number[]> => {
    const waits: number[] = [];
    for (let n = 0; n < 400; n += 1) {
      await (await ask(`${at}/tickets`, { queue: 'one-life' })).text();
      const [took] = await timed(async () => (await press('call-next')).text());
      waits.push(took);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return waits;
  };
  await minute();
  const told = (name: string, waits: readonly number[]): number => {
    const { p50, p99 } = spreadOf(waits);
    say(`a call ${name}: P50 ${ms(p50)}, P99 ${ms(p99)} (${load()})`);
    return p99;
  };
  const alone = [told('alone', await minute())];
  let more = true;
  let made = 0;
  const reports = (async () => {
    while (more) {
      const by = cuts[made % cuts.length]!;
      await (await ask(`${at}/reports/throughput?from=${from}&to=${last}&by=${by}`)).text();
      made += 1;
    }
  })();
  const beside = told('beside reports of all days', await minute());
  more = false;
  await reports;
  alone.push(told('alone again', await minute()));
  const without = (alone[0]! + alone[1]!) / 2;
  say(`${made} reports were made meanwhile; P99 ${(beside / without).toFixed(2)} times of without`);
  const [screenMs] = await timed(async () =>
    (
      await ask(`${at}/reports/throughput?from=${from}&to=${last}&by=month&compare=previous,year`)
    ).text(),
  );
  say(`all days by month over HTTP, with the last period and last year: ${ms(screenMs)}`);
  await server.stop();
}

await liveYear({
  days: 1,
  ticketsADay: aDay,
  seed: 1,
  firstDay: first,
  until: Infinity,
  onQuarter: () => undefined,
  onDisk: true,
  onEnd: onFile,
});
