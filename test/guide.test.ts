import { expect, it, vi } from 'vitest';
import type { FoundTickets } from '../shared/contract/guide.ts';
import type { Companion } from '../shared/contract/hall.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import { madeUpId } from './support/person.ts';

vi.setConfig({ testTimeout: 60_000 });

const base = '/api/halls/district/tickets';
const at = (time: string): string => new Date(`2026-03-02T${time}:00+08:00`).toISOString();

async function refused(
  hall: TestHall,
  method: string,
  path: string,
  input: object | undefined,
  token: string,
): Promise<unknown[]> {
  const { status, body } = await hall.call<{ code: string; detail: string }>(method, path, input, {
    token,
  });
  expect(body.detail).not.toBe('');
  return [status, body.code];
}

onBothDatabases('the guide at the entrance', (fresh) => {
  it('takes tickets for people, and the ID number read makes a senior', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const take = (wish: object): Promise<Ticket> =>
      hall.take({ queue: 'social', ...wish }, { token: guide });
    // Sixty on the second of March 2026, and a day too young.
    const senior = await take({ idNumber: madeUpId('1966-03-02') });
    expect([senior.category, senior.treatedAsCameAt]).toEqual(['senior', at('08:50')]);
    expect((await take({ idNumber: madeUpId('1966-03-03') })).category).toBe('general');
    const wrong = madeUpId('1950-01-01').replace(/.$/, (c) => (c === '1' ? '2' : '1'));
    expect((await take({ idNumber: wrong })).category).toBe('general');
    // Credits do not add up; the highest applies.
    const green = await take({ idNumber: madeUpId('1950-01-01', 2), category: 'green' });
    expect([green.category, green.treatedAsCameAt]).toEqual(['green', at('08:00')]);
    const steps = await hall.db.read.selectFrom('steps').select('person_hash').execute();
    const events = await hall.db.read.selectFrom('events').select('data').execute();
    expect(JSON.stringify([steps, events])).not.toMatch(/110101|1966|1950/);
    expect(steps.every((s) => s.person_hash !== null)).toBe(true);
  });

  it('changes the category of who waits, with the reason, and with it the place in line', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const first = await hall.take({ queue: 'social' });
    hall.clock.pass(120);
    const ticket = await hall.take({ package: 'second-hand-home' });
    const second = await hall.take({ queue: 'social' });
    const changed = await hall.ok<Ticket>(
      'PATCH',
      `${base}/${second.number.toLowerCase()}`,
      { category: 'disabled', reason: '拄拐行走' },
      { token: guide },
    );
    expect(changed).toMatchObject({ category: 'disabled', treatedAsCameAt: at('08:52') });
    expect(changed.steps[0]!.ahead).toBe(0);
    expect((await hall.follow(first)).steps[0]!.ahead).toBe(1);

    // A step that comes later has the new credit too.
    await hall.ok('PATCH', `${base}/${ticket.number}`, { category: 'green', reason: '急事' });
    const clerk = await hall.openWindow(9);
    hall.clock.pass(60);
    await hall.window(9, 'call-next', {}, clerk);
    hall.clock.set(at('09:30'));
    await hall.window(9, 'finish', {}, clerk);
    // The entry, or the end of the step before less ten minutes, is 09:20; an hour off that.
    expect((await hall.follow(ticket)).treatedAsCameAt).toBe(at('08:20'));

    const social = await hall.openWindow(33);
    for (const expected of [second, first]) {
      const { ticket: called } = await hall.window(33, 'call-next', {}, social);
      expect(called!.number).toBe(expected.number);
      await hall.window(33, 'finish', {}, social);
    }
    const event = await hall.db.read
      .selectFrom('events')
      .select(['actor', 'data'])
      .where('command', '=', 'change-category')
      .orderBy('version')
      .executeTakeFirstOrThrow();
    expect([event.actor, JSON.parse(event.data)]).toEqual([
      'staff:guide',
      { number: second.number, from: 'general', category: 'disabled', reason: '拄拐行走' },
    ]);
  });

  it('is refused a change without reason, of an unknown thing, or once it is over', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const clerk = await hall.openWindow(33);
    const ticket = await hall.take({ queue: 'social' });
    const path = `${base}/${ticket.number}`;
    const senior = { category: 'senior', reason: '老年人' };
    const change = (input: object, token = guide, at = path) =>
      refused(hall, 'PATCH', at, input, token);
    expect(await change({ category: 'senior' })).toEqual([422, 'reason_required']);
    expect(await change({ category: 'senior', reason: ' ' })).toEqual([400, 'bad_input']);
    expect(await change({ category: 'none', reason: 'x' })).toEqual([422, 'unknown_category']);
    expect(await change(senior, guide, `${base}/E999`)).toEqual([404, 'ticket_not_found']);
    expect(await change(senior, clerk)).toEqual([403, 'forbidden']);
    expect(await change(senior, await hall.device('kiosk'))).toEqual([403, 'forbidden']);
    expect((await hall.follow(ticket)).category).toBe('general');
    // In hand it changes, for the steps still to come: the place of who was called is what it was.
    await hall.window(33, 'call-next', {}, clerk);
    await hall.ok('PATCH', path, senior, { token: clerk });
    expect((await hall.follow(ticket)).treatedAsCameAt).toBe(ticket.treatedAsCameAt);
    await hall.window(33, 'finish', {}, clerk);
    expect(await change(senior)).toEqual([409, 'not_allowed']);
  });

  it('gives no credit back to who missed twice', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    const ticket = await hall.take({ queue: 'social', category: 'senior' });
    for (let i = 0; i < 2; i += 1) {
      await hall.window(33, 'call-next', {}, clerk);
      await hall.window(33, 'recall', {}, clerk);
      hall.clock.pass(30);
      await hall.window(33, 'no-show', {}, clerk);
      await hall.ok('POST', `${base}/${ticket.number}/return`, {}, { token: clerk });
    }
    const before = (await hall.follow(ticket)).treatedAsCameAt;
    await hall.ok('PATCH', `${base}/${ticket.number}`, { category: 'green', reason: '急事' });
    expect((await hall.follow(ticket)).treatedAsCameAt).toBe(before);
  });

  it('sends somebody along who is told when and where the ticket is called', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const steward = await hall.person('steward', 'guide');
    const clerk = await hall.openWindow(33);
    const ticket = await hall.take({ queue: 'social' });
    const path = `${base}/${ticket.number}/companion`;
    const live = await hall.watch({ topic: 'hall', hall: 'district' }, steward);
    expect(live.last.companions).toEqual([]);
    await hall.ok('POST', path, { username: 'steward' }, { token: guide });
    const mine = (token: string): Promise<Companion[]> =>
      hall.ok('GET', '/api/halls/district/companions/mine', undefined, { token });
    const waiting = {
      username: 'steward',
      name: 'steward',
      number: ticket.number,
      status: 'waiting',
      window: null,
    };
    expect(await mine(steward)).toEqual([waiting]);
    expect(await mine(guide)).toEqual([]);
    const state = await hall.window(33, 'call-next', {}, clerk);
    expect(state.ticket!.companion).toBe('steward');
    const called = { ...waiting, status: 'called', window: 33 };
    await live.until((s) => s.companions[0]?.window === 33);
    expect(live.last.companions).toEqual([called]);
    expect(await mine(steward)).toEqual([called]);
    await hall.window(33, 'finish', {}, clerk);
    expect(await mine(steward)).toEqual([]);

    expect(await refused(hall, 'POST', path, { username: 'guide' }, guide)).toEqual([
      409,
      'not_allowed',
    ]);
    const other = await hall.take({ queue: 'social' });
    const unknown = `${base}/${other.number}/companion`;
    expect(await refused(hall, 'POST', unknown, { username: 'nobody' }, guide)).toEqual([
      404,
      'not_found',
    ]);
    await hall.ok('POST', unknown, { username: 'steward' }, { token: guide });
    await hall.ok('POST', unknown, { username: null }, { token: guide });
    expect(await mine(steward)).toEqual([]);
  });

  it('returns, cancels and prints again by the number', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const clerk = await hall.openWindow(33);
    const ticket = await hall.take({ queue: 'social' });
    const act = (name: string, input: object = {}): Promise<Ticket> =>
      hall.ok('POST', `${base}/${ticket.number}/${name}`, input, { token: guide });
    const again = await act('reprint');
    expect([again.number, again.token]).toEqual([ticket.number, ticket.token]);
    expect(await refused(hall, 'POST', `${base}/${ticket.number}/return`, {}, guide)).toEqual([
      409,
      'not_allowed',
    ]);
    await hall.window(33, 'call-next', {}, clerk);
    expect(await refused(hall, 'POST', `${base}/${ticket.number}/cancel`, {}, guide)).toEqual([
      409,
      'not_allowed',
    ]);
    await hall.window(33, 'recall', {}, clerk);
    hall.clock.pass(30);
    await hall.window(33, 'no-show', {}, clerk);
    expect((await act('return')).status).toBe('waiting');
    expect((await act('cancel', { reason: '已改为网上办理' })).status).toBe('cancelled');
    expect((await hall.follow(ticket)).status).toBe('cancelled');
    const yesterday = ticket.number;
    hall.clock.set('2026-03-03T01:00:00.000Z');
    const tomorrow = await hall.signIn('guide', 'long enough');
    expect(await refused(hall, 'POST', `${base}/${yesterday}/reprint`, {}, tomorrow)).toEqual([
      404,
      'ticket_not_found',
    ]);
  });

  it('finds the tickets of today by their number, page by page', async () => {
    const hall = await fresh();
    const guide = await hall.person('guide', 'guide');
    const clerk = await hall.openWindow(33);
    for (let i = 0; i < 3; i += 1) await hall.take({ queue: 'social' });
    const pack = await hall.take({ package: 'second-hand-home' });
    await hall.window(33, 'call-next', {}, clerk);
    const find = (query: string): Promise<FoundTickets> =>
      hall.ok('GET', `${base}?${query}`, undefined, { token: guide });
    const all = await find('limit=3');
    expect([all.total, all.tickets.map((t) => t.number)]).toEqual([4, ['C001', 'E003', 'E002']]);
    expect(all.tickets[0]).toMatchObject({
      number: pack.number,
      package: 'second-hand-home',
      steps: [{ queue: 'realty', status: 'waiting', window: null }, {}, {}],
    });
    expect((await find('limit=3&offset=3')).tickets.map((t) => t.number)).toEqual(['E001']);
    expect((await find('query=e00')).total).toBe(3);
    const called = await find('query=E&status=called');
    expect(called.tickets[0]!.steps).toMatchObject([{ status: 'called', window: 33 }]);
    expect(JSON.stringify(all)).not.toContain(pack.token);
    expect(await refused(hall, 'GET', `${base}?query=%25`, undefined, guide)).toEqual([
      400,
      'bad_input',
    ]);
    expect(await refused(hall, 'GET', base, undefined, clerk)).toEqual([403, 'forbidden']);
  });
});
