/**
 * Disturbs a server under load, again and again, and looks for what was lost, doubled or shown wrongly.
 *
 *   npm run chaos -- [--rounds 10] [--seed <n>]              kill -9 on a SQLite file
 *   npm run chaos -- --postgres [--rounds 10] [--seed <n>]   two processes on PostgreSQL with Redis
 *                                                            between: each is killed or stands still
 *                                                            in turn, Redis and PostgreSQL go and come
 *   npm run chaos -- --torn 200 [--seed <n>]                 a power cut: writes that were not synced
 *                                                            are dropped or torn (needs gcc, Linux)
 *
 * Every command that there is takes part. The same seed gives everybody the same chances again.
 */
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/build.mjs';
import { chaosOfTwo } from './chaos/postgres.ts';
import { chaos, type Round } from './chaos/rounds.ts';
import { torn } from './chaos/torn.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string' },
    postgres: { type: 'boolean', default: false },
    torn: { type: 'string' },
    source: { type: 'boolean', default: false },
  },
});
/** So soon after the server answers again every board has to be right. */
const boardsWithinMs = 2000;
const seed =
  values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const fromSource = values.source;
if (!fromSource) ensureBuilt();
say(`seed ${seed}`);
process.exitCode = (await (values.torn === undefined ? disturbed() : powerCuts())) === 0 ? 0 : 1;

async function disturbed(): Promise<number> {
  say('8 guides, 20 windows, 6 visitors and an administrator do all that there is to do');
  say(
    'round  disturbed                         commands tickets   calls  unheard  stood  answers in  boards in  lost',
  );
  const options = { rounds: Number(values.rounds), seed, fromSource, onRound };
  const rounds = values.postgres
    ? await chaosOfTwo(options)
    : await chaos({ ...options, between: [300, 2500] });
  const lost = rounds.reduce((sum, round) => sum + round.losses.length, 0);
  const late = rounds.filter((round) => round.boardsInMs > boardsWithinMs);
  say(
    lost === 0
      ? `Nothing lost, nothing doubled in ${rounds.length} rounds; the log agrees with the state.`
      : `${lost} faults.`,
  );
  if (late.length > 0) say(`Boards were late in rounds ${late.map((r) => r.round).join(', ')}.`);
  return lost;
}

async function powerCuts(): Promise<number> {
  const found = await torn({ seed, cuts: Number(values.torn), fromSource });
  say(
    `${found.writes} writes and ${found.syncs} syncs recorded, ${found.acknowledged} answers; ` +
      `${found.cuts} cuts: ${found.unsynced} unsynced writes, ${found.dropped} dropped, ${found.tornWrites} torn`,
  );
  for (const fault of found.faults.slice(0, 20)) say(`  ${fault}`);
  say(found.faults.length === 0 ? 'Nothing that was acknowledged is lost.' : 'Faults.');
  return found.faults.length;
}

function onRound(r: Round): void {
  const cells: [string | number, number][] = [
    [r.round, 5],
    [`  ${r.disturbed}`.padEnd(36), 36],
    [r.commands, 6],
    [r.tickets, 8],
    [r.calls, 8],
    [r.unanswered, 9],
    [r.committedUnheard, 7],
    [`${Math.round(r.startedInMs)} ms`, 12],
    [`${Math.round(r.boardsInMs)} ms`, 11],
    [r.losses.length, 6],
  ];
  say(cells.map(([text, width]) => String(text).padStart(width)).join(''));
  for (const loss of r.losses.slice(0, 20)) say(`  ${loss}`);
}
