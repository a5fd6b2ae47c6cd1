/**
 * What wait estimates cost a ticket on a full day: CPU from the request to its answer
 *
 *   with      as it is
 *   windows   nothing is foreseen; how many windows are open is read, as each answer says it
 *   without   nor is that
 *
 *   node scripts/run.mjs bench/foresight-cost.ts [--hours 8] [--from 1000] [--every 5] [--times 9] [--seed 1]
 *
 * The default hall at full load (bench/foresight.ts). From the thousandth ticket on, before every fifth one
 * comes a round: so many tickets of each kind are taken in a chance order, each cancelled again, so that all
 * kinds meet the same hall, the same machine and the same rubbish. The ratio of two kinds is that of their
 * medians in a round; what is said is the median over all rounds, with its bounds (95 %).
 * `--times 0` measures no ticket, and says what is made anew beside the commands.
 */
import { parseArgs } from 'node:util';
import { simulateHall } from './foresight/simulated-hall.ts';
import { medianOf, spreadOf } from './measure/spread.ts';
import type { HallServer } from '../server/app.ts';
import { openWindows } from '../server/estimates/store.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { Seeded } from '../shared/rules/simulation/chance.ts';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '8' },
    from: { type: 'string', default: '1000' },
    every: { type: 'string', default: '5' },
    times: { type: 'string', default: '9' },
    seed: { type: 'string', default: '1' },
  },
});
const [from, every, times] = [values.from, values.every, values.times].map(Number) as [
  number,
  number,
  number,
];
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
type Name = (typeof names)[number];
const cost: Record<Name, number[]> = { with: [], windows: [], without: [] };
/** Of each round, the median of each kind. */
const rounds: Record<Name, number>[] = [];
const beside: number[] = [];
const chance = new Seeded(Number(values.seed));
let taken = 0;

/** Milliseconds of the processor, of all threads of this process. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function around(
  { estimates }: HallServer,
  take: () => Promise<Ticket>,
  cancel: (ticket: Ticket) => Promise<unknown>,
): Promise<Ticket> {
  taken += 1;
  // As the server's clock does each second.
  const ticked = await cpuOf(() => estimates.tick());
  if (times > 0 && taken > from && taken % every === 0) {
    const own: Record<Name, number[]> = { with: [], windows: [], without: [] };
    const order = chance.shuffled(names.flatMap((name) => Array<Name>(times).fill(name)));
    for (const name of order) {
      const at = kinds[name];
      if (at !== null) estimates.at = at;
      let ticket: Ticket | null = null;
      own[name].push(await cpuOf(async () => (ticket = await take())));
      // The method of its class again.
      delete (estimates as { at?: At }).at;
      await cancel(ticket!);
      await estimates.idle();
    }
    for (const name of names) cost[name].push(...own[name]);
    rounds.push({
      with: spreadOf(own.with).p50,
      windows: spreadOf(own.windows).p50,
      without: spreadOf(own.without).p50,
    });
  }
  const ticket = await take();
  const after = await cpuOf(() => estimates.idle());
  if (taken > from) beside.push(ticked + after);
  return ticket;
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
const ratio = (name: Name, to: Name): string => {
  const { median, low, high } = medianOf(rounds.map((round) => round[name] / round[to]));
  const percent = (value: number): string => `${(100 * (value - 1)).toFixed(1)} %`;
  return `${percent(median)} (${percent(low)} to ${percent(high)})`;
};
say(`ticket ${from} to ${taken} of a day`);
if (times === 0) say(`  made beside, a ticket: ${of(beside)}`);
else {
  say('CPU from request to answer');
  for (const name of names) say(`  ${name.padEnd(8)} ${of(cost[name])}`);
  say(`dearer, in ${rounds.length} rounds, by half of them, and with 95 % between`);
  say(`  with, than windows     ${ratio('with', 'windows')}`);
  say(`  with, than without     ${ratio('with', 'without')}`);
}
