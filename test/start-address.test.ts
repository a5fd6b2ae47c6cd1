import { expect, it } from 'vitest';
import type { Device, ListedDevice } from '../shared/contract/people.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

interface Started {
  readonly token: string;
  readonly device: Device;
}

const stranger = { token: null };
const begin = async (hall: TestHall) => {
  const first = await hall.device('kiosk');
  const [{ id }] = (await hall.ok<ListedDevice[]>('GET', '/api/halls/district/devices')) as [
    ListedDevice,
  ];
  return { first, id, address: `/api/devices/${id}/start` };
};
const start = (hall: TestHall, secret: string) =>
  hall.call<Started & { code?: string }>('POST', '/api/devices/start', { start: secret }, stranger);
const alive = async (hall: TestHall, token: string): Promise<boolean> =>
  (await hall.call('POST', '/api/devices/health', { online: true }, { token })).status === 204;

onBothDatabases('a start address (faults W3)', (fresh) => {
  it('starts the same device each morning, until it is renewed', async () => {
    const hall = await fresh();
    const { id, address } = await begin(hall);
    const made = await hall.ok<{ start: string }>('POST', address);
    for (let morning = 0; morning < 3; morning += 1) {
      const { status, body } = await start(hall, made.start);
      expect([status, body.device.id]).toEqual([200, id]);
      expect(await alive(hall, body.token)).toBe(true);
      hall.clock.pass(24 * 3600);
    }
    hall.admin = await hall.signIn('admin', 'a long password');
    const renewed = await hall.ok<{ start: string }>('POST', address);
    expect(await start(hall, made.start)).toMatchObject({
      status: 401,
      body: { code: 'wrong_start_address' },
    });
    expect((await start(hall, renewed.start)).status).toBe(200);
    const [listed] = await hall.ok<ListedDevice[]>('GET', '/api/halls/district/devices');
    expect(listed!.startMadeAt).toBe(hall.clock.now());
  });

  it('is of one device: who starts by it ends the one before', async () => {
    const hall = await fresh();
    const { first, address } = await begin(hall);
    const { start: secret } = await hall.ok<{ start: string }>('POST', address);
    expect(await alive(hall, first)).toBe(true);
    const one = (await start(hall, secret)).body.token;
    expect([await alive(hall, first), await alive(hall, one)]).toEqual([false, true]);
    const line = await hall.connect(one);
    const ended = new Promise((resolve) => line.once('disconnect', resolve));
    const two = (await start(hall, secret)).body.token;
    await ended;
    expect([await alive(hall, one), await alive(hall, two)]).toEqual([false, true]);
  });

  it('ends with the device, with a new pairing code, and when it is taken away', async () => {
    const hall = await fresh();
    const { id, address } = await begin(hall);
    const make = async () => (await hall.ok<{ start: string }>('POST', address)).start;
    const codes: unknown[] = [];
    const one = await make();
    const { token } = (await start(hall, one)).body;
    await hall.ok('DELETE', address);
    codes.push((await start(hall, one)).body.code);
    expect(await alive(hall, token)).toBe(true);
    const two = await make();
    await hall.ok('POST', `/api/devices/${id}/code`);
    codes.push((await start(hall, two)).body.code);
    const three = await make();
    await hall.ok('DELETE', `/api/devices/${id}`);
    codes.push((await start(hall, three)).body.code);
    expect(codes).toEqual(Array.from({ length: 3 }, () => 'wrong_start_address'));
  });

  it('is kept as a hash alone, and stands in no line of the log', async () => {
    const hall = await fresh();
    const { address } = await begin(hall);
    const { start: secret } = await hall.ok<{ start: string }>('POST', address, undefined, {
      key: 'made once',
    });
    await start(hall, secret);
    const rows = await hall.db.read.selectFrom('devices').selectAll().execute();
    const events = await hall.db.read.selectFrom('events').selectAll().execute();
    expect(JSON.stringify([rows, events])).not.toContain(secret);
    expect(rows[0]!.start_hash).toMatch(/^[0-9a-f]{64}$|^[\w-]{43}$/);
  });
});
