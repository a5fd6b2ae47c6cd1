/**
 * A province, half-hour by half-hour, with what one act costs as it was measured:
 *
 *   npm run scale [-- --halls 1200 --tickets 1000000 --phones 300000 --costs FILE --seed 1 --json]
 *
 * Halls differ in size (lognormal), and each draws the shape of its day from the recorded days of three
 * halls (test/data/real-days). People come by chance in each minute, windows call as fast as they can,
 * the others wait; from that follow the acts, the messages and the phones of every half-hour. Costs come from
 * `npm run region -- --out`; docs/scale.md says what follows from it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/lib.mjs';
import type { Costs } from './scale/costs.ts';
import { arrivalShapes } from './scale/shapes.ts';
import { allPhonesAtOnce, type Machines, type Need, needOf, whatBreaks } from './scale/need.ts';
import { simulateProvince } from './scale/province.ts';

const { values } = parseArgs({
  options: {
    halls: { type: 'string', default: '1200' },
    tickets: { type: 'string', default: '1000000' },
    phones: { type: 'string', default: '300000' },
    seed: { type: 'string', default: '1' },
    costs: { type: 'string', default: join(root, 'bench', 'scale', 'costs.json') },
    json: { type: 'boolean', default: false },
  },
});
const costs = JSON.parse(await readFile(values.costs, 'utf8')) as Costs;
const province = {
  halls: Number(values.halls),
  tickets: Number(values.tickets),
  phones: Number(values.phones),
  seed: Number(values.seed),
};
for (const [name, value] of Object.entries(province))
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: a whole number`);

/** What one server of each kind is taken to bear: said, so that it can be doubted. */
const machines: Machines = {
  processLoad: 0.6,
  databaseCores: 16,
  databaseLoad: 0.6,
  connectionsAProcess: 13,
  databaseConnections: 100,
  redisMessages: 60_000,
};
const halfHours = simulateProvince(province, arrivalShapes());
const needs = halfHours.map((half) => needOf(half, costs, machines));
const peak = needs.reduce((most, one) => (one.processes >= most.processes ? one : most));
const all = allPhonesAtOnce(province, costs, machines);
const breaks = whatBreaks(needs, province, costs, machines);

if (values.json) {
  process.stdout.write(
    `${JSON.stringify({ province, machines, costsAt: costs.at, needs, peak, all, breaks }, null, 2)}\n`,
  );
} else {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say(`Costs of ${costs.at}, ${costs.machine} (${costs.note || 'nothing else ran'}).`);
  const { halls, tickets, phones, seed } = province;
  say(`${halls} halls, ${tickets} tickets and ${phones} phones a day, seed ${seed}.\n`);
  const heads: (readonly [string, number, (n: Need) => string])[] = [
    ['from', 6, (n) => n.from],
    ['tickets', 9, (n) => String(n.tickets)],
    ['peak/s', 8, (n) => n.ticketsASecond.toFixed(0)],
    ['calls/s', 8, (n) => n.callsASecond.toFixed(0)],
    ['waiting', 9, (n) => String(n.waiting)],
    ['phones', 9, (n) => String(n.phones)],
    ['phone msg/s', 12, (n) => n.phoneMessages.toFixed(0)],
    ['processes', 10, (n) => String(n.processes)],
    ['commits/s', 10, (n) => n.commits.toFixed(0)],
    ['rows/s', 8, (n) => n.rows.toFixed(0)],
    ['DB cores', 9, (n) => n.databaseCores.toFixed(1)],
    ['log MB/s', 9, (n) => n.logMegabytes.toFixed(2)],
    ['Redis msg/s', 12, (n) => n.redisMessages.toFixed(0)],
    ['out Mbit/s', 11, (n) => n.megabits.toFixed(0)],
    ['memory GB', 10, (n) => n.gigabytes.toFixed(1)],
  ];
  say(heads.map(([head, width]) => head.padStart(width)).join(''));
  for (const need of needs)
    say(heads.map(([, width, text]) => text(need).padStart(width)).join(''));
  say(
    `\nWere all ${phones} phones there at once: ${all.messages.toFixed(0)} messages a second, ${all.cores.toFixed(1)} processors (${all.processes} processes), ${all.gigabytes.toFixed(1)} GB, ${all.megabits.toFixed(0)} Mbit/s.`,
  );
  say('\nIn the order in which they break, as the province grows (1.0: now):');
  for (const { what, at, then } of breaks) say(`  ${at.toFixed(2).padStart(6)}  ${what}: ${then}`);
}
