import { expect, it } from 'vitest';
import type { Catalogue } from '../shared/contract/catalogue.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { Device } from '../shared/contract/people.ts';
import { linesASearch } from '../server/events/store.ts';
import { adminPassword, onBothDatabases } from './support/hall.ts';

const log = '/api/halls/district/events';

onBothDatabases('the event log', (fresh) => {
  it('tells every command in order, with ticket, step and window', async () => {
    const hall = await fresh();
    const { number } = await hall.take({ package: 'newborn' });
    const clerk = await hall.openWindow(1);
    await hall.window(1, 'call-next', {}, clerk);
    const entries = await hall.ok<EventEntry[]>('GET', log);
    expect(entries.map((e) => e.version)).toEqual(
      [...entries].map((e) => e.version).sort((a, b) => a - b),
    );
    expect(entries.map((e) => [e.command, e.actor, e.ticket, e.step, e.window])).toEqual([
      ['take', 'staff:admin', number, null, null],
      ['open', 'staff:clerk1', null, null, 1],
      ['call-next', 'staff:clerk1', number, 0, 1],
    ]);
  });

  it('goes on after a version, and back from one', async () => {
    const hall = await fresh();
    for (let n = 0; n < 5; n += 1) await hall.take({ package: 'newborn' });
    const all = (await hall.ok<EventEntry[]>('GET', log)).map((e) => e.version);
    const get = async (query: string): Promise<number[]> =>
      (await hall.ok<EventEntry[]>('GET', `${log}?${query}`)).map((e) => e.version);
    expect(await get(`after=${all[1]}&limit=2`)).toEqual(all.slice(2, 4));
    expect(await get(`before=${all[4]}&limit=2`)).toEqual(all.slice(2, 4));
    expect(await get(`after=${all[4]}`)).toEqual([]);
  });

  it('finds by range, by who is named and by what it is about', async () => {
    const hall = await fresh();
    await hall.take({ queue: 'tax' });
    await hall.take({ queue: 'social' });
    const clerk = await hall.openWindow(33);
    await hall.window(33, 'call-next', {}, clerk);
    await hall.ok('POST', '/api/halls/district/cases', { kind: 'not-done', text: '甲' });
    const commands = async (query: string): Promise<string[]> =>
      (await hall.ok<EventEntry[]>('GET', `${log}?${query}`)).map((e) => e.command);
    expect(await commands('queue=tax')).toEqual(['take']);
    expect(await commands('thing=window')).toEqual(['open', 'call-next']);
    expect(await commands('person=clerk33')).toEqual(['open', 'call-next']);
    expect(await commands('person=clerk_3')).toEqual([]);
    const day = '2026-03-02';
    expect((await commands(`from=${day}&to=${day}`)).length).toBe(5);
    expect(await commands('from=2026-03-03')).toEqual([]);
    expect(await commands('to=2026-03-01')).toEqual([]);
    const turned = await hall.call('GET', `${log}?from=${day}&to=2026-03-01`);
    expect(turned.status).toBe(400);
    // Whoever takes a list of receipts away is in it.
    await hall.call('GET', '/api/halls/district/applications.csv');
    expect(await commands('thing=person')).toEqual(['export-applications']);
  });

  it('finds by command, ticket, window, actor and local day', async () => {
    const hall = await fresh();
    const { number } = await hall.take({ package: 'newborn' });
    const clerk = await hall.openWindow(1);
    await hall.window(1, 'call-next', {}, clerk);
    const count = async (query: string): Promise<number> =>
      (await hall.ok<EventEntry[]>('GET', `${log}?${query}`)).length;
    expect(await count('command=take')).toBe(1);
    expect(await count(`ticket=${number.toLowerCase()}`)).toBe(2);
    expect(await count('window=1')).toBe(2);
    expect(await count('actor=staff:clerk1')).toBe(2);
    // The test's clock stands at 09:00 of this day in Shanghai.
    expect(await count('day=2026-03-02')).toBe(3);
    expect(await count('day=2026-03-01')).toBe(0);
    for (let n = 0; n < 2; n += 1) {
      hall.clock.pass(24 * 3600);
      hall.admin = await hall.signIn('admin', adminPassword);
      await hall.take({ package: 'newborn' });
    }
    const versions = async (query: string): Promise<number[]> =>
      (await hall.ok<EventEntry[]>('GET', `${log}?${query}`)).map((e) => e.version);
    const all = await hall.ok<EventEntry[]>('GET', log);
    for (const day of ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']) {
      const ofDay = all.filter(({ at }) => at.slice(0, 10) === day).map((e) => e.version);
      expect([day, await versions(`day=${day}`)]).toEqual([day, ofDay]);
      expect([day, await versions(`day=${day}&before=99999`)]).toEqual([day, ofDay]);
    }
  });

  it('a day that a wrong clock brought is found among lines out of order', async () => {
    const hall = await fresh();
    await hall.take({ queue: 'one-life' });
    hall.clock.pass(24 * 3600);
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.openWindow(1);
    hall.clock.pass(-24 * 3600);
    await hall.ok('POST', '/api/halls/district/day/reopen', {});
    await hall.take({ queue: 'one-life' });
    const all = await hall.ok<EventEntry[]>('GET', log);
    const days = all.map(({ at }) => at.slice(0, 10));
    expect(days).not.toEqual([...days].sort());
    for (const day of ['2026-03-02', '2026-03-03']) {
      const found = await hall.ok<EventEntry[]>('GET', `${log}?day=${day}`);
      const ofDay = all.filter(({ at }) => at.startsWith(day)).map((e) => e.version);
      expect(ofDay.length).toBeGreaterThan(0);
      expect([day, found.map((e) => e.version)]).toEqual([day, ofDay]);
    }
  });

  it('looks at a part of a long log where no day is named, and says where to go on', async () => {
    const hall = await fresh();
    const { number } = await hall.take({ package: 'newborn' });
    // As if as much had happened since as a search looks at.
    const far = linesASearch + 10;
    await hall.db.lanes.run('site', {
      run: async (tx) => void (await tx.updateTable('halls').set({ version: far }).execute()),
    });
    const other = (await hall.take({ package: 'newborn' })).number;
    const get = async (query: string) => {
      const headers = { authorization: `Bearer ${hall.admin}` };
      const answer = await fetch(`${hall.url}${log}?${query}`, { headers });
      const entries = (await answer.json()) as EventEntry[];
      return { tickets: entries.map((e) => e.ticket), to: answer.headers.get('searched-to') };
    };
    const newest = await get(`before=${far * 2}&ticket=${other}`);
    expect(newest.tickets).toEqual([other]);
    const further = await get(`before=${far * 2}&ticket=${number}`);
    expect(further.tickets).toEqual([]);
    const searchedTo = Number(further.to);
    expect(searchedTo).toBeGreaterThan(1);
    const found = await get(`before=${searchedTo}&ticket=${number}`);
    expect(found.tickets).toEqual([number]);
    expect(found.to).toBeNull();
    // From the beginning on as well; and as many as were asked for are told without it.
    expect(Number((await get(`ticket=${other}`)).to)).toBe(linesASearch);
    expect((await get(`after=${linesASearch}&ticket=${other}`)).tickets).toHaveLength(1);
    expect((await get('limit=1')).to).toBeNull();
    const day = await get(`day=2026-03-02&ticket=${number}`);
    expect(day.tickets).toEqual([number]);
  });

  it('is for managers; that of the site for administrators', async () => {
    const hall = await fresh();
    const status = async (path: string, token: string | null): Promise<number> =>
      (await hall.call('GET', path, undefined, { token })).status;
    const clerk = await hall.person('lin', 'clerk');
    const manager = await hall.person('chen', 'manager');
    expect(await status(log, null)).toBe(401);
    expect(await status(log, clerk)).toBe(403);
    expect(await status(log, manager)).toBe(200);
    expect(await status('/api/events', manager)).toBe(403);
    const site = await hall.ok<EventEntry[]>('GET', '/api/events');
    expect(site.map((e) => e.command)).toContain('sign-in');
    expect(JSON.stringify(site)).not.toMatch(/password"|token|long enough/);
  });

  it('faults S25: names the people that it speaks of, and says what was before a change', async () => {
    const hall = await fresh();
    await hall.openWindow(1);
    const second = await hall.person('lina', 'clerk');
    await hall.ok('PATCH', '/api/staff/clerk1', { name: '王静' });
    await hall.window(1, 'open', { takeOver: true }, second);
    await hall.ok('PATCH', '/api/staff/lina', { name: '李娜' });
    const queues = [{ code: 'tax', dailyQuota: 30 }];
    await hall.ok('PATCH', '/api/halls/district', { settings: { noShowMinCalls: 3 }, queues });
    const entries = await hall.ok<EventEntry[]>('GET', log);
    expect(entries.map(({ command, people }) => [command, people])).toEqual([
      ['open', { clerk1: '王静' }],
      ['open', { clerk1: '王静', lina: '李娜' }],
      ['change-hall', { admin: '管理员' }],
    ]);
    expect(entries.at(-1)?.data['before']).toEqual({
      settings: { noShowMinCalls: 2 },
      queues: [{ code: 'tax', dailyQuota: null }],
    });
    // Also of what the hall says: a matter's papers as they were.

    const { matters: known } = await hall.ok<Catalogue>('GET', '/api/halls/district/catalogue');
    const matters = [{ code: known[0]!.code, papers: [{ 'zh-Hans': '身份证' }] }];
    await hall.ok('PATCH', '/api/halls/district', { matters, notices: [] });
    const lines = await hall.ok<EventEntry[]>('GET', log);
    expect(lines.at(-1)?.data['before']).toEqual({
      matters: [{ code: known[0]!.code, papers: known[0]!.papers ?? [] }],
      notices: [],
    });
    const site = await hall.ok<EventEntry[]>('GET', '/api/events?command=change-staff');
    expect(site.map(({ data }) => [data['name'], data['before']])).toEqual([
      ['王静', { name: 'clerk1' }],
      ['李娜', { name: 'lina' }],
    ]);
    // Of all that the form sends only what changed, as it was and as it is.
    await hall.ok('PATCH', '/api/staff/lina', { name: '李娜', roles: ['guide'], number: '07' });
    const [, , last] = await hall.ok<EventEntry[]>('GET', '/api/events?command=change-staff');
    expect(last!.data).toEqual({
      ...{ username: 'lina', passwordChanged: false, roles: ['guide'], number: '07' },
      before: { roles: ['clerk'], number: null },
    });
    const { device } = await hall.ok<{ device: Device }>('POST', '/api/devices', {
      ...{ hall: 'district', kind: 'display', name: '东侧', window: 1 },
    });
    await hall.ok('PATCH', `/api/devices/${device.id}`, { name: '东侧', window: 2 });
    const days = [{ from: '2026-03-09', change: { kind: 'holiday' } }];
    for (const change of [{ kind: 'holiday' }, { kind: 'workday' }])
      await hall.ok('PUT', '/api/halls/district/calendar', {
        entries: [{ ...days[0], change }],
      });
    const said = await hall.ok<EventEntry[]>('GET', '/api/halls/district/events?limit=1000');
    const dataOf = (command: string) =>
      said.filter((entry) => entry.command === command).map(({ data }) => data);
    expect(dataOf('change-device')).toEqual([
      { device: device.id, window: 2, before: { window: 1 } },
    ]);
    expect(dataOf('set-calendar-days').map((data) => data['before'])).toEqual([
      { entries: [] },
      { entries: days },
    ]);
  });
});
