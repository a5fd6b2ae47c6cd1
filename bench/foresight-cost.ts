/**
 * What wait estimates cost a ticket on a full day: CPU from the request to its answer, in turns
 *
 *   with      as it is
 *   windows   nothing is foreseen; how many windows are open is read, as each answer says it
 *   without   nor is that
 *
 *   node scripts/run.mjs bench/foresight-cost.ts [--hours 8] [--from 1000] [--seed 1]
 *
 * The default hall at full load (bench/foresight.ts), measured from the thousandth ticket on. What is made
 * anew beside the commands stands apart.
 */
import { parseArgs } from 'node:util';
import { simulateHall } from './foresight/simulated-hall.ts';
import { spreadOf } from './measure/spread.ts';
import type { HallServer } from '../server/app.ts';
import { openWindows } from '../server/estimates/store.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { Seeded } from '../shared/rules/simulation/chance.ts';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '8' },
    from: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});
type At = HallServer['estimates']['at'];
const nothing = {
  ...{ wait: () => null, base: () => null, pausedSince: () => null, opens: () => null },
  ...{ openWindows: () => 0, isOpen: () => false },
};
const kinds: Record<'with' | 'windows' | 'without', At | null> = {
  with: null,
  windows: function* (hall) {
    yield* openWindows(hall.id);
    return nothing;
  },
  without: function* () {
    yield* [];
    return nothing;
  },
};
const names = ['with', 'windows', 'without'] as const;
/** So many tickets of one kind in a row. */
const turn = 20;
const cost = { with: [] as number[], windows: [] as number[], without: [] as number[] };
const beside: number[] = [];
let taken = 0;

/** Milliseconds of the processor, of all threads of this process. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function around({ estimates }: HallServer, take: () => Promise<Ticket>): Promise<Ticket> {
  taken += 1;
  const name = names[Math.floor(taken / turn) % names.length]!;
  // As the server's clock does each second.
  const ticked = await cpuOf(() => estimates.tick());
  const at = kinds[name];
  if (at !== null) estimates.at = at;
  let ticket: Ticket | null = null;
  const ms = await cpuOf(async () => (ticket = await take()));
  // The method of its class again.
  delete (estimates as { at?: At }).at;
  const after = await cpuOf(() => estimates.idle());
  if (taken > Number(values.from)) {
    cost[name].push(ms);
    beside.push(ticked + after);
  }
  return ticket!;
}

await simulateHall({
  ...{ from: '2026-03-02', days: 1, hours: Number(values.hours) },
  ...{ load: 1.05, handling: 8, variation: 1.1, around },
  random: new Seeded(Number(values.seed)),
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const of = (list: readonly number[]): string => {
  const { mean, p50, p99, count } = spreadOf(list);
  return `mean ${mean.toFixed(3)}, half ${p50.toFixed(3)}, P99 ${p99.toFixed(3)} ms (${count})`;
};
say(`ticket ${values.from} to ${taken} of a day, CPU from request to answer`);
for (const name of names) say(`  ${name.padEnd(8)} ${of(cost[name])}`);
say(`  made beside, a ticket: ${of(beside)}`);
