import { expect, it, vi } from 'vitest';
import type { CaseList, CaseWithSteps } from '../shared/contract/case.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });

const anyone = { token: null };
const casesPath = '/api/halls/district/cases';

interface Refusal {
  readonly code: string;
  readonly detail: string;
}
async function rate(
  hall: TestHall,
  path: string,
  input: object,
  token: string | null = null,
): Promise<unknown[]> {
  const { status, body } = await hall.call<Refusal>('POST', path, input, { token });
  if (status >= 400) expect(body.detail).not.toBe('');
  return status < 300 ? [status] : [status, body.code];
}
const ofTicket = ({ token }: Ticket): string => `/api/tickets/${token}/rating`;
const ofPad = (window: number): string => `/api/halls/district/windows/${window}/rating`;

/** A ticket served at a window of `social`. */
async function served(hall: TestHall, clerk: string, window = 33): Promise<Ticket> {
  const ticket = await hall.take({ queue: 'social' });
  await hall.window(window, 'call-next', {}, clerk);
  await hall.window(window, 'start', {}, clerk);
  await hall.window(window, 'finish', {}, clerk);
  return ticket;
}
const casesOf = (hall: TestHall, token: string, query = ''): Promise<CaseList> =>
  hall.ok('GET', casesPath + query, undefined, { token });

