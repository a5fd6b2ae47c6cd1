import { expect, it, vi } from 'vitest';
import type {
  Client,
  ClientImported,
  ClientList,
  StewardState,
} from '../shared/contract/client.ts';
import type { Consulted } from '../shared/contract/consultation.ts';
import type { LimitedPersons } from '../shared/contract/person-limit.ts';
import type { PersonErased, PersonFile } from '../shared/contract/privacy.ts';
import type { DailyReport } from '../shared/contract/report.ts';
import type { StewardReport } from '../shared/contract/steward-report.ts';
import type { TakeTicket, Ticket } from '../shared/contract/ticket.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });

const base = '/api/halls/district';
const refused = async (
  hall: TestHall,
  method: string,
  path: string,
  body: unknown,
  token?: string,
): Promise<Record<string, unknown>> => {
  const answer = await hall.call<Record<string, unknown>>(
    method,
    path,
    body,
    token === undefined ? {} : { token },
  );
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return { ...answer.body, status: answer.status };
};
const report = (hall: TestHall): Promise<StewardReport> =>
  hall.ok('GET', `${base}/reports/stewards`);
const addClient = (hall: TestHall, input: object): Promise<Client> =>
  hall.ok('POST', `${base}/clients`, input);

onBothDatabases('stewards and their clients', (fresh) => {
  it('are told at once when a client gives the code at the kiosk, and go along', async () => {
    const hall = await fresh();
    const steward = await hall.person('aji', 'clerk');
    const kiosk = await hall.device('kiosk');
    const client = await addClient(hall, {
      code: 'sh2026',
      name: '晨光电子有限公司',
      kind: 'firm',
      phone: '13800138000',
      steward: 'aji',
    });
    expect(client).toMatchObject({
      code: 'SH2026',
      active: true,
      steward: { username: 'aji', name: 'aji' },
    });
    const told = await hall.watch({ topic: 'clients', hall: 'district', steward: 'aji' }, steward);
    expect(told.last).toMatchObject({ steward: 'aji', visits: [] });
    const first = await hall.take({ queue: 'social' }, { token: kiosk });
    const ticket = await hall.take({ queue: 'social', client: 'sh2026' }, { token: kiosk });
    expect(ticket).toMatchObject({
      category: 'green',
      treatedAsCameAt: '2026-03-02T00:00:00.000Z',
    });
    // Nothing of the client stands on what the visitor, or a stranger with the slip, sees.
    expect(JSON.stringify(await hall.follow(ticket))).not.toContain('晨光');
    await vi.waitFor(() =>
      expect(told.last.visits).toMatchObject([
        { code: 'SH2026', client: '晨光电子有限公司', number: ticket.number, status: 'waiting' },
      ]),
    );
    const clerk = await hall.openWindow(33);
    // The green channel goes first, and the clerk sees whose visit it is.
    const state = await hall.window(33, 'call-next', {}, clerk);
    expect(state.ticket).toMatchObject({
      number: ticket.number,
      companion: 'aji',
      client: { code: 'SH2026', name: '晨光电子有限公司', kind: 'firm' },
    });
    expect(first.number < ticket.number).toBe(true);
    const mine = await hall.ok<StewardState>('GET', `${base}/clients/mine`, undefined, {
      token: steward,
    });
    expect(mine.visits).toMatchObject([{ status: 'called', window: 33 }]);
    for (const command of ['start', 'finish']) await hall.window(33, command, {}, clerk);
    const { clients, stewards } = await report(hall);
    expect(clients).toMatchObject([{ code: 'SH2026', steward: 'aji', visits: 1, done: 1 }]);
    expect(stewards).toMatchObject([{ steward: 'aji', clients: 1, visits: 1, done: 1 }]);
    // The daily report says the same, as JSON and as a file.
    const daily = await hall.ok<DailyReport>('GET', `${base}/reports/daily`);
    expect(daily.services).toMatchObject({
      ...{ visits: 2, files: 2, agentVisits: 0 },
      clients: [{ code: 'SH2026', visits: 1, done: 1 }],
      regions: [{ region: null, visits: 2 }],
    });
    const csv = await hall.call<string>('GET', `${base}/reports/daily.csv`);
    expect(csv.body).toMatch(/晨光电子有限公司/);
    const long = `${base}/reports/daily?from=2024-01-01&to=2026-03-02`;
    expect((await hall.ok<DailyReport>('GET', long)).services).toBeNull();
    // Boards and the log know the code at the most.
    const events = await hall.ok('GET', `${base}/events?after=0&limit=200`);
    expect(JSON.stringify(events)).not.toMatch(/晨光|13800138000/);
    const board = await hall.ok('GET', `${base}/board`);
    expect(JSON.stringify(board)).not.toMatch(/晨光|SH2026/);
  });

  it('open nothing by a code that is wrong, ended or guessed', async () => {
    const hall = await fresh();
    await hall.person('aji', 'clerk');
    const kiosk = await hall.device('kiosk');
    const { code } = await addClient(hall, { name: '李强', kind: 'person', steward: 'aji' });
    expect(code).toMatch(/^[A-Z0-9]{6}$/);
    await hall.ok('PATCH', `${base}/clients/${code}`, { active: false });
    expect(
      await refused(hall, 'POST', `${base}/tickets`, { queue: 'social', client: code }, kiosk),
    ).toMatchObject({ status: 422, code: 'unknown_client' });
    await hall.ok('PATCH', `${base}/clients/${code}`, { active: true });
    const codes = [];
    for (let i = 0; i < 25; i += 1) {
      const guess = { queue: 'social', client: `ZZZZ${i + 10}` };
      codes.push((await refused(hall, 'POST', `${base}/tickets`, guess, kiosk))['code']);
    }
    expect(codes.filter((c) => c === 'unknown_client')).toHaveLength(19);
    expect(codes.at(-1)).toBe('too_many_requests');
    // Who guesses at one kiosk takes nothing from another, nor from who has no code.
    await hall.take({ queue: 'social' }, { token: kiosk });
    await hall.take({ queue: 'social', client: code }, { token: await hall.device('kiosk') });
    expect(
      await refused(hall, 'POST', `${base}/tickets`, { queue: 'social', client: 'a b' }),
    ).toMatchObject({ status: 400, code: 'bad_input' });
  });

  it('are found by a search, and come in by a list that is taken whole or not at all', async () => {
    const hall = await fresh();
    await hall.person('aji', 'clerk');
    const clerk = await hall.signIn('aji', 'long enough');
    const rows = [
      { code: 'FIRM01', name: '第一公司', kind: 'firm', steward: 'aji' },
      { code: 'FIRM01', name: '重复公司', kind: 'firm', steward: 'aji' },
      { name: '', kind: 'firm', steward: 'aji' },
      { name: '无人', kind: 'firm', steward: 'nobody' },
      { name: '100%_园区', kind: 'park', steward: 'aji' },
    ];
    const checked = await hall.ok<ClientImported>('POST', `${base}/clients/import`, {
      clients: rows,
      check: true,
    });
    expect(checked.faults.map((f) => [f.path, f.code])).toEqual([
      ['1.code', 'stands_twice'],
      ['2.name', 'missing'],
      ['3.steward', 'unknown_steward'],
      ['4.kind', 'not_one_of'],
    ]);
    expect(
      (await refused(hall, 'POST', `${base}/clients/import`, { clients: rows }))['issues'],
    ).toHaveLength(4);
    const good = [rows[0], { ...rows[4], kind: 'project' }];
    expect(await hall.ok('POST', `${base}/clients/import`, { clients: good })).toEqual({
      added: 2,
      faults: [],
    });
    const search = (query: string): Promise<ClientList> =>
      hall.ok('GET', `${base}/clients?query=${encodeURIComponent(query)}`);
    expect((await search('%_')).clients).toMatchObject([{ name: '100%_园区' }]);
    expect((await search('firm')).total).toBe(1);
    expect((await search('公司')).total).toBe(1);
    expect(
      await refused(hall, 'POST', `${base}/clients`, { ...rows[0], name: '又一家' }),
    ).toMatchObject({ status: 409, code: 'already_exists' });
    expect(await refused(hall, 'PATCH', `${base}/clients/NONE1`, { name: 'x' })).toMatchObject({
      status: 404,
    });
    expect(await refused(hall, 'GET', `${base}/clients`, undefined, clerk)).toMatchObject({
      status: 403,
    });
  });

  it('are known, shown and erased by the telephone of a person; the visit stays counted', async () => {
    const hall = await fresh();
    await hall.person('aji', 'clerk');
    const { code } = await addClient(hall, {
      name: '王小明',
      kind: 'person',
      phone: '13912345678',
      steward: 'aji',
    });
    const ticket = await hall.take({ queue: 'social', client: code });
    const whom = { phone: '13912345678' };
    const find = (): Promise<PersonFile> => hall.ok('POST', `${base}/persons/search`, whom);
    const file = await find();
    expect(file.clients).toMatchObject([{ code, name: '王小明', steward: 'aji', active: true }]);
    expect(file.tickets).toMatchObject([{ number: ticket.number }]);
    await hall.ok('POST', `/api/tickets/${ticket.token}/cancel`);
    const erased = await hall.ok<PersonErased>('POST', `${base}/persons/erase`, whom);
    expect(erased).toMatchObject({ clients: 1, tickets: 1 });
    expect((await find()).clients).toEqual([]);
    expect(JSON.stringify(await hall.ok('GET', `${base}/clients`))).not.toMatch(/王小明|139123/);
    expect((await report(hall)).clients).toMatchObject([{ code, name: '', visits: 1 }]);
    expect(
      await refused(hall, 'POST', `${base}/tickets`, { queue: 'social', client: code }),
    ).toMatchObject({ code: 'unknown_client' });
  });
});

