import { afterAll, expect, it } from 'vitest';
import { isDone, levelOf, type Load } from '../server/pressure.ts';
import { onBothDatabases, TestHall } from './support/hall.ts';

const district = '/api/halls/district';
const well: Load = { lateMs: 0, commands: 0, waitedMs: 0 };
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

onBothDatabases('under pressure', (fresh) => {
  it('the windows go on when nothing else does, and whoever waits is told for how long', async () => {
    let load = well;
    const hall = await fresh({ app: { load: () => load } });
    const clerk = await hall.openWindow(1);
    const kiosk = await hall.device('kiosk');
    const ticket = await hall.take({ queue: 'one-life' }, { token: kiosk });
    const done = async (
      method: string,
      path: string,
      body?: object,
      token: string | null = null,
    ): Promise<boolean> => {
      const { status, body: answer } = await hall.call<{ code?: string }>(method, path, body, {
        token,
      });
      if (status === 503) expect(answer.code).toBe('too_busy');
      return status !== 503;
    };
    const who = async () => ({
      reader: await done('GET', `/api/tickets/${ticket.token}`),
      stranger: await done('POST', `/api/tickets/${ticket.token}/cancel`, { reason: 1 }),
      signIn: await done('POST', '/api/session', { username: 'nobody', password: 'wrong' }),
      report: await done('GET', `${district}/reports/daily?from=2026-03-02`, undefined, hall.admin),
      kiosk: await done('POST', `${district}/tickets`, { queue: 'tax' }, kiosk),
      window: await done('POST', `${district}/windows/1/pause`, { reason: 'tea' }, clerk),
      probe: await done('GET', '/health/live'),
    });
    const all = {
      reader: true,
      stranger: true,
      signIn: true,
      report: true,
      kiosk: true,
      window: true,
      probe: true,
    };
    expect(await who()).toEqual(all);
    load = { ...well, commands: 800 };
    expect(await who()).toEqual({ ...all, reader: false });
    load = { ...well, waitedMs: 5000 };
    expect(await who()).toEqual({ ...all, reader: false, stranger: false, report: false });
    load = { ...well, lateMs: 5000 };
    expect(await who()).toEqual({
      reader: false,
      stranger: false,
      signIn: false,
      report: false,
      kiosk: false,
      window: true,
      probe: true,
    });
    const refused = await fetch(`${hall.url}/api/halls`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '6']);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const ready = await hall.ok<{ warnings: string[] }>('GET', '/health/ready');
    expect(ready.warnings).toContain('busy');
    load = well;
    expect(await done('GET', `/api/tickets/${ticket.token}`)).toBe(true);
  });
});

it('a level is reached by any of the measures, and each lets through less than the one before', () => {
  expect(levelOf(well)).toBe(0);
  expect(levelOf({ lateMs: 999, commands: 799, waitedMs: 2999 })).toBe(0);
  expect(levelOf({ ...well, lateMs: 1000 })).toBe(1);
  expect(levelOf({ ...well, commands: 2000 })).toBe(2);
  expect(levelOf({ ...well, waitedMs: 1e6 })).toBe(3);
  const wishes = ['public', 'sign-in', 'take-ticket', 'work-at-window', 'read-reports'] as const;
  for (const right of wishes)
    for (const reads of [true, false])
      for (const stranger of [true, false]) {
        const lets = ([0, 1, 2, 3] as const).map((level) =>
          isDone(level, { right, reads, stranger }),
        );
        expect(lets[0]).toBe(true);
        expect(lets).toEqual([...lets].sort((a, b) => Number(b) - Number(a)));
      }
});

it('a crowd of commands at once is counted, and the count is gone when they are done', async () => {
  const hall = await TestHall.start();
  stops.push(() => hall.stop());
  const { lanes } = hall.db;
  const run = () => lanes.run('file', { run: () => Promise.resolve(1) });
  const crowd = Array.from({ length: 900 }, run);
  expect(lanes.length()).toBe(900);
  await Promise.all(crowd);
  await run();
  expect(lanes.length()).toBeLessThan(2);
});