onBothDatabases('ratings', (fresh) => {
  it('are given once a served step, by the visitor, and count nobody who gave none', async () => {
    const hall = await fresh();
    const ticket = await hall.take({ package: 'second-hand-home' });
    expect(await rate(hall, ofTicket(ticket), { level: 5 })).toEqual([409, 'not_served']);
    const clerk = await hall.openWindow(9);
    await hall.window(9, 'call-next', {}, clerk);
    expect(await rate(hall, ofTicket(ticket), { level: 5 })).toEqual([409, 'not_served']);
    await hall.window(9, 'start', {}, clerk);
    await hall.window(9, 'finish', {}, clerk);

    expect(await rate(hall, ofTicket(ticket), { level: 5 }, clerk)).toEqual([403, 'forbidden']);
    expect(await rate(hall, ofTicket(ticket), { level: 5, step: 1 })).toEqual([409, 'not_served']);
    expect(await rate(hall, ofTicket(ticket), { level: 4, comment: '很快' })).toEqual([200]);
    expect(await rate(hall, ofTicket(ticket), { level: 1 })).toEqual([409, 'already_rated']);
    expect((await hall.follow(ticket)).steps.map((s) => s.rated)).toEqual([true, false, false]);

    const second = await hall.openWindow(15);
    await hall.window(15, 'call-next', {}, second);
    await hall.window(15, 'start', {}, second);
    await hall.window(15, 'finish', {}, second);
    expect(await rate(hall, ofTicket(ticket), { level: 3 })).toEqual([200]);
    expect((await hall.follow(ticket)).steps.map((s) => s.rated)).toEqual([true, true, false]);
    const kept = await hall.db.read.selectFrom('ratings').select(['level', 'way']).execute();
    expect(kept.map((r) => [r.level, r.way]).sort()).toEqual([
      [3, 'phone'],
      [4, 'phone'],
    ]);
  });

  it('refuse what is no rating and keep nothing of it', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    const ticket = await served(hall, clerk);
    for (const [input, answer] of [
      [{ level: 0 }, [400, 'bad_input']],
      [{ level: 6 }, [400, 'bad_input']],
      [{ level: 2.5 }, [400, 'bad_input']],
      [{}, [400, 'bad_input']],
      [{ level: 2, reasons: ['no-such'] }, [422, 'unknown_reason']],
      [{ level: 2, step: 7 }, [409, 'not_served']],
    ] as const)
      expect([input, await rate(hall, ofTicket(ticket), input)]).toEqual([input, answer]);
    expect(await rate(hall, '/api/tickets/no-such/rating', { level: 5 })).toEqual([
      404,
      'ticket_not_found',
    ]);
    expect(await hall.db.read.selectFrom('ratings').selectAll().execute()).toEqual([]);
  });

  it('are asked for at the pad after the end, and taken from that window’s pad alone', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    const pad = await hall.device('rating', { window: 33 });
    const other = await hall.device('rating', { window: 34 });
    const wish = { topic: 'pad', hall: 'district', window: 33 } as const;
    // faults S22: nobody's name to sign in with; the number, where one was given.
    expect(JSON.stringify((await hall.watch(wish, pad)).last)).not.toContain('clerk33');
    await hall.ok('PATCH', '/api/staff/clerk33', { number: '0833' });
    // Whoever begins to watch within a second shares one state.
    hall.clock.pass(1);
    const shown = await hall.watch(wish, pad);
    expect(shown.last).toMatchObject({ window: 33, status: 'open', number: null, rating: null });
    expect(shown.last).toMatchObject({
      clerk: '0833',
      hallName: { 'zh-Hans': '区行政服务中心' },
    });

    const ticket = await hall.take({ queue: 'social' });
    await hall.window(33, 'call-next', {}, clerk);
    expect((await shown.until((s) => s.number === ticket.number)).serving).toBe(false);
    await hall.window(33, 'start', {}, clerk);
    await shown.until((s) => s.serving);
    await hall.window(33, 'finish', {}, clerk);
    const { rating } = await shown.until((s) => s.rating !== null);
    expect(rating).toMatchObject({ number: ticket.number, until: '2026-03-02T01:00:16.000Z' });
    const { step } = rating!;

    expect(await rate(hall, ofPad(33), { level: 2, step }, other)).toEqual([403, 'forbidden']);
    expect(await rate(hall, ofPad(34), { level: 2, step }, other)).toEqual([409, 'not_served']);
    expect(await rate(hall, ofPad(33), { level: 2, step }, clerk)).toEqual([403, 'forbidden']);
    expect(await rate(hall, ofPad(33), { level: 2, step })).toEqual([401, 'unauthorized']);
    expect(await rate(hall, ofPad(33), { level: 2 }, pad)).toEqual([400, 'bad_input']);
    hall.clock.pass(120);
    expect(await rate(hall, ofPad(33), { level: 5, step }, pad)).toEqual([201]);
    expect(await rate(hall, ofPad(33), { level: 5, step }, pad)).toEqual([409, 'already_rated']);
    expect(await rate(hall, ofTicket(ticket), { level: 5 })).toEqual([409, 'already_rated']);
    await shown.until((s) => s.version > shown.states.at(-2)!.version && s.rating === null);

    const late = await served(hall, clerk);
    const asked = await shown.until((s) => s.rating?.number === late.number);
    hall.clock.pass(121);
    expect(await rate(hall, ofPad(33), { level: 1, step: asked.rating!.step }, pad)).toEqual([
      409,
      'not_served',
    ]);
  });

  it('show a pad to itself and to the staff only', async () => {
    const hall = await fresh();
    const other = await hall.device('rating', { window: 34 });
    const wish = { topic: 'pad', hall: 'district', window: 33 } as const;
    await expect(hall.watch(wish, other)).rejects.toThrow('forbidden');
    await expect(hall.watch(wish)).rejects.toThrow('unauthorized');
    await expect(hall.watch({ ...wish, window: 99 }, other)).rejects.toThrow('window_not_found');
    expect((await hall.watch(wish, hall.admin)).last.window).toBe(33);
  });

  it('open a case when bad, due in working days over a holiday, which ends with what was done', async () => {
    // Wednesday 30 September 2026; 1 to 7 October are holidays, Saturday the 10th is worked.
    const hall = await fresh({
      start: '2026-09-30T02:00:00.000Z',
      change: (file) => {
        file['settings'] = { ratingDueWorkingDays: 3 };
      },
    });
    const manager = await hall.person('manager', 'manager');
    const clerk = await hall.openWindow(33);
    const good = await served(hall, clerk);
    await rate(hall, ofTicket(good), { level: 3 });
    const bad = await served(hall, clerk);
    const input = { level: 1, reasons: ['slow', 'attitude'], comment: '等了很久' };
    expect(await rate(hall, ofTicket(bad), input)).toEqual([200]);

    const { total, cases } = await casesOf(hall, manager);
    expect(total).toBe(1);
    const { comment, ...rated } = input;
    expect(cases[0]).toMatchObject({
      ...rated,
      text: comment,
      status: 'open',
      queue: 'social',
      window: 33,
      clerk: { username: 'clerk33' },
      number: bad.number,
      owner: { username: 'manager' },
      dueDay: '2026-10-10',
      overdue: false,
    });
    const path = `${casesPath}/${cases[0]!.id}`;
    const act = async (name: string, body: object, token = manager): Promise<unknown[]> => {
      const answer = await hall.call<Refusal>('POST', `${path}/${name}`, body, { token });
      return [answer.status, answer.body.code];
    };
    expect(await act('answer', {})).toEqual([422, 'reason_required']);
    expect(await act('assign', {})).toEqual([400, 'bad_input']);
    expect(await act('answer', { resolution: ' ' })).toEqual([400, 'bad_input']);
    expect(await act('close', {})).toEqual([409, 'not_allowed']);
    expect(await act('assign', { owner: 'nobody' })).toEqual([404, 'not_found']);
    expect(await act('assign', { owner: 'clerk33' })).toEqual([409, 'not_allowed']);
    expect((await casesOf(hall, manager, '?status=closed')).total).toBe(0);

    const said = { resolution: '已致电说明并道歉', contacted: true };
    expect(await act('answer', said)).toEqual([200, undefined]);
    expect(await act('answer', said)).toEqual([409, 'not_allowed']);
    const closed = await hall.ok<CaseWithSteps>(
      'POST',
      `${path}/close`,
      { justified: true },
      { token: manager },
    );
    expect(closed).toMatchObject({ ...said, status: 'closed', justified: true });
    expect(closed.steps.map((s) => s.act)).toEqual(['open', 'answer', 'close']);
    expect((await casesOf(hall, manager, '?status=unfinished')).total).toBe(0);
  });

  it('never tell the clerk who was rated who rated', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    const colleague = await hall.openWindow(34);
    // A manager who serves at a window is rated like any other clerk.
    const manager = await hall.person('manager', 'manager', 'clerk');
    await hall.window(35, 'open', {}, manager);
    const first = await served(hall, clerk);
    await rate(hall, ofTicket(first), { level: 2 });
    hall.clock.pass(1);
    const second = await served(hall, manager, 35);
    await rate(hall, ofTicket(second), { level: 2 });

    expect((await casesOf(hall, clerk)).total).toBe(0);
    const own = await casesOf(hall, manager);
    expect(own.cases.map((c) => c.number)).toEqual([first.number]);
    const all = await casesOf(hall, hall.admin);
    expect(all.cases.map((c) => [c.number, c.owner?.username])).toEqual([
      [first.number, 'manager'],
      [second.number, 'admin'],
    ]);
    // Who follows a case up without being a manager does so without the ticket.
    const path = `${casesPath}/${all.cases[1]!.id}`;
    await hall.ok('POST', `${path}/assign`, { owner: 'clerk34' });
    const given = await casesOf(hall, colleague);
    expect(given.cases.map((c) => [c.window, c.number])).toEqual([[35, null]]);
    const other = { owner: 'admin' };
    expect((await hall.call('POST', `${path}/assign`, other, { token: clerk })).status).toBe(404);
    expect((await hall.call('GET', casesPath, undefined, anyone)).status).toBe(401);
    // Nor does the window where the visitor comes next see that there was a rating.
    const journey = await hall.take({ package: 'second-hand-home' });
    const realty = await hall.openWindow(9);
    await hall.window(9, 'call-next', {}, realty);
    await hall.window(9, 'start', {}, realty);
    await hall.window(9, 'finish', {}, realty);
    await rate(hall, ofTicket(journey), { level: 1 });
    const tax = await hall.openWindow(15);
    const state = await hall.window(15, 'call-next', {}, tax);
    expect(state.ticket!.steps.map((s) => s.rated)).toEqual([false, false, false]);
  });
});
