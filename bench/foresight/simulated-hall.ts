import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib.mjs';
import { buildApp, type HallServer } from '../../server/app.ts';
import { type Db, openDatabase } from '../../server/db/open.ts';
import { randomIds } from '../../server/ids.ts';
import { prepareSite } from '../../server/setup.ts';
import { HallFile } from '../../shared/contract/hall.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { Timeline } from '../replay/timeline.ts';
import type { Seeded } from '../../shared/rules/simulation/chance.ts';
import { signInStaff } from '../support/staff.ts';

/** What was said to one ticket and what it waited, in seconds; null: no number was said. */
export interface Told {
  readonly day: string;
  readonly queue: string;
  readonly ahead: number;
  readonly openWindows: number;
  readonly said: { readonly p50: number; readonly p90: number } | null;
  readonly wait: number;
}

export interface SimulatedWish {
  /** Days from this Monday on. */
  readonly from: string;
  readonly days: number;
  /** Hours of a day in which people come. */
  readonly hours: number;
  /** Arrivals ÷ what the windows can do. */
  readonly load: number;
  /** Mean minutes of handling, lognormal with this coefficient of variation. */
  readonly handling: number;
  readonly variation: number;
  /** Only windows that serve one of these queues; absent: the whole hall. */
  readonly queues?: readonly string[];
  readonly random: Seeded;
  /** Takes each ticket: for whoever measures what that costs. What it takes besides, it cancels again. */
  readonly around?: (
    hall: HallServer,
    take: () => Promise<Ticket>,
    cancel: (ticket: Ticket) => Promise<unknown>,
  ) => Promise<Ticket>;
}

/**
 * The default hall with people who come by chance: every ticket and call goes through the real
 * application, whose clock the simulation holds. Days close and are fitted as in life.
 */
export async function simulateHall(wish: SimulatedWish): Promise<Told[]> {
  const simulated = await SimulatedHall.open(wish);
  try {
    for (let day = 0; day < wish.days; day++) await simulated.live(day);
    return simulated.told;
  } finally {
    await simulated.close();
  }
}

const code = 'district';
const opens = '01:00:00.000Z';

class SimulatedHall {
  readonly told: Told[] = [];
  private readonly wish: SimulatedWish;
  private readonly hall: HallServer;
  private readonly db: Db;
  private readonly clock: { ms: number };
  private readonly windows: readonly {
    readonly number: number;
    readonly token: string;
    readonly serves: readonly string[];
    readonly main: readonly string[];
  }[];
  private readonly manager: string;
  private readonly idle = new Set<number>();
  private readonly issued = new Map<string, Omit<Told, 'wait'> & { readonly at: number }>();

  private constructor(
    wish: SimulatedWish,
    given: Pick<SimulatedHall, never> & {
      hall: HallServer;
      db: Db;
      clock: { ms: number };
      windows: SimulatedHall['windows'];
      manager: string;
    },
  ) {
    this.wish = wish;
    this.hall = given.hall;
    this.db = given.db;
    this.clock = given.clock;
    this.windows = given.windows;
    this.manager = given.manager;
  }

  static async open(wish: SimulatedWish): Promise<SimulatedHall> {
    const read = (name: string): unknown =>
      JSON.parse(readFileSync(join(root, 'data', `${name}.json`), 'utf8'));
    const clock = { ms: Date.parse(`${wish.from}T${opens}`) };
    const now = (): string => new Date(clock.ms).toISOString();
    const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
    const file = HallFile.parse(read('hall'));
    const { secret } = await prepareSite(
      db,
      randomIds,
      () => Promise.resolve({ hall: file, catalogue: read('catalogue') }),
      { now: now() },
    );
    const hall = await buildApp({
      ...{ db, clock: { now }, ids: randomIds, logger: false, secret },
      dataDirs: { bundled: 'data', own: tmpdir() },
    });
    const [manager] = await signInStaff(db, randomIds, ['manager'], 'manager');
    const used = file.windows.filter(
      ({ serves }) =>
        wish.queues === undefined || serves.some(({ queue }) => wish.queues!.includes(queue)),
    );
    const tokens = await signInStaff(
      db,
      randomIds,
      used.map((w) => `clerk${w.number}`),
    );
    const windows = used.map(({ number, serves }, i) => ({
      number,
      token: tokens[i]!,
      serves: serves.map(({ queue }) => queue),
      main: serves.filter((s) => (s.handicapMinutes ?? 0) === 0).map(({ queue }) => queue),
    }));
    return new SimulatedHall(wish, { hall, db, clock, windows, manager: manager! });
  }

