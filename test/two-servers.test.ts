import { afterAll, describe, expect, it, vi } from 'vitest';
import { connectCarrier } from '../server/live/redis.ts';
import { databaseFor } from './support/postgres.ts';
import { TestHall } from './support/hall.ts';

const databaseUrl = process.env['TEST_DATABASE_URL'];
const redisUrl = process.env['TEST_REDIS_URL'];
const missing = databaseUrl === undefined || redisUrl === undefined;

describe.skipIf(missing)(
  `a region of halls on several server processes${missing ? ': no PostgreSQL or no Redis, skipped' : ''}`,
  () => {
    const ends: (() => Promise<void>)[] = [];
    afterAll(async () => {
      for (const end of ends.reverse()) await end();
    });

    async function server(url: string, redis: boolean): Promise<TestHall> {
      const carrier = redis
        ? connectCarrier(redisUrl!, { warn: () => undefined, info: () => undefined })
        : undefined;
      const hall = await TestHall.start({
        database: { kind: 'postgres', url },
        ...(carrier === undefined ? {} : { carrier }),
      });
      ends.push(async () => {
        await hall.stop();
        await carrier?.close();
      });
      return hall;
    }

    it('lesson 24: a call at one server reaches the boards of another', async () => {
      const database = await databaseFor(databaseUrl!);
      ends.push(database.drop);
      const one = await server(database.url, true);
      const two = await server(database.url, true);
      const board = await two.watch({ topic: 'board', hall: 'district' });
      const clerk = await one.openWindow(1);
      await one.take({ queue: 'one-life' });
      await one.window(1, 'call-next', {}, clerk);
      expect((await board.until((s) => s.calls.length === 1)).calls[0]?.number).toBe('A001');
    });

    it('faults W1: says so where requests without a WebSocket are scattered over the servers', async () => {
      const database = await databaseFor(databaseUrl!);
      ends.push(database.drop);
      const one = await server(database.url, true);
      const two = await server(database.url, true);
      const said = vi.spyOn(two.hall.app.log, 'warn');
      const path = '/socket.io/?EIO=4&transport=polling';
      const opened = await (await fetch(one.url + path)).text();
      const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
      for (let i = 0; i < 3; i += 1) {
        const stray = await fetch(`${two.url}${path}&sid=${sid}`);
        expect(stray.status).toBe(400);
      }
      expect(said).toHaveBeenCalledTimes(1);
      expect(said.mock.calls[0]?.[1]).toContain('send all of /socket.io from one browser to one');
    });

    it('lesson 11: what a server was not told of, it finds by comparing versions', async () => {
      const database = await databaseFor(databaseUrl!);
      ends.push(database.drop);
      const one = await server(database.url, false);
      const deaf = await server(database.url, false);
      const board = await deaf.watch({ topic: 'board', hall: 'district' });
      const clerk = await one.openWindow(1);
      await one.take({ queue: 'one-life' });
      await one.window(1, 'call-next', {}, clerk);
      expect((await board.until((s) => s.calls.length === 1)).calls[0]?.number).toBe('A001');
    });
  },
);