onBothDatabases('files, agents and other regions', (fresh) => {
  it('count as matters and not as visits, and those behind wait as long as they take', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    // The queue's usual wait behind one who is served, seen often enough for a number.
    await hall.take({ queue: 'social' });
    await hall.window(33, 'call-next', {}, clerk);
    for (let i = 0; i < 12; i += 1) {
      await hall.take({ queue: 'social' });
      hall.clock.pass(300);
      await hall.window(33, 'finish', {}, clerk);
      await hall.window(33, 'call-next', {}, clerk);
    }
    const many = await hall.take({ queue: 'social', agent: true, files: 6 });
    expect(many).toMatchObject({ files: 6, agent: true, region: null });
    const behind = await hall.take({ queue: 'social' });
    const [own, after] = [many.steps[0]!, behind.steps[0]!];
    expect([own.ahead, after.ahead]).toEqual([0, 1]);
    const turn = own.estimate!.p50;
    expect(turn).toBeGreaterThan(0);
    // Six turns more, where one with a single file is one.
    expect(after.estimate!.p50).toBeGreaterThan(turn * 3);
    const phone = await hall.watch({ topic: 'ticket', token: behind.token });
    expect(phone.last.steps[0]!.estimate!.p50).toBe(
      (await hall.follow(behind)).steps[0]!.estimate!.p50,
    );
    await hall.window(33, 'call-next', {}, clerk);
    // With the ticket in hand the clerk sees what was really brought.
    await hall.ok('POST', `${base}/tickets/${many.number}/files`, { files: 4 }, { token: clerk });
    expect((await hall.ok<{ ticket: Ticket }>('GET', `${base}/windows/33`)).ticket.files).toBe(4);
    await hall.window(33, 'start', {}, clerk);
    hall.clock.pass(60);
    const finished = await hall.window(33, 'finish', { files: 3 }, clerk);
    expect(finished.finished?.number).toBe(many.number);
    const { total, windows } = await report(hall);
    expect(total).toMatchObject({ visits: 15, files: 17, agentVisits: 1, agentFiles: 3 });
    expect(windows).toMatchObject([{ window: 33, done: 14, files: 16 }]);
    const daily = await hall.ok<DailyReport>('GET', `${base}/reports/daily`);
    expect(daily.total).toMatchObject({ taken: 15, done: 14 });
    expect(daily.ok).toBe(true);
    // Taken back, it is as it was before the command.
    await hall.window(33, 'undo', {}, clerk);
    expect((await report(hall)).total.files).toBe(18);
  });

  it('refuse what cannot be, and changes by who has nothing to do with it', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    for (const files of [0, 100, 1.5, '2'])
      expect(
        await refused(hall, 'POST', `${base}/tickets`, { queue: 'social', files }),
      ).toMatchObject({ status: 400, code: 'bad_input' });
    const { number, token } = await hall.take({ queue: 'social' });
    const path = `${base}/tickets/${number}/files`;
    expect(await refused(hall, 'POST', path, { files: 2 }, clerk)).toMatchObject({ status: 403 });
    await hall.ok('POST', path, { files: 2 });
    await hall.ok('POST', `/api/tickets/${token}/cancel`);
    expect(await refused(hall, 'POST', path, { files: 3 })).toMatchObject({
      status: 409,
      code: 'not_allowed',
    });
    expect(await refused(hall, 'POST', `${base}/tickets/X999/files`, { files: 3 })).toMatchObject({
      status: 404,
    });
  });

  it('say for which region a matter is, where it is handled for others', async () => {
    const hall = await fresh();
    const setup = await hall.ok<{
      revision: number;
      hall: Record<string, unknown>;
      catalogue: { matters: { code: string; queue?: string; regions?: boolean }[] };
    }>('GET', `${base}/setup`);
    const [matter, other] = setup.catalogue.matters.filter((m) => m.queue === 'social');
    const put = (regions: object[]): Promise<unknown> =>
      hall.ok('PUT', `${base}/setup`, {
        ...setup,
        hall: { ...setup.hall, regions },
        catalogue: {
          ...setup.catalogue,
          matters: setup.catalogue.matters.map((m) =>
            m.code === matter!.code ? { ...m, regions: true } : m,
          ),
        },
        from: 'now',
      });
    const fujian = { code: 'jx', name: { 'zh-Hans': '江西', en: 'Jiangxi' } };
    expect(
      await refused(hall, 'PUT', `${base}/setup`, {
        ...setup,
        hall: { ...setup.hall, regions: [fujian, fujian] },
        from: 'now',
      }),
    ).toMatchObject({
      status: 422,
      issues: [{ path: 'hall.regions.1.code', code: 'stands_twice' }],
    });
    await put([fujian]);
    const again = await hall.ok<typeof setup>('GET', `${base}/setup`);
    expect(again.hall['regions']).toEqual([fujian]);
    expect(again.catalogue.matters.filter((m) => m.regions === true)).toHaveLength(1);
    const ticket = await hall.take({ matters: [matter!.code], region: 'jx' });
    expect(ticket.region).toEqual(fujian);
    const wrong = (wish: Partial<TakeTicket>): Promise<Record<string, unknown>> =>
      refused(hall, 'POST', `${base}/tickets`, wish);
    expect(await wrong({ matters: [matter!.code], region: 'xx' })).toMatchObject({
      status: 422,
      code: 'unknown_region',
    });
    expect(await wrong({ matters: [other!.code], region: 'jx' })).toMatchObject({
      code: 'unknown_region',
    });
    await hall.take({ queue: 'social' });
    expect((await report(hall)).regions).toMatchObject([
      { region: null, visits: 1 },
      { region: 'jx', name: fujian.name, visits: 1, files: 1 },
    ]);
  });

  it('make a visit to a station one of its category by itself', async () => {
    const hall = await fresh({
      change: (file) => {
        const queues = file['queues'] as { code: string; category?: string }[];
        queues.find((q) => q.code === 'taiwan')!.category = 'compatriot';
      },
    });
    expect(await hall.take({ queue: 'taiwan' })).toMatchObject({ category: 'compatriot' });
    expect(await hall.take({ queue: 'social' })).toMatchObject({ category: 'general' });
    const setup = await hall.ok<{ revision: number; hall: { queues: { code: string }[] } }>(
      'GET',
      `${base}/setup`,
    );
    const queues = setup.hall.queues.map((q) =>
      q.code === 'taiwan' ? { ...q, category: 'nobody' } : q,
    );
    const checked = await hall.ok<{ faults: { path: string; code: string }[] }>(
      'POST',
      `${base}/setup/check`,
      { ...setup, hall: { ...setup.hall, queues } },
    );
    expect(checked.faults).toMatchObject([
      { path: `hall.queues.${queues.length - 1}.category`, code: 'unknown_category' },
    ]);
  });
});

