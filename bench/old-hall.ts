/**
 * What a hall does all day, beside the same hall with a year of tickets in it: in turns, in one
 * process. Prints the processor's milliseconds, medians, and what the years cost: the clock on the wall
 * would tell of what else the machine and its disk do.
 *
 *   node scripts/run.mjs bench/old-hall.ts [--tickets 200000] [--rounds 12] [--analysed no]
 */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { statSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { buildApp, type Hall } from '../server/app.ts';
import { type Db, openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import type { Appointment, Slots } from '../shared/contract/appointment.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { spreadOf } from './measure/spread.ts';
import { addYears } from './old/years.ts';
import { makeSite, type Site } from './support/site.ts';

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '12' },
    analysed: { type: 'string', default: 'yes' },
  },
});
const rounds = Number(values.rounds);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const at = '/api/halls/district';
const firstDay = '2025-03-03';
const ticketsOfADay = 20;
/** 09:00 in the hall. */
const nine = (day: string): string => `${day}T01:00:00.000Z`;

/** A hall in this process, asked without a line between. */
class OneHall {
  readonly site: Site;
  readonly hall: Hall;
  readonly db: Db;
  readonly clock: { instant: string };

  private constructor(site: Site, hall: Hall, db: Db, clock: { instant: string }) {
    this.site = site;
    this.hall = hall;
    this.db = db;
    this.clock = clock;
  }

  static async open(site: Site, instant: string): Promise<OneHall> {
    const clock = { instant };
    const db = await openDatabase({ kind: 'sqlite', file: site.file });
    const hall = await buildApp({
      db,
      clock: { now: () => clock.instant },
      ids: randomIds,
      logger: false,
      dataDirs: { bundled: 'data', own: tmpdir() },
      secret: 'of no use',
      limits: { firstDelayMs: 1 },
    });
    await hall.app.ready();
    return new OneHall(site, hall, db, clock);
  }

  async close(): Promise<void> {
    await this.hall.app.close();
    await this.db.close();
  }

  pass(seconds: number): void {
    this.clock.instant = new Date(Date.parse(this.clock.instant) + seconds * 1000).toISOString();
  }

  async ask<T>(
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    token: string | null = this.site.admin,
  ): Promise<T> {
    const answer = await this.hall.app.inject({
      method,
      url,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { payload: body }),
    });
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
    return (answer.body === '' ? undefined : answer.json()) as T;
  }

  take(wish: object): Promise<Ticket> {
    return this.ask('POST', `${at}/tickets`, wish, this.site.takers[0]);
  }

  press(command: string): Promise<unknown> {
    return this.ask('POST', `${at}/windows/1/${command}`, {}, this.site.clerks[0]);
  }
}

/** One day as it goes, everybody served; then it is kept as the original of the years. */
async function aDay(one: OneHall): Promise<void> {
  await one.press('open');
  for (let n = 0; n < ticketsOfADay; n += 1) {
    one.pass(60);
    const { token } = await one.take({ queue: 'one-life' });
    await one.press('call-next');
    one.pass(30);
    await one.press('start');
    one.pass(120);
    await one.press('finish');
    if (n % 4 === 0)
      await one.ask('POST', `/api/tickets/${token}/rating`, { level: 5, reasons: [] }, null);
  }
  await one.press('close');
}

const acts: Record<string, (one: OneHall) => Promise<unknown>> = {
  'a ticket': (one) => one.take({ queue: 'one-life' }),
  'the next call, one finished': (one) => one.press('call-next'),
  undo: (one) => one.press('undo'),
  'the console’s state': async (one) =>
    one.hall.overview.state(await one.hall.commands.hall('district')),
  'the board': (one) => one.ask('GET', `${at}/board`),
  'the queues': (one) => one.ask('GET', `${at}/queues`),
  'tickets of the day, by number': (one) => one.ask('GET', `${at}/tickets?query=A00`),
  'the log, newest page': (one) => one.ask('GET', `${at}/events?before=99999999&limit=50`),
  'the log of a day': (one) =>
    one.ask('GET', `${at}/events?before=99999999&limit=50&day=${one.clock.instant.slice(0, 10)}`),
  'the log of a ticket on a day': (one) =>
    one.ask('GET', `${at}/events?ticket=A001&day=${one.clock.instant.slice(0, 10)}`),
  'today’s report': (one) => one.ask('GET', `${at}/reports/daily`),
};

