import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Follow, TakenOver, TakeOverCheck } from '../shared/contract/follow.ts';
import type {
  BusyHours,
  HallList,
  ListedHall,
  MadeHalls,
  RegionOffers,
  RegionRows,
  RegionState,
} from '../shared/contract/region.ts';
import type { Setup } from '../shared/contract/setup.ts';
import type { AlarmList } from '../shared/contract/alarm.ts';
import { Catalogue } from '../shared/contract/catalogue.ts';
import { HallFile } from '../shared/contract/hall.ts';
import { takenOver } from '../server/setup-document/take-over.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const text = (zh: string) => ({ 'zh-Hans': zh });
/** One district with its hall, four townships, 35 villages, 24 neighbourhood centres. */
function regionList(): ListedHall[] {
  const townships = [1, 2, 3, 4].map((n): ListedHall => ({
    ...{ code: `town${n}`, name: text(`第${n}镇便民服务中心`), kind: 'township' },
    ...{ parent: 'district', follows: 'district' },
  }));
  const villages = Array.from({ length: 35 }, (_, i): ListedHall => ({
    ...{ code: `village${i + 1}`, name: text(`第${i + 1}村便民服务点`), kind: 'village' },
    parent: `town${(i % 4) + 1}`,
    // A whole catalogue in each would take most of the test's time.
    ...(i < 3 ? { follows: i === 0 ? 'town1' : 'village1' } : {}),
    ...{ address: text(`${i + 1}号`), lat: 24.5 + i / 1000, lon: 118.5 },
  }));
  const centres = Array.from({ length: 24 }, (_, i): ListedHall => ({
    ...{ code: `centre${i + 1}`, name: text(`第${i + 1}邻里中心`), kind: 'neighbourhood' },
    ...{ parent: 'district' },
  }));
  return [...villages, ...townships, ...centres];
}
const csv = (lines: string[]): string => lines.join('\n');