  async close(): Promise<void> {
    await this.hall.app.close();
    await this.db.close();
  }

  /** One day: windows open, people come, the last is served, the day is over and fitted. */
  async live(day: number): Promise<void> {
    const { wish, clock } = this;
    const start = Date.parse(`${wish.from}T${opens}`) + day * 86_400_000;
    clock.ms = start;
    for (const { number, token } of this.windows) {
      await this.send(`/windows/${number}/open`, {}, token);
      this.idle.add(number);
    }
    const timeline = new Timeline();
    for (const [queue, aMinute] of this.rates()) {
      let at = 0;
      for (;;) {
        at -= Math.log(1 - wish.random.next()) / aMinute;
        if (at > wish.hours * 60) break;
        timeline.at(start + at * 60_000, () => this.come(queue, timeline));
      }
    }
    for (let next = timeline.next(); next !== null; next = timeline.next()) {
      clock.ms = next.at;
      await next.happen();
    }
    for (const { number, token } of this.windows)
      await this.send(`/windows/${number}/close`, {}, token);
    this.idle.clear();
    clock.ms = start + 86_400_000 - 3_600_000 * 5;
    await this.hall.days.tick();
    await this.hall.fitting.tick();
    await this.hall.fitting.idle();
  }

  /** Arrivals a minute: each window's work, shared by the queues that are its own. */
  private rates(): Map<string, number> {
    const rates = new Map<string, number>();
    for (const { main } of this.windows)
      for (const queue of main)
        rates.set(
          queue,
          (rates.get(queue) ?? 0) + this.wish.load / this.wish.handling / main.length,
        );
    const { queues } = this.wish;
    if (queues !== undefined)
      for (const q of rates.keys()) if (!queues.includes(q)) rates.delete(q);
    return rates;
  }

  private async come(queue: string, timeline: Timeline): Promise<void> {
    const take = async (): Promise<Ticket> =>
      (await this.send('/tickets', { queue }, this.manager)) as Ticket;
    const cancel = ({ token }: Ticket): Promise<unknown> =>
      this.post(`/tickets/${token}/cancel`, {}, this.manager);
    const ticket = await (this.wish.around?.(this.hall, take, cancel) ?? take());
    const step = ticket.steps[0]!;
    this.issued.set(ticket.number, {
      ...{ day: ticket.takenAt.slice(0, 10), queue, at: this.clock.ms },
      ...{ ahead: step.ahead!, openWindows: step.openWindows, said: step.estimate },
    });
    const free = this.windows.filter((w) => this.idle.has(w.number) && w.serves.includes(queue));
    // Of those who could call it, one whose own work it is.
    const own = free.filter((w) => w.main.includes(queue));
    const pick = own.length > 0 ? own : free;
    if (pick.length > 0) await this.call(this.wish.random.pick(pick), timeline);
  }

  private async call(window: SimulatedHall['windows'][number], timeline: Timeline): Promise<void> {
    const state = await this.send(`/windows/${window.number}/call-next`, {}, window.token);
    this.idle.delete(window.number);
    const number = (state as WindowState | null)?.ticket?.number;
    if (number === undefined) {
      this.idle.add(window.number);
      return;
    }
    const { at, ...issued } = this.issued.get(number)!;
    this.issued.delete(number);
    this.told.push({ ...issued, wait: (this.clock.ms - at) / 1000 });
    timeline.at(this.clock.ms + this.handling() * 60_000, async () => {
      await this.send(`/windows/${window.number}/finish`, {}, window.token);
      await this.call(window, timeline);
    });
  }

  /** Lognormal minutes. */
  private handling(): number {
    const { handling, variation, random } = this.wish;
    const spread = Math.log(1 + variation ** 2);
    const normal =
      Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    return handling * Math.exp(normal * Math.sqrt(spread) - spread / 2);
  }

  private send(path: string, payload: object, token: string): Promise<unknown> {
    return this.post(`/halls/${code}${path}`, payload, token);
  }

  /** @returns the answer; null: nobody waits */
  private async post(path: string, payload: object, token: string): Promise<unknown> {
    const answer = await this.hall.app.inject({
      ...{ method: 'POST', url: `/api${path}`, payload },
      headers: { authorization: `Bearer ${token}` },
    });
    const body = answer.json<{ code?: string }>();
    if (answer.statusCode < 300) return body;
    if (body.code === 'queue_empty') return null;
    throw new Error(`${path}: ${answer.payload}`);
  }
}
