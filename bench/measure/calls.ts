import type { Ticket } from '../../shared/contract/ticket.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { ServerProcess } from '../support/server-process.ts';
import { makeSite, type Site } from '../support/site.ts';
import type { MainQueues } from './busy-hall.ts';
import { Client, expectDone } from './client.ts';
import { startFloor } from './floor.ts';
import { type Spread, spreadOf } from './spread.ts';

export interface Calls {
  /** Milliseconds of one `call-next` over HTTP, by how many wait. */
  readonly byWaiting: readonly { readonly waiting: number; readonly ms: Spread }[];
  /** The floor's insert, one client, in the same minutes. */
  readonly floor: Spread;
}

const hall = '/api/halls/district';
const lines = 64;
const warmUp = 44;

/**
 * The next call at 44 windows, with 10, 1,000 and 10,000 waiting in 13 queues. Three servers stand
 * side by side and are asked in turns; before each call one ticket is taken for the calling window,
 * so that the number of those who wait stays.
 */
export async function measureCalls(calls: number, windows: MainQueues): Promise<Calls> {
  const halls: HallWith[] = [];
  const floor = await startFloor('single');
  const floorClient = new Client(floor.url, 1);
  const floorMs: number[] = [];
  try {
    for (const waiting of [10, 1000, 10_000]) halls.push(await HallWith.waiting(waiting, windows));
    for (let n = -warmUp; n < calls; n++) {
      const at = windows[(n + warmUp) % windows.length]!;
      for (const one of halls) await one.takeAndCall(at, n >= 0);
      const { ms } = await floorClient.post('/tickets', { queue: at.queue }, 'none');
      if (n >= 0) floorMs.push(ms);
    }
    return {
      byWaiting: halls.map(({ count, ms }) => ({ waiting: count, ms: spreadOf(ms) })),
      floor: spreadOf(floorMs),
    };
  } finally {
    floorClient.close();
    await floor.stop();
    for (const one of halls) await one.stop();
  }
}

/** A server with so many people waiting. */
class HallWith {
  readonly count: number;
  readonly ms: number[] = [];
  private readonly site: Site;
  private readonly server: ServerProcess;
  private readonly client: Client;

  private constructor(count: number, site: Site, server: ServerProcess) {
    this.count = count;
    this.site = site;
    this.server = server;
    this.client = new Client(server.url, lines);
  }

  static async waiting(count: number, windows: MainQueues): Promise<HallWith> {
    const site = await makeSite({ takers: 1, clerks: windows.length });
    const hall = new HallWith(count, site, await ServerProcess.start({ dataDir: site.dataDir }));
    for (const { window } of windows) await hall.command(window, 'open');
    const queues = [...new Set(windows.map((w) => w.queue))];
    let taken = 0;
    await Promise.all(
      Array.from({ length: lines }, async () => {
        while (taken < count) {
          taken += 1;
          await hall.take(queues[taken % queues.length]!);
        }
      }),
    );
    return hall;
  }

  async takeAndCall(
    { window, queue }: { window: number; queue: string },
    counts: boolean,
  ): Promise<void> {
    await this.take(queue);
    const ms = await this.command(window, 'call-next');
    if (counts) this.ms.push(ms);
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.server.stop();
    await this.site.remove();
  }

  private async take(queue: string): Promise<void> {
    expectDone(await this.client.post<Ticket>(`${hall}/tickets`, { queue }, this.site.takers[0]!));
  }

  private async command(window: number, command: string): Promise<number> {
    const answer = await this.client.post<WindowState>(
      `${hall}/windows/${window}/${command}`,
      {},
      this.site.clerks[window - 1]!,
    );
    expectDone(answer);
    return answer.ms;
  }
}
