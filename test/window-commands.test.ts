import { expect, it } from 'vitest';
import type { Ticket } from '../shared/contract/ticket.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import { madeUpId } from './support/person.ts';

type Refusal = { code: string; detail: string; allowed?: string[]; number?: string };
const post = (hall: TestHall, path: string, body: object, token?: string) =>
  hall.call<Refusal>(
    'POST',
    `/api/halls/district/windows/${path}`,
    body,
    token === undefined ? {} : { token },
  );

onBothDatabases('the commands of a window', (fresh) => {
  it('says what is allowed, and refuses the rest with not_allowed and what is', async () => {
    const hall = await fresh();
    const closed = await post(hall, '1/call-next', {});
    expect([closed.status, closed.body.code, closed.body.allowed]).toEqual([
      409,
      'not_allowed',
      ['open'],
    ]);
    const clerk = await hall.openWindow(1);
    expect((await post(hall, '1/call-next', {}, clerk)).body.code).toBe('queue_empty');
    expect((await post(hall, '1/start', {}, clerk)).body.detail).toContain('call-next');
    await hall.take({ queue: 'one-life' });
    const called = await hall.window(1, 'call-next', {}, clerk);
    expect(called.allowed).toEqual([
      'call-next',
      'recall',
      'start',
      'finish',
      'put-back',
      'hold',
      'transfer',
      'undo',
    ]);
    const serving = await hall.window(1, 'start', {}, clerk);
    expect(serving.allowed).toEqual(['call-next', 'finish', 'hold', 'transfer', 'undo']);
  });

  it('lets a no-show be said after two calls and twenty seconds only', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const ticket = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    hall.clock.pass(60);
    expect((await post(hall, '1/no-show', {}, clerk)).status).toBe(409);
    const recalled = await hall.window(1, 'recall', {}, clerk);
    expect(recalled.allowed).toContain('no-show');
    await hall.window(1, 'no-show', {}, clerk);
    expect((await hall.follow(ticket)).status).toBe('missed');
  });

  it('every screen is told whole while a visitor leaves between two statements that it is read by', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const { read } = hall.db;
    const execute = read.executeQuery.bind(read);
    const states = ['board', 'windows/1', 'windows/1/queue', 'queues', 'tickets?query=A'];
    for (const path of [...states, 'ticket']) {
      let statements = 0;
      for (let at = 1; at === 1 || at <= statements; at += 1) {
        const ticket = await hall.take({ queue: 'one-life' });
        await hall.window(1, 'call-next', {}, clerk);
        statements = 0;
        read.executeQuery = (async (...asked: Parameters<typeof execute>) => {
          const answer = await execute(...asked);
          statements += 1;
          if (statements === at) await hall.window(1, 'finish', {}, clerk);
          return answer;
        }) as typeof execute;
        const url =
          path === 'ticket' ? `/api/tickets/${ticket.token}` : `/api/halls/district/${path}`;
        const { status, body } = await hall.call<WindowState>('GET', url);
        read.executeQuery = execute;
        expect([path, at, status]).toEqual([path, at, 200]);
        if (path === 'windows/1') expect(body.status).toBe('open');
      }
    }
  });

  it('finishes the ticket in hand first when the next is called', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const first = await hall.take({ queue: 'one-life' });
    await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    expect((await hall.window(1, 'call-next', {}, clerk)).ticket?.number).toBe('A002');
    expect((await hall.follow(first)).status).toBe('done');
  });

  it('lesson 2: the same press twice calls one ticket', async () => {
    const hall = await fresh();
    const token = await hall.openWindow(1);
    await hall.take({ queue: 'one-life' });
    await hall.take({ queue: 'one-life' });
    const press = () =>
      hall.call('POST', '/api/halls/district/windows/1/call-next', {}, { token, key: 'press' });
    const [a, b] = await Promise.all([press(), press()]);
    expect(b).toEqual(a);
    expect(
      (
        await hall.ok<{ queue: string; waiting: number }[]>('GET', '/api/halls/district/queues')
      ).find((q) => q.queue === 'one-life')?.waiting,
    ).toBe(1);
  });

  it('lesson 18: a second clerk needs an explicit takeover, which keeps the ticket in hand', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(5);
    await hall.take({ queue: 'one-enterprise' });
    await hall.window(5, 'call-next', {}, clerk);
    const other = await hall.person('other', 'clerk');
    expect((await post(hall, '5/open', {}, other)).body.code).toBe('window_taken');
    expect((await post(hall, '5/finish', {}, other)).body.code).toBe('not_your_window');
    expect(
      (
        await hall.call<Refusal>('GET', '/api/halls/district/windows/5', undefined, {
          token: other,
        })
      ).body.code,
    ).toBe('not_your_window');
    const taken = await hall.window(5, 'open', { takeOver: true }, other);
    expect([taken.clerk, taken.ticket?.number, taken.ticket?.status]).toEqual([
      'other',
      'B001',
      'called',
    ]);
    expect((await post(hall, '5/start', {}, clerk)).body.code).toBe('not_your_window');
    expect((await post(hall, '6/open', {}, other)).body.code).toBe('clerk_has_window');
    expect((await post(hall, '5/close', {}, other)).body.code).toBe('not_allowed');
  });

  it('lesson 19: a held or missed ticket is never called by next, only by name', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const held = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    const state = await hall.window(1, 'hold', { kind: 'any-window' }, clerk);
    expect(state.parked.map((p) => [p.number, p.status, p.holdKind])).toEqual([
      ['A001', 'held', 'any-window'],
    ]);
    expect((await post(hall, '1/call-next', {}, clerk)).body.code).toBe('queue_empty');
    const two = await hall.openWindow(2);
    expect((await hall.window(2, 'take-up', { number: 'A001' }, two)).ticket?.status).toBe(
      'serving',
    );
    await hall.window(2, 'hold', { kind: 'this-window' }, two);
    expect((await post(hall, '1/take-up', { number: 'A001' }, clerk)).body.code).toBe(
      'not_allowed',
    );
    expect((await hall.window(2, 'take-up', { number: 'A001' }, two)).ticket?.number).toBe('A001');
    await hall.window(2, 'finish', {}, two);
    expect((await hall.follow(held)).status).toBe('done');
  });

  it('wakes a hold until a time when the time has come', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const ticket = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    const until = new Date(Date.parse(hall.clock.now()) + 600_000).toISOString();
    expect((await post(hall, '1/hold', { kind: 'until' }, clerk)).body.code).toBe('until_required');
    expect(
      (await post(hall, '1/hold', { kind: 'until', until: '2020-01-01T00:00:00Z' }, clerk)).body
        .code,
    ).toBe('until_required');
    await hall.window(1, 'hold', { kind: 'until', until }, clerk);
    hall.clock.pass(599);
    await hall.hall.days.tick();
    expect((await hall.follow(ticket)).status).toBe('held');
    hall.clock.pass(1);
    await hall.hall.days.tick();
    expect((await hall.follow(ticket)).status).toBe('waiting');
    expect((await hall.window(1, 'call-next', {}, clerk)).ticket?.number).toBe('A001');
  });

  it('lesson 26: a transfer and a recall keep the reference and the first call', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const ticket = await hall.take({ queue: 'one-life' });
    hall.clock.pass(120);
    await hall.window(1, 'call-next', {}, clerk);
    const calledAt = hall.clock.now();
    hall.clock.pass(30);
    await hall.window(1, 'recall', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    expect((await post(hall, '1/transfer', { queue: 'police' }, clerk)).status).toBe(400);
    await hall.window(1, 'transfer', { queue: 'police', reason: '转公安' }, clerk);
    const moved = await hall.follow(ticket);
    expect(moved.steps[0]).toMatchObject({ queue: 'police', status: 'waiting', calledAt });
    expect(moved.treatedAsCameAt).toBe(ticket.takenAt);
  });

  it('says in the answer to finish where the visitor goes next, and after the last step that all is done', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(9);
    const tax = await hall.openWindow(15);
    const { number } = await hall.take({ package: 'new-home' });
    await hall.window(9, 'call-next', {}, clerk);
    const after = await hall.window(9, 'finish', {}, clerk);
    expect(after.ticket).toBeNull();
    expect(after.finished).toMatchObject({
      number,
      status: 'waiting',
      next: { queue: 'tax', zones: ['B'], windows: [15, 16, 17, 18, 19, 20], ahead: 0 },
    });
    await hall.window(15, 'call-next', {}, tax);
    const empty = await hall.call(
      'POST',
      '/api/halls/district/windows/15/call-next',
      {},
      { token: tax },
    );
    expect(empty.status).toBe(409);
    const second = await hall.take({ queue: 'tax' });
    const called = await hall.window(15, 'call-next', {}, tax);
    expect(called.ticket?.number).toBe(second.number);
    expect(called.finished).toEqual({ number, status: 'done', next: null });
    expect((await hall.window(15, 'undo', {}, tax)).finished).toBeNull();
  });

  it('asks for the reason of a matter left undone', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    await hall.take({ package: 'staff-retirement' });
    const { ticket } = await hall.window(33, 'call-next', {}, clerk);
    const [first] = ticket!.steps[0]!.matters;
    await hall.window(33, 'start', {}, clerk);
    expect((await post(hall, '33/finish', { matters: [first] }, clerk)).body.code).toBe(
      'reason_required',
    );
    expect(
      (await post(hall, '33/finish', { matters: ['tax-no-such'], reason: 'x' }, clerk)).body.code,
    ).toBe('unknown_matter');
    await hall.window(33, 'finish', { matters: [first], reason: '材料不全' }, clerk);
  });

  it('undoes the last transition for thirty seconds, and no longer', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const ticket = await hall.take({ package: 'marriage-childbirth' });
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    await hall.window(1, 'finish', {}, clerk);
    const undone = await hall.window(1, 'undo', {}, clerk);
    expect([undone.ticket?.number, undone.ticket?.status, undone.undoUntil]).toEqual([
      'A001',
      'serving',
      null,
    ]);
    expect((await post(hall, '1/undo', {}, clerk)).body.code).toMatch(/not_allowed|undo_too_late/);
    await hall.window(1, 'finish', {}, clerk);
    const police = await hall.openWindow(21);
    await hall.window(21, 'call-next', {}, police);
    const late = await post(hall, '1/undo', {}, clerk);
    expect(late.body.code, 'the ticket has moved on').toBe('undo_too_late');
    await hall.window(21, 'undo', {}, police);
    expect((await hall.follow(ticket)).steps.map((s) => s.status)).toEqual(['done', 'waiting']);
    expect(
      (await hall.ok<{ calls: unknown[] }>('GET', '/api/halls/district/board?zone=C')).calls,
    ).toEqual([]);
    await hall.window(21, 'call-next', {}, police);
    hall.clock.pass(31);
    expect((await post(hall, '21/undo', {}, police)).body.code).toMatch(
      /not_allowed|undo_too_late/,
    );
  });

  it('leads nobody into a queue twice, by a transfer or by an undo', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const idNumber = madeUpId('1980-01-01');
    const first = await hall.take({ queue: 'one-life', idNumber });
    const other = await hall.take({ queue: 'bank', idNumber });
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    const twice = await post(hall, '1/transfer', { queue: 'bank', reason: 'x' }, clerk);
    expect([twice.status, twice.body.code, twice.body['number']]).toEqual([
      409,
      'already_waiting',
      other.number,
    ]);
    await hall.window(1, 'finish', {}, clerk);
    const again = await hall.take({ queue: 'one-life', idNumber });
    const undo = await post(hall, '1/undo', {}, clerk);
    expect([undo.status, undo.body.code, undo.body['number']]).toEqual([
      409,
      'already_waiting',
      again.number,
    ]);
    expect((await hall.follow(first)).status).toBe('done');
  });

  it('takes nothing back that its visitor has rated, and offers no undo that cannot be', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const { token } = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    hall.clock.pass(60);
    expect((await hall.window(1, 'finish', {}, clerk)).allowed).toContain('undo');
    await hall.ok('POST', `/api/tickets/${token}/rating`, { level: 1 }, { token: null });
    expect((await post(hall, '1/undo', {}, clerk)).body.code).toBe('undo_too_late');
    const newborn = await hall.take({ package: 'marriage-childbirth' });
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'finish', {}, clerk);
    const police = await hall.openWindow(21);
    await hall.window(21, 'call-next', {}, police);
    const state = await hall.ok<WindowState>('GET', '/api/halls/district/windows/1', undefined, {
      token: clerk,
    });
    expect(state.allowed).not.toContain('undo');
    await hall.window(21, 'undo', {}, police);
    const undone = await hall.db.read
      .selectFrom('events')
      .select(['ticket_id', 'data'])
      .where('command', '=', 'undo')
      .execute();
    expect(undone.map(({ ticket_id, data }) => [ticket_id, JSON.parse(data).numbers])).toEqual([
      [newborn.id, [newborn.number]],
    ]);
  });

  it('leaves a ticket whose papers are at a window to that window', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const colleague = await hall.openWindow(2);
    const { number } = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    await hall.window(1, 'hold', { kind: 'this-window' }, clerk);
    const away = await post(hall, '2/call', { number, reason: 'x' }, colleague);
    expect([away.status, away.body.code]).toEqual([409, 'not_allowed']);
    expect((await hall.window(1, 'call', { number, reason: 'x' }, clerk)).ticket?.number).toBe(
      number,
    );
  });

  it('calls a chosen ticket with a reason, which the log keeps', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    await hall.take({ queue: 'one-life' });
    await hall.take({ queue: 'one-life' });
    expect((await post(hall, '1/call', { number: 'A002' }, clerk)).status).toBe(400);
    expect((await post(hall, '1/call', { number: 'A009', reason: 'x' }, clerk)).body.code).toBe(
      'ticket_not_found',
    );
    expect(
      (await hall.window(1, 'call', { number: 'A002', reason: '身体不适' }, clerk)).ticket?.number,
    ).toBe('A002');
  });

  it('lets one who missed the call come back twice, each time later, and not a third time', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    const ticket = await hall.take({ queue: 'one-life', category: 'senior' });
    const came: string[] = [];
    for (let time = 1; time <= 3; time += 1) {
      await hall.window(1, 'call-next', {}, clerk);
      await hall.window(1, 'recall', {}, clerk);
      hall.clock.pass(30);
      await hall.window(1, 'no-show', {}, clerk);
      const back = await hall.ok<Ticket>(
        'POST',
        `/api/tickets/${ticket.token}/return`,
        {},
        { token: null },
      );
      came.push(back.treatedAsCameAt);
      expect(back.status).toBe(time < 3 ? 'waiting' : 'cancelled');
    }
    expect(came[1]! > came[0]! && came[0]! > ticket.treatedAsCameAt).toBe(true);
  });

  it('lesson 22: a window calls for the queues it is bound to, and no others', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(25);
    await hall.take({ queue: 'police' });
    await hall.take({ queue: 'social' });
    expect((await hall.window(25, 'call-next', {}, clerk)).ticket?.steps[0]?.queue).toBe('social');
    expect((await post(hall, '25/call-next', {}, clerk)).body.code).toBe('queue_empty');
  });

  it('waits in all free queues at once, at one window only', async () => {
    const hall = await fresh();
    const one = await hall.openWindow(1);
    const police = await hall.openWindow(21);
    const ticket = await hall.take({ package: 'newborn' });
    expect(ticket.steps.map((s) => s.status)).toEqual(['waiting', 'waiting']);
    await hall.window(21, 'call-next', {}, police);
    expect((await post(hall, '1/call-next', {}, one)).body.code).toBe('queue_empty');
    await hall.window(21, 'start', {}, police);
    await hall.window(21, 'finish', {}, police);
    expect((await hall.follow(ticket)).next?.queue).toBe('one-life');
    expect((await hall.window(1, 'call-next', {}, one)).ticket?.number).toBe(ticket.number);
  });

  it('takes the head start and the handicap into the order', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(5);
    await hall.take({ queue: 'one-life' });
    hall.clock.pass(9 * 60);
    await hall.take({ queue: 'one-enterprise' });
    const senior = await hall.take({ queue: 'one-enterprise', category: ['general', 'senior'] });
    expect(senior.category).toBe('senior');
    const order: string[] = [];
    for (let i = 0; i < 3; i += 1)
      order.push((await hall.window(5, 'call-next', {}, clerk)).ticket!.number);
    // The senior is treated as ten minutes earlier; the help-out queue as twenty minutes later.
    expect(order).toEqual(['B002', 'B001', 'A001']);
  });

  it('takes the keys of a key box for the clerk of its window', async () => {
    const hall = await fresh();
    await hall.openWindow(1);
    await hall.take({ queue: 'one-life' });
    const box = await hall.device('keypad', { window: 1 });
    const press = (window: number, key: string) =>
      hall.call<{ ticket: { number: string } | null; status: string; code?: string }>(
        'POST',
        `/api/halls/district/windows/${window}/keys`,
        { key },
        { token: box },
      );
    const pressed = await press(1, 'next');
    expect([pressed.status, pressed.body.ticket]).toEqual([200, null]);
    expect(
      (await hall.ok<WindowState>('GET', '/api/halls/district/windows/1')).ticket?.number,
    ).toBe('A001');
    expect((await press(2, 'next')).body.code).toBe('forbidden');
    await press(1, 'finish');
    expect((await press(1, 'pause')).body.status).toBe('paused');
    expect((await press(1, 'pause')).body.status).toBe('open');
  });
});
