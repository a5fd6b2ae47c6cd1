import { expect, it, vi } from 'vitest';
import type { BookingList, Slots } from '../shared/contract/appointment.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });

const base = '/api/halls/district';
type Rows = Readonly<Record<string, unknown>>[];

/** What a list has in one field, over all of its pages of two. */
async function all(hall: TestHall, path: string, read: (row: Rows[number]) => unknown) {
  const found: unknown[] = [];
  for (let offset = 0; ; offset += 2) {
    const sign = path.includes('?') ? '&' : '?';
    const answer = await hall.ok<{ total: number } & Record<string, Rows>>(
      ...['GET', `${base}/${path}${sign}offset=${offset}&limit=2`],
    );
    const rows = Object.values(answer).find((value): value is Rows => Array.isArray(value))!;
    found.push(...rows.map(read));
    if (offset + 2 >= answer.total) return found;
  }
}

onBothDatabases('lists that the server pages', (fresh) => {
  it("finds, filters, sorts and pages a day's appointments, and tells names only to those who may have them", async () => {
    const hall = await fresh();
    const { slots } = await hall.ok<Slots>('GET', `${base}/slots?queue=tax`);
    const names = ['丙', '甲', '丁', '乙', null];
    const codes: string[] = [];
    for (const [i, name] of names.entries()) {
      const wish = { queue: 'tax', slot: slots[i % 2]!.from, phone: `1380013800${i}` };
      const { code } = await hall.ok<{ code: string }>(
        ...['POST', `${base}/appointments`, { ...wish, ...(name === null ? {} : { name }) }],
      );
      codes.push(code);
    }
    const day = slots[0]!.from.slice(0, 10);
    const phones = (query: string) =>
      all(hall, `bookings?day=${day}&${query}`, ({ phone }) => String(phone).at(-1));
    expect(await phones('sort=phone&down=true')).toEqual(['4', '3', '2', '1', '0']);
    expect(await phones('sort=slot')).toEqual(['0', '2', '4', '1', '3']);
    // Who has no name comes last either way.
    expect((await phones('sort=person')).at(-1)).toBe('4');
    expect((await phones('sort=person&down=true')).at(-1)).toBe('4');
    expect(await phones('query=丁')).toEqual(['2']);
    expect(await phones('query=8003')).toEqual(['3']);
    expect(await phones(`query=${codes[1]!.toLowerCase()}`)).toEqual(['1']);
    expect(await phones('query=%25')).toEqual([]);
    await hall.ok('DELETE', `${base}/appointments/${codes[2]!}`);
    expect(await phones('status=cancelled')).toHaveLength(1);
    // Who cancelled is found by the code and no more by the name.
    expect(await phones('query=丁')).toEqual([]);
    const list = await hall.ok<BookingList>('GET', `${base}/bookings?day=${day}&affected=true`);
    expect(list).toEqual({ total: 0, items: [] });
    for (const bad of [
      'sort=name',
      'down=maybe',
      'limit=201',
      'offset=-1',
      `query=${'x'.repeat(61)}`,
    ])
      expect((await hall.call('GET', `${base}/bookings?${bad}`)).status, bad).toBe(400);
    const clerk = await hall.person('clerk', 'clerk');
    expect((await hall.call('GET', `${base}/bookings`, undefined, { token: clerk })).status).toBe(
      403,
    );
  });

  it('sorts the whole list by a column, not a page of it', async () => {
    const hall = await fresh();
    for (const name of ['丙', '甲', '乙']) {
      const wish = { package: 'newborn', name, phone: '13900139000', address: '和平路 8 号 301' };
      await hall.ok('POST', `${base}/home-visits`, wish);
      await hall.ok('POST', `${base}/cases`, {
        kind: 'not-done',
        text: name,
        phone: '13800138000',
      });
      await hall.ok('POST', `${base}/clients`, {
        code: `C${name.charCodeAt(0)}`,
        name,
        kind: 'firm',
        steward: 'admin',
      });
      const plan = { code: `P${name.charCodeAt(0)}`, name };
      await hall.call('POST', `${base}/projects`, plan);
      hall.clock.pass(60);
      await hall.take({ queue: 'social' });
    }
    const lists = [
      ['home-visits', 'created', 'createdAt'],
      ['cases', 'opened', 'openedAt'],
      ['clients', 'code', 'code'],
      ['tickets', 'number', 'number'],
      ['projects', 'code', 'code'],
    ] as const;
    for (const [path, sort, field] of lists) {
      const up = await all(hall, `${path}?sort=${sort}`, (row) => row[field]);
      expect(up.length, path).toBe(3);
      expect(up, path).toEqual([...up].sort());
      const down = await all(hall, `${path}?sort=${sort}&down=true`, (row) => row[field]);
      expect(down, path).toEqual([...up].reverse());
    }
    // Every column of every list is one that both databases sort by; any other is refused.
    for (const [path, columns] of [
      ['home-visits', ['status', 'person', 'created', 'at', 'due']],
      ['cases', ['kind', 'status', 'number', 'opened', 'due']],
      ['clients', ['code', 'name', 'kind', 'steward', 'active']],
      ['projects', ['code', 'name', 'steward']],
      ['applications', ['receipt', 'accepted', 'promised', 'due', 'status']],
      ['invitations', ['title', 'days', 'invited', 'created']],
      ['walks', ['day', 'title', 'leader', 'department', 'role', 'status']],
      ['obstacles', ['title', 'department', 'owner', 'due', 'status']],
      ['tickets', ['number', 'status', 'taken', 'companion']],
      ['bookings', ['slot', 'person', 'kind', 'phone', 'status', 'number']],
    ] as const) {
      for (const sort of columns) await hall.ok('GET', `${base}/${path}?sort=${sort}&down=true`);
      expect((await hall.call('GET', `${base}/${path}?sort=none`)).status, path).toBe(400);
    }
  });
});
