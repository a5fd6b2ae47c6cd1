import { expect, it, vi } from 'vitest';
import type { HomeVisit, HomeVisitList, HomeVisitRequest } from '../shared/contract/homevisit.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });

const base = '/api/halls/district/home-visits';
const anyone = { token: null };
const asked = {
  package: 'newborn',
  name: '李四',
  phone: '13900139000',
  address: '和平路 8 号 2 单元 301',
  wish: '上午方便',
};
const ask = (hall: TestHall, input: object = asked): Promise<HomeVisit> =>
  hall.ok('POST', base, input, anyone);
const follow = (hall: TestHall, { token }: { token: string }): Promise<HomeVisit> =>
  hall.ok('GET', `/api/home-visits/${token}`, undefined, anyone);

interface LoggedEvent {
  command: string;
  actor: string;
  data: Record<string, unknown>;
}
async function eventsOf(hall: TestHall): Promise<LoggedEvent[]> {
  const answer = await hall.ok<LoggedEvent[] | { events: LoggedEvent[] }>(
    'GET',
    '/api/halls/district/events?after=0&limit=200',
  );
  return Array.isArray(answer) ? answer : answer.events;
}

onBothDatabases('requests for a visit at home', (fresh) => {
  it('go from the request to the visit, each change logged without the person', async () => {
    const hall = await fresh();
    const request = await ask(hall);
    expect(request).toMatchObject({ status: 'requested', package: 'newborn', canCancel: true });
    for (const detail of ['李四', '139', '和平路', '上午'])
      expect(JSON.stringify(await follow(hall, request))).not.toContain(detail);

    const guide = await hall.person('guide', 'guide');
    const list = await hall.ok<HomeVisitList>('GET', `${base}?status=requested`, undefined, {
      token: guide,
    });
    expect(list.total).toBe(1);
    const { id } = list.requests[0]!;
    expect(list.requests[0]).toMatchObject({
      name: '李四',
      phone: '13900139000',
      address: '和平路 8 号 2 单元 301',
      owner: null,
      allowed: ['accept', 'decline', 'cancel'],
    });
    const act = (name: string, input: object = {}): Promise<HomeVisitRequest> =>
      hall.ok('POST', `${base}/${id}/${name}`, input, { token: guide });
    expect(await act('accept')).toMatchObject({ status: 'accepted', owner: { username: 'guide' } });
    const scheduledAt = '2026-03-04T01:30:00.000Z';
    expect(await act('schedule', { scheduledAt, answer: '请备好证件' })).toMatchObject({
      status: 'scheduled',
      scheduledAt,
    });
    expect(await follow(hall, request)).toMatchObject({ scheduledAt, answer: '请备好证件' });
    expect(await act('finish')).toMatchObject({ status: 'done', allowed: [] });
    const events = (await eventsOf(hall)).filter((e) => e.command.endsWith('home-visit'));
    expect(events.map((e) => [e.command, e.actor, e.data['status']])).toEqual([
      ['request-home-visit', 'visitor', 'requested'],
      ['accept-home-visit', 'staff:guide', 'accepted'],
      ['schedule-home-visit', 'staff:guide', 'scheduled'],
      ['finish-home-visit', 'staff:guide', 'done'],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/李四|139|和平路/);
  });

  it('do only what the table allows, with what is due said', async () => {
    const hall = await fresh();
    const request = await ask(hall);
    const { requests } = await hall.ok<HomeVisitList>('GET', base);
    const path = `${base}/${requests[0]!.id}`;
    const refused = async (act: string, input: object): Promise<unknown[]> => {
      const { status, body } = await hall.call<{ code: string; detail: string }>(
        'POST',
        `${path}/${act}`,
        input,
      );
      expect(body.detail).not.toBe('');
      return [status, body.code];
    };
    const later = '2026-03-04T01:30:00.000Z';
    expect(await refused('schedule', { scheduledAt: later })).toEqual([409, 'not_allowed']);
    expect(await refused('finish', {})).toEqual([409, 'not_allowed']);
    expect(await refused('decline', {})).toEqual([422, 'reason_required']);
    expect(await refused('accept', { owner: 'nobody' })).toEqual([404, 'not_found']);
    expect(await refused('accept', { scheduledAt: later })).toEqual([422, 'until_required']);
    expect(await refused('burn', {})).toEqual([400, 'bad_input']);
    expect((await follow(hall, request)).status).toBe('requested');
    await hall.ok('POST', `${path}/accept`);
    expect(await refused('schedule', {})).toEqual([422, 'until_required']);
    expect(await refused('schedule', { scheduledAt: '2026-03-02T00:59:59.000Z' })).toEqual([
      422,
      'until_required',
    ]);
    await hall.ok('POST', `${path}/decline`, { answer: '不在服务范围内' });
    expect(await follow(hall, request)).toMatchObject({
      status: 'declined',
      answer: '不在服务范围内',
      canCancel: false,
    });
    const late = await hall.call<{ code: string }>(
      'POST',
      `/api/home-visits/${request.token}/cancel`,
      undefined,
      anyone,
    );
    expect([late.status, late.body.code]).toEqual([409, 'not_allowed']);
  });

  it('are taken back by who has the link, and shown to guides and managers only', async () => {
    const hall = await fresh();
    const request = await ask(hall, {
      ...asked,
      package: undefined,
      matters: ['health-medical-birth-certificate'],
    });
    const path = `/api/home-visits/${request.token}/cancel`;
    expect(await hall.ok<HomeVisit>('POST', path, undefined, anyone)).toMatchObject({
      status: 'cancelled',
    });
    const clerk = await hall.person('clerk', 'clerk');
    const seen = (token: string | null) => hall.call('GET', base, undefined, { token });
    expect((await seen(clerk)).status).toBe(403);
    expect((await seen(null)).status).toBe(401);
    const unknown = await hall.call<{ code: string }>('GET', '/api/home-visits/none');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found']);
  });

  it('are refused with a code and a sentence where something is wrong', async () => {
    const hall = await fresh();
    for (const [input, status, code] of [
      [{ ...asked, package: 'no-such' }, 422, 'unknown_package'],
      [{ ...asked, matters: ['no-such'] }, 422, 'unknown_matter'],
      [{ ...asked, package: undefined }, 400, 'bad_input'],
      [{ ...asked, name: ' ' }, 400, 'bad_input'],
      [{ ...asked, phone: 'call me' }, 400, 'bad_input'],
      [{ ...asked, address: undefined }, 400, 'bad_input'],
    ] as [object, number, string][]) {
      const answer = await hall.call<{ code: string; detail: string }>('POST', base, input, anyone);
      expect([input, answer.status, answer.body.code]).toEqual([input, status, code]);
      expect(answer.body.detail).not.toBe('');
    }
    expect((await hall.ok<HomeVisitList>('GET', base)).total).toBe(0);
    // Two of these came as far as the desk; ten an address and ten minutes are taken.
    for (let i = 0; i < 8; i += 1) await hall.call('POST', base, asked, anyone);
    const last = await hall.call<{ code: string }>('POST', base, asked, anyone);
    expect([last.status, last.body.code]).toEqual([429, 'too_many_requests']);
    // Another telephone at the same address asks on.
    await hall.ok('POST', base, { ...asked, phone: '13700137000' }, anyone);
  });
});

onBothDatabases('details of visitors', (fresh) => {
  it('are erased after the hall’s time for them, and the log says how many', async () => {
    const hall = await fresh({
      change: (file) => {
        file['settings'] = { eraseAfterDays: 30 };
        const queues = file['queues'] as { code: string; slotCapacity?: number }[];
        queues.find((q) => q.code === 'social')!.slotCapacity = 1;
      },
    });
    await ask(hall);
    const waiting = await ask(hall);
    const [over] = (await hall.ok<HomeVisitList>('GET', base)).requests;
    await hall.ok('POST', `${base}/${over!.id}/decline`, { answer: '地址太远' });
    const slot = '2026-03-02T02:00:00.000Z';
    await hall.ok('POST', '/api/halls/district/appointments', {
      queue: 'social',
      slot,
      name: '张三',
      phone: '13800138000',
    });
    const signedIn = () => hall.signIn('admin', 'a long password');
    const details = async (): Promise<unknown[]> => {
      const token = await signedIn();
      const path = '/api/halls/district/appointments?day=2026-03-02';
      const [booked] = await hall.ok<Record<string, unknown>[]>('GET', path, undefined, { token });
      const { requests } = await hall.ok<HomeVisitList>('GET', base, undefined, { token });
      const { name, phone, address, wish } = requests[0]!;
      return [booked!['name'], booked!['phone'], name, phone, address, wish];
    };
    await hall.hall.erasure.tick();
    // The thirtieth day after is the last on which they are known.
    hall.clock.set('2026-04-01T00:30:00.000Z');
    await hall.hall.erasure.tick();
    // What is over is told apart by its names, and no more.
    expect(await details()).toEqual([
      ...['张**', '138****8000', '李**', '139****9000', '和平路****', null],
    ]);
    hall.clock.set('2026-04-02T01:00:00.000Z');
    await hall.hall.erasure.tick();
    expect(await details()).toEqual([null, null, null, null, null, null]);
    hall.admin = await signedIn();
    const erased = (await eventsOf(hall)).filter((e) => e.command === 'erase-details');
    expect(erased.map((e) => [e.actor, e.data])).toEqual([
      [
        'system',
        {
          before: '2026-03-03',
          ...{ appointments: 1, homeVisits: 1, notes: 0, persons: 0 },
          ...{ comments: 0, resolutions: 0, reasons: 0, lines: 0 },
          ...{ messages: 0, alarms: 0, applications: 0, clients: 0, invitations: 0 },
          ...{ sheets: 0, remarks: 0, lifts: 0, undos: 0 },
        },
      ],
    ]);
    // Whoever is still waited for at home keeps name and address.
    const { requests } = await hall.ok<HomeVisitList>('GET', base);
    expect(requests[1]).toMatchObject({ ...asked, package: 'newborn', status: waiting.status });
    // Again, and after a restart: nothing more to erase, nothing more to log.
    await hall.hall.erasure.tick();
    expect((await eventsOf(hall)).filter((e) => e.command === 'erase-details')).toHaveLength(1);
  });
});
