import { expect, it } from 'vitest';
import type { Device, ListedDevice } from '../shared/contract/people.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

const list = (hall: TestHall): Promise<ListedDevice[]> =>
  hall.ok<ListedDevice[]>('GET', '/api/halls/district/devices');
const only = async (hall: TestHall): Promise<ListedDevice> => (await list(hall))[0]!;

onBothDatabases('a device in use', (fresh) => {
  it('is moved to another window: its token stays, and its screen is told where it stands', async () => {
    const hall = await fresh();
    const token = await hall.device('display', { window: 1 });
    const { id } = await only(hall);
    const screen = await hall.connect(token);
    const told = new Promise<unknown>((resolve) => {
      screen.once('disconnect', () => {
        screen.once('device', resolve);
        screen.connect();
      });
    });
    const moved = await hall.ok<Device>('PATCH', `/api/devices/${id}`, { window: 3 });
    expect([moved.window, moved.zone, moved.movedAt]).toEqual([3, null, hall.clock.now()]);
    expect(await told).toMatchObject({ id, window: 3, zone: null });
    await hall.ok('POST', '/api/devices/health', { audio: 'ok' }, { token });
    const { zones } = await hall.ok<{ zones: { code: string }[] }>('GET', '/api/halls/district');
    const zone = zones[0]!.code;
    const toZone = await hall.ok<Device>('PATCH', `/api/devices/${id}`, { window: null, zone });
    expect([toZone.window, toZone.zone]).toEqual([null, zone]);
    const nowhere = await hall.call('PATCH', `/api/devices/${id}`, { window: 998 });
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'window_not_found' } });
  });

  it('keeps its window where it is a pad', async () => {
    const hall = await fresh();
    await hall.device('rating', { window: 1 });
    const { id } = await only(hall);
    expect(await hall.call('PATCH', `/api/devices/${id}`, { window: null })).toMatchObject({
      status: 400,
      body: { code: 'bad_input' },
    });
  });

  it('is removed: its token ends at once, its line too, and it is listed no more', async () => {
    const hall = await fresh();
    const token = await hall.device('kiosk');
    const { id, name } = await only(hall);
    await hall.ok('POST', '/api/devices/health', { paper: 'out' }, { token });
    expect((await only(hall)).faults).toEqual({ paper: 'out' });
    const screen = await hall.connect(token);
    const ended = new Promise((resolve) => screen.once('disconnect', resolve));
    await hall.ok('DELETE', `/api/devices/${id}`);
    await ended;
    expect(
      (await hall.call('POST', '/api/devices/health', { online: true }, { token })).status,
    ).toBe(401);
    expect(await list(hall)).toEqual([]);
    expect((await hall.call('DELETE', `/api/devices/${id}`)).status).toBe(404);
    const alarms = await hall.db.read
      .selectFrom('alarms')
      .select('subject')
      .where('subject', '=', name)
      .where('cleared_at', 'is', null)
      .execute();
    expect(alarms).toEqual([]);
    // Who comes back with its token is told that nobody knows it.
    const back = await hall.connect(token);
    const again = new Promise((resolve) => back.once('unknown', () => resolve('unknown')));
    back.disconnect().connect();
    expect(await again).toBe('unknown');
  });

  it('is told to load anew, and no other', async () => {
    const hall = await fresh();
    const token = await hall.device('display', { zone: 'A' });
    const { id } = await only(hall);
    const screen = await hall.connect(token);
    const other = await hall.connect(await hall.device('kiosk'));
    let others = 0;
    other.on('reload', () => (others += 1));
    const told = new Promise((resolve) => screen.once('reload', () => resolve(true)));
    await hall.ok('POST', `/api/devices/${id}/reload`);
    expect(await told).toBe(true);
    expect(others).toBe(0);
    const manager = await hall.person('manager', 'manager');
    const refused = await hall.call('POST', `/api/devices/${id}/reload`, undefined, {
      token: manager,
    });
    expect(refused.status).toBe(403);
  });

  it('is listed with what it says of itself, and is not online any more when it is silent', async () => {
    const hall = await fresh();
    const token = await hall.device('display', { zone: 'A' });
    const screen = { build: 'b1', width: 1920, height: 1080 };
    await hall.ok('POST', '/api/devices/health', { audio: 'blocked', screen }, { token });
    expect(await only(hall)).toMatchObject({
      online: true,
      screen,
      audio: 'blocked',
      faults: { audio: 'blocked' },
    });
    hall.clock.pass(151);
    expect((await only(hall)).online).toBe(false);
    await hall.ok('POST', '/api/devices/health', { audio: 'ok', screen }, { token });
    expect(await only(hall)).toMatchObject({ online: true, faults: {} });
  });
});
