import { randomUUID } from 'node:crypto';
import { cpuSecondsOf } from '../support/cpu.ts';
import { Seeded } from '../../shared/rules/simulation/chance.ts';
import { type BusyHall, crowdAtFloor, hallPath } from './busy-hall.ts';
import { Client, expectDone } from './client.ts';
import { startFloor } from './floor.ts';
import { type Spread, spreadOf } from './spread.ts';

/** Who is measured: the product, and what it is measured against. */
export const places = [
  'ours',
  /** Two rows in a transaction of their own. */
  'floor',
  /** Two rows; requests that arrive together share a transaction, as ours do. */
  'groupedFloor',
  /** All statements of a ticket, by hand, in a transaction of their own. */
  'byHand',
  'groupedByHand',
] as const;
export type PlaceName = (typeof places)[number];

export interface Takes {
  readonly clients: number;
  /** Over HTTP, each durable before its answer, with screens that look on. */
  readonly rates: Readonly<Record<PlaceName, Rate>>;
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

/** Taking tickets at 1 and at 32 clients. The servers are measured in turns, so that what else the machine does hits all alike. */
export async function measureTakes(
  hall: BusyHall,
  seconds: number,
  queues: readonly string[],
): Promise<Takes[]> {
  const floors = [
    await startFloor('single'),
    await startFloor('grouped'),
    await startFloor('single', 'ticket'),
    await startFloor('grouped', 'ticket'),
  ];
  const crowds = await Promise.all(floors.map(({ url }) => crowdAtFloor(url)));
  const { server, site } = hall;
  const ours = { url: server.url, pid: server.pid, path: `${hallPath}/tickets` };
  const all: Place[] = [
    { ...ours, tokens: site.takers },
    ...floors.map(({ url, pid }) => ({ url, pid, path: '/tickets', tokens: ['none'] })),
  ];
  const results: Takes[] = [];
  try {
    for (const place of all) await load(place, queues, 32, Math.min(2, seconds));
    for (const clients of [1, 32]) {
      const counted = all.map(() => ({ ms: [] as number[], seconds: 0, cpuSeconds: 0 }));
      for (let turn = 0; turn < turns; turn++) {
        for (const [i, place] of all.entries()) {
          const measured = await load(place, queues, clients, seconds / turns);
          counted[i]!.ms.push(...measured.ms);
          counted[i]!.seconds += measured.seconds;
          counted[i]!.cpuSeconds += measured.cpuSeconds;
        }
      }
      const rates = counted.map((c): Rate => ({
        perSecond: c.ms.length / c.seconds,
        cpuMs: Number.isNaN(c.cpuSeconds) ? null : (c.cpuSeconds * 1000) / c.ms.length,
        ms: spreadOf(c.ms),
      }));
      const [first, floor, groupedFloor, byHand, groupedByHand] = rates;
      results.push({
        clients,
        rates: {
          ours: first!,
          floor: floor!,
          groupedFloor: groupedFloor!,
          byHand: byHand!,
          groupedByHand: groupedByHand!,
        },
      });
    }
  } finally {
    for (const end of crowds) await end();
    await Promise.all(floors.map((floor) => floor.stop()));
  }
  return results;
}

/** So many clients take tickets as fast as they are answered. */
export async function load(
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
        const wish = { queue: chance.pick(queues) };
        const answer = await client.post(place.path, wish, token, randomUUID());
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
