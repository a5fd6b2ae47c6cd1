import { afterAll, describe, expect, it } from 'vitest';
import type { Socket } from 'socket.io-client';
import { connectCarrier } from '../server/live/redis.ts';
import { onBothDatabases, TestHall } from './support/hall.ts';
import { databaseFor } from './support/postgres.ts';

const ended = (socket: Socket): Promise<unknown> =>
  new Promise((resolve) => socket.once('disconnect', resolve));
const hallTopic = { topic: 'hall', hall: 'district' } as const;

onBothDatabases('faults T6: the open connection ends', (fresh) => {
  it('with the sign-in, the work here, the role, the password, the shift', async () => {
    const hall = await fresh();
    const cases: [string, (name: string, token: string) => Promise<unknown> | void][] = [
      ['signed-out', (_, token) => hall.ok('DELETE', '/api/session', undefined, { token })],
      ['deactivated', (name) => hall.ok('PATCH', `/api/staff/${name}`, { active: false })],
      ['demoted', (name) => hall.ok('PATCH', `/api/staff/${name}`, { roles: ['guide'] })],
      ['moved', (name) => hall.ok('PATCH', `/api/staff/${name}`, { halls: ['district'] })],
      ['renewed', (name) => hall.ok('PATCH', `/api/staff/${name}`, { password: 'another one' })],
      ['expired', () => hall.clock.pass(14 * 60 * 60 + 1)],
    ];
    for (const [name, end] of cases) {
      const token = await hall.person(name, 'manager');
      const { socket } = await hall.watch(hallTopic, token);
      const stays = await hall.watch({ topic: 'board', hall: 'district' });
      const gone = ended(socket);
      await end(name, token);
      await gone;
      expect([name, stays.socket.connected]).toEqual([name, true]);
    }
  });

  it('with the new code of a device, and where the data says so', async () => {
    const hall = await fresh();
    const board = await hall.device('display', { zone: 'A' });
    const [device] = await hall.ok<{ id: string }[]>('GET', '/api/halls/district/devices');
    const renewed = ended((await hall.watch({ topic: 'board', hall: 'district' }, board)).socket);
    await hall.ok('POST', `/api/devices/${device!.id}/code`);
    await renewed;
    // Another process, or the command line, ended it: this one looks after it.
    const token = await hall.person('elsewhere', 'manager');
    const gone = ended((await hall.watch(hallTopic, token)).socket);
    await hall.db.read.deleteFrom('sessions').where('staff_id', 'is not', null).execute();
    await gone;
  });
});

const databaseUrl = process.env['TEST_DATABASE_URL'];
const redisUrl = process.env['TEST_REDIS_URL'];
const missing = databaseUrl === undefined || redisUrl === undefined;

describe.skipIf(missing)(
  `several server processes${missing ? ': no PostgreSQL or no Redis, skipped' : ''}`,
  () => {
    const ends: (() => Promise<void>)[] = [];
    afterAll(async () => {
      for (const end of ends.reverse()) await end();
    });

    it('faults T4, T6: end a sign-in on each other, and count guesses together', async () => {
      const database = await databaseFor(databaseUrl!);
      ends.push(database.drop);
      const halls: TestHall[] = [];
      for (let i = 0; i < 2; i += 1) {
        const carrier = connectCarrier(redisUrl!, { warn: () => undefined, info: () => undefined });
        const hall = await TestHall.start({
          database: { kind: 'postgres', url: database.url },
          carrier,
        });
        halls.push(hall);
        ends.push(async () => {
          await hall.stop();
          await carrier.close();
        });
      }
      const [one, two] = halls as [TestHall, TestHall];
      const token = await one.person('manager', 'manager');
      const gone = ended((await two.watch(hallTopic, token)).socket);
      await one.ok('DELETE', '/api/session', undefined, { token });
      await gone;
      for (const hall of [one, two, one])
        await hall.call('POST', '/api/devices/pair', { pairingCode: 'WRONG222' }, { token: null });
      const counts = await one.db.read.selectFrom('attempts').select('count').execute();
      expect(counts.map((row) => row.count)).toContain(3);
    });
  },
);
