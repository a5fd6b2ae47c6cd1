import { expect, it, vi } from 'vitest';
import type { HomeVisitList, Trips } from '../shared/contract/homevisit.ts';
import type { SlipPrinter } from '../shared/contract/slip.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });

const base = '/api/halls/district';
const local = (time: string): string => new Date(`${time}:00+08:00`).toISOString();

/** A visit at home that a guide entered for a caller and agreed for a time. */
async function agreed(hall: TestHall, token: string, name: string, at: string): Promise<string> {
  const wish = { package: 'newborn', name, phone: '13900139000', address: '和平路 8 号 301' };
  await hall.ok('POST', `${base}/home-visits`, wish, { token });
  const { requests } = await hall.ok<HomeVisitList>(
    'GET',
    `${base}/home-visits?status=requested`,
    undefined,
    { token },
  );
  const { id } = requests.find((each) => each.name === name)!;
  await hall.ok('POST', `${base}/home-visits/${id}/accept`, {}, { token });
  await hall.ok('POST', `${base}/home-visits/${id}/schedule`, { scheduledAt: at }, { token });
  return id;
}

onBothDatabases('the desk', (fresh) => {
  it('keeps why somebody goes earlier in the log: chosen reasons for good, own words for a time', async () => {
    const hall = await fresh();
    const token = await hall.person('guide', 'guide');
    const take = (reason: string) =>
      hall.ok(
        'POST',
        `${base}/tickets`,
        { queue: 'social', category: 'senior', reason },
        { token },
      );
    await take('card');
    await take('seen：拄着双拐的陈大爷');
    const reasons = async (): Promise<unknown[]> =>
      (
        await hall.ok<{ command: string; data: { reason?: string } }[]>(
          'GET',
          `${base}/events?after=0&limit=100`,
        )
      ).flatMap(({ command, data }) => (command === 'take' ? [data.reason] : []));
    expect(await reasons()).toEqual(['card', 'seen：拄着双拐的陈大爷']);
    hall.clock.set(local('2026-12-01T09:00'));
    await hall.hall.days.tick();
    await hall.hall.erasure.tick();
    hall.admin = await hall.signIn('admin', adminPassword);
    expect(await reasons()).toEqual(['card', 'seen']);
  });

  it("lists a local day's visits at home in order, and none of the days beside it", async () => {
    const hall = await fresh();
    const token = await hall.person('guide', 'guide');
    await agreed(hall, token, '早前', local('2026-03-03T23:59'));
    const late = await agreed(hall, token, '末班', local('2026-03-04T23:59'));
    const first = await agreed(hall, token, '头班', local('2026-03-04T00:00'));
    await agreed(hall, token, '次日', local('2026-03-05T00:00'));
    const trips = (day: string): Promise<Trips> =>
      hall.ok('GET', `${base}/home-visits/trips?day=${day}`, undefined, { token });
    const found = await trips('2026-03-04');
    expect(found.trips.map((each) => each.id)).toEqual([first, late]);
    expect(found).toMatchObject({ day: '2026-03-04', more: false });
    expect(found.trips[0]).toMatchObject({
      name: '头班',
      phone: '13900139000',
      address: '和平路 8 号 301',
      owner: { username: 'guide' },
    });
    // Who went there is a trip no more.
    hall.clock.set(local('2026-03-04T09:00'));
    const again = await hall.signIn('guide', 'long enough');
    const done = await hall.ok<unknown>(
      'POST',
      `${base}/home-visits/${first}/finish`,
      {},
      {
        token: again,
      },
    );
    expect(done).toMatchObject({ status: 'done' });
    const today = await hall.ok<Trips>('GET', `${base}/home-visits/trips`, undefined, {
      token: again,
    });
    expect([today.day, today.trips.map((each) => each.id)]).toEqual(['2026-03-04', [late]]);
  });

  it('names the kiosks that print from afar, and says nothing to who may not', async () => {
    const hall = await fresh();
    const token = await hall.person('guide', 'guide');
    const clerk = await hall.person('clerk', 'clerk');
    const ask = <T>(path: string, as: string | null) =>
      hall.call<T>('GET', `${base}/${path}`, undefined, { token: as });
    const none = await ask<SlipPrinter[]>('printers', token);
    expect([none.status, none.body]).toEqual([200, []]);
    const device = { hall: 'district', kind: 'kiosk', name: '一号取号机' };
    const made = await hall.ok<{ device: { id: string } }>('POST', '/api/devices', device);
    await hall.ok('POST', '/api/devices', { ...device, name: '二号取号机' });
    const settings = { printer: { host: '127.0.0.1', port: 9100, width: 80 } };
    await hall.ok('PATCH', `/api/devices/${made.device.id}`, { settings });
    const { body } = await ask<SlipPrinter[]>('printers', token);
    expect(body).toEqual([{ id: made.device.id, name: '一号取号机' }]);
    for (const path of ['printers', 'home-visits/trips']) {
      expect((await ask(path, clerk)).status).toBe(403);
      expect((await ask(path, null)).status).toBe(401);
    }
    for (const day of ['2026-02-30', 'x', ''])
      expect((await ask(`home-visits/trips?day=${day}`, token)).status).toBe(400);
  });
});
