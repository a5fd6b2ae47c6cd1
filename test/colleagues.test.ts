import { expect, it } from 'vitest';
import type { Colleague } from '../shared/contract/people.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

const path = '/api/halls/district/staff';

/** A second hall with nothing in it. */
function otherHall(hall: TestHall): Promise<unknown> {
  return hall.db.lanes.run('north', {
    run: (tx) =>
      tx
        .insertInto('halls')
        .values({
          id: 'north',
          code: 'north',
          name: '{"zh-Hans":"城北大厅"}',
          timezone: 'Asia/Shanghai',
          enforce_hours: 0,
          hours: '[]',
          settings: '{}',
        })
        .execute(),
  });
}

onBothDatabases('the colleagues of a hall', (fresh) => {
  it('are named to guides and managers: who works there now, and nothing else of them', async () => {
    const hall = await fresh();
    const guide = await hall.person('wu', 'guide');
    const person = { password: 'long enough', roles: ['clerk'] };
    await hall.ok('POST', '/api/staff', {
      ...person,
      username: 'lin',
      name: '林梅',
      halls: ['district'],
    });
    await hall.ok('POST', '/api/staff', { ...person, username: 'gone', name: '已离岗' });
    await hall.ok('PATCH', '/api/staff/gone', { active: false });
    const people = await hall.ok<Colleague[]>('GET', path, undefined, { token: guide });
    expect(people).toEqual([
      { username: 'admin', name: '管理员' },
      { username: 'lin', name: '林梅' },
      { username: 'wu', name: 'wu' },
    ]);
  });

  it('are not named to clerks, devices, strangers or the staff of other halls', async () => {
    const hall = await fresh();
    const refused = async (token: string | null): Promise<number> =>
      (await hall.call('GET', path, undefined, { token })).status;
    expect(await refused(null)).toBe(401);
    expect(await refused(await hall.person('zhou', 'clerk'))).toBe(403);
    expect(await refused(await hall.device('kiosk'))).toBe(403);
    await otherHall(hall);
    const manager = await hall.person('chen', 'manager');
    await hall.ok('PATCH', '/api/staff/chen', { halls: ['north'] });
    expect(await refused(manager)).toBe(403);
    const here = await hall.ok<Colleague[]>('GET', path);
    expect(here.map((person) => person.username)).toEqual(['admin', 'zhou']);
    expect((await hall.call('GET', '/api/halls/none/staff')).status).toBe(404);
  });
});
