/**
 * How far the waits foreseen in the default hall are off while people come faster than they can be
 * served: `npm run bench -- …` measures speed, this measures truth.
 *
 *   node scripts/run.mjs bench/foresight.ts [--days 4] [--hours 8] [--load 1.05] [--seed 1] [--seeds 12]
 *
 * People come by chance (Poisson), handling is lognormal (mean 8 minutes, variation 1.1). The last day
 * is judged as it is with the days before it fitted, the first as it is without any. One day is one
 * draw: its visits are longer or shorter than the mean, and nobody can foresee by how much. What is
 * systematic shows over many (`--seeds`): the mean of their biases stands with its standard error.
 */
import { parseArgs } from 'node:util';
import { simulateHall, type Told } from './foresight/simulated-hall.ts';
import { Seeded } from '../shared/rules/simulation/chance.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '4' },
    hours: { type: 'string', default: '8' },
    load: { type: 'string', default: '1.05' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
  },
});
const [first, count] = [Number(values.seed), Number(values.seeds)];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const mean = (of: readonly number[]): number => of.reduce((sum, n) => sum + n, 0) / of.length;

interface Figures {
  readonly count: number;
  readonly wait: number;
  readonly p50: number;
  readonly bias: number;
  readonly error: number;
  readonly within: number;
}

/** By day and queue, one of each seed. */
const drawn = new Map<string, Map<string, Figures[]>>();
for (let seed = first; seed < first + count; seed += 1) {
  const started = performance.now();
  const told = await simulateHall({
    ...{ from: '2026-03-02', days: Number(values.days), hours: Number(values.hours) },
    ...{ load: Number(values.load), handling: 8, variation: 1.1 },
    random: new Seeded(seed),
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  say(`seed ${seed}: ${told.length} tickets in ${seconds} s`);
  for (const day of new Set(told.map((t) => t.day)))
    for (const queue of new Set(told.map((t) => t.queue))) {
      const own = told.filter((t) => t.day === day && t.queue === queue && t.said !== null);
      if (own.length === 0) continue;
      const queues = drawn.get(day) ?? new Map<string, Figures[]>();
      drawn.set(day, queues);
      queues.set(queue, [...(queues.get(queue) ?? []), figuresOf(own)]);
    }
}

function figuresOf(told: readonly Told[]): Figures {
  const of = (pick: (wait: number, said: NonNullable<Told['said']>) => number): number =>
    mean(told.map(({ wait, said }) => pick(wait, said!)));
  return {
    count: told.length,
    wait: of((wait) => wait / 60),
    p50: of((_, { p50 }) => p50 / 60),
    bias: of((wait, { p50 }) => (p50 - wait) / 60),
    error: of((wait, { p50 }) => Math.abs(p50 - wait) / 60),
    within: of((wait, { p90 }) => (wait <= p90 ? 1 : 0)),
  };
}

for (const [day, queues] of drawn) {
  say(`\n${day}; minutes\n${'queue'.padEnd(16)}  count   wait    P50   bias     SE    MAE  in P90`);
  for (const [queue, seeds] of queues) {
    const of = (pick: (figures: Figures) => number): number => mean(seeds.map(pick));
    const bias = of((f) => f.bias);
    const spread = seeds.reduce((sum, f) => sum + (f.bias - bias) ** 2, 0);
    const error = seeds.length < 2 ? null : Math.sqrt(spread / (seeds.length - 1) / seeds.length);
    const cells = [
      of((f) => f.count).toFixed(0),
      ...[of((f) => f.wait), of((f) => f.p50), bias].map((minutes) => minutes.toFixed(1)),
      error?.toFixed(1) ?? '',
      of((f) => f.error).toFixed(1),
      `${(100 * of((f) => f.within)).toFixed(0)} %`,
    ];
    say(queue.padEnd(16) + cells.map((cell) => cell.padStart(7)).join(''));
  }
}
