import { expect, it, vi } from 'vitest';
import { readXlsx } from 'hucre/xlsx';
import type { ThroughputReport } from '../shared/contract/throughput.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { may, mayManage, requireStaffMay } from '../shared/rights.ts';
import { rolesIn } from '../shared/roles.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

/*
 * People with other roles in some halls, and the figures of several halls together.
 */
vi.setConfig({ testTimeout: 60_000 });

interface Refused {
  readonly code: string;
  readonly issues?: { path: string }[];
}

it('the roles of a hall take the place of those of the account, there and nowhere else', () => {
  const lin = {
    ...{ kind: 'staff', id: 'lin', username: 'lin', name: 'Lin' },
    roles: ['clerk'],
    halls: ['district', 'town'],
    hallRoles: { town: ['manager'] },
  } as const;
  const who = {
    ...lin,
    roles: [...lin.roles],
    halls: [...lin.halls],
    hallRoles: { town: ['manager' as const] },
  } as never;
  expect([may(who, 'read-reports', 'town'), may(who, 'read-reports', 'district')]).toEqual([
    true,
    false,
  ]);
  expect([may(who, 'work-at-window', 'town'), may(who, 'work-at-window', 'village')]).toEqual([
    true,
    false,
  ]);
  // Without a hall: whether there is one where they may; what belongs to no hall is never theirs by one.
  expect([may(who, 'read-reports'), may(who, 'set-retention')]).toEqual([true, false]);
  expect(rolesIn(lin, 'toString')).toEqual(['clerk']);
  expect(requireStaffMay(who, 'handle-cases', 'town').roles).toEqual(['manager']);
  expect(mayManage(who, { halls: ['town'] })).toBe(false);
});

