import { expect, it } from 'vitest';
import type { Staff } from '../shared/contract/people.ts';
import type { PadState } from '../shared/contract/rating.ts';
import { photoLimits } from '../shared/photo.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import { png } from './support/media.ts';

async function give(
  hall: TestHall,
  username: string,
  bytes: Buffer,
  token = hall.admin,
): Promise<{ status: number; body: { code?: string; photo?: string } }> {
  const answer = await fetch(`${hall.url}/api/staff/${username}/photo`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png' },
    body: new Uint8Array(bytes),
  });
  return { status: answer.status, body: (await answer.json()) as { code?: string } };
}
const photoOf = async (hall: TestHall, username: string): Promise<string | null> =>
  (await hall.ok<Staff[]>('GET', '/api/staff')).find((p) => p.username === username)!.photo;
const served = (hall: TestHall, key: string) => fetch(`${hall.url}/api/photos/${key}`);
const show = (hall: TestHall, settings: object) =>
  hall.ok('PATCH', '/api/halls/district', { settings });

onBothDatabases('a portrait', (fresh) => {
  it('is given by who manages people, and served by a key that says nothing of the person', async () => {
    const hall = await fresh();
    const clerk = await hall.person('li.na', 'clerk');
    const bytes = png(400, 400);
    expect((await give(hall, 'li.na', bytes, clerk)).status).toBe(403);
    expect((await give(hall, 'nobody', bytes)).status).toBe(404);
    const { status, body } = await give(hall, 'li.na', bytes);
    expect(status).toBe(200);
    expect(await photoOf(hall, 'li.na')).toBe(body.photo);
    expect(body.photo).toMatch(/^[\w-]{43}$/);
    const picture = await served(hall, body.photo!);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('content-security-policy')).toContain('sandbox');
    expect(Buffer.from(await picture.arrayBuffer()).equals(bytes)).toBe(true);

    const other = (await give(hall, 'li.na', png(10, 10))).body.photo!;
    expect(other).not.toBe(body.photo);
    expect((await served(hall, body.photo!)).status).toBe(404);
    await hall.ok('DELETE', '/api/staff/li.na/photo');
    expect((await served(hall, other)).status).toBe(404);
    expect((await hall.call('DELETE', '/api/staff/li.na/photo')).status).toBe(404);
    expect(await photoOf(hall, 'li.na')).toBeNull();
  });

  it('is a JPEG or PNG that can be read, of at most 2 MB, whatever it is said to be', async () => {
    const hall = await fresh();
    await hall.person('li.na', 'clerk');
    const refused = async (bytes: Buffer) => {
      const { status, body } = await give(hall, 'li.na', bytes);
      return [status, body.code];
    };
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    expect(await refused(page)).toEqual([415, 'wrong_media']);
    expect(await refused(png(10, 10).subarray(0, 16))).toEqual([422, 'bad_media']);
    expect(await refused(png(5000, 4))).toEqual([422, 'bad_media']);
    const large = Buffer.concat([png(10, 10), Buffer.alloc(photoLimits.bytes)]);
    expect(await refused(large)).toEqual([413, 'too_large']);
    expect(await photoOf(hall, 'li.na')).toBeNull();
  });

  it('hangs at the window only where the hall wants that, at once, and goes with the person', async () => {
    const hall = await fresh();
    const clerk = await hall.person('li.na', 'clerk');
    await hall.ok('PATCH', '/api/staff/li.na', { number: '018' });
    const token = await hall.device('rating', { window: 1 });
    await hall.window(1, 'open', {}, clerk);
    const pad = await hall.connect(token);
    const states: PadState[] = [];
    pad.on('state', ({ state }: { state: PadState }) => states.push(state));
    const asked = async (): Promise<PadState> => {
      const answer = (await pad.emitWithAck('watch', {
        topic: 'pad',
        hall: 'district',
        window: 1,
      })) as { state: PadState };
      return answer.state;
    };
    const { photo } = (await give(hall, 'li.na', png(400, 400))).body;
    expect(await asked()).toMatchObject({ clerk: '018', photo: null });
    await show(hall, { showStaffPhoto: true, showStaffNumber: false });
    expect(await asked()).toMatchObject({ clerk: null, photo });
    states.length = 0;
    const next = (await give(hall, 'li.na', png(20, 20))).body.photo;
    await expect.poll(() => states.at(-1)?.photo).toBe(next);
    await hall.ok('PATCH', '/api/staff/li.na', { active: false });
    await expect.poll(() => states.at(-1)?.photo).toBeNull();
    expect((await served(hall, next!)).status).toBe(404);
    expect(await hall.db.read.selectFrom('staff_photos').selectAll().execute()).toEqual([]);
    expect((await give(hall, 'li.na', png(20, 20))).body.code).toBe('not_allowed');
  });
});
