import { Seeded } from '../support/seeded.ts';
import { ServerProcess } from '../support/server-process.ts';
import { makeSite } from '../support/site.ts';
import { type Acknowledged, done, type Keyed, Load, send } from './load.ts';
import { countTickets, losses } from './verify.ts';

export interface ChaosOptions {
  readonly rounds: number;
  readonly seed: number;
  /** Runs the server's sources instead of what was built. */
  readonly fromSource?: boolean;
  /** How long the load runs before the kill, in milliseconds. */
  readonly between: readonly [number, number];
  readonly onRound?: (round: Round) => void;
}

export interface Round {
  readonly round: number;
  readonly killedAfterMs: number;
  readonly tickets: number;
  readonly calls: number;
  /** Requests under way when the server was killed, sent again after it was back. */
  readonly unanswered: number;
  /** Of these, tickets that the killed server had committed all the same. */
  readonly committedUnheard: number;
  readonly startedInMs: number;
  readonly losses: readonly string[];
}

/** How many answers of before the kill are asked for again by their keys. */
const askedAgain = 40;

/**
 * Starts the server on a SQLite file, puts load on it, kills it with -9 at a chance moment, starts
 * it again, and looks whether everything that it had acknowledged is there, once. Again and again
 * on the same file.
 */
export async function chaos(options: ChaosOptions): Promise<Round[]> {
  const chance = new Seeded(options.seed);
  const site = await makeSite({ takers: 32, clerks: 20 });
  const acknowledged: Acknowledged[] = [];
  const rounds: Round[] = [];
  const start = (): Promise<ServerProcess> =>
    ServerProcess.start({
      dataDir: site.dataDir,
      run: options.fromSource === true ? 'source' : 'built',
    });
  let server = await start();
  try {
    for (let round = 1; round <= options.rounds; round++) {
      const [least, most] = options.between;
      const killedAfterMs = least + chance.below(most - least + 1);
      const load = new Load(server.url, round, options.seed);
      const working = load.run(site.takers, site.clerks);
      await new Promise((later) => setTimeout(later, killedAfterMs));
      await server.kill();
      load.stop();
      await working;
      acknowledged.push(...load.acknowledged);
      const before = done(acknowledged).tickets.length;
      server = await start();
      const committed = (await countTickets(site.file)) - before;
      const repeated = await sendAgain(server.url, load, chance);
      acknowledged.push(...repeated.answers);
      const all = done(acknowledged);
      const result: Round = {
        round,
        killedAfterMs,
        tickets: all.tickets.length,
        calls: all.commands.filter((c) => c.command === 'call-next').length,
        unanswered: load.unanswered.length,
        committedUnheard: committed,
        startedInMs: server.startedIn,
        losses: [...repeated.changed, ...(await losses(site.file, acknowledged))],
      };
      rounds.push(result);
      options.onRound?.(result);
    }
  } finally {
    await server.stop();
    await site.remove();
  }
  return rounds;
}

/**
 * Sends again, with their keys, what was never answered; and some of what was, which must get the
 * same answer again.
 */
async function sendAgain(
  url: string,
  load: Load,
  chance: Seeded,
): Promise<{ answers: Acknowledged[]; changed: string[] }> {
  const again = async (request: Keyed): Promise<Acknowledged> => ({
    request,
    ...(await send(url, request)),
  });
  const answers = await Promise.all(load.unanswered.map(again));
  const changed: string[] = [];
  for (const old of chance.shuffled(load.acknowledged).slice(0, askedAgain)) {
    const now = await again(old.request);
    if (now.status !== old.status || JSON.stringify(now.answer) !== JSON.stringify(old.answer))
      changed.push(`"${old.request.key}" was answered otherwise after the kill`);
  }
  return { answers, changed };
}