onBothDatabases('questions answered without a ticket', (fresh) => {
  it('are counted by one key with day, zone and window, and taken back within half a minute', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    const guide = await hall.person('guide', 'guide');
    const consult = (input: object, token: string): Promise<Consulted> =>
      hall.ok('POST', `${base}/consultations`, input, { token });
    expect((await consult({ window: 33 }, clerk)).today).toBe(1);
    const slip = await consult({ window: 33 }, clerk);
    expect(slip.today).toBe(2);
    const desk = await consult({ zone: 'A' }, guide);
    const undo = `${base}/consultations/${slip.id}/undo`;
    expect(await refused(hall, 'POST', undo, {}, guide)).toMatchObject({ status: 404 });
    hall.clock.pass(30);
    expect(await hall.ok('POST', undo, {}, { token: clerk })).toMatchObject({ today: 1 });
    expect(await refused(hall, 'POST', undo, {}, clerk)).toMatchObject({
      status: 409,
      code: 'undo_too_late',
    });
    hall.clock.pass(1);
    expect(
      await refused(hall, 'POST', `${base}/consultations/${desk.id}/undo`, {}, guide),
    ).toMatchObject({ code: 'undo_too_late' });
    const { total, windows, zones, days } = await report(hall);
    expect(total).toMatchObject({ visits: 0, consultations: 2 });
    expect(windows).toMatchObject([{ window: 33, done: 0, consultations: 1 }]);
    expect(zones.reduce((sum, z) => sum + z.consultations, 0)).toBe(2);
    expect(days).toMatchObject([{ day: '2026-03-02', visits: 0, consultations: 2 }]);
    const daily = await hall.ok<DailyReport>('GET', `${base}/reports/daily`);
    expect(daily.total.taken).toBe(0);
    for (const [input, code] of [
      [{ window: 999 }, 'window_not_found'],
      [{ queue: 'none' }, 'unknown_queue'],
      [{ zone: 'Z9' }, 'unknown_zone'],
      [{ matter: 'none' }, 'unknown_matter'],
      [{ clerk: 1 }, 'bad_input'],
    ] as const)
      expect(await refused(hall, 'POST', `${base}/consultations`, input)).toMatchObject({ code });
    // The same press sent again is one question.
    const [one, same] = [
      await hall.ok<Consulted>('POST', `${base}/consultations`, {}, { key: 'k' }),
      await hall.ok<Consulted>('POST', `${base}/consultations`, {}, { key: 'k' }),
    ];
    expect(one).toEqual(same);
    expect((await report(hall)).total.consultations).toBe(3);
  });
});

