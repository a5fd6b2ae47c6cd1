import type { DatabaseOptions, Tx } from '../../server/db/open.ts';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { makeSite } from '../support/site.ts';
import { World } from './acts.ts';
import { Board } from './boards.ts';
import { type Acknowledged, type Keyed, Load, look, send } from './load.ts';
import { check } from './verify.ts';

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
  /** What was done, to whom, after how many milliseconds. */
  readonly disturbed: string;
  readonly tickets: number;
  readonly calls: number;
  readonly commands: number;
  /** Requests that nobody answered when it happened, sent again with their keys. */
  readonly unanswered: number;
  /** Of these those that stood all the same. */
  readonly committedUnheard: number;
  /** Until the server answered again; 0: it was never gone. */
  readonly startedInMs: number;
  /** From then on until the last board was right. */
  readonly boardsInMs: number;
  readonly losses: readonly string[];
}

/** How many answers of before the kill are asked for again by their keys. */
const askedAgain = 40;
/** A check reads the whole file: after so many rounds another hall begins. */
const roundsAHall = 20;
const people = { takers: 8, clerks: 20 };
const visitors = 6;
const boards = 3;

/**
 * Starts the server on a SQLite file, puts everything that there is to do on it, kills it with -9 at a
 * chance moment, starts it again, and looks whether everything that it had acknowledged is there, once,
 * and whether every board shows it. Again and again on the same file.
 */
export async function chaos(options: ChaosOptions): Promise<Round[]> {
  const chance = new Seeded(options.seed);
  const rounds: Round[] = [];
  for (let first = 1; first <= options.rounds; first += roundsAHall) {
    const last = Math.min(options.rounds, first + roundsAHall - 1);
    rounds.push(...(await inOneHall(options, chance, first, last)));
  }
  return rounds;
}

async function inOneHall(
  options: ChaosOptions,
  chance: Seeded,
  first: number,
  last: number,
): Promise<Round[]> {
  const site = await makeSite(people, (db) => db.lanes.run('site', { run: missesAtOnce }));
  const database: DatabaseOptions = { kind: 'sqlite', file: site.file };
  const port = await freePort();
  const run = options.fromSource === true ? 'source' : 'built';
  const start = (): Promise<ServerProcess> =>
    ServerProcess.start({ dataDir: site.dataDir, run, port });
  const acknowledged: Acknowledged[] = [];
  const world = new World();
  const rounds: Round[] = [];
  let server = await start();
  const watching = Array.from({ length: boards }, () => new Board(server.url));
  try {
    for (let round = first; round <= last; round += 1) {
      const [least, most] = options.between;
      const killedAfterMs = least + chance.below(most - least + 1);
      await look(server.url, world, site.admin);
      const { seed } = options;
      const load = new Load({ urls: [server.url], round, seed, world, visitors });
      const working = load.run(site);
      await new Promise((later) => setTimeout(later, killedAfterMs));
      await server.kill();
      load.stop();
      await working;
      acknowledged.push(...load.acknowledged);
      const before = await check(database, [], false);
      server = await start();
      const seen = await allRight(watching);
      const again = await sendAgain([server.url], load, acknowledged, world, chance);
      acknowledged.push(...again.answers);
      const after = await check(database, acknowledged);
      const settled = await allRight(watching);
      const result: Round = {
        ...{ round, disturbed: `kill -9 after ${killedAfterMs} ms` },
        ...{ tickets: after.tickets, calls: after.calls, commands: after.events },
        unanswered: load.unanswered.length,
        committedUnheard: again.granted - (after.events - before.events),
        startedInMs: server.startedIn,
        boardsInMs: seen.ms,
        losses: [
          ...load.faults,
          ...seen.faults,
          ...again.changed,
          ...after.faults,
          ...settled.faults,
        ],
      };
      rounds.push(result);
      options.onRound?.(result);
    }
  } finally {
    for (const board of watching) board.close();
    await server.stop();
    await site.remove();
  }
  return rounds;
}

/** A no-show is due after half a minute: too long for a round. */
export async function missesAtOnce(tx: Tx): Promise<void> {
  const { settings, id } = await tx
    .selectFrom('halls')
    .select(['id', 'settings'])
    .executeTakeFirstOrThrow();
  const changed = { ...(JSON.parse(settings) as object), noShowMinCalls: 1, noShowMinSeconds: 0 };
  await tx
    .updateTable('halls')
    .set({ settings: JSON.stringify(changed) })
    .where('id', '=', id)
    .execute();
}

/** @returns how long it took until all are right, and what is wrong with those that are not */
export async function allRight(
  watching: readonly Board[],
): Promise<{ ms: number; faults: string[] }> {
  const each = await Promise.all(watching.map((board) => board.becomesRight()));
  return {
    ms: Math.max(...each.map(({ ms }) => ms)),
    faults: each.flatMap(({ faults }) => faults),
  };
}

/**
 * Sends again, with their keys, what was never answered; and some of what was, which must get the
 * same answer again.
 */
export async function sendAgain(
  urls: readonly string[],
  load: Load,
  all: readonly Acknowledged[],
  world: World,
  chance: Seeded,
): Promise<{ answers: Acknowledged[]; granted: number; changed: string[] }> {
  const again = async (request: Keyed): Promise<Acknowledged> => ({
    request,
    ...(await send(chance.pick(urls), request)),
  });
  const answers = await Promise.all(load.unanswered.map(again));
  for (const { request, status, answer } of answers)
    if (status < 300) world.learn(request.event, answer);
  const changed = answers
    .filter(({ status }) => status >= 500)
    .map(({ request, status }) => `"${request.key}" was answered ${status} at the second try`);
  // A change's answer is the hall as it is by now; of every other command the first is kept.
  // Who was told to come later is let in by another process, which has counted nobody.
  const commands = all.filter(({ request, status }) => request.method === 'POST' && status !== 429);
  for (const old of chance.shuffled(commands).slice(0, askedAgain)) {
    const now = await again(old.request);
    if (now.status !== old.status || JSON.stringify(now.answer) !== JSON.stringify(old.answer))
      changed.push(
        `"${old.request.key}" was answered otherwise after it: ${old.status}, then ${now.status} ${JSON.stringify(now.answer).slice(0, 200)}`,
      );
  }
  const granted = answers.filter(({ status }) => status < 300).length;
  return { answers, granted, changed };
}
