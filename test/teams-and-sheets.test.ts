import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmList } from '../shared/contract/alarm.ts';
import type { CaseList } from '../shared/contract/case.ts';
import type { Hall } from '../shared/contract/hall.ts';
import type { PadState } from '../shared/contract/rating.ts';
import { type MonthSheets, proposalKinds, type SheetProposals } from '../shared/contract/sheet.ts';
import type { Patrol, PatrolList, Team, TeamList } from '../shared/contract/team.ts';
import type { ObstacleList } from '../shared/contract/walk.ts';
import { lateOpenings, sheetPoints } from '../shared/rules/sheet.ts';
import { badgeOf, teamFor } from '../shared/rules/team.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const at = '/api/halls/district';
async function refused(
  hall: TestHall,
  method: string,
  path: string,
  body?: object,
  token: string | null = hall.admin,
): Promise<unknown[]> {
  const answer = await hall.call<{ code: string }>(method, `${at}/${path}`, body, { token });
  return [answer.status, answer.body.code];
}

describe('teams and sheets, by their rules', () => {
  it('an alarm goes to the leader of its window, else of its zone, else to nobody in particular', () => {
    const leader = { username: 'a', name: 'A' };
    const zone = { name: 'zone', zone: 'A', windows: [], leader };
    const windows = { name: 'windows', zone: null, windows: [1, 2], leader };
    const of = (...numbers: [number, string][]) =>
      teamFor({ windows: numbers.map(([number, code]) => ({ number, zone: code })) }, [
        zone,
        windows,
        { ...zone, name: 'headless', zone: 'B', leader: null },
      ])?.name ?? null;
    expect(of([1, 'A'])).toBe('windows');
    expect(of([3, 'A'])).toBe('zone');
    expect(of([1, 'A'], [3, 'A'])).toBe('zone');
    expect(of([3, 'A'], [4, 'B'])).toBeNull();
    expect(of([4, 'B'])).toBeNull();
    expect(of()).toBeNull();
    const badged = [
      { ...zone, badge: true },
      { ...windows, badge: true },
      { ...zone, name: 'quiet', zone: 'B', badge: false },
    ];
    const at = (number: number, code: string) => badgeOf({ number, zone: code }, badged);
    expect([at(1, 'B'), at(1, 'A'), at(3, 'A'), at(3, 'B')]).toEqual([
      ...['windows', 'windows', 'zone', null],
    ]);
  });

  it('points are those that were not withdrawn; late is more than five minutes and at most two hours', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            points: fc.integer({ min: -20, max: 20 }).map((n) => n / 2),
            withdrawn: fc.boolean(),
          }),
        ),
        (entries) => {
          const counted = entries.filter(({ withdrawn }) => !withdrawn);
          expect(sheetPoints(entries)).toBe(counted.reduce((sum, e) => sum + e.points, 0));
        },
      ),
    );
    const opens = new Map([['2026-03-02', '2026-03-02T00:30:00.000Z']]);
    const late = (day: string, time: string) =>
      lateOpenings([{ day, window: 1, clerk: 'a', at: `${day}T${time}:00.000Z` }], opens).map(
        ({ minutes }) => minutes,
      );
    expect(late('2026-03-02', '00:35')).toEqual([]);
    expect(late('2026-03-02', '00:36')).toEqual([6]);
    expect(late('2026-03-02', '02:30')).toEqual([120]);
    expect(late('2026-03-02', '02:31')).toEqual([]);
    expect(late('2026-03-01', '00:50')).toEqual([]);
    // There is no kind of proposal from handling time or from the number served.
    expect(proposalKinds).toEqual(['bad-rating', 'late-opening']);
  });
});

/** So much later, when what was written is old enough. */
async function erased(hall: TestHall, now: string): Promise<void> {
  hall.clock.set(now);
  await hall.hall.days.tick();
  await hall.hall.erasure.tick();
  hall.admin = await hall.signIn('admin', adminPassword);
}

