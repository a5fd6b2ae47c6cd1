import { expect, it } from 'vitest';
import type { Case, CaseList, CaseWithSteps, VisitorCases } from '../shared/contract/case.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const at = '/api/halls/district';
const anyone = { token: null };
type Answer = Case & CaseWithSteps & VisitorCases & { code?: string };

async function ask(
  hall: TestHall,
  method: string,
  path: string,
  body?: object,
  token: string | null = hall.admin,
): Promise<[number, Answer]> {
  const answer = await hall.call<Answer>(method, path, body, { token });
  return [answer.status, answer.body];
}
const refused = async (...asked: Parameters<typeof ask>): Promise<unknown[]> => {
  const [status, { code }] = await ask(...asked);
  return [status, code];
};
async function served(hall: TestHall, clerk: string): Promise<Ticket> {
  const ticket = await hall.take({ queue: 'social' });
  await hall.window(33, 'call-next', {}, clerk);
  await hall.window(33, 'start', {}, clerk);
  await hall.window(33, 'finish', {}, clerk);
  return ticket;
}
/** So many days on, the administrator signed in anew. */
const later = async (hall: TestHall, days: number): Promise<void> => {
  hall.clock.pass(days * 86_400);
  hall.admin = await hall.signIn('admin', adminPassword);
};
const list = (hall: TestHall, token: string, query = ''): Promise<CaseList> =>
  hall.ok('GET', `${at}/cases${query}`, undefined, { token });

