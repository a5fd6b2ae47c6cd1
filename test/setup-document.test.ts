import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { DailyReport } from '../shared/contract/report.ts';
import type {
  Setup,
  SetupCheck,
  SetupRevisions,
  SetupRevisionWhole,
} from '../shared/contract/setup.ts';
import type { Issue } from '../shared/errors.ts';
import type { Catalogue } from '../shared/contract/catalogue.ts';
import type { Hall } from '../shared/contract/hall.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const path = '/api/halls/district/setup';
const setupOf = (hall: TestHall, at = path): Promise<Setup> => hall.ok<Setup>('GET', at);
const publish = (
  hall: TestHall,
  { revision, hall: file, catalogue }: Pick<Setup, 'revision' | 'hall' | 'catalogue'>,
  more: { from?: 'now' | 'next-day'; note?: string } = {},
  token?: string,
) =>
  hall.call<{ revision: number; code: string; issues: Issue[] }>(
    ...(['PUT', path] as const),
    { revision, hall: file, catalogue, from: 'now', ...more },
    token === undefined ? {} : { token },
  );
const without = <T extends Setup>({ revision: _, next: __, ...document }: T) => document;
const tomorrow = async (hall: TestHall): Promise<void> => {
  hall.clock.set('2026-03-03T01:00:00.000Z');
  hall.admin = await hall.signIn('admin', adminPassword);
};

