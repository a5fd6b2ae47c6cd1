import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusyHall, hallPath, type MainQueues } from './busy-hall.ts';
import { load } from './takes.ts';

/** As V8 writes it: instants in microseconds of the steady clock. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Whose work it is, by the file of the innermost function that has one; the first that fits. */
const parts: readonly (readonly [string, RegExp])[] = [
  ['the database: statements, commit', /node_modules\/(better-sqlite3|bindings)\/|\/server\/db\//],
  [
    'screens: what changed, to boards',
    /\/server\/(live|board|overview|windows)\/|socket\.io|engine\.io|\/ws\//,
  ],
  [
    'deciding: admission, journey, order',
    /\/server\/(tickets|hall|estimates|calendar|offers|days)\/|\/shared\/rules\//,
  ],
  ['the command: key, event, answer', /\/server\/(command|events|ids|tokens|site-key|json)/],
  [
    'Fastify, its plugins, checks of input',
    /node_modules\/(fastify|@fastify|find-my-way|avvio|zod|pino|light-my-request)/,
  ],
  ['the product’s own request path', /\/(server|shared)\//],
  ['Node.js: HTTP, sockets, timers', /^node:/],
  ['other libraries', /node_modules\//],
];
const garbage = 'garbage collection';
const native = 'native, of no function: kernel, engine';

/** Milliseconds of the processor for one ticket, by whose work it is, the most first. */
export interface PartOfTicket {
  readonly part: string;
  readonly ms: number;
}

/** Where the processor's time of a ticket goes, at so many clients; the profile's own cost is in it. */
export async function profileTakes(
  { tickets, windows, zones }: { tickets: number; windows: MainQueues; zones: readonly string[] },
  queues: readonly string[],
  { clients, seconds }: { readonly clients: number; readonly seconds: number },
): Promise<PartOfTicket[]> {
  const folder = await mkdtemp(join(tmpdir(), 'yihaotong-profile-'));
  try {
    const hall = await BusyHall.start(tickets, windows, zones, {
      // Built into one file, nothing would tell whose function it is.
      run: 'source',
      nodeArguments: ['--cpu-prof', `--cpu-prof-dir=${folder}`],
    });
    const { server, site } = hall;
    const place = {
      url: server.url,
      pid: server.pid,
      path: `${hallPath}/tickets`,
      tokens: site.takers,
    };
    await load(place, queues, clients, Math.min(2, seconds));
    const from = now();
    const { ms } = await load(place, queues, clients, seconds);
    const to = now();
    await hall.stop();
    const [file] = await readdir(folder);
    const profile = JSON.parse(await readFile(join(folder, file!), 'utf8')) as Profile;
    return partsOf(profile, { from, to }, ms.length);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Microseconds of the steady clock. */
const now = (): number => Number(process.hrtime.bigint() / 1000n);

function partsOf(
  { nodes, startTime, samples, timeDeltas }: Profile,
  { from, to }: { readonly from: number; readonly to: number },
  tickets: number,
): PartOfTicket[] {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((c) => [c, id])));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const partOf = new Map(nodes.map(({ id }) => [id, part(id)]));
  const spent = new Map<string, number>();
  let at = startTime;
  for (const [i, id] of samples.entries()) {
    at += timeDeltas[i]!;
    const whose = partOf.get(id)!;
    if (at < from || at > to || whose === null) continue;
    spent.set(whose, (spent.get(whose) ?? 0) + timeDeltas[i]!);
  }
  return [...spent]
    .map(([name, micros]) => ({ part: name, ms: micros / 1000 / tickets }))
    .sort((a, b) => b.ms - a.ms);

  /** Null: nothing was done. */
  function part(leaf: number): string | null {
    const { functionName } = byId.get(leaf)!.callFrame;
    if (functionName === '(idle)') return null;
    if (functionName === '(garbage collector)') return garbage;
    for (let id: number | undefined = leaf; id !== undefined; id = parents.get(id)) {
      const { url } = byId.get(id)!.callFrame;
      if (url === '') continue;
      return parts.find(([, files]) => files.test(url))?.[0] ?? native;
    }
    return native;
  }
}
