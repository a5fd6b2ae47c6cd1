import { cpuSecondsOf } from '../support/cpu.ts';
import { Seeded } from '../support/seeded.ts';
import { ServerProcess } from '../support/server-process.ts';
import { makeSite } from '../support/site.ts';
import { Client, expectDone } from './client.ts';
import { type Floor, startFloor } from './floor.ts';
import { type Spread, spreadOf } from './spread.ts';

export interface Takes {
  readonly clients: number;
  /** Tickets a second, over HTTP, each durable before its answer. */
  readonly ours: Rate;
  /** One transaction a request. */
  readonly floor: Rate;
  /** Requests that arrive together share a transaction, as ours do. */
  readonly groupedFloor: Rate;
}
export interface Rate {
  readonly perSecond: number;
  /** The server's processor time for one ticket, in milliseconds; null where it is not known. */
  readonly cpuMs: number | null;
  readonly ms: Spread;
}

interface Place {
  readonly url: string;
  readonly pid: number;
  readonly path: string;
  readonly tokens: readonly string[];
}

const turns = 3;

/** Taking tickets at 1 and at 32 clients. The three servers are measured in turns, so that what else the machine does hits all alike. */
export async function measureTakes(seconds: number, queues: readonly string[]): Promise<Takes[]> {
  const site = await makeSite({ takers: 32, clerks: 0 });
  const server = await ServerProcess.start({ dataDir: site.dataDir });
  const single = await startFloor('single');
  const grouped = await startFloor('grouped');
  const results: Takes[] = [];
  try {
    const ours = {
      url: server.url,
      pid: server.pid,
      path: '/api/halls/district/tickets',
      tokens: site.takers,
    };
    const floorAt = ({ url, pid }: Floor): Place => ({
      url,
      pid,
      path: '/tickets',
      tokens: ['none'],
    });
    const places: Place[] = [ours, floorAt(single), floorAt(grouped)];
    for (const place of places) await load(place, queues, 32, Math.min(2, seconds));
    for (const clients of [1, 32]) {
      const counted = places.map(() => ({ ms: [] as number[], seconds: 0, cpuSeconds: 0 }));
      for (let turn = 0; turn < turns; turn++) {
        for (const [i, place] of places.entries()) {
          const measured = await load(place, queues, clients, seconds / turns);
          counted[i]!.ms.push(...measured.ms);
          counted[i]!.seconds += measured.seconds;
          counted[i]!.cpuSeconds += measured.cpuSeconds;
        }
      }
      const [mine, floor, groupedFloor] = counted.map((c): Rate => ({
        perSecond: c.ms.length / c.seconds,
        cpuMs: Number.isNaN(c.cpuSeconds) ? null : (c.cpuSeconds * 1000) / c.ms.length,
        ms: spreadOf(c.ms),
      }));
      results.push({ clients, ours: mine!, floor: floor!, groupedFloor: groupedFloor! });
    }
  } finally {
    await Promise.all([server.stop(), single.stop(), grouped.stop()]);
    await site.remove();
  }
  return results;
}

async function load(
  place: Place,
  queues: readonly string[],
  clients: number,
  seconds: number,
): Promise<{ ms: number[]; seconds: number; cpuSeconds: number }> {
  const client = new Client(place.url, clients);
  const ms: number[] = [];
  const cpuBefore = cpuSecondsOf(place.pid) ?? NaN;
  const began = performance.now();
  const end = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_, i) => {
      const chance = new Seeded(i + 1);
      const token = place.tokens[i % place.tokens.length]!;
      while (performance.now() < end) {
        const answer = await client.post(place.path, { queue: chance.pick(queues) }, token);
        expectDone(answer);
        ms.push(answer.ms);
      }
    }),
  );
  const measured = (performance.now() - began) / 1000;
  client.close();
  const cpuSeconds = (cpuSecondsOf(place.pid) ?? NaN) - cpuBefore;
  return { ms, seconds: measured, cpuSeconds };
}