onBothDatabases('one person', (fresh) => {
  const idNumber = '350203199001011234';
  const take = (hall: TestHall, queue = 'social'): Promise<Ticket> =>
    hall.take({ queue, idNumber });

  it('faults W10: takes and gives up no more tickets a day than the hall gives one', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const taken: string[] = [];
    for (let i = 0; i < 10; i += 1) {
      const { number, token } = await take(hall);
      taken.push(number);
      await hall.ok('POST', `/api/tickets/${token}/cancel`);
    }
    const eleventh = { queue: 'social', idNumber };
    expect(await refused(hall, 'POST', `${base}/tickets`, eleventh)).toMatchObject({
      status: 409,
      code: 'person_limit',
      kind: 'day',
      limit: 10,
    });
    // Others, and who shows no paper, are not concerned.
    await hall.take({ queue: 'social', idNumber: '350203195002021234' });
    const list = await hall.ok<LimitedPersons>('GET', `${base}/person-limits`);
    expect(list).toMatchObject({
      ticketsADay: 10,
      persons: [{ number: taken.at(-1), taken: 10, cancelled: 10, open: 0, lifted: null }],
    });
    expect(JSON.stringify(list)).not.toMatch(/3502|hash/);
    const lift = { number: taken[3], reason: '帮老人取号' };
    const after = await hall.ok<LimitedPersons>('POST', `${base}/person-limits/lift`, lift, {
      token: guide,
    });
    expect(after.persons[0]!.lifted?.by).toBe('guide');
    await take(hall);
    const events = await hall.ok<{ events: { command: string; data: object }[] }>(
      'GET',
      `${base}/events?after=0&limit=200`,
    );
    const logged = (Array.isArray(events) ? events : events.events) as {
      command: string;
      data: object;
    }[];
    expect(logged.find((e) => e.command === 'lift-person-limit')?.data).toEqual(lift);
    // Tomorrow everybody begins anew.
    hall.clock.pass(24 * 60 * 60);
    hall.admin = await hall.signIn('admin', adminPassword);
    expect((await hall.ok<LimitedPersons>('GET', `${base}/person-limits`)).persons).toEqual([]);
    await take(hall);
  });

  it('faults W10: stands in no more queues at once than the hall says', async () => {
    const hall = await fresh();
    const open = [
      await take(hall, 'social'),
      await take(hall, 'medical'),
      await take(hall, 'fund'),
    ];
    const fourth = { queue: 'tax', idNumber };
    expect(await refused(hall, 'POST', `${base}/tickets`, fourth)).toMatchObject({
      code: 'person_limit',
      kind: 'open',
      limit: 3,
      numbers: open.map(({ number }) => number),
    });
    await hall.ok('POST', `/api/tickets/${open[0]!.token}/cancel`);
    await take(hall, 'tax');
    expect(
      await refused(hall, 'POST', `${base}/person-limits/lift`, { number: 'X999', reason: 'x' }),
    ).toMatchObject({ status: 404 });
    const nobodys = await hall.take({ queue: 'social' });
    expect(
      await refused(hall, 'POST', `${base}/person-limits/lift`, {
        number: nobodys.number,
        reason: 'x',
      }),
    ).toMatchObject({ status: 409, code: 'not_allowed' });
  });

  it('faults W10: gets the last ticket once, however many kiosks are asked at the same moment', async () => {
    const hall = await fresh({
      change: (file) => {
        file['settings'] = { ...(file['settings'] as object), personOpenTickets: 1 };
      },
    });
    const wishes = ['social', 'medical', 'fund', 'tax', 'police'].map((queue) =>
      hall.call<{ code?: string }>('POST', `${base}/tickets`, { queue, idNumber }),
    );
    const answers = await Promise.all(wishes);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.flatMap(({ status, body }) => (status === 201 ? [] : body.code))).toEqual(
      Array(4).fill('person_limit'),
    );
  });

  it('is bound by nothing where the hall says so', async () => {
    const hall = await fresh({
      change: (file) => {
        file['settings'] = {
          ...(file['settings'] as object),
          ...{ personOpenTickets: 0, personTicketsADay: 0 },
        };
      },
    });
    for (let i = 0; i < 12; i += 1) {
      const { token } = await take(hall);
      await hall.ok('POST', `/api/tickets/${token}/cancel`);
    }
    for (const queue of ['social', 'medical', 'fund', 'tax', 'police']) await take(hall, queue);
    expect(await hall.ok('GET', `${base}/person-limits`)).toEqual({
      ticketsADay: 0,
      openTickets: 0,
      persons: [],
    });
  });
});
