import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { buildApp } from '../server/app.ts';
import { openDatabase } from '../server/db/open.ts';
import { randomIds } from '../server/ids.ts';
import { HeldClock, onBothDatabases, TestHall } from './support/hall.ts';

onBothDatabases('health', (fresh) => {
  it('lives and is ready; without a token there are no figures', async () => {
    const hall = await fresh({ app: { version: '1.2.3' } });
    const get = (path: string) => hall.call('GET', path, undefined, { token: null });
    expect(await get('/health/live')).toEqual({ status: 200, body: { status: 'live' } });
    expect(await get('/health/ready')).toEqual({
      status: 200,
      body: { status: 'ready', database: hall.db.reopen?.kind ?? 'sqlite', version: '1.2.3' },
    });
    expect((await get('/metrics')).status).toBe(404);
  });

  it('house 6: a sign of life of a device is no command, what is wrong with it is one', async () => {
    const hall = await fresh();
    const token = await hall.device('display', { zone: 'A' });
    const seen = async (): Promise<string | null> => {
      const devices = await hall.ok<{ lastSeenAt: string | null }[]>(
        'GET',
        '/api/halls/district/devices',
      );
      return devices[0]!.lastSeenAt;
    };
    const version = async (): Promise<number> =>
      (await hall.ok<{ version: number }>('GET', '/api/halls/district')).version;
    const say = (health: object): Promise<unknown> =>
      hall.ok('POST', '/api/devices/health', health, { token });
    const before = await version();
    const board = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
    const console = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    for (const health of [{ online: true }, { audio: 'ok' }, { online: true }]) {
      hall.clock.pass(61);
      await say(health);
      expect(await seen()).toBe(hall.clock.now());
    }
    expect(await version()).toBe(before);
    await say({ audio: 'blocked' });
    expect(await version()).toBe(before + 1);
    expect((await console.until((s) => s.alarms.some((a) => a.code === 'audio'))).version).toBe(
      before + 1,
    );
    await say({ audio: 'blocked', online: true });
    expect(await version()).toBe(before + 1);
    await say({ audio: 'ok' });
    await console.until(
      (s) => s.version === before + 2 && s.alarms.every((a) => a.code !== 'audio'),
    );
    // Nothing of it is on a board.
    await hall.take({ queue: 'one-life' });
    await board.until((s) => s.queues.some((q) => q.waiting === 1));
    expect(board.states).toHaveLength(2);
  });
});

it('gives figures to whoever has the token', async () => {
  const token = 'a-token-for-metrics';
  const hall = await TestHall.start({ metricsToken: token });
  try {
    await hall.take({ package: 'newborn' });
    expect((await hall.call('GET', '/metrics', undefined, { token: null })).status).toBe(401);
    expect((await hall.call('GET', '/metrics', undefined, { token: 'wrong' })).status).toBe(401);
    const text = await hall.ok<string>('GET', '/metrics', undefined, { token });
    expect(text).toContain('yihaotong_waiting{hall="district",queue="one-life"} 1');
    expect(text).toMatch(
      /http_request_duration_seconds_count\{[^}]*route="\/api\/halls\/:hall\/tickets"/,
    );
    expect(text).toContain('process_cpu_user_seconds_total');
  } finally {
    await hall.stop();
  }
});

it('is not ready when the database does not answer, and lives on', async () => {
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  const { app } = await buildApp({
    db,
    clock: new HeldClock('2026-03-02T01:00:00.000Z'),
    ids: randomIds,
    logger: false,
    secret: 'secret',
    dataDirs: { bundled: 'data', own: 'test-output' },
  });
  await db.close();
  expect((await app.inject('/health/live')).statusCode).toBe(200);
  const ready = await app.inject('/health/ready');
  expect([ready.statusCode, ready.json<object>()]).toEqual([
    503,
    expect.objectContaining({ code: 'storage_unavailable', causes: ['database'] }),
  ]);
  await app.close();
});

it('ends although a browser never asked by a line that it opened, and a far end is gone', async () => {
  const hall = await TestHall.start();
  const { port } = new URL(hall.url);
  const opened = (hello: string): Promise<Socket> =>
    new Promise((resolve) => {
      const line = connect(Number(port), '127.0.0.1', () => {
        if (hello === '') resolve(line);
        else line.write(hello);
      });
      line.once('data', () => resolve(line));
      line.on('error', () => undefined);
    });
  await opened('');
  // Upgraded, and then as silent as a phone out of reach.
  await opened(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: hall\r\n' +
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await hall.stop();
});
