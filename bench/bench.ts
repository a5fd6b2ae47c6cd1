/**
 * Measures the product beside bare floors, in one run, as a hall works: with years of tickets behind
 * it, its windows open, its screens looking on, and a key with every press. Prints tables and writes
 * `bench/results.json`.
 *
 *   npm run bench -- [--tickets 100000] [--seconds 6] [--calls 400]
 *                    [--only takes,board,statements,calls,profile]
 *
 * `--tickets`: how many lie behind the hall, 2,000 a day; 500,000 are a year. `profile`, only where it
 * is asked for: where the processor's time of a ticket goes.
 */
import { cpus, totalmem } from 'node:os';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/build.mjs';
import { root } from '../scripts/lib.mjs';
import { HallFile } from '../shared/contract/hall.ts';
import { measureToBoard, type ToBoard } from './measure/board.ts';
import { BusyHall } from './measure/busy-hall.ts';
import { measureCalls } from './measure/calls.ts';
import type { Spread } from './measure/spread.ts';
import { profileTakes } from './measure/profile.ts';
import { measureStatements } from './measure/statements.ts';
import { measureTakes, places, type Takes } from './measure/takes.ts';

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '6' },
    calls: { type: 'string', default: '400' },
    only: { type: 'string', default: 'takes,board,statements,calls' },
  },
});
const wanted = new Set(values.only.split(','));
const calls = Number(values.calls);
ensureBuilt();

const file = HallFile.parse(JSON.parse(await readFile(join(root, 'data', 'hall.json'), 'utf8')));
const windows = file.windows.map((w) => ({ window: w.number, queue: w.serves[0]!.queue }));
const queues = file.queues.map((q) => q.code);

const machine = {
  date: new Date().toISOString(),
  node: process.version,
  cores: cpus().length,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
};
const say = (line = ''): void => void process.stdout.write(`${line}\n`);
/** What a row is called, and its figures. */
const row = (name: string, ...cells: readonly string[]): void =>
  say(`  ${name.padEnd(38)}${cells.map((cell) => cell.padStart(18)).join('')}`);
say(
  `${machine.date}, Node.js ${machine.node}, ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB`,
);
say('SQLite on a file, WAL, synchronous FULL; clients and servers in processes of their own');

const results: Record<string, unknown> = { machine };
if (wanted.has('takes') || wanted.has('board')) {
  const zones = file.zones.map(({ code }) => code);
  const hall = await BusyHall.start(Number(values.tickets), windows, zones);
  say(
    `${hall.tickets} old tickets, ${windows.length} windows open, 3 boards, console and terminal`,
  );
  try {
    if (wanted.has('takes')) sayTakes(await measureTakes(hall, Number(values.seconds), queues));
    if (wanted.has('board')) sayBoard(await measureToBoard(hall, calls));
  } finally {
    await hall.stop();
  }
}
if (wanted.has('profile')) {
  const zones = file.zones.map(({ code }) => code);
  const hall = { tickets: Number(values.tickets), windows, zones };
  const load = { clients: 32, seconds: Number(values.seconds) };
  const profile = await profileTakes(hall, queues, load);
  results['profile'] = profile;
  const all = profile.reduce((sum, { ms }) => sum + ms, 0);
  say('\nWhere the processor’s time of a ticket goes, 32 clients, the profiler with it');
  row('', 'ms', 'of all');
  for (const { part, ms: each } of profile)
    row(part, each.toFixed(3), `${((100 * each) / all).toFixed(0)} %`);
  row('all', all.toFixed(3), '');
}
if (wanted.has('statements')) {
  const measured = await measureStatements();
  results['statements'] = measured;
  say('\nOne command in the database');
  row('', 'statements', 'pages');
  for (const { what, statements, pages } of measured) row(what, `${statements}`, `${pages}`);
}
if (wanted.has('calls')) {
  const measured = await measureCalls(calls, windows);
  results['calls'] = measured;
  say(`\nNext call, ${windows.length} windows, ${queues.length} queues`);
  row('', 'p50 / p99 ms', '÷ 10 waiting', '÷ floor');
  const base = measured.byWaiting[0]!.ms;
  for (const { waiting, ms: spread } of measured.byWaiting)
    row(
      `${waiting} waiting`,
      ms(spread),
      ratio(spread.p50, base.p50),
      ratio(spread.p50, measured.floor.p50),
    );
  row('floor: two rows', ms(measured.floor));
}
await writeFile(join(root, 'bench', 'results.json'), `${JSON.stringify(results, rounded, 2)}\n`);

function sayTakes(takes: readonly Takes[]): void {
  results['takes'] = takes;
  say('\nTickets over HTTP; floors: two rows, and all statements of a ticket by hand;');
  say('each in a transaction of its own, and grouped as ours are');
  row('', 'ours', 'two rows', 'grouped', 'by hand', 'grouped');
  for (const { clients, rates } of takes) {
    const list = places.map((place) => rates[place]);
    row(
      `${clients} client${clients === 1 ? '' : 's'}, a second`,
      ...list.map(({ perSecond }) => perSecond.toFixed(0)),
    );
    row('  ours ÷ it', ...list.map((it) => ratio(rates.ours.perSecond, it.perSecond)));
    row('  p50 / p99 ms', ...list.map((it) => ms(it.ms)));
    row("  the server's processor, ms a ticket", ...list.map(({ cpuMs }) => cpu(cpuMs)));
  }
  say('  aims: at least as many a second as two rows; 0.25 ms at 32 clients, 0.60 ms alone');
}

function sayBoard(ways: readonly ToBoard[]): void {
  results['board'] = ways;
  say("\nThe next call, which finishes one: from the press to the board's socket");
  row('', 'ours', 'two rows', 'ours ÷ it');
  for (const { apartMs, ours, floor } of ways) {
    say(`  ${apartMs === 0 ? 'back to back' : `${apartMs} ms apart`}`);
    row(
      '  board, p50 / p99 ms',
      ms(ours.board),
      ms(floor.board),
      ratio(ours.board.p50, floor.board.p50),
    );
    row(
      '  answer, p50 / p99 ms',
      ms(ours.answer),
      ms(floor.answer),
      ratio(ours.answer.p50, floor.answer.p50),
    );
    row("  the server's processor, ms a call", cpu(ours.cpuMs), cpu(floor.cpuMs));
  }
  say('  aim: the board at 1.8 × the floor');
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}

function ms(spread: Spread): string {
  return `${spread.p50.toFixed(2)} / ${spread.p99.toFixed(2)}`;
}

function cpu(value: number | null): string {
  return value === null ? '?' : value.toFixed(2);
}

function ratio(a: number, b: number): string {
  return (a / b).toFixed(2);
}
