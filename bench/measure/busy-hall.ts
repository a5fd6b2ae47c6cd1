import { siteWithYears } from '../old/one-hall.ts';
import { cpuSecondsOf } from '../support/cpu.ts';
import { ServerProcess, type ServerOptions } from '../support/server-process.ts';
import type { Site } from '../support/site.ts';
import { Client, expectDone } from './client.ts';
import { connectCrowd } from './crowd.ts';

/** Which queue each window serves first. */
export type MainQueues = readonly { readonly window: number; readonly queue: string }[];

export const hallPath = '/api/halls/district';
const ticketsOfADay = 2000;
const ticketsToCall = 64;

/** Who looks on: two boards of zones and one of the hall, the console, a terminal. */
const screens = 5;

const lookMs = 500;
const mostLooks = 600;

/**
 * What a first start makes of the years beside the commands (sums by day, fits) is made: five minutes at most. A hall
 * does it once.
 */
async function untilAtRest(pid: number): Promise<void> {
  let before = cpuSecondsOf(pid) ?? 0;
  for (let looks = 0, quiet = 0; looks < mostLooks && quiet < 4; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    const now = cpuSecondsOf(pid) ?? 0;
    quiet = now - before < lookMs / 1000 / 10 ? quiet + 1 : 0;
    before = now;
  }
}

/** A hall as it is on a working day: years behind it, its windows open, its screens looking on. */
export class BusyHall {
  readonly site: Site;
  readonly server: ServerProcess;
  /** How many tickets there were before the first one of today. */
  readonly tickets: number;
  readonly windows: MainQueues;
  readonly endCrowd: () => Promise<void>;

  private constructor(
    site: Site,
    server: ServerProcess,
    tickets: number,
    windows: MainQueues,
    endCrowd: () => Promise<void>,
  ) {
    this.site = site;
    this.server = server;
    this.tickets = tickets;
    this.windows = windows;
    this.endCrowd = endCrowd;
  }

  /** @param tickets of the past: 2,000 a day */
  static async start(
    tickets: number,
    windows: MainQueues,
    zones: readonly string[],
    how: Pick<ServerOptions, 'run' | 'nodeArguments'> = {},
  ): Promise<BusyHall> {
    const { site, made } = await siteWithYears(
      { takers: 32, clerks: windows.length },
      { tickets, days: Math.max(1, Math.ceil(tickets / ticketsOfADay)) },
    );
    // The copy of each hour is measured by itself (`npm run year`).
    const environment = { BACKUP_EVERY: 'never' };
    const server = await ServerProcess.start({ dataDir: site.dataDir, environment, ...how });
    await untilAtRest(server.pid);
    const client = new Client(server.url, 8);
    await Promise.all(
      windows.map(async ({ window }) =>
        expectDone(
          await client.post(`${hallPath}/windows/${window}/open`, {}, site.clerks[window - 1]!),
        ),
      ),
    );
    client.close();
    const board = { topic: 'board', hall: 'district' };
    const endCrowd = await connectCrowd(
      server.url,
      [
        board,
        ...zones.slice(0, screens - 3).map((zone) => ({ ...board, zone })),
        { topic: 'hall', hall: 'district', as: site.admin },
        { topic: 'window', hall: 'district', window: 1, as: site.clerks[0] },
      ],
      1,
    );
    return new BusyHall(site, server, made.tickets, windows, endCrowd);
  }

  /** Takes so many tickets, evenly over what the windows serve. */
  async fill(count: number): Promise<void> {
    const client = new Client(this.server.url, ticketsToCall);
    for (let at = 0; at < count; at += ticketsToCall)
      await Promise.all(
        Array.from({ length: Math.min(ticketsToCall, count - at) }, async (_, i) => {
          const { queue } = this.windows[(at + i) % this.windows.length]!;
          const token = this.site.takers[i % this.site.takers.length]!;
          expectDone(await client.post(`${hallPath}/tickets`, { queue }, token));
        }),
      );
    client.close();
  }

  async stop(): Promise<void> {
    await this.endCrowd();
    await this.server.stop();
    await this.site.remove();
  }
}

/** As many who look on at a floor. */
export function crowdAtFloor(url: string): Promise<() => Promise<void>> {
  return connectCrowd(
    url,
    Array.from({ length: screens }, () => ({})),
    1,
  );
}