onBothDatabases('the set-up as a document', (fresh) => {
  it('is published as it was got, and changes nothing then', async () => {
    const hall = await fresh();
    const before = await setupOf(hall);
    expect([before.revision, before.next]).toEqual([1, null]);
    const rows = (): Promise<unknown> =>
      hall.db.read.selectFrom('packages').selectAll().orderBy('id').execute();
    const had = await rows();
    expect((await publish(hall, before)).body).toEqual({ revision: 2 });
    expect(await setupOf(hall)).toEqual({ ...before, revision: 2 });
    expect(await rows()).toEqual(had);
    const { revisions } = await hall.ok<SetupRevisions>('GET', `${path}/revisions`);
    expect(revisions.map((r) => [r.revision, r.state, r.changes, r.by])).toEqual([
      [2, 'current', 0, 'admin'],
      [1, 'past', 0, 'system'],
    ]);
  });

  it('adds, renames and retires by code, and tells of it in the history', async () => {
    const hall = await fresh();
    const draft = await setupOf(hall);
    const first = without(structuredClone(draft));
    draft.hall.zones.push({ code: 'Z', name: { 'zh-Hans': '新区' } });
    draft.hall.queues.push({
      ...{ code: 'new', name: { 'zh-Hans': '新队列' }, prefix: 'Z', serviceLevelMinutes: 15 },
    });
    draft.hall.windows[0]!.serves = [{ queue: 'new', handicapMinutes: 0 }];
    draft.hall.windows.push({
      ...{ number: 77, name: { 'zh-Hans': '新窗口' }, zone: 'Z', label: 'Z77' },
      serves: [{ queue: 'new', handicapMinutes: 3 }],
    });
    const gone = draft.hall.windows.splice(1, 1)[0]!;
    expect((await publish(hall, draft, { note: '试一试' })).status).toBe(200);
    expect(without(await setupOf(hall))).toEqual(without(draft));
    const ticket = await hall.take({ queue: 'new' });
    expect(ticket.number).toBe('Z001');
    const refused = await hall.call<{ code: string }>(
      ...(['GET', `/api/halls/district/windows/${gone.number}`] as const),
    );
    expect([refused.status, refused.body.code]).toEqual([404, 'window_not_found']);

    const told = await hall.ok<SetupRevisionWhole>('GET', `${path}/revisions/2`);
    expect([told.note, told.state, told.byName]).toEqual(['试一试', 'current', '管理员']);
    expect(told.differences.map((d) => [d.kind, d.change, d.code])).toEqual([
      ['zone', 'added', 'Z'],
      ['queue', 'added', 'new'],
      ['window', 'changed', String(draft.hall.windows[0]!.number)],
      ['window', 'added', '77'],
      ['window', 'retired', String(gone.number)],
    ]);
    expect(told.differences).toHaveLength(told.changes);

    // Back: with a person in the new queue it is held; when nobody is, all is as it was.
    const old = await hall.ok<SetupRevisionWhole>('GET', `${path}/revisions/1`);
    const back = { ...old, revision: 2 };
    const held = await publish(hall, back);
    expect([held.status, held.body.code, held.body.issues[0]?.code]).toEqual([
      ...[409, 'in_use', 'queue_in_use'],
    ]);
    await hall.ok('POST', `/api/tickets/${ticket.token}/cancel`, {}, { token: null });
    expect((await publish(hall, back)).status).toBe(200);
    expect(without(await setupOf(hall))).toEqual(first);
  });

  it('makes the next version of a package whose content changes; open tickets keep theirs', async () => {
    const hall = await fresh();
    const one = await setupOf(hall);
    const open = await hall.take({ package: 'second-hand-home' });
    const draft = structuredClone(one);
    const pack = draft.catalogue.packages.find((p) => p.code === 'second-hand-home')!;
    const { version } = pack;
    pack.steps = pack.steps.slice(0, 1);
    await publish(hall, draft);
    expect((await hall.follow(open)).steps).toHaveLength(3);
    expect((await hall.take({ package: 'second-hand-home' })).steps).toHaveLength(1);
    const of = async () =>
      (await setupOf(hall)).catalogue.packages.filter((p) => p.code === 'second-hand-home');
    expect((await of()).map((p) => p.version)).toEqual([version + 1]);
    // Only said: no version. Back: the old content is a new version.
    const said = await setupOf(hall);
    const same = said.catalogue.packages.find((p) => p.code === 'second-hand-home')!;
    same.papers = [{ 'zh-Hans': '身份证' }];
    await publish(hall, said);
    expect(await of()).toEqual([same]);
    await publish(hall, { ...one, revision: 3 });
    const [third] = await of();
    expect(third).toMatchObject({ version: version + 2, validFrom: '2026-03-02' });
    expect((await hall.take({ package: 'second-hand-home' })).steps).toHaveLength(3);
  });

  it('a coming version begins on its day, and never where it is taken out before', async () => {
    const hall = await fresh();
    const draft = await setupOf(hall);
    const now = draft.catalogue.packages.find((p) => p.code === 'second-hand-home')!;
    const coming = {
      ...structuredClone(now),
      validFrom: '2026-03-03',
      steps: now.steps.slice(0, 1),
    };
    draft.catalogue.packages.push({ ...coming, version: now.version + 1 });
    await publish(hall, draft);
    const both = (await setupOf(hall)).catalogue.packages.filter((p) => p.code === now.code);
    expect(both.map((p) => p.validFrom)).toEqual([now.validFrom, '2026-03-03']);
    const without = await setupOf(hall);
    without.catalogue.packages = without.catalogue.packages.filter(
      (p) => p.validFrom !== '2026-03-03',
    );
    await publish(hall, without);
    await tomorrow(hall);
    expect((await hall.take({ package: now.code })).steps).toHaveLength(3);
    expect((await hall.ok<Catalogue>('GET', '/api/halls/district/catalogue')).packages).toEqual(
      without.catalogue.packages,
    );
  });

  it('waits for the next service day and comes with its first command', async () => {
    const hall = await fresh();
    const draft = await setupOf(hall);
    draft.hall.name = { 'zh-Hans': '明天的大厅' };
    const clerk = await hall.openWindow(1);
    draft.hall.windows = draft.hall.windows.filter((w) => w.number !== 1);
    const held = await publish(hall, draft);
    expect([held.status, held.body.issues.map((i) => i.code)]).toEqual([409, ['window_in_use']]);
    expect((await publish(hall, draft, { from: 'next-day' })).body).toEqual({ revision: 2 });
    expect(await setupOf(hall)).toMatchObject({
      ...{ revision: 1, next: { revision: 2, from: '2026-03-03' } },
    });
    await hall.window(1, 'pause', { reason: 'break' }, clerk);
    const stale = await publish(hall, { ...draft, revision: 1 });
    expect([stale.status, stale.body]).toMatchObject([
      ...[409, { code: 'setup_changed', revision: 2, by: 'admin' }],
    ]);
    // A change of one thing goes into both.
    await hall.ok('PATCH', '/api/halls/district', { notices: [{ 'zh-Hans': '通知' }] });
    expect((await setupOf(hall)).next).toEqual({ revision: 4, from: '2026-03-03' });
    const board = await hall.watch({ topic: 'board', hall: 'district' });
    const { setup } = board.last;
    hall.clock.set('2026-03-02T16:00:01.000Z');
    await hall.hall.days.tick();
    await board.until((s) => s.setup > setup);
    hall.admin = await hall.signIn('admin', adminPassword);
    const after = await setupOf(hall);
    expect([after.revision, after.next]).toEqual([4, null]);
    expect(after.hall.name).toEqual({ 'zh-Hans': '明天的大厅' });
    expect(after.hall.notices).toEqual([{ 'zh-Hans': '通知' }]);
    expect(after.hall.windows.some((w) => w.number === 1)).toBe(false);
    const log = await hall.ok<{ command: string }[]>(
      ...(['GET', '/api/halls/district/events?limit=200'] as const),
    );
    expect(log.filter((e) => e.command === 'apply-setup')).toHaveLength(1);
    const { revisions } = await hall.ok<SetupRevisions>('GET', `${path}/revisions`);
    expect(revisions.map((r) => r.state)).toEqual(['current', 'past', 'replaced', 'past']);
  });

  it('two who publish at once: one is told that the other did', async () => {
    const hall = await fresh();
    const chen = await hall.person('chen', 'manager');
    const draft = await setupOf(hall);
    const answers = await Promise.all([
      publish(hall, { ...draft, hall: { ...draft.hall, name: { 'zh-Hans': '甲' } } }),
      publish(hall, { ...draft, hall: { ...draft.hall, name: { 'zh-Hans': '乙' } } }, {}, chen),
    ]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect(answers.find((a) => a.status === 409)!.body.code).toBe('setup_changed');
  });

  it('refuses faults whole, warns of the rest, and says what it would do', async () => {
    const hall = await fresh();
    const before = await setupOf(hall);
    const bad = structuredClone(before);
    bad.hall.queues[1]!.prefix = bad.hall.queues[0]!.prefix;
    bad.hall.accent = '#ffcc00';
    bad.hall.hours.push({ days: [1], from: '11:00', to: '13:00' });
    bad.hall.windows[0]!.label = '2';
    bad.hall.windows[1]!.serves = [];
    bad.hall.settings.clientCategory = 'no-such';
    bad.hall.logo = {
      type: 'image/svg+xml',
      data: Buffer.from('<svg xmlns="a"><a onclick="x()"/></svg>').toString('base64'),
    };
    bad.catalogue.packages[0]!.steps[0]!.after = [0];
    delete (bad.catalogue.packages[0]! as { guide?: string; papers?: unknown }).papers;
    const refused = await publish(hall, bad);
    expect([refused.status, refused.body.code]).toEqual([422, 'bad_setup']);
    expect(refused.body.issues.map((i) => `${i.path} ${i.code}`).sort()).toEqual([
      'catalogue.packages.0.steps.0.after steps_in_circle',
      'hall.accent accent_too_light',
      'hall.hours.4 hours_overlap',
      'hall.logo logo_unsafe',
      'hall.queues.1 prefix_twice',
      'hall.settings.clientCategory unknown_category',
      'hall.windows.0.label label_is_number',
    ]);
    const { next: _, ...draft } = bad;
    const check = await hall.ok<SetupCheck>('POST', `${path}/check`, draft);
    expect(check.faults).toEqual(refused.body.issues);
    expect(check.warnings.map((w) => `${w.path} ${w.code}`)).toEqual(
      expect.arrayContaining([
        'hall.windows.1.serves window_without_queue',
        'catalogue.packages.0.papers guide_missing',
      ]),
    );
    // The usual one is no fault where there are no clients, and hardly meant where there are.
    const without = structuredClone(before);
    without.hall.categories = without.hall.categories.filter(({ code }) => code !== 'green');
    for (const clientsAtKiosk of [false, true]) {
      Object.assign(without.hall.settings, { clientsAtKiosk });
      const { next: __, ...asked } = without;
      const { faults, warnings } = await hall.ok<SetupCheck>('POST', `${path}/check`, asked);
      const named = warnings.filter((w) => w.path === 'hall.settings.clientCategory');
      expect([faults, named.length]).toEqual([[], clientsAtKiosk ? 1 : 0]);
    }
    const form = await publish(hall, { ...before, hall: { ...before.hall, zones: [] } });
    expect(form.body.issues.map((i) => `${i.path} ${i.code}`)).toEqual(['hall.zones missing']);
    expect(await setupOf(hall)).toEqual(before);
  });

  it('is followed by every screen that stands open', async () => {
    const hall = await fresh();
    const board = await hall.watch({ topic: 'board', hall: 'district', zone: 'A' });
    const clerk = await hall.openWindow(1);
    const window = await hall.watch({ topic: 'window', hall: 'district', window: 1 }, clerk);
    const { setup } = board.last;
    const draft = await setupOf(hall);
    // A board in a zone that goes shows nothing, and does not hinder those in the others.
    const gone = draft.hall.zones.at(-1)!.code;
    const lone = await hall.watch({ topic: 'board', hall: 'district', zone: gone });
    expect(lone.last.windows.length).toBeGreaterThan(0);
    draft.hall.zones.pop();
    draft.hall.windows = draft.hall.windows.filter((w) => w.zone !== gone);
    draft.hall.notices = [{ 'zh-Hans': '新公告' }];
    expect((await publish(hall, draft)).status).toBe(200);
    const shown = await board.until((s) => s.setup > setup);
    expect([shown.setup, shown.notices]).toEqual([setup + 1, draft.hall.notices]);
    await window.until((s) => s.setup === setup + 1);
    expect((await lone.until((s) => s.setup > setup)).windows).toEqual([]);
    expect((await hall.ok<Hall>('GET', '/api/halls/district')).setup).toBe(setup + 1);
  });

  it('keeps what is retired in the reports, and tells a booking of it that it is over', async () => {
    const hall = await fresh();
    const done = await hall.take({ queue: 'police' });
    const draft = await setupOf(hall);
    const queue = draft.hall.queues.find((q) => q.code === 'police')!;
    const number = draft.hall.windows.find((w) =>
      w.serves.some((s) => s.queue === 'police'),
    )!.number;
    const clerk = await hall.openWindow(number);
    await hall.window(number, 'call', { number: done.number, reason: 'test' }, clerk);
    await hall.window(number, 'start', {}, clerk);
    await hall.window(number, 'finish', {}, clerk);
    await hall.window(number, 'close', {}, clerk);
    const { slots } = await hall.ok<{ slots: { from: string }[] }>(
      ...(['GET', '/api/halls/district/slots?queue=police&day=2026-03-03'] as const),
    );
    const booking = await hall.ok<{ code: string }>('POST', '/api/halls/district/appointments', {
      ...{ queue: 'police', slot: slots[0]!.from, phone: '13800138000' },
    });
    draft.hall.queues = draft.hall.queues.filter((q) => q.code !== 'police');
    draft.hall.windows = draft.hall.windows.flatMap((w) => {
      if (w.number === number) return [];
      return [{ ...w, serves: w.serves.filter((s) => s.queue !== 'police') }];
    });
    const matters = new Set(
      draft.catalogue.matters.flatMap((m) => (m.queue === 'police' ? m.code : [])),
    );
    draft.catalogue.matters = draft.catalogue.matters.filter((m) => !matters.has(m.code));
    draft.catalogue.packages = draft.catalogue.packages.filter((p) =>
      p.steps.every((s) => s.queue !== 'police' && s.matters.every((m) => !matters.has(m))),
    );
    const { revision, hall: file, catalogue } = draft;
    const check = await hall.ok<SetupCheck>('POST', `${path}/check`, {
      revision,
      hall: file,
      catalogue,
    });
    expect(check.holds).toEqual([]);
    expect(check.warnings).toContainEqual(
      expect.objectContaining({ code: 'bookings_of_retired', facts: { code: 'police', count: 1 } }),
    );
    // Its prefix is free, for another queue at once.
    draft.hall.queues.push({ ...queue, code: 'cars' });
    expect((await publish(hall, draft)).status).toBe(200);
    expect((await hall.take({ queue: 'cars' })).number).toBe(`${queue.prefix}002`);
    const report = await hall.ok<DailyReport>(
      ...(['GET', '/api/halls/district/reports/daily?from=2026-03-02&to=2026-03-02'] as const),
    );
    expect([report.ok, report.total.taken]).toEqual([true, 2]);
    expect(report.queues.find((q) => q.queue === 'police')).toMatchObject({
      ...{ name: queue.name, taken: 1, done: 1 },
    });
    expect(report.windows.find((w) => w.window === number)).toMatchObject({ done: 1 });
    await tomorrow(hall);
    const late = await hall.call<{ code: string }>('POST', '/api/halls/district/tickets', {
      appointment: booking.code,
    });
    expect([late.status, late.body.code]).toEqual([409, 'queue_closed']);
  });

  it('goes on with the set-up that it has where the one that waits cannot be applied', async () => {
    const hall = await fresh();
    const draft = await setupOf(hall);
    const packed = gzipSync(
      JSON.stringify({ hall: { ...draft.hall, zones: [] }, catalogue: draft.catalogue }),
    ).toString('base64');
    expect((await publish(hall, draft, { from: 'next-day' })).status).toBe(200);
    await hall.db.lanes.run('site', {
      run: (tx) =>
        tx
          .updateTable('setup_revisions')
          .set({ document: packed })
          .where('state', '=', 'next')
          .execute(),
    });
    await tomorrow(hall);
    expect((await hall.take({ queue: 'police' })).number).toMatch(/001$/);
    expect((await setupOf(hall)).next).toEqual({ revision: 2, from: '2026-03-03' });
    const watching = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    expect(watching.last.alarms.map((a) => [a.code, a.detail])).toContainEqual([
      ...['setup-not-applied', '2'],
    ]);
    // Published anew, the alarm is over.
    const again = await setupOf(hall);
    expect((await publish(hall, { ...again, revision: 2 })).body).toEqual({ revision: 3 });
    expect(watching.last.alarms.length).toBeGreaterThan(0);
    await watching.until((s) => s.alarms.every((a) => a.code !== 'setup-not-applied'));
  });

  it('takes a hall of before revisions were kept', async () => {
    const hall = await fresh();
    await hall.db.lanes.run('site', {
      run: async (tx) => {
        await tx.deleteFrom('setup_revisions').execute();
        await tx.updateTable('halls').set({ setup_revision: 0 }).execute();
      },
    });
    const draft = await setupOf(hall);
    expect(draft.revision).toBe(0);
    draft.hall.name = { 'zh-Hans': '改名' };
    expect((await publish(hall, draft)).body).toEqual({ revision: 2 });
    const old = await hall.ok<SetupRevisionWhole>('GET', `${path}/revisions/1`);
    expect([old.state, old.by, old.hall.name['zh-Hans']]).toEqual([
      ...['past', 'system', '区行政服务中心'],
    ]);
  });

  it('shows the logo as a picture that can do nothing', async () => {
    const hall = await fresh();
    const logo = '/api/halls/district/logo';
    expect((await hall.call('GET', logo, undefined, { token: null })).status).toBe(404);
    const draft = await setupOf(hall);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>';
    draft.hall.logo = { type: 'image/svg+xml', data: Buffer.from(svg).toString('base64') };
    expect((await publish(hall, draft)).status).toBe(200);
    const { logo: address } = await hall.ok<Hall>('GET', '/api/halls/district');
    const answer = await fetch(hall.url + address!);
    expect(await answer.text()).toBe(svg);
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('makes a hall, empty or like another', async () => {
    const hall = await fresh();
    const wish = { code: 'town', name: { 'zh-Hans': '镇便民服务中心' }, timezone: 'Asia/Shanghai' };
    const made = await hall.call<Hall>('POST', '/api/halls', wish);
    expect([made.status, made.body.windows.length, made.body.queues[0]?.prefix]).toEqual([
      201,
      1,
      'A',
    ]);
    const again = await hall.call<{ code: string }>('POST', '/api/halls', wish);
    expect([again.status, again.body.code]).toEqual([409, 'already_exists']);
    await hall.ok('POST', '/api/halls', { ...wish, code: 'like', from: 'district' });
    const [one, two] = [await setupOf(hall), await setupOf(hall, '/api/halls/like/setup')];
    expect(two.revision).toBe(1);
    expect({ ...two.hall, code: '', name: '' }).toEqual({ ...one.hall, code: '', name: '' });
    expect(two.catalogue).toEqual(one.catalogue);
    const days = await hall.db.read
      .selectFrom('calendar')
      .innerJoin('halls', 'halls.id', 'calendar.hall_id')
      .select('day')
      .where('halls.code', '=', 'town')
      .execute();
    expect(days.length).toBeGreaterThan(10);
    const ticket = await hall.call<{ number: string }>('POST', '/api/halls/like/tickets', {
      queue: one.hall.queues[0]!.code,
    });
    expect(ticket.status).toBe(201);
  });
});
