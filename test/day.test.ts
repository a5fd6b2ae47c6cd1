import { expect, it } from 'vitest';
import { serviceDay } from '../shared/rules/day.ts';
import { adminPassword, onBothDatabases, temporaryFile, TestHall } from './support/hall.ts';

const zone = (timezone: string) => (file: Record<string, unknown>) => {
  file['timezone'] = timezone;
};

onBothDatabases('the service day', (fresh) => {
  it('lesson 4: begins at local midnight, not at UTC, and numbers begin anew', async () => {
    const hall = await fresh({ start: '2026-03-02T15:59:59.000Z' });
    expect((await hall.take({ queue: 'one-life' })).number).toBe('A001');
    expect((await hall.take({ queue: 'one-life' })).number).toBe('A002');
    hall.clock.pass(1);
    const next = await hall.take({ queue: 'one-life' });
    expect([
      next.number,
      (await hall.ok<{ day: string }>('GET', '/api/halls/district')).day,
    ]).toEqual(['A001', '2026-03-03']);
  });

  it('lesson 4: keeps the local day when the clocks change', async () => {
    // Berlin: on 29 March 2026 02:00 becomes 03:00; on 25 October 03:00 becomes 02:00.
    for (const [before, after] of [
      ['2026-03-29T21:59:59.000Z', '2026-03-29T22:00:00.000Z'],
      ['2026-10-25T22:59:59.000Z', '2026-10-25T23:00:00.000Z'],
    ] as const) {
      const hall = await fresh({ start: before, change: zone('Europe/Berlin') });
      expect((await hall.take({ queue: 'tax' })).number).toBe('D001');
      expect((await hall.take({ queue: 'tax' })).number).toBe('D002');
      hall.clock.set(after);
      expect((await hall.take({ queue: 'tax' })).number).toBe('D001');
    }
  });

  it("lesson 5: yesterday's open tickets expire and cannot be called; the windows close", async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const waiting = await hall.take({ package: 'newborn' });
    const served = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call', { number: served.number, reason: 'x' }, clerk);
    hall.clock.pass(16 * 3600);
    await hall.hall.days.tick();
    hall.admin = await hall.signIn('admin', adminPassword);
    expect((await hall.follow(waiting)).steps.map((s) => s.status)).toEqual(['expired', 'expired']);
    expect((await hall.follow(served)).status).toBe('expired');
    const again = await hall.person('early', 'clerk');
    await hall.window(1, 'open', {}, again);
    expect(
      (
        await hall.call<{ code: string }>(
          'POST',
          '/api/halls/district/windows/1/call-next',
          {},
          { token: again },
        )
      ).body.code,
    ).toBe('queue_empty');
    const events = await hall.ok<{ command: string; data: { expired?: number } }[]>(
      'GET',
      '/api/halls/district/events?limit=500',
    );
    expect(events.filter((e) => e.command === 'close-day').map((e) => e.data.expired)).toEqual([2]);
  });

  it('lesson 5: a missed ticket stays missed for good; closing again changes nothing', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const ticket = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'recall', {}, clerk);
    hall.clock.pass(30);
    await hall.window(1, 'no-show', {}, clerk);
    const close = () =>
      hall.ok<{ expired: number; windowsClosed: number }>(
        'POST',
        '/api/halls/district/day/close',
        {},
      );
    expect(await close()).toMatchObject({ windowsClosed: 1 });
    expect(await close()).toMatchObject({ expired: 0, windowsClosed: 0 });
    expect((await hall.follow(ticket)).status).toBe('missed');
    const late = await hall.call<{ code: string }>(
      'POST',
      '/api/halls/district/day/close',
      {},
      { token: clerk },
    );
    expect(late.body.code).toBe('forbidden');
  });
});

it('lesson 4 and 23: a server that was off for two days finds the day it left closed, and its tickets as they were', async () => {
  const { file, remove } = temporaryFile();
  const first = await TestHall.start({ database: { kind: 'sqlite', file } });
  const ticket = await first.take({ package: 'second-hand-home' });
  const clerk = await first.openWindow(9);
  await first.window(9, 'call-next', {}, clerk);
  await first.stop();

  const same = await TestHall.start({
    database: { kind: 'sqlite', file },
    start: '2026-03-02T02:00:00.000Z',
  });
  const state = await same.window(9, 'start', {}, await same.signIn('clerk9', 'long enough'));
  expect([state.ticket?.number, state.ticket?.status]).toEqual([ticket.number, 'serving']);
  await same.stop();

  const later = await TestHall.start({
    database: { kind: 'sqlite', file },
    start: '2026-03-04T01:00:00.000Z',
  });
  await later.hall.days.tick();
  expect(
    (await later.call<{ code: string }>('GET', `/api/tickets/${ticket.token}`)).body.code,
  ).toBe('ticket_over');
  const events = await later.ok<{ command: string; data: object }[]>(
    'GET',
    '/api/halls/district/events?limit=500',
  );
  expect(events.filter((e) => e.command === 'close-day').map((e) => e.data)).toEqual([
    { day: '2026-03-02', expired: 1, windowsClosed: 1 },
  ]);
  expect((await later.take({ queue: 'realty' })).number).toBe('C001');
  await later.stop();
  await remove();
});

it('the service day is the local date, in zones with and without summer time', () => {
  expect(serviceDay('2026-03-02T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-03-03');
  expect(serviceDay('2026-03-28T23:30:00.000Z', 'Europe/Berlin')).toBe('2026-03-29');
  expect(serviceDay('2026-07-01T22:00:00.000Z', 'Europe/Berlin')).toBe('2026-07-02');
  expect(serviceDay('2026-07-01T21:59:59.999Z', 'Europe/Berlin')).toBe('2026-07-01');
});
