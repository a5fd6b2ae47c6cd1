import { beforeAll, expect, it, vi } from 'vitest';
import type { EventEntry } from '../shared/contract/events.ts';
import type { SheetItems } from '../shared/contract/sheet.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });
const base = '/api/halls/district';

/* What those who lead keep: the log says what was, what is, and nothing of what stayed. */
onBothDatabases('the log of what those who lead change', (fresh) => {
  let hall: TestHall;
  const last = async (command: string): Promise<EventEntry> => {
    const log = await hall.ok<EventEntry[]>('GET', `${base}/events?command=${command}`);
    return log.at(-1)!;
  };
  beforeAll(async () => {
    hall = await fresh();
    for (const name of ['chen', 'lin', 'mei']) await hall.person(name, 'clerk');
  }, 60_000);

  it('names the items of a month sheet that came, went and changed', async () => {
    const { items } = await hall.ok<SheetItems>('GET', `${base}/month-sheets/items`);
    const [first, second, ...others] = items;
    const wider = { ...first!, most: 20 };
    const added = { code: 'new-one', name: '热心助人', group: '加分', least: 0, most: 5 };
    await hall.ok('PUT', `${base}/month-sheets/items`, { items: [wider, ...others, added] });
    const said = (one: typeof added): string =>
      `${one.group} · ${one.name} ${one.least}–${one.most}`;
    expect((await last('change-sheet-list')).data).toEqual({
      items: items.length,
      itemsAdded: ['加分 · 热心助人 0–5'],
      itemsRemoved: [said(second!)],
      itemsChanged: [`${said(first!)} → ${said(wider)}`],
    });
  });

  it('says who came into a team and where it went, with the names of all', async () => {
    const team = await hall.ok<{ id: string }>('POST', `${base}/teams`, {
      ...{ name: '先锋一队', zone: 'A', leader: 'chen', members: ['lin'] },
    });
    await hall.ok('PATCH', `${base}/teams/${team.id}`, {
      ...{ name: '先锋一队', zone: 'B', members: ['lin', 'mei'] },
    });
    const { data, people } = await last('change-team');
    expect(data).toEqual({
      name: '先锋一队',
      ...{ zone: 'B', members: ['lin', 'mei'] },
      before: { zone: 'A', members: ['lin'] },
    });
    expect(people).toMatchObject({ lin: 'lin', mei: 'mei' });
    const found = await hall.ok<EventEntry[]>('GET', `${base}/events?person=mei`);
    expect(found.map(({ command }) => command)).toContain('change-team');
  });

  it('says what of a walk and of a project was another before', async () => {
    const walk = await hall.ok<{ id: string }>('POST', `${base}/walks`, {
      ...{ title: '开办企业', leader: '陈局长', department: '市场监管局' },
      ...{ role: 'visitor', day: '2026-03-03' },
    });
    const change = { leader: '林局长', role: 'clerk', day: '2026-03-03' };
    await hall.ok('PATCH', `${base}/walks/${walk.id}`, change);
    expect((await last('change-walk')).data).toEqual({
      title: '开办企业',
      ...{ leader: '林局长', role: 'clerk' },
      before: { leader: '陈局长', role: 'visitor' },
    });
    const stage = { name: '立项', dueDay: '2026-04-01', applications: [] };
    await hall.ok('POST', `${base}/projects`, {
      ...{ code: 'P1', name: '海丝', steward: 'chen', stages: [stage] },
    });
    await hall.ok('PATCH', `${base}/projects/P1`, {
      ...{ name: '海丝', steward: 'lin', stages: [stage, { ...stage, name: '开工' }] },
    });
    expect((await last('change-project')).data).toEqual({
      project: 'P1',
      ...{ steward: 'lin', stages: ['立项', '开工'] },
      before: { steward: 'chen', stages: ['立项'] },
    });
  });

  it('says whom a hall followed before, and in what', async () => {
    await hall.ok('POST', '/api/halls', {
      ...{ code: 'town', name: { 'zh-Hans': '镇' }, timezone: 'Asia/Shanghai' },
      ...{ kind: 'township', parent: 'district', follows: 'district' },
    });
    const follow = async (wish: object): Promise<EventEntry['data']> => {
      await hall.ok('POST', '/api/halls/town/setup/follow', wish);
      const log = await hall.ok<EventEntry[]>('GET', '/api/halls/town/events?command=follow-setup');
      return log.at(-1)!.data;
    };
    const parts = ['departments', 'matters', 'packages', 'texts'];
    expect(await follow({ hall: 'district', parts: ['matters'] })).toEqual({
      ...{ parts: ['matters'], before: { parts } },
    });
    expect(await follow({ hall: null })).toEqual({
      ...{ follows: null, parts: null, before: { follows: 'district', parts: ['matters'] } },
    });
    expect(await follow({ hall: 'district' })).toEqual({
      ...{ follows: 'district', parts, before: { follows: null, parts: null } },
    });
  });
});
