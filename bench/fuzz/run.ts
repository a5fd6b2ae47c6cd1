import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DatabaseOptions } from '../../server/db/open.ts';
import { HttpFuzz, type Wish } from './http.ts';
import { FuzzSite } from './site.ts';
import { fuzzSockets, type SocketReport } from './sockets.ts';

export interface FuzzOptions {
  readonly seed: number;
  readonly requests: number;
  readonly messages: number;
  /** Absent: a SQLite file of its own. */
  readonly database?: DatabaseOptions;
  readonly onProgress?: (line: string) => void;
}

export interface FuzzReport {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Each once, with the first request that showed it, and how often. */
  readonly faults: readonly { fault: string; wish: string; times: number }[];
  readonly sockets: SocketReport;
  /** Megabytes after a collection: when half of it was done, and at the end. */
  readonly heap: { readonly half: number; readonly end: number };
  /** What stands for keys three days later: nothing may. */
  readonly answersLeft: number;
}

/** So many requests until whoever was signed out is let in again. */
const renewEvery = 400;
/** Around every so many requests all rows are counted. */
const pictureEvery = 40;

/**
 * Sends a server in this process what it expects, what is nearly that, and garbage: to every route,
 * by everybody, and over the live line. The same seed sends the same, as far as the ids that the
 * server makes allow it.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { seed, requests, onProgress = () => undefined } = options;
  const site = await FuzzSite.start(options.database);
  try {
    const http = new HttpFuzz(site, seed);
    await http.learnHall();
    const byStatus: Record<string, number> = {};
    const faults = new Map<string, { fault: string; wish: string; times: number }>();
    const note = (fault: string, wish: string): void => {
      const known = faults.get(fault) ?? { fault, wish, times: 0 };
      if (known.times === 0) onProgress(`${fault}\n    ${wish}`);
      faults.set(fault, { ...known, times: known.times + 1 });
    };
    let half = 0;
    for (let n = 0; n < requests; n += 1) {
      if (n % renewEvery === 0) await site.renewAskers();
      if (n === Math.floor(requests / 2)) half = heapMb();
      if (n > 0 && n % 10_000 === 0) onProgress(`${n} requests, ${faults.size} kinds of faults`);
      http.pass();
      const wish = http.wish(n);
      const looked = n % pictureEvery === 0;
      const before = looked ? await site.picture() : '';
      const { status, faults: found } = await http.send(wish);
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      for (const fault of found) note(fault, printed(wish));
      const keyed = wish.headers['idempotency-key'] !== undefined;
      if (looked && status >= 400 && !keyed && before !== (await site.picture()))
        note(`answered ${status}, and something was written`, printed(wish));
    }
    const end = heapMb();
    await site.renewAskers();
    const sockets = await fuzzSockets(site, seed + 1, options.messages);
    for (const fault of sockets.faults) note(fault, 'a live connection');
    site.pass(3 * 86_400);
    for (let i = 0; i < 200; i += 1) await site.hall.upkeep.tick();
    const { answers } = await site.rows();
    return {
      ...{ requests, byStatus, sockets, heap: { half, end } },
      faults: [...faults.values()].sort((a, b) => b.times - a.times),
      answersLeft: answers!,
    };
  } finally {
    await site.stop();
  }
}

function printed({ asker, method, url, headers, payload }: Wish): string {
  const { authorization: _, ...others } = headers;
  const body = payload === undefined ? '' : ` ${payload.slice(0, 600)}`;
  return `${asker.name}: ${method} ${url.slice(0, 300)} ${JSON.stringify(others)}${body}`;
}

let collect: (() => void) | undefined;

/** Megabytes of the heap after everything was collected that can be. */
function heapMb(): number {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