onBothDatabases('cases', (fresh) => {
  it('what could not be done goes from the visitor to who sees to it, and back', async () => {
    const hall = await fresh();
    let manager = await hall.person('manager', 'manager');
    let guide = await hall.person('guide', 'guide');
    const clerk = await hall.openWindow(33);
    const ticket = await served(hall, clerk);
    const mine = `/api/tickets/${ticket.token}`;

    expect(await ask(hall, 'GET', `${mine}/cases`, undefined, null)).toEqual([
      200,
      { canReport: true, cases: [] },
    ]);
    for (const bad of [{}, { text: ' ' }, { text: 'x'.repeat(1001) }, { text: 'x', phone: 'abc' }])
      expect(await refused(hall, 'POST', `${mine}/not-done`, bad, null)).toEqual([
        400,
        'bad_input',
      ]);
    expect(
      await refused(hall, 'POST', '/api/tickets/no-such/not-done', { text: 'x' }, null),
    ).toEqual([404, 'ticket_not_found']);
    const told = { text: '跑了三次，公章还是没有备案', phone: '13800138000' };
    const [status, reported] = await ask(hall, 'POST', `${mine}/not-done`, told, null);
    expect([status, reported.canReport]).toEqual([201, false]);
    expect(reported.cases[0]).toMatchObject({
      ...{ kind: 'not-done', status: 'open', text: told.text, dueDay: '2026-03-09' },
      ...{ resolution: null, canAskAgain: false },
    });
    expect(await refused(hall, 'POST', `${mine}/not-done`, told, null)).toEqual([
      409,
      'already_exists',
    ]);

    const { cases } = await list(hall, manager, '?kind=not-done&status=unfinished&window=33');
    expect(cases).toMatchObject([
      { ...told, number: ticket.number, window: 33, owner: { username: 'manager' } },
    ]);
    const path = `${at}/cases/${cases[0]!.id}`;
    // Whom it is about sees nothing of it before there is an answer, and then not who it was.
    expect((await list(hall, clerk)).total).toBe(0);
    expect(await refused(hall, 'GET', path, undefined, clerk)).toEqual([404, 'not_found']);
    expect(await refused(hall, 'POST', `${path}/begin`, {}, clerk)).toEqual([404, 'not_found']);
    // Nor does one who does not follow it up.
    expect(await refused(hall, 'POST', `${path}/begin`, {}, guide)).toEqual([404, 'not_found']);
    expect(await refused(hall, 'POST', `${path}/begin`, {}, null)).toEqual([401, 'unauthorized']);

    expect((await ask(hall, 'POST', `${path}/assign`, { owner: 'guide' }, manager))[0]).toBe(200);
    expect((await list(hall, guide)).cases).toMatchObject([{ ...told, number: ticket.number }]);
    expect((await ask(hall, 'POST', `${path}/begin`, {}, guide))[1].status).toBe('in-progress');
    expect(await refused(hall, 'POST', `${path}/reopen`, { note: 'x' }, guide)).toEqual([
      409,
      'not_allowed',
    ]);
    await hall.ok('POST', `${path}/note`, { note: '已联系公安窗口' }, { token: guide });
    const done = { resolution: '已协调公安窗口当场备案', contacted: true };
    expect((await ask(hall, 'POST', `${path}/answer`, done, guide))[1].status).toBe('answered');

    const [, seen] = await ask(hall, 'GET', `${mine}/cases`, undefined, null);
    expect(seen.cases[0]).toMatchObject({
      ...{ status: 'answered', resolution: done.resolution, canAskAgain: true },
    });
    const about = (await list(hall, clerk)).cases;
    expect(about).toMatchObject([
      {
        ...{ aboutMe: true, text: null, phone: null, number: null, day: null, resolution: null },
        ...{ openedAt: null, answeredAt: null, allowed: ['appeal'] },
      },
    ]);

    const again = `${mine}/cases/${cases[0]!.id}/ask-again`;
    const other = await hall.take({ queue: 'tax' });
    const elsewhere = again.replace(ticket.token, other.token);
    expect(await refused(hall, 'POST', elsewhere, { text: 'x' }, null)).toEqual([404, 'not_found']);
    hall.clock.pass(2 * 86_400);
    const [, open] = await ask(hall, 'POST', again, { text: '还是没有收到' }, null);
    // Five working days again, from the day on which it goes on.
    expect(open.cases[0]).toMatchObject({
      ...{ status: 'in-progress', canAskAgain: false, dueDay: '2026-03-11' },
    });
    guide = await hall.signIn('guide', 'long enough');
    manager = await hall.signIn('manager', 'long enough');
    await hall.ok('POST', `${path}/answer`, done, { token: guide });
    expect(await refused(hall, 'POST', again, { text: 'x' }, null)).toEqual([409, 'not_allowed']);
    await hall.ok('POST', `${path}/close`, {}, { token: guide });
    const whole = await hall.ok<CaseWithSteps>('GET', path, undefined, { token: manager });
    expect(whole.steps.map(({ act, by }) => [act, by?.username ?? null])).toEqual([
      ['open', null],
      ['assign', 'manager'],
      ['begin', 'guide'],
      ['note', 'guide'],
      ['answer', 'guide'],
      ['ask-again', null],
      ['answer', 'guide'],
      ['close', 'guide'],
    ]);
    // Nothing that was said stands in the log.
    const log = await hall.db.read.selectFrom('events').select('data').execute();
    expect(JSON.stringify(log)).not.toMatch(/公章|13800138000|协调|收到/);
  });

  it('a clerk appeals once; the manager decides whether it counts', async () => {
    const hall = await fresh();
    const manager = await hall.person('manager', 'manager');
    const clerk = await hall.openWindow(33);
    const ticket = await served(hall, clerk);
    await hall.ok('POST', `/api/tickets/${ticket.token}/rating`, { level: 1 }, anyone);
    const [first] = (await list(hall, manager)).cases;
    const path = `${at}/cases/${first!.id}`;
    const act = (name: string, body: object, token: string) =>
      ask(hall, 'POST', `${path}/${name}`, body, token);
    await act('answer', { resolution: '已致歉' }, manager);
    expect((await act('appeal', {}, clerk))[1].code).toBe('reason_required');
    expect((await act('appeal', { note: '系统故障，非本人原因' }, clerk))[1]).toMatchObject({
      ...{ appealOpen: true, steps: [], allowed: [] },
    });
    expect((await act('appeal', { note: '再次' }, clerk))[1].code).toBe('not_allowed');
    expect((await act('decide', { justified: false }, clerk))[1].code).toBe('not_allowed');
    expect((await list(hall, manager, '?appeal=open')).total).toBe(1);
    expect((await act('decide', {}, manager))[1].code).toBe('bad_input');
    expect((await act('decide', { justified: false }, manager))[1]).toMatchObject({
      ...{ appealOpen: false, justified: false, appeal: '系统故障，非本人原因' },
    });
    expect((await list(hall, manager, '?appeal=open')).total).toBe(0);
    // The due day would tell the day of the visit.
    expect((await list(hall, clerk)).cases).toMatchObject([{ dueDay: null, day: null }]);
    expect((await list(hall, clerk)).cases).toMatchObject([{ justified: false, number: null }]);
  });

  it('is opened at the window for the ticket in hand, at the desk also without one', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const clerk = await hall.openWindow(33);
    const ticket = await hall.take({ queue: 'social' });
    const open = (body: object, token: string | null) =>
      ask(hall, 'POST', `${at}/cases`, { kind: 'not-done', text: '材料不齐', ...body }, token);
    const code = async (body: object, token: string | null) => (await open(body, token))[1].code;
    expect(await code({ number: ticket.number }, clerk)).toBe('forbidden');
    expect(await code({}, clerk)).toBe('forbidden');
    expect(await code({}, null)).toBe('unauthorized');
    await hall.window(33, 'call-next', {}, clerk);
    expect(await code({ number: ticket.number, matter: 'no-such' }, clerk)).toBe('unknown_matter');
    const [status, made] = await open({ number: ticket.number }, clerk);
    expect([status, made.window]).toEqual([201, 33]);
    expect(await code({ number: ticket.number }, guide)).toBe('already_exists');
    expect(await code({ number: 'Z999' }, guide)).toBe('ticket_not_found');
    expect((await open({ phone: '13800138000' }, guide))[0]).toBe(201);
    expect((await open({ kind: 'bad-rating' }, guide))[0]).toBe(400);
  });

  it('are found by what is due, by window, clerk and owner, and sorted by the server', async () => {
    const hall = await fresh();
    await hall.person('guide', 'guide');
    const open = (text: string) => hall.ok<Case>('POST', `${at}/cases`, { kind: 'not-done', text });
    await open('甲');
    await later(hall, 3);
    const second = await open('乙');
    const texts = async (query: string): Promise<(string | null)[]> =>
      (await list(hall, hall.admin, query)).cases.map((c) => c.text);
    expect(await texts('?sort=newest')).toEqual(['乙', '甲']);
    expect(await texts('?due=soon')).toEqual(['甲']);
    await later(hall, 5);
    expect(await texts('?due=overdue')).toEqual(['甲']);
    expect((await list(hall, hall.admin, '?due=overdue')).cases[0]!.overdue).toBe(true);
    await hall.ok('POST', `${at}/cases/${second.id}/assign`, { owner: 'guide' });
    expect(await texts('?owner=guide')).toEqual(['乙']);
    expect(await texts('?owner=nobody')).toEqual([]);
    expect(await texts('?clerk=guide')).toEqual([]);
    expect(await texts('?limit=1&offset=1')).toEqual(['乙']);
    const wrong = ['?window=999', '?limit=0', '?kind=x', '?due=never', '?sort=text'];
    for (const query of wrong)
      expect((await hall.call('GET', `${at}/cases${query}`)).status).toBeGreaterThanOrEqual(400);
  });

  it('are counted by kind, with what each rate is made of, for managers', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const open = () => hall.ok<Case>('POST', `${at}/cases`, { kind: 'not-done', text: '甲' });
    const [first, second] = [await open(), await open(), await open()];
    const today = first.day!;
    const figures = `${at}/cases/figures?from=${today}&to=${today}`;
    expect(await refused(hall, 'GET', figures, undefined, guide)).toEqual([403, 'forbidden']);
    await hall.ok('POST', `${at}/cases/${first.id}/answer`, { resolution: '已办' });
    await later(hall, 30);
    await hall.ok('POST', `${at}/cases/${second.id}/answer`, { resolution: '已办' });
    await hall.ok('POST', `${at}/cases/${second.id}/close`, { justified: true });
    const none = {
      opened: 0,
      answered: 0,
      answeredInTime: 0,
      overdue: 0,
      decided: 0,
      justified: 0,
    };
    const some = {
      opened: 3,
      answered: 2,
      answeredInTime: 1,
      overdue: 1,
      decided: 1,
      justified: 1,
    };
    expect(await hall.ok('GET', figures)).toEqual({
      kinds: [
        { kind: 'bad-rating', ...none },
        { kind: 'not-done', ...some },
      ],
    });
    const turned = `${at}/cases/figures?from=2026-03-02&to=2026-03-01`;
    expect(await refused(hall, 'GET', turned, undefined, hall.admin)).toEqual([400, 'bad_input']);
  });

  it('are passed on by the clerk who follows one up, who sees names for it and nothing else', async () => {
    const hall = await fresh();
    const manager = await hall.person('manager', 'manager');
    await hall.person('lin', 'clerk');
    await hall.person('other', 'clerk');
    const clerk = await hall.openWindow(33);
    const ticket = await served(hall, clerk);
    await hall.ok('POST', `/api/tickets/${ticket.token}/not-done`, { text: '甲' }, anyone);
    const [opened] = (await list(hall, manager)).cases;
    const path = `${at}/cases/${opened!.id}`;
    const owners = async (token: string | null): Promise<unknown> => {
      const { status, body } = await hall.call('GET', `${path}/owners`, undefined, { token });
      return status === 200 ? body : status;
    };
    const lin = await hall.signIn('lin', 'long enough');
    // Not theirs yet; nor that of whom it is about, then or when it is over.
    expect([await owners(lin), await owners(clerk), await owners(null)]).toEqual([404, 404, 401]);
    await hall.ok('POST', `${path}/assign`, { owner: 'lin' }, { token: manager });
    expect(await owners(lin)).toEqual([
      { username: 'admin', name: '管理员' },
      ...['lin', 'manager', 'other'].map((name) => ({ username: name, name })),
    ]);
    expect((await ask(hall, 'POST', `${path}/assign`, { owner: 'other' }, lin))[0]).toBe(200);
    expect(await owners(lin)).toBe(404);
    const answered = { resolution: '已办' };
    await hall.ok('POST', `${path}/answer`, answered, { token: manager });
    expect(await owners(clerk)).toBe(404);
    // A year on it is listed no more; what nobody has seen to still is.
    await hall.ok('POST', `${at}/cases`, { kind: 'not-done', text: '乙' });
    await later(hall, 367);
    const texts = async (query: string): Promise<(string | null)[]> =>
      (await list(hall, hall.admin, query)).cases.map(({ text }) => text);
    expect(await texts('')).toEqual([]);
    expect(await texts('?status=unfinished')).toEqual(['乙']);
    expect(await texts('?status=open&due=overdue')).toEqual(['乙']);
  });

  it('two who act at once: one of them is told what is', async () => {
    const hall = await fresh();
    const opened = await hall.ok<Case>('POST', `${at}/cases`, { kind: 'not-done', text: '甲' });
    const path = `${at}/cases/${opened.id}/answer`;
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((resolution) => hall.call('POST', path, { resolution })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('keeps the page of a visit until a month after its case was closed', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    const ticket = await served(hall, clerk);
    const mine = `/api/tickets/${ticket.token}`;
    await hall.ok('POST', `${mine}/not-done`, { text: '甲' }, anyone);
    await later(hall, 10);
    expect((await hall.call('GET', `${mine}/cases`, undefined, anyone)).status).toBe(200);
    expect((await hall.call('GET', mine, undefined, anyone)).status).toBe(200);
    const { cases } = await list(hall, hall.admin);
    await hall.ok('POST', `${at}/cases/${cases[0]!.id}/answer`, { resolution: '已办' });
    await hall.ok('POST', `${at}/cases/${cases[0]!.id}/close`);
    hall.clock.pass(31 * 86_400);
    expect((await hall.call('GET', mine, undefined, anyone)).status).toBe(410);
  });
});
