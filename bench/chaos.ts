/**
 * Kills the server under load, again and again, and looks for what was lost.
 *
 *   npm run chaos -- --rounds 10 [--seed <n>]
 */
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/build.mjs';
import { chaos, type Round } from './chaos/rounds.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const seed =
  values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
ensureBuilt();
say(`seed ${seed}: 32 clients take tickets, 20 windows call, kill -9, start again`);
say('round  killed after  tickets   calls  unanswered  committed unheard  started in  lost');
const rounds = await chaos({ rounds: Number(values.rounds), seed, between: [300, 2500], onRound });
const lost = rounds.reduce((sum, round) => sum + round.losses.length, 0);
say(
  lost === 0
    ? `Nothing lost, nothing doubled in ${rounds.length} kills; the log agrees with the state.`
    : `${lost} faults.`,
);
process.exitCode = lost === 0 ? 0 : 1;

function onRound(r: Round): void {
  const cells: [string | number, number][] = [
    [r.round, 5],
    [`${r.killedAfterMs} ms`, 14],
    [r.tickets, 9],
    [r.calls, 8],
    [r.unanswered, 12],
    [r.committedUnheard, 19],
    [`${Math.round(r.startedInMs)} ms`, 12],
    [r.losses.length, 6],
  ];
  say(cells.map(([text, width]) => String(text).padStart(width)).join(''));
  for (const loss of r.losses.slice(0, 20)) say(`  ${loss}`);
}
