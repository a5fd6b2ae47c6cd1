/**
 * Measures the product beside a bare floor, in one run: tickets a second, the next call, and a call's
 * way to the board. Prints a table and writes `bench/results.json`.
 *
 *   npm run bench -- [--seconds 6] [--calls 500] [--only takes,calls,board]
 */
import { cpus, totalmem } from 'node:os';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/build.mjs';
import { root } from '../scripts/lib.mjs';
import { HallFile } from '../shared/contract/hall.ts';
import { measureToBoard } from './measure/board.ts';
import { measureCalls } from './measure/calls.ts';
import type { Spread } from './measure/spread.ts';
import { measureTakes, type Rate } from './measure/takes.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '6' },
    calls: { type: 'string', default: '500' },
    only: { type: 'string', default: 'takes,calls,board' },
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
say(
  `${machine.date}, Node.js ${machine.node}, ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB`,
);
say('SQLite on a file, WAL, synchronous FULL; clients and server in processes of their own');

const results: Record<string, unknown> = { machine };
if (wanted.has('takes')) {
  const takes = await measureTakes(Number(values.seconds), queues);
  results['takes'] = takes;
  say('\nTickets a second over HTTP              ours     floor   grouped floor   ours ÷ floor');
  for (const { clients, ours, floor, groupedFloor } of takes) {
    const cells = [ours, floor, groupedFloor].map(perSecond);
    say(
      `  ${String(clients).padStart(2)} client${clients === 1 ? ' ' : 's'}                    ${cells[0]} ${cells[1]}      ${cells[2]}   ${ratio(ours.perSecond, floor.perSecond)} (grouped ${ratio(ours.perSecond, groupedFloor.perSecond)})`,
    );
    say(`     p50 / p99 ms               ${ms(ours.ms)} ${ms(floor.ms)} ${ms(groupedFloor.ms)}`);
    const cpu = [ours, floor, groupedFloor].map((rate) => rate.cpuMs);
    if (cpu.every((one) => one !== null))
      say(
        `     processor ms a ticket      ${cpu.map((one) => one.toFixed(2).padStart(9)).join('      ')}`,
      );
  }
}
if (wanted.has('calls')) {
  const measured = await measureCalls(calls, windows);
  results['calls'] = measured;
  say(
    `\nNext call, ${windows.length} windows, ${queues.length} queues      p50 / p99 ms   ÷ 10 waiting   ÷ floor`,
  );
  const base = measured.byWaiting[0]!.ms;
  for (const { waiting, ms: spread } of measured.byWaiting)
    say(
      `  ${String(waiting).padStart(6)} waiting                    ${ms(spread)}           ${ratio(spread.p50, base.p50)}      ${ratio(spread.p50, measured.floor.p50)}`,
    );
  say(`  floor: one insert                  ${ms(measured.floor)}`);
}
if (wanted.has('board')) {
  const board = await measureToBoard(Math.min(calls, 300), windows);
  results['board'] = board;
  say('\nFrom the key press to the board     p50 / p99 ms   ÷ floor');
  say(
    `  ours                               ${ms(board.ours)}      ${ratio(board.ours.p50, board.floor.p50)}`,
  );
  say(`  floor: an insert and a push        ${ms(board.floor)}`);
}
await writeFile(join(root, 'bench', 'results.json'), `${JSON.stringify(results, rounded, 2)}\n`);

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}

function perSecond(rate: Rate): string {
  return rate.perSecond.toFixed(0).padStart(9);
}

function ms(spread: Spread): string {
  return `${spread.p50.toFixed(2)} / ${spread.p99.toFixed(2)}`.padStart(14);
}

function ratio(a: number, b: number): string {
  return (a / b).toFixed(2);
}