async function checkList(hall: TestHall, file: string): Promise<HallList> {
  const answer = await fetch(`${hall.url}/api/region/halls/check`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hall.admin}`, 'content-type': 'text/csv' },
    body: file,
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as HallList;
}
const setupOf = (hall: TestHall, code: string): Promise<Setup> =>
  hall.ok<Setup>('GET', `/api/halls/${code}/setup`);
async function publish(
  hall: TestHall,
  code: string,
  change: (setup: Setup) => void,
): Promise<void> {
  const setup = await setupOf(hall, code);
  change(setup);
  const { next: _, ...draft } = setup;
  await hall.ok('PUT', `/api/halls/${code}/setup`, { ...draft, from: 'now' });
}

onBothDatabases('a region', (begin) => {
  // Strangers' reading would wait where the machine is busy with others.
  const fresh = () => begin({ app: { load: () => ({ lateMs: 0, commands: 0, waitedMs: 0 }) } });
  it('makes a district of 63 halls from one list, whole or what can be made, and tells each fault by its place', async () => {
    const hall = await fresh();
    const list = await checkList(
      hall,
      csv([
        '编号,名称,类型,上级大厅,地址,纬度,经度,沿用大厅',
        'east,东村便民服务点,村级,district,东村1号,24.9,118.6,district',
        'east,又一个,村级,,,,,',
        'west,西村,县级,nowhere,,24.9,,west',
        ',没有编号,,,,,,',
      ]),
    );
    expect(list.halls[0]!.hall).toEqual({
      ...{ code: 'east', name: text('东村便民服务点'), kind: 'village', parent: 'district' },
      ...{ address: text('东村1号'), lat: 24.9, lon: 118.6, follows: 'district' },
    });
    expect(list.faults.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      '大厅清单!A3 stands_twice',
      '大厅清单!A5 missing',
      '大厅清单!C4 not_one_of',
      '大厅清单!D4 unknown_hall',
      '大厅清单!G4 coordinate_missing',
      '大厅清单!H4 follows_itself',
    ]);

    const halls = regionList();
    const bad: ListedHall = { code: 'district', name: text('重复'), lat: 1 };
    const refused = await hall.call<{ code: string; issues: { path: string; code: string }[] }>(
      'POST',
      '/api/region/halls',
      { halls: [...halls, bad] },
    );
    expect([refused.status, refused.body.code]).toEqual([400, 'bad_input']);
    expect(refused.body.issues.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'halls.63.code hall_here',
      'halls.63.lon coordinate_missing',
    ]);
    expect(await hall.ok('GET', '/api/halls')).toHaveLength(1);

    const body = { halls: [...halls, bad], whole: false };
    const made = await hall.ok<MadeHalls>('POST', '/api/region/halls', body, { key: 'once' });
    expect(made.items.filter((item) => item.made)).toHaveLength(63);
    expect(made.items.at(-1)).toMatchObject({ code: 'district', made: false });
    // The same again with its key makes nothing, and answers the same.
    expect(await hall.ok('POST', '/api/region/halls', body, { key: 'once' })).toEqual(made);

    const { items } = await hall.ok<RegionRows>('GET', '/api/region/halls');
    expect(items).toHaveLength(64);
    expect(items.find(({ code }) => code === 'village2')).toMatchObject({
      ...{ kind: 'village', parent: 'town2', follows: 'village1', takenRevision: 1 },
      ...{ newestRevision: 1, revision: 1, differs: 0, behind: false, lat: 24.501 },
    });
    const setup = await setupOf(hall, 'village2');
    expect(setup.hall).toMatchObject({ kind: 'village', address: text('2号'), lon: 118.5 });
    expect(setup.catalogue).toEqual((await setupOf(hall, 'district')).catalogue);
  });

  it('follows: tells what differs, is behind when the leader has changed, and takes it over as a revision', async () => {
    const hall = await fresh();
    await hall.ok('POST', '/api/halls', {
      ...{ code: 'town', name: text('镇'), timezone: 'Asia/Shanghai', follows: 'district' },
      ...{ kind: 'township', parent: 'district' },
    });
    const follow = '/api/halls/town/setup/follow';
    const takeOver = '/api/halls/town/setup/take-over';
    const is = () => hall.ok<Follow>('GET', follow);
    expect(await is()).toEqual({
      ...{ follows: 'district', parts: ['departments', 'matters', 'packages', 'texts'] },
      ...{ takenRevision: 1, newestRevision: 1, behind: false, differs: [] },
    });

    // The town has a matter and a queue of its own, and its own words for one thing of the district.
    await publish(hall, 'town', ({ catalogue, hall: file }) => {
      catalogue.matters.push({ ...catalogue.matters[0]!, code: 'own', name: text('本镇事项') });
      catalogue.departments[0]!.name = text('本镇的叫法');
      file.queues[0]!.serviceLevelMinutes = 33;
    });
    const own = await is();
    expect(own.behind).toBe(false);
    expect(own.differs.map(({ kind, change }) => `${kind} ${change}`)).toEqual([
      'department changed',
    ]);

    const alarms = async (): Promise<string[]> =>
      (await hall.ok<AlarmList>('GET', '/api/halls/town/alarms')).alarms.map(({ code }) => code);
    expect(await alarms()).not.toContain('setup-behind');
    await publish(hall, 'district', ({ catalogue, hall: file }) => {
      catalogue.matters[1]!.name = text('改名的事项');
      file.notices = [text('全区通知')];
      catalogue.packages.pop();
    });
    const behind = await is();
    expect(behind).toMatchObject({ takenRevision: 1, newestRevision: 2, behind: true });
    expect(behind.differs.map(({ kind, change }) => `${kind} ${change}`).sort()).toEqual([
      'department changed',
      'matter changed',
      'notice added',
      'package retired',
    ]);
    expect(await alarms()).toContain('setup-behind');

    const check = await hall.ok<TakeOverCheck>('POST', `${takeOver}/check`, {});
    expect(check).toMatchObject({ faults: [], holds: [], revision: 2, leaderRevision: 2 });
    expect(check.changes).toHaveLength(4);
    const stale = await hall.call<{ code: string }>('POST', takeOver, { revision: 1 });
    expect([stale.status, stale.body.code]).toEqual([409, 'setup_changed']);
    // A part by itself does not bring the hall up to the leader's revision.
    await hall.ok('POST', takeOver, { parts: ['texts'] });
    expect(await is()).toMatchObject({ takenRevision: 1, behind: true });
    expect(await hall.ok<TakenOver>('POST', takeOver, { revision: 3, note: '区里更新' })).toEqual({
      ...{ revision: 4, takenRevision: 2, changes: 3 },
    });
    expect(await is()).toMatchObject({ takenRevision: 2, behind: false, differs: [] });
    expect(await alarms()).not.toContain('setup-behind');
    const after = await setupOf(hall, 'town');
    expect(after.catalogue.matters.map(({ code }) => code)).toContain('own');
    expect(after.hall.queues[0]!.serviceLevelMinutes).toBe(33);
    expect(after.hall.notices).toEqual([text('全区通知')]);
    // Nothing differs: nothing is published.
    expect(await hall.ok<TakenOver>('POST', takeOver)).toMatchObject({ revision: 4, changes: 0 });
    const { revisions } = await hall.ok<{ revisions: { note: string | null; by: string }[] }>(
      'GET',
      '/api/halls/town/setup/revisions',
    );
    expect(revisions[0]).toMatchObject({ note: '区里更新', by: 'admin' });
  });

  it('refuses circles, unknown halls and what is in use; waits for the next day; ends', async () => {
    const hall = await fresh();
    await hall.ok('POST', '/api/halls', {
      ...{ code: 'town', name: text('镇'), timezone: 'Asia/Shanghai', follows: 'district' },
    });
    const codeOf = async (path: string, body: unknown, token?: string): Promise<unknown[]> => {
      const answer = await hall.call<{ code: string; issues?: { code: string }[] }>(
        'POST',
        path,
        body,
        token === undefined ? {} : { token },
      );
      return [answer.status, answer.body.code, ...(answer.body.issues ?? []).map((i) => i.code)];
    };
    const at = (code: string, what: string): string => `/api/halls/${code}/setup/${what}`;
    expect(await codeOf(at('district', 'follow'), { hall: 'town' })).toEqual([
      422,
      'follows_in_circle',
    ]);
    expect(await codeOf(at('town', 'follow'), { hall: 'town' })).toEqual([
      422,
      'follows_in_circle',
    ]);
    expect(await codeOf(at('town', 'follow'), { hall: 'nowhere' })).toEqual([
      404,
      'hall_not_found',
    ]);
    expect(await codeOf(at('district', 'take-over'), {})).toEqual([409, 'follows_nobody']);
    const elsewhere = await hall.personOf(['district'], 'other', 'manager');
    expect(await codeOf(at('town', 'take-over'), {}, elsewhere)).toEqual([403, 'forbidden']);

    // The district gives up a queue in which somebody waits in the town.
    await hall.ok('POST', at('town', 'follow'), {
      ...{ hall: 'district', parts: ['queues', 'matters', 'packages'] },
    });
    await hall.ok('POST', '/api/halls/town/tickets', { queue: 'bank' });
    await publish(hall, 'district', ({ catalogue, hall: file }) => {
      file.queues = file.queues.filter(({ code }) => code !== 'bank');
      for (const window of file.windows)
        window.serves = window.serves.filter(({ queue }) => queue !== 'bank');
      file.duty = file.duty.map((duty) => ({
        ...duty,
        queues: duty.queues.filter((code) => code !== 'bank'),
      }));
      const banks = catalogue.matters.filter(({ queue }) => queue === 'bank');
      const isOfBank = (code: string): boolean => banks.some((matter) => matter.code === code);
      catalogue.matters = catalogue.matters.filter(({ code }) => !isOfBank(code));
      catalogue.packages = catalogue.packages.filter(
        ({ steps }) => !steps.some((s) => s.queue === 'bank' || s.matters.some(isOfBank)),
      );
    });
    expect(await codeOf(at('town', 'take-over'), {})).toEqual([409, 'in_use', 'queue_in_use']);
    await hall.ok('POST', at('town', 'take-over'), { from: 'next-day' });
    expect((await setupOf(hall, 'town')).hall.queues.map((q) => q.code)).toContain('bank');
    hall.clock.pass(24 * 3600);
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.ok('POST', '/api/halls/town/tickets', { queue: 'tax' });
    expect((await setupOf(hall, 'town')).hall.queues.map((q) => q.code)).not.toContain('bank');

    const left = await hall.ok<Follow>('POST', at('town', 'follow'), { hall: null });
    expect(left).toEqual({
      ...{ follows: null, parts: [], takenRevision: null, newestRevision: null },
      ...{ behind: false, differs: [] },
    });
  });

  it('tells everybody where it is quiet, packed once, by a tag, and anew after a call', async () => {
    const hall = await fresh();
    await hall.ok('POST', '/api/region/halls', { halls: regionList() });
    const ask = (headers: Record<string, string> = {}) =>
      fetch(`${hall.url}/api/region`, { headers });
    const first = await ask();
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('public, max-age=2');
    const state = (await first.json()) as RegionState;
    expect(state.items).toHaveLength(64);
    const district = state.items.find(({ code }) => code === 'district')!;
    expect(district).toMatchObject({ open: true, waiting: 0, openWindows: 0, nextOpening: null });
    expect(district.queues[0]).toEqual({
      ...{ queue: 'one-life', name: district.queues[0]!.name, waiting: 0, openWindows: 0 },
      ...{ estimate: null, gives: true },
    });
    // A centre was made without hours: closed, and nobody knows when it opens.
    expect(state.items.find(({ code }) => code === 'centre1')).toMatchObject({
      ...{ open: false, nextOpening: null },
    });
    const tag = first.headers.get('etag')!;
    expect((await ask({ 'if-none-match': tag })).status).toBe(304);
    const packed = await ask({ 'accept-encoding': 'br' });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(((await packed.json()) as RegionState).items).toHaveLength(64);

    await hall.openWindow(1);
    await hall.take({ queue: 'one-life' });
    // For two seconds all get the same; then what has happened is told.
    expect((await ask({ 'if-none-match': tag })).status).toBe(304);
    hall.clock.pass(2);
    const later = (await (await ask({ 'if-none-match': tag })).json()) as RegionState;
    expect(later.items.find(({ code }) => code === 'district')).toMatchObject({
      ...{ waiting: 1, openWindows: 1 },
    });
  });

  it('finds what is offered where, and says when people come only where enough is known', async () => {
    const hall = await fresh();
    await hall.ok('POST', '/api/region/halls', {
      halls: [{ code: 'town', name: text('镇'), follows: 'district' }],
    });
    const find = async (q: string): Promise<RegionOffers['items']> =>
      (
        await hall.ok<RegionOffers>(
          'GET',
          `/api/region/offers?q=${encodeURIComponent(q)}`,
          undefined,
          { token: null },
        )
      ).items;
    const [newborn] = await find('xse');
    expect(newborn).toMatchObject({
      ...{ kind: 'package', name: { en: expect.any(String) as string } },
      halls: [
        { hall: 'district', code: 'newborn' },
        { hall: 'town', code: 'newborn' },
      ],
    });
    expect((await find('')).length).toBeGreaterThan(3);
    await publish(hall, 'town', ({ catalogue }) => {
      catalogue.packages = catalogue.packages.filter(({ code }) => code !== 'newborn');
    });
    expect((await find('新生儿'))[0]!.halls).toEqual([{ hall: 'district', code: 'newborn' }]);
    expect((await hall.call('GET', `/api/region/offers?q=${'x'.repeat(41)}`)).status).toBe(400);

    const busy = () =>
      hall.ok<BusyHours>('GET', '/api/halls/district/busy-hours', undefined, { token: null });
    expect(await busy()).toEqual({ hall: 'district', from: null, to: null, days: 0, cells: [] });
    // Two weeks: three people at ten each Monday and Tuesday, one at two each Wednesday.
    for (let week = 0; week < 2; week += 1)
      for (let day = 0; day < 7; day += 1) {
        const morning = day < 2 ? 3 : 0;
        hall.clock.set(`2026-03-${String(2 + week * 7 + day).padStart(2, '0')}T02:05:00.000Z`);
        hall.admin = await hall.signIn('admin', adminPassword);
        for (let n = 0; n < morning; n += 1) await hall.take({ queue: 'one-life' });
        hall.clock.pass(4 * 3600);
        hall.admin = await hall.signIn('admin', adminPassword);
        if (day === 2) await hall.take({ queue: 'one-life' });
      }
    hall.clock.set('2026-03-16T01:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.take({ queue: 'one-life' });
    while (await hall.hall.sums.step());
    expect(await busy()).toMatchObject({ days: 6, from: '2026-01-19', to: '2026-03-15' });
    expect((await busy()).cells).toEqual([
      { weekday: 1, at: '10:00', tickets: 3 },
      { weekday: 2, at: '10:00', tickets: 3 },
      { weekday: 3, at: '14:00', tickets: 1 },
    ]);
  });
});

it('a hall with one queue takes everything to it, and a package is one step there', () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(`data/${name}.json`, 'utf8'));
  const leader = {
    hall: HallFile.parse(read('hall')),
    catalogue: Catalogue.parse(read('catalogue')),
  };
  const general = { code: 'general', name: text('综合'), prefix: 'A', serviceLevelMinutes: 15 };
  const own = {
    hall: { ...leader.hall, queues: [general], notices: [] },
    catalogue: { directions: [], departments: [], matters: [], packages: [] },
  };
  const parts = ['departments', 'matters', 'packages', 'texts'] as const;
  const is = takenOver(own, { leader, base: null, parts });
  const { matters, packages } = is.catalogue;
  expect(matters).toHaveLength(leader.catalogue.matters.length);
  expect(new Set(matters.flatMap((m) => m.queue ?? []))).toEqual(new Set(['general']));
  expect(packages.every(({ steps }) => steps.length === 1)).toBe(true);
  expect(packages[0]!.steps[0]!.matters).toEqual(
    leader.catalogue.packages[0]!.steps.flatMap((step) => step.matters),
  );
  // The same again is the same.
  expect(takenOver(is, { leader, base: leader, parts })).toEqual(is);
});