const took = new Map<string, [empty: number[], old: number[]]>();
async function timed(name: string, which: 0 | 1, act: () => Promise<unknown>): Promise<void> {
  const start = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(start);
  const spent = (user + system) / 1000;
  const both = took.get(name) ?? [[], []];
  both[which].push(spent);
  took.set(name, both);
}

/** A morning of a hall, and its close by the first ticket of the next day. */
async function aRound(one: OneHall, which: 0 | 1): Promise<void> {
  await one.press('open');
  for (let n = 0; n < 10; n += 1) {
    one.pass(7);
    await timed('a ticket', which, () => acts['a ticket']!(one));
  }
  for (let n = 0; n < 6; n += 1) {
    one.pass(31);
    await timed('the next call, one finished', which, () => one.press('call-next'));
    if (n % 2 === 1) await timed('undo', which, () => one.press('undo'));
  }
  for (const [name, act] of Object.entries(acts).slice(3))
    for (let n = 0; n < 3; n += 1) await timed(name, which, () => act(one));
  const { nextFree } = await one.ask<Slots>('GET', `${at}/slots?queue=one-life`);
  const booked = await one.ask<Appointment>(
    'POST',
    `${at}/appointments`,
    {
      queue: 'one-life',
      slot: nextFree,
      phone: `138${String(Math.random()).slice(2, 10)}`,
    },
    null,
  );
  one.clock.instant = nextFree!;
  await timed('check-in', which, () => one.take({ appointment: booked.code }));
  one.clock.instant = nine(new Date(Date.parse(nextFree!) + 86_400_000).toISOString().slice(0, 10));
  await timed('the close of a day, and its first ticket', which, () =>
    one.take({ queue: 'one-life' }),
  );
}

const sites: Site[] = [];
for (let n = 0; n < 2; n += 1) {
  const site = await makeSite({ takers: 1, clerks: 1 });
  sites.push(site);
  const raw = new SqliteDatabase(site.file);
  raw.exec('update halls set enforce_hours = 0');
  raw.close();
  const one = await OneHall.open(site, nine(firstDay));
  await aDay(one);
  await one.close();
}
const start = performance.now();
const { tickets, lastDay } = addYears(sites[1]!.file, firstDay, {
  tickets: Number(values.tickets),
  days: 360,
});
const mb = (statSync(sites[1]!.file).size / 2 ** 20).toFixed(0);
say(
  `${tickets} old tickets to ${lastDay}, ${mb} MB, made in ${((performance.now() - start) / 1000).toFixed(0)} s`,
);

const halls = await Promise.all(sites.map((site) => OneHall.open(site, nine('2026-04-13'))));
for (let round = 0; round < rounds; round += 1)
  for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
    await aRound(halls[which]!, which);
for (const one of halls) await one.close();
for (const site of sites) await site.remove();

say('Milliseconds of the processor, median             empty       old   old ÷ empty');
for (const [name, [empty, old]] of took) {
  // The first rounds only warm what is compiled and read for the first time.
  const warm = (list: number[]): number => spreadOf(list.slice(Math.floor(list.length / 4))).p50;
  const [a, b] = [warm(empty), warm(old)];
  say(
    `  ${name.padEnd(44)} ${a.toFixed(2).padStart(8)}  ${b.toFixed(2).padStart(8)}      ${(b / a).toFixed(2)}`,
  );
}