onBothDatabases('several halls', (fresh) => {
  async function region(): Promise<TestHall> {
    const hall = await fresh();
    await hall.secondHall('town');
    return hall;
  }
  const person = (username: string, more: object) => ({
    ...{ username, password: 'long enough', name: username, roles: ['clerk'] },
    ...more,
  });

  it('gives a person other roles in a hall, and takes them with it', async () => {
    const hall = await region();
    const made = await hall.call<Refused>(
      'POST',
      '/api/staff',
      person('chen', {
        halls: ['district', 'town'],
        hallRoles: { town: ['guide', 'manager'] },
      }),
    );
    expect([made.status, made.body]).toMatchObject([
      201,
      { hallRoles: { town: ['guide', 'manager'] } },
    ]);
    const chen = await hall.signIn('chen', 'long enough');
    const reports = (code: string) =>
      hall.call('GET', `/api/halls/${code}/reports/daily`, undefined, { token: chen });
    expect([(await reports('town')).status, (await reports('district')).status]).toEqual([
      200, 403,
    ]);
    // At the windows of the one hall a manager, in the other a clerk among others.
    await hall.openWindow(1);
    const recall = (code: string) =>
      hall.call<Refused>('POST', `/api/halls/${code}/windows/1/call-next`, {}, { token: chen });
    expect((await recall('district')).body.code).toBe('not_your_window');
    const { body: shown } = await hall.call<Refused>(
      'GET',
      '/api/halls/district/windows/1',
      undefined,
      { token: chen },
    );
    expect(shown.code).toBe('not_your_window');
    const session = await hall.ok<{ actor: object }>('GET', '/api/session', undefined, {
      token: chen,
    });
    expect(session.actor).toMatchObject({
      roles: ['clerk'],
      hallRoles: { town: ['guide', 'manager'] },
    });

    const change = (input: object) => hall.call<Refused>('PATCH', '/api/staff/chen', input);
    const bad = async (input: object): Promise<unknown[]> => {
      const { status, body } = await change(input);
      return [status, body.code];
    };
    expect(await bad({ hallRoles: { town: ['admin'] } })).toEqual([400, 'bad_input']);
    expect(await bad({ hallRoles: { town: [] } })).toEqual([400, 'bad_input']);
    expect(await bad({ hallRoles: { nowhere: ['clerk'] } })).toEqual([404, 'hall_not_found']);
    expect(await bad({ halls: ['district'], hallRoles: { town: ['clerk'] } })).toEqual([
      400,
      'bad_input',
    ]);
    expect(await bad({ roles: ['admin'], hallRoles: { town: ['clerk'] } })).toEqual([
      400,
      'bad_input',
    ]);
    // Whoever leaves the hall leaves its roles, and finds them not again.
    expect((await change({ halls: ['district'] })).body).not.toHaveProperty('hallRoles');
    expect((await change({ halls: ['district', 'town'] })).body).not.toHaveProperty('hallRoles');
    const again = await hall.signIn('chen', 'long enough');
    const now = await hall.call('GET', '/api/halls/town/reports/daily', undefined, {
      token: again,
    });
    expect(now.status).toBe(403);
  });

  it('counts several halls together and by hall, for who leads them', async () => {
    const hall = await region();
    const one = await hall.openWindow(1);
    for (const _ of [1, 2, 3]) await hall.take({ queue: 'one-life' });
    await hall.ok<Ticket>('POST', '/api/halls/town/tickets', { queue: 'one-life' });
    await hall.ok('POST', '/api/halls/town/windows/1/open', {});
    hall.clock.pass(120);
    await hall.window(1, 'call-next', {}, one);
    await hall.ok('POST', '/api/halls/town/windows/1/call-next', {});
    await hall.ok('POST', '/api/halls/town/windows/1/finish', {});
    hall.clock.pass(24 * 3600);
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.take({ queue: 'one-life' });
    while (await hall.hall.sums.step());
    const range = 'from=2026-03-02&to=2026-03-03';
    const figures = (query: string, token = hall.admin) =>
      hall.call<ThroughputReport & Refused>(
        'GET',
        `/api/reports/throughput?${range}&${query}`,
        undefined,
        { token },
      );
    const { body: all } = await figures('halls=all&by=hall&compare=previous');
    expect(all).toMatchObject({
      hall: 'region',
      ok: true,
      total: { taken: 5, done: 1, expired: 3 },
    });
    expect(all.rows.map(({ key, taken, done }) => [key, taken, done])).toEqual([
      ['district', 4, 0],
      ['town', 1, 1],
    ]);
    expect(all.before[0]!.total.taken).toBe(0);
    const rows = async (query: string) =>
      (await figures(query)).body.rows.map(({ key, called }) => [key, called]);
    // The same business is one row, windows are of their hall.
    expect(await rows('by=queue&queue=one-life')).toEqual([['one-life', 2]]);
    expect(await rows('by=window')).toEqual([
      ['district/1', 1],
      ['town/1', 1],
    ]);
    expect((await figures('halls=town&by=day')).body.total.taken).toBe(1);
    expect((await figures('by=day&hall=town')).body.total.taken).toBe(1);
    const file = async (ending: string): Promise<Response> =>
      fetch(`${hall.url}/api/reports/throughput.${ending}?${range}&by=hall&halls=district,town`, {
        headers: { authorization: `Bearer ${hall.admin}` },
      });
    const csv = await (await file('csv')).text();
    expect(csv.split('\r\n').length).toBe(5);
    const xlsx = await file('xlsx');
    expect(xlsx.headers.get('content-disposition')).toContain(
      'region-hall-2026-03-02_2026-03-03.xlsx',
    );
    const { sheets } = await readXlsx(new Uint8Array(await xlsx.arrayBuffer()));
    expect(sheets[1]!.rows.length).toBe(3);

    // Whoever leads one of them is told of that one, by `all`; of another not by its name either.
    await hall.ok(
      'POST',
      '/api/staff',
      person('wu', {
        halls: ['district', 'town'],
        hallRoles: { town: ['manager'] },
      }),
    );
    const wu = await hall.signIn('wu', 'long enough');
    const own = await figures('by=hall', wu);
    expect(own.body.rows.map(({ key }) => key)).toEqual(['town']);
    const refusals: [string, string, string][] = [
      ['halls=district,town', wu, 'forbidden'],
      ['halls=nowhere', hall.admin, 'hall_not_found'],
      ['halls=', hall.admin, 'bad_input'],
      ['by=all', hall.admin, 'bad_input'],
    ];
    for (const [query, token, code] of refusals)
      expect([query, (await figures(query, token)).body.code]).toEqual([query, code]);
    const clerk = await hall.person('mei', 'clerk');
    expect((await figures('by=hall', clerk)).status).toBe(403);
  });
});
