import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../server/db/open.ts';
import { randomIds } from '../../server/ids.ts';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { fillSite } from '../support/site.ts';
import { World } from './acts.ts';
import { Board } from './boards.ts';
import { type Acknowledged, Load, look } from './load.ts';
import { allRight, type ChaosOptions, missesAtOnce, type Round, sendAgain } from './rounds.ts';
import { ownPostgres, ownRedis, type Service } from './services.ts';
import { check } from './verify.ts';

const people = { takers: 8, clerks: 20 };
const visitors = 6;
const loadMs = [1500, 3500] as const;
/** A frozen process holds a hall's row until the database ends its transaction, after four seconds. */
const frozenMs = [500, 7000] as const;
const awayMs = [300, 3000] as const;
/** What a process that stood still had begun goes on when it wakes: it has its say before the check. */
const lastWordsMs = 1500;
const readyMs = 60_000;

type Kind = 'kill' | 'freeze' | 'redis' | 'postgres';
/** Each in turn, so that few rounds have them all. */
const kinds: readonly Kind[] = ['kill', 'freeze', 'kill', 'redis', 'freeze', 'postgres'];

/**
 * Two server processes on one PostgreSQL, with Redis between them, both with boards and people. In
 * each round something is done to one of the four while all go on; whoever is not answered asks the
 * other process with the same key.
 */
export async function chaosOfTwo(
  options: Omit<ChaosOptions, 'between'> & { readonly loadMs?: readonly [number, number] },
): Promise<Round[]> {
  const chance = new Seeded(options.seed);
  const between = (range: readonly [number, number]): number =>
    range[0] + chance.below(range[1] - range[0] + 1);
  const [postgres, redis] = [await ownPostgres(), await ownRedis()];
  const folder = await mkdtemp(join(tmpdir(), 'yihaotong-two-'));
  const database = { kind: 'postgres', url: postgres.url } as const;
  const db = await openDatabase(database);
  const crew = await fillSite(db, randomIds, people);
  await db.lanes.run('site', { run: missesAtOnce });
  await db.close();
  const ports = [await freePort(), await freePort()];
  const start = (i: number): Promise<ServerProcess> =>
    ServerProcess.start({
      dataDir: folder,
      run: options.fromSource === true ? 'source' : 'built',
      port: ports[i]!,
      environment: { DATABASE_URL: postgres.url, REDIS_URL: redis.url },
    });
  const servers = [await start(0), await start(1)];
  const urls = servers.map(({ url }) => url);
  const watching = urls.flatMap((url) => [new Board(url), new Board(url)]);
  const world = new World();
  const acknowledged: Acknowledged[] = [];
  const rounds: Round[] = [];

  /** Does one thing, and undoes it. @returns what it was, and how long the server took to answer */
  async function disturb(
    kind: Kind,
    which: number,
  ): Promise<{ said: string; startedInMs: number }> {
    const name = `process ${which + 1}`;
    switch (kind) {
      case 'kill': {
        await servers[which]!.kill();
        const away = between(awayMs);
        await pause(away);
        servers[which] = await start(which);
        return { said: `kill -9 ${name}`, startedInMs: servers[which].startedIn };
      }
      case 'freeze': {
        const ms = between(frozenMs);
        servers[which]!.freeze();
        await pause(ms);
        servers[which]!.goOn();
        return { said: `${name} stands ${ms} ms`, startedInMs: 0 };
      }
      case 'redis':
        return { said: await away(redis, 'Redis'), startedInMs: 0 };
      case 'postgres':
        return { said: await away(postgres, 'PostgreSQL'), startedInMs: 0 };
    }
  }
  async function away(service: Service, name: string): Promise<string> {
    const ms = between(awayMs);
    await service.kill();
    await pause(ms);
    await service.begin();
    return `${name} away ${ms} ms`;
  }

  try {
    for (let round = 1; round <= options.rounds; round += 1) {
      const kind = kinds[(round - 1) % kinds.length]!;
      const which = chance.below(2);
      await look(urls[0]!, world, crew.admin);
      const load = new Load({ urls, round, seed: options.seed, world, visitors });
      const working = load.run(crew);
      await pause(between(options.loadMs ?? loadMs));
      const { said, startedInMs } = await disturb(kind, which);
      const readyInMs = Math.max(...(await Promise.all(urls.map(untilReady))));
      await pause(lastWordsMs);
      load.stop();
      await working;
      const seen = await allRight(watching);
      acknowledged.push(...load.acknowledged);
      const before = await check(database, [], false);
      const repeated = await sendAgain(urls, load, acknowledged, world, chance);
      acknowledged.push(...repeated.answers);
      const after = await check(database, acknowledged);
      const settled = await allRight(watching);
      const result: Round = {
        ...{ round, disturbed: said },
        ...{ tickets: after.tickets, calls: after.calls, commands: after.events },
        unanswered: load.unanswered.length + load.retried,
        committedUnheard: repeated.granted - (after.events - before.events),
        startedInMs: startedInMs + readyInMs,
        boardsInMs: seen.ms,
        losses: [
          ...load.faults,
          ...seen.faults,
          ...repeated.changed,
          ...after.faults,
          ...settled.faults,
        ],
      };
      rounds.push(result);
      options.onRound?.(result);
    }
  } finally {
    for (const board of watching) board.close();
    for (const server of servers) await server.kill();
    await redis.remove();
    await postgres.remove();
    await rm(folder, { recursive: true, force: true });
  }
  return rounds;
}

/** @returns milliseconds until it says that it is ready */
async function untilReady(url: string): Promise<number> {
  const began = performance.now();
  for (;;) {
    const signal = AbortSignal.timeout(3000);
    const ready = await fetch(`${url}/health/ready`, { signal }).then(
      (r) => r.ok,
      () => false,
    );
    const ms = performance.now() - began;
    if (ready || ms > readyMs) return ms;
    await pause(50);
  }
}

const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));
