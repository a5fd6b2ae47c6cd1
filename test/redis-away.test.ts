import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Heard } from '../server/live/heard.ts';
import { type Carrier, connectCarrier } from '../server/live/redis.ts';
import { databaseFor } from './support/postgres.ts';
import { findProgram, OwnRedis } from './support/services.ts';
import { TestHall } from './support/hall.ts';

const url = process.env['TEST_DATABASE_URL'];
const program = findProgram('redis-server');
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const waiting = (count: number) => (state: { queues: { queue: string; waiting: number }[] }) =>
  state.queues.some((q) => q.queue === 'one-life' && q.waiting === count);

async function server(database: string, carrier: Carrier): Promise<TestHall> {
  const hall = await TestHall.start({
    database: { kind: 'postgres', url: database },
    carrier,
    metricsToken: 'a token of sixteen',
  });
  ends.push(() => hall.stop());
  return hall;
}

describe.skipIf(url === undefined || program === undefined)(
  `Redis that goes away${url === undefined || program === undefined ? ': no PostgreSQL or no redis-server, skipped' : ''}`,
  () => {
    it('faults M3: away at the start, back, away and back again: the hall works, says so once, and boards miss nothing', async () => {
      const database = await databaseFor(url!);
      ends.push(database.drop);
      const redis = await OwnRedis.on(program!);
      ends.push(() => redis.stop());
      const said: string[] = [];
      let told: (() => void) | null = null;
      const log = (_facts: object, message: string): void => {
        said.push(message.includes('again') ? 'back' : 'away');
        told?.();
      };
      const saidIs = async (expected: readonly string[]): Promise<void> => {
        while (said.join() !== expected.join())
          await new Promise<void>((resolve) => (told = resolve));
      };
      const carriers = [{ warn: log, info: log }, null].map((own) =>
        connectCarrier(redis.url, own ?? { warn: () => undefined, info: () => undefined }),
      );
      ends.push(async () => {
        for (const carrier of carriers) await carrier.close();
      });
      const one = await server(database.url, carriers[0]!);
      const two = await server(database.url, carriers[1]!);
      const board = await two.watch({ topic: 'board', hall: 'district' });
      const ready = () => one.call('GET', '/health/ready', undefined, { token: null });
      const metric = async (): Promise<string | undefined> =>
        /^yihaotong_redis_connected (\d)$/m.exec(
          await one.ok<string>('GET', '/metrics', undefined, { token: 'a token of sixteen' }),
        )?.[1];
      await saidIs(['away']);
      expect((await ready()).body).toMatchObject({ status: 'ready', warnings: ['redis'] });
      expect(await metric()).toBe('0');
      await one.take({ queue: 'one-life' });
      await board.until(waiting(1));
      await redis.start();
      await saidIs(['away', 'back']);
      expect((await ready()).body).not.toHaveProperty('warnings');
      expect(await metric()).toBe('1');
      await one.take({ queue: 'one-life' });
      await board.until(waiting(2));
      await redis.stop();
      await saidIs(['away', 'back', 'away']);
      await one.take({ queue: 'one-life' });
      await board.until(waiting(3));
      await redis.start();
      await saidIs(['away', 'back', 'away', 'back']);
      await one.take({ queue: 'one-life' });
      await board.until(waiting(4));
    });
  },
);

/** A carrier without a Redis. */
const carrier = (own: Partial<Carrier>): Carrier => ({
  tell: () => undefined,
  hear: () => undefined,
  onBack: () => undefined,
  connected: () => true,
  close: () => Promise.resolve(),
  ...own,
});

describe.skipIf(url === undefined)(
  `what servers tell each other${url === undefined ? ': no PostgreSQL, skipped' : ''}`,
  () => {
    /** Two on one database, of which the second hears what the first tells. */
    async function two(passes: (data: readonly unknown[]) => boolean) {
      const database = await databaseFor(url!);
      ends.push(database.drop);
      let hear: ((...data: never[]) => void) | undefined;
      const speaker = await server(
        database.url,
        carrier({
          tell: (kind, ...data) => {
            if (kind === 'committed' && passes(data)) hear?.(...(data as never[]));
          },
        }),
      );
      const listener = await server(
        database.url,
        carrier({
          hear: (kind, heard) => {
            if (kind === 'committed') hear = heard;
          },
        }),
      );
      return [speaker, listener] as const;
    }

    it('faults M3: one that is missed is found behind later ones that were heard', async () => {
      let deaf = false;
      const [one, other] = await two(() => !deaf);
      const lost = await one.take({ queue: 'one-life' });
      const page = await other.watch({ topic: 'ticket', token: lost.token });
      deaf = true;
      await one.ok('POST', `/api/tickets/${lost.token}/cancel`, {}, { token: null });
      deaf = false;
      // It concerns another line, and its version is higher than that of what was missed.
      await one.take({ queue: 'tax' });
      await page.until((ticket) => ticket.status === 'cancelled');
    });

    it('what shared a transaction is one message, with all of it', async () => {
      const told: number[][] = [];
      const [one, other] = await two((data) => {
        told.push(data.map((command) => (command as [string, number])[1]));
        return true;
      });
      const tickets = [];
      for (let i = 0; i < 3; i += 1) tickets.push(await one.take({ queue: 'one-life' }));
      const phones = [];
      for (const { token } of tickets) phones.push(await other.watch({ topic: 'ticket', token }));
      const { version } = (await other.watch({ topic: 'board', hall: 'district' })).last;
      // What it was not told of it does not find by itself here.
      clearInterval((other.hall.live as unknown as { heal: NodeJS.Timeout }).heal);
      const { lanes } = one.db;
      const run = lanes.run.bind(lanes);
      const held: (() => void)[] = [];
      const holding = vi.spyOn(lanes, 'run').mockImplementation(
        (lane, work) =>
          new Promise((resolve, reject) => {
            held.push(() => void run(lane, work).then(resolve, reject));
          }),
      );
      onTestFinished(() => holding.mockRestore());
      told.length = 0;
      const ends = Promise.all(
        tickets.map(({ token }) =>
          one.ok('POST', `/api/tickets/${token}/cancel`, {}, { token: null }),
        ),
      );
      ends.catch(() => undefined);
      await vi.waitFor(() => expect(held).toHaveLength(3), { timeout: 5000 });
      holding.mockRestore();
      // A hall that just began has one command a transaction.
      const late = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 10_000);
      onTestFinished(() => late.mockRestore());
      for (const go of held) go();
      await vi.waitFor(() => expect(told).not.toEqual([]), { timeout: 5000 });
      late.mockRestore();
      await ends;
      expect(told).toEqual([[version + 1, version + 2, version + 3]]);
      for (const phone of phones) await phone.until(({ status }) => status === 'cancelled');
    });
  },
);

it('versions are known up to the first that is missing, whatever came after it', () => {
  const heard = new Heard();
  heard.follow('h', 3);
  for (const version of [4, 6, 7]) heard.add('h', version);
  expect([4, 5, 7].map((v) => heard.missed('h', v))).toEqual([false, true, true]);
  heard.add('h', 5);
  expect(heard.missed('h', 7)).toBe(false);
  heard.add('h', 9);
  heard.reached('h', 8);
  expect(heard.missed('h', 9)).toBe(false);
  heard.lost('h');
  expect(heard.missed('h', 1)).toBe(true);
});
