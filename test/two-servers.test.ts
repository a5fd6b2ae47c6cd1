import { sql } from 'kysely';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Tx } from '../server/db/open.ts';
import { runUnit } from '../server/db/unit.ts';
import { keepAnswer } from '../server/command/idempotency.ts';
import { takeSite } from '../server/command/row-store.ts';
import { Problem } from '../shared/errors.ts';
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

    /** Resolves when some transaction waits for another's row, or there is nothing to wait for. */
    async function untilWaiting(hall: TestHall, over: () => boolean): Promise<void> {
      for (let waits = false; !waits && !over();) {
        const { rows } = await sql`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(hall.db.read);
        waits = rows.length > 0;
      }
    }

    it('lesson 2: a key that two servers answer at once fails nobody else, and does nothing twice', async () => {
      const database = await databaseFor(databaseUrl!);
      ends.push(database.drop);
      const one = await server(database.url, false);
      const two = await server(database.url, false);
      const { id } = await one.db.read.selectFrom('halls').select('id').executeTakeFirstOrThrow();
      const { commands } = two.hall;
      const who = { kind: 'visitor' } as const;
      const done = (command: string) => () =>
        Promise.resolve({ answer: command, event: { command, data: {} }, touched: {} });
      const told = (asked: Promise<string>): Promise<string> =>
        asked.catch((error: unknown) => (error instanceof Problem ? error.code : String(error)));
      const answers: string[][] = [];
      for (const mine of [() => Promise.reject(new Problem('hall_closed')), done('mine')]) {
        const key = { sender: 'screen', key: `key ${answers.length}`, request: 'POST' };
        let both: Promise<string[]> = Promise.resolve([]);
        const refuse = async (tx: Tx): Promise<void> => {
          await runUnit(tx, keepAnswer(key, one.clock.now(), new Problem('queue_empty')));
          both = Promise.all([
            told(commands.inHall<string>(id, { who, key }, mine)),
            told(commands.inHall<string>(id, { who }, done('other'))),
          ]);
          let over = false;
          void both.finally(() => (over = true));
          await untilWaiting(one, () => over);
        };
        await one.db.lanes.run('a refusal of one', { run: refuse });
        answers.push(await both);
      }
      expect(answers).toEqual([
        ['hall_closed', 'other'],
        ['queue_empty', 'other'],
      ]);
      const log = await one.db.read.selectFrom('events').select('command').execute();
      expect(log.filter(({ command }) => command === 'mine')).toEqual([]);
    });

    it('faults M12: of two servers one at a time deletes what is too old', async () => {
      const database = await databaseFor(databaseUrl!);
      ends.push(database.drop);
      const one = await server(database.url, false);
      const two = await server(database.url, false);
      const order: string[] = [];
      let ticked: Promise<unknown> = Promise.resolve();
      const upkeep = async (tx: Tx): Promise<void> => {
        await takeSite(tx, '');
        ticked = two.hall.upkeep.tick().then(() => order.push('two'));
        await untilWaiting(one, () => order.length > 0);
        order.push('one');
      };
      await one.db.lanes.run('upkeep of one', { run: upkeep });
      await ticked;
      expect(order).toEqual(['one', 'two']);
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