onBothDatabases('those who lead', (fresh) => {
  it('a team goes on patrol, what it finds is an obstacle, and alarms of its zone name its leader', async () => {
    const hall = await fresh();
    const leader = await hall.person('leader', 'guide');
    const member = await hall.person('member', 'clerk');
    const other = await hall.person('other', 'clerk');
    const { zones } = await hall.ok<{ zones: { code: string }[] }>('GET', at);
    const [first] = zones;
    const team = { name: '红色先锋队', zone: first!.code, leader: 'leader', members: ['member'] };
    expect(await refused(hall, 'POST', 'teams', team, leader)).toEqual([403, 'forbidden']);
    for (const [wrong, code] of [
      [{ zone: 'no-such' }, 'unknown_zone'],
      [{ windows: [999] }, 'window_not_found'],
      [{ leader: 'nobody' }, 'unknown_clerk'],
      [{ zone: null }, 'bad_input'],
    ] as const)
      expect((await refused(hall, 'POST', 'teams', { ...team, ...wrong }))[1]).toBe(code);
    const first1 = (await hall.ok<Hall>('GET', at)).windows.find((w) => w.zone === first!.code)!;
    const sign = { topic: 'pad', hall: 'district', window: first1.number } as const;
    const pad = await hall.connect(await hall.device('display'));
    const badges: (string | undefined)[] = [];
    pad.on('state', ({ state }: { state: PadState }) => badges.push(state.badge));
    await pad.emitWithAck('watch', sign);
    const made = await hall.ok<Team>('POST', `${at}/teams`, team);
    expect(await refused(hall, 'POST', 'teams', team)).toEqual([409, 'already_exists']);
    const mine = async (token: string) =>
      (await hall.ok<TeamList>('GET', `${at}/teams`, undefined, { token })).items;
    expect((await mine(member)).map((one) => one.mayPatrol)).toEqual([true]);
    expect((await mine(other)).map((one) => one.mayPatrol)).toEqual([false]);

    const points = [
      { place: '窗口秩序', well: true },
      { place: '取号机', well: false, remark: '纸快用完了', department: '某某办公室' },
    ];
    // Without a badge nothing changes over the windows; with one it stands there at once, and goes with the team.
    await hall.ok('PATCH', `${at}/teams/${made.id}`, { badge: true });
    await expect.poll(() => badges).toEqual(['红色先锋队']);
    await hall.ok('PATCH', `${at}/teams/${made.id}`, { members: ['member', 'leader'] });
    await hall.ok('PATCH', `${at}/teams/${made.id}`, { active: false });
    await expect.poll(() => badges).toEqual(['红色先锋队', undefined]);
    await hall.ok('PATCH', `${at}/teams/${made.id}`, { active: true });

    const path = `teams/${made.id}/patrols`;
    expect(await refused(hall, 'POST', path, { points }, other)).toEqual([403, 'forbidden']);
    const silent = [{ place: '取号机', well: false }];
    expect(await refused(hall, 'POST', path, { points: silent }, member)).toEqual([
      ...[400, 'bad_input'],
    ]);
    const patrol = await hall.ok<Patrol>('POST', `${at}/${path}`, { points }, { token: member });
    expect(patrol).toMatchObject({ found: 1, by: { username: 'member' } });
    expect((await hall.ok<PatrolList>('GET', `${at}/patrols?team=${made.id}`)).items).toEqual([
      patrol,
    ]);
    const found = await hall.ok<ObstacleList>('GET', `${at}/obstacles?status=unfinished`);
    expect(found.items).toMatchObject([
      { title: '纸快用完了', patrol: { id: patrol.id, team: '红色先锋队' }, walk: null },
    ]);

    // Nobody serves whoever waits there.
    const queues = await hall.ok<{ queues: { code: string; zones: string[] }[] }>('GET', at);
    const queue = queues.queues.find(
      (one) => one.zones.length === 1 && one.zones[0] === first!.code,
    );
    await hall.take({ queue: queue!.code });
    const alarms = async (token: string) =>
      (await hall.ok<AlarmList>('GET', `${at}/alarms`, undefined, { token })).alarms;
    const told = (await alarms(leader)).find(({ code }) => code === 'queue-unserved');
    expect(told?.first).toEqual({ team: '红色先锋队', username: 'leader', name: 'leader' });
    expect((await alarms(leader))[0]?.first?.username).toBe('leader');
    await hall.ok('PATCH', `${at}/teams/${made.id}`, { active: false });
    expect((await alarms(leader)).some((alarm) => alarm.first !== undefined)).toBe(false);
    expect(await refused(hall, 'POST', path, { points }, member)).toEqual([409, 'not_allowed']);
    await erased(hall, '2027-01-04T01:00:00.000Z');
    const kept = await hall.ok<PatrolList>('GET', `${at}/patrols?team=${made.id}`);
    expect(kept.items[0]!.points.map(({ place, well, remark }) => [place, well, remark])).toEqual([
      ...[
        ['窗口秩序', true, null],
        ['取号机', false, null],
      ],
    ]);
  });

  it('a month sheet has entries with a reason, proposals that bind nobody, an appeal, and an end', async () => {
    const hall = await fresh();
    const manager = await hall.person('manager', 'manager');
    const clerk = await hall.openWindow(33);
    const by = { token: manager };
    // Served quickly and often: nothing is proposed of that.
    for (let i = 0; i < 5; i += 1) {
      const ticket = await hall.take({ queue: 'social' });
      await hall.window(33, 'call-next', {}, clerk);
      await hall.window(33, 'start', {}, clerk);
      await hall.window(33, 'finish', {}, clerk);
      if (i === 0)
        await hall.ok('POST', `/api/tickets/${ticket.token}/rating`, { level: 1 }, { token: null });
    }
    const proposals = async (month = '2026-03') =>
      (await hall.ok<SheetProposals>('GET', `${at}/month-sheets/proposals?month=${month}`)).items;
    await hall.window(33, 'close', {}, clerk);
    // The hall opened at 08:30; this window was open from 09:00 on.
    const late = { what: 'late-opening', subject: 'clerk33', day: '2026-03-02', minutes: 30 };
    expect(await proposals()).toMatchObject([late]);
    const { cases } = await hall.ok<CaseList>('GET', `${at}/cases?kind=bad-rating`);
    const path = `${at}/cases/${cases[0]!.id}`;
    await hall.ok('POST', `${path}/answer`, { resolution: '已致歉' }, by);
    expect(await proposals()).toHaveLength(1);
    await hall.ok('POST', `${path}/close`, { justified: true }, by);
    const [rating] = await proposals();
    expect(rating).toMatchObject({ what: 'bad-rating', subject: 'clerk33' });

    const entry = {
      kind: 'clerk',
      subject: 'clerk33',
      item: 'execution-4',
      points: -1,
      reason: '差评属实',
    };
    const post = (body: object) =>
      hall.ok<MonthSheets>('POST', `${at}/month-sheets/entries`, body, by);
    for (const [wrong, code] of [
      [{ reason: ' ' }, 'bad_input'],
      [{ points: 99 }, 'bad_input'],
      [{ item: 'speed' }, 'bad_input'],
      [{ subject: 'nobody' }, 'unknown_clerk'],
      [{ kind: 'window', subject: '999' }, 'window_not_found'],
      [{ proposal: 'served:100' }, 'not_found'],
      [{ day: '2026-03-03' }, 'bad_input'],
      [{ subject: 'manager' }, 'forbidden'],
    ] as const)
      expect(
        (await refused(hall, 'POST', 'month-sheets/entries', { ...entry, ...wrong }, manager))[1],
      ).toBe(code);
    expect(await refused(hall, 'POST', 'month-sheets/entries', entry, clerk)).toEqual([
      ...[403, 'forbidden'],
    ]);
    await post({ ...entry, proposal: rating!.key });
    expect(
      (await refused(hall, 'POST', 'month-sheets/entries', { ...entry, proposal: rating!.key }))[1],
    ).toBe('already_exists');
    expect(await proposals()).toMatchObject([late]);
    await post({ ...entry, item: 'manner-6', points: 1.5, reason: '群众送锦旗' });
    await post({ ...entry, kind: 'window', subject: '33', item: 'compare-2', points: 2 });

    const own = (token: string) =>
      hall.ok<MonthSheets>('GET', `${at}/month-sheets/own`, undefined, { token });
    const mine = await own(clerk);
    expect(mine.sheets).toMatchObject([{ kind: 'clerk', subject: 'clerk33', points: 0.5 }]);
    expect((await own(manager)).sheets).toMatchObject([{ points: 0, entries: [] }]);
    expect(await refused(hall, 'GET', 'month-sheets', undefined, clerk)).toEqual([
      ...[403, 'forbidden'],
    ]);
    const bad = mine.sheets[0]!.entries.find(({ points }) => points < 0)!;
    // Nothing in the clerk's own sheet says whose rating it was.
    expect(JSON.stringify(mine)).not.toContain(cases[0]!.id);
    const of = `month-sheets/entries/${bad.id}`;
    expect(await refused(hall, 'POST', `${of}/appeal`, { reason: 'x' }, manager)).toEqual([
      ...[404, 'not_found'],
    ]);
    await hall.ok('POST', `${at}/${of}/appeal`, { reason: '系统故障' }, { token: clerk });
    expect((await refused(hall, 'POST', `${of}/appeal`, { reason: 'x' }, clerk))[1]).toBe(
      'not_allowed',
    );

    expect(await refused(hall, 'POST', 'month-sheets/close', { month: '2026-03' })).toEqual([
      ...[409, 'not_allowed'],
    ]);
    hall.clock.set('2026-04-01T01:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    // An appeal is open.
    expect(await refused(hall, 'POST', 'month-sheets/close', { month: '2026-03' })).toEqual([
      ...[409, 'not_allowed'],
    ]);
    const verdict = { verdict: 'withdrawn', answer: '经核实为系统故障' };
    await hall.ok('POST', `${at}/${of}/decide`, verdict);
    const closed = await hall.ok<MonthSheets>('POST', `${at}/month-sheets/close`, {
      month: '2026-03',
    });
    expect(closed).toMatchObject({ closed: true, sheets: [{ points: 1.5 }, { points: 2 }] });
    const [kept] = closed.sheets[0]!.entries.filter(({ withdrawn }) => !withdrawn);
    for (const [way, body] of [
      ['entries', { ...entry, day: '2026-03-31' }],
      [`entries/${kept!.id}/withdraw`, undefined],
      [`entries/${kept!.id}/decide`, verdict],
      ['close', { month: '2026-03' }],
    ] as const)
      expect(await refused(hall, 'POST', `month-sheets/${way}`, body)).toEqual([
        ...[409, 'month_closed'],
      ]);
    // Another list from now on leaves the closed month as it was.
    await hall.ok('PUT', `${at}/month-sheets/items`, {
      items: [{ code: 'one', name: '作风', group: '十分制', least: -10, most: 10 }],
    });
    const march = await hall.ok<MonthSheets>('GET', `${at}/month-sheets?month=2026-03`);
    expect(march).toEqual({ ...closed, closedAt: march.closedAt });
    // What people wrote about people has an end; what was decided stays.
    await erased(hall, '2027-01-04T01:00:00.000Z');
    const later = await hall.ok<MonthSheets>('GET', `${at}/month-sheets?month=2026-03`);
    expect(JSON.stringify(later)).not.toMatch(/系统故障/);
    expect(later.sheets.map(({ points }) => points)).toEqual([1.5, 2]);
    expect(later.sheets.flatMap(({ entries }) => entries.map(({ reason }) => reason))).toEqual(
      later.sheets.flatMap(({ entries }) => entries.map(() => '')),
    );
  });
});
