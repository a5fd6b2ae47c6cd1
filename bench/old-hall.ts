/**
 * What a hall does all day, beside the same hall with years of tickets in it, in one process. Each act
 * is done in all halls before the next one, and they take turns in being the first; the ratio is the
 * median of those of the single acts. A second empty hall beside them says what such a ratio is worth.
 * Prints the processor's milliseconds: the clock on the wall would tell of what else the machine does.
 *
 *   node scripts/run.mjs bench/old-hall.ts [--tickets 100000] [--rounds 12]
 */
import { parseArgs } from 'node:util';
import { statSync } from 'node:fs';
import type { Appointment, Slots } from '../shared/contract/appointment.ts';
import { spreadOf } from './measure/spread.ts';
import { at, nine, OneHall, siteWithYears } from './old/one-hall.ts';
import type { Site } from './support/site.ts';

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '12' },
  },
});
const rounds = Number(values.rounds);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const kinds = ['empty', 'empty again', 'old'] as const;

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
  'the log of a window, no day': (one) =>
    one.ask('GET', `${at}/events?before=99999999&limit=50&window=1`),
  'the log of a ticket on a day': (one) =>
    one.ask('GET', `${at}/events?ticket=A001&day=${one.clock.instant.slice(0, 10)}`),
  'today’s report': (one) => one.ask('GET', `${at}/reports/daily`),
};

/** Milliseconds of each act in each hall, one entry a turn. */
const took = new Map<string, number[][]>();
let turns = 0;

/** Does the same in each hall; another one begins each time. */
async function each<T>(name: string, act: (one: OneHall, i: number) => Promise<T>): Promise<T[]> {
  const spent: number[] = [];
  const answers: T[] = [];
  turns += 1;
  for (let n = 0; n < halls.length; n += 1) {
    const i = (n + turns) % halls.length;
    const start = process.cpuUsage();
    answers[i] = await act(halls[i]!, i);
    const { user, system } = process.cpuUsage(start);
    spent[i] = (user + system) / 1000;
  }
  const before = took.get(name);
  if (before === undefined) took.set(name, [spent]);
  else before.push(spent);
  return answers;
}

function all(change: (one: OneHall) => void): void {
  halls.forEach(change);
}

/** A morning of a hall, and its close by the first ticket of the next day. */
async function aRound(round: number): Promise<void> {
  for (const one of halls) await one.press('open');
  for (let n = 0; n < 10; n += 1) {
    all((one) => one.pass(7));
    await each('a ticket', acts['a ticket']!);
  }
  for (let n = 0; n < 6; n += 1) {
    all((one) => one.pass(31));
    await each('the next call, one finished', (one) => one.press('call-next'));
    if (n % 2 === 1) await each('undo', acts['undo']!);
  }
  for (const [name, act] of Object.entries(acts).slice(3))
    for (let n = 0; n < 3; n += 1) await each(name, act);
  const booked: Appointment[] = [];
  let slot = '';
  for (const one of halls) {
    slot = (await one.ask<Slots>('GET', `${at}/slots?queue=one-life`)).nextFree!;
    const wish = { queue: 'one-life', slot, phone: `138${String(round).padStart(8, '0')}` };
    booked.push(await one.ask<Appointment>('POST', `${at}/appointments`, wish, null));
  }
  all((one) => (one.clock.instant = slot));
  await each('check-in', (one, i) => one.take({ appointment: booked[i]!.code }));
  const next = nine(new Date(Date.parse(slot) + 86_400_000).toISOString().slice(0, 10));
  all((one) => (one.clock.instant = next));
  await each('the close of a day, and its first ticket', acts['a ticket']!);
}

const sites: Site[] = [];
for (const kind of kinds) {
  const start = performance.now();
  const wanted = { tickets: kind === 'old' ? Number(values.tickets) : 0, days: 360 };
  const { site, made } = await siteWithYears({ takers: 1, clerks: 1 }, wanted);
  sites.push(site);
  const mb = (statSync(site.file).size / 2 ** 20).toFixed(0);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  say(`${kind}: ${made.tickets} tickets to ${made.lastDay}, ${mb} MB, made in ${seconds} s`);
}
const halls = await Promise.all(sites.map((site) => OneHall.open(site, nine('2026-04-13'))));
for (let round = 0; round < rounds; round += 1) await aRound(round);
for (const one of halls) await one.close();
for (const site of sites) await site.remove();

say(
  'Milliseconds of the processor, median             empty       old   old ÷ empty   empty ÷ empty',
);
for (const [name, list] of took) {
  // The first ones only warm what is compiled and read for the first time.
  const warm = list.slice(Math.floor(list.length / 4));
  const median = (of: (spent: readonly number[]) => number): number => spreadOf(warm.map(of)).p50;
  const [empty, old] = [median((spent) => spent[0]!), median((spent) => spent[2]!)];
  // Beside the mean of both empty halls: what comes by chance weighs half.
  const beside = median((spent) => (2 * spent[2]!) / (spent[0]! + spent[1]!));
  const control = median((spent) => spent[1]! / spent[0]!);
  say(
    `  ${name.padEnd(44)} ${empty.toFixed(2).padStart(8)}  ${old.toFixed(2).padStart(8)}      ${beside.toFixed(2).padStart(8)}        ${control.toFixed(2).padStart(8)}`,
  );
}
