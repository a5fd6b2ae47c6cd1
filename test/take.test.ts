import { expect, it } from 'vitest';
import type { Ticket } from '../shared/contract/ticket.ts';
import { onBothDatabases } from './support/hall.ts';

onBothDatabases('taking a ticket', (fresh) => {
  it('gives one number for a whole package and leads it through all its windows', async () => {
    const hall = await fresh();
    const ticket = await hall.take({ package: 'second-hand-home' });
    expect(ticket.number).toBe('C001');
    expect(ticket.steps.map((s) => [s.queue, s.status])).toEqual([
      ['realty', 'waiting'],
      ['tax', 'blocked'],
      ['utility', 'blocked'],
    ]);
    for (const window of [9, 15, 30]) {
      const clerk = await hall.openWindow(window);
      const called = await hall.window(window, 'call-next', {}, clerk);
      expect(called.ticket?.number).toBe('C001');
      await hall.window(window, 'start', {}, clerk);
      await hall.window(window, 'finish', {}, clerk);
    }
    expect((await hall.follow(ticket)).status).toBe('done');
  });

  it('answers the same ticket to the same idempotency key and changes nothing', async () => {
    const hall = await fresh();
    const first = await hall.take({ package: 'newborn' }, { key: 'tap-1' });
    const again = await hall.take({ package: 'newborn' }, { key: 'tap-1' });
    expect(again).toEqual(first);
    expect((await hall.take({ package: 'newborn' }, { key: 'tap-2' })).number).toBe('A002');
    const other = await hall.call(
      'POST',
      '/api/halls/district/tickets',
      { package: 'hotel' },
      { key: 'tap-1' },
    );
    expect([other.status, (other.body as { code: string }).code]).toEqual([
      422,
      'idempotency_key_reused',
    ]);
  });

  it('answers a kiosk that no longer has the ID number with the ticket of its first tap', async () => {
    const hall = await fresh();
    const body = { package: 'newborn', idNumber: '11010519491231002X' };
    const first = await hall.take(body, { key: 'tap-1' });
    expect(first.category).toBe('senior');
    expect(await hall.take({ package: 'newborn' }, { key: 'tap-1' })).toEqual(first);
    const waiting = await hall.ok<{ waiting: number }[]>('GET', '/api/halls/district/queues');
    expect(waiting[0]!.waiting).toBe(1);
  });

  it.each([
    [{ package: 'no-such' }, 422, 'unknown_package'],
    [{ matters: ['no-such'] }, 422, 'unknown_matter'],
    [{ queue: 'no-such' }, 422, 'unknown_queue'],
    [{ package: 'newborn', category: 'no-such' }, 422, 'unknown_category'],
    [{ package: 'newborn', matters: ['tax-no-such'] }, 422, 'unknown_matter'],
    [{}, 400, 'bad_input'],
  ])('refuses %j', async (wish, status, code) => {
    const hall = await fresh();
    const answer = await hall.call<{ code: string }>('POST', '/api/halls/district/tickets', wish);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await hall.take({ package: 'newborn' })).number).toBe('A001');
  });

  it('asks who takes it', async () => {
    const hall = await fresh();
    const stranger = await hall.call(
      'POST',
      '/api/halls/district/tickets',
      { package: 'newborn' },
      { token: null },
    );
    expect(stranger.status).toBe(401);
    const board = await hall.device('display', { zone: 'A' });
    expect(
      (
        await hall.call(
          'POST',
          '/api/halls/district/tickets',
          { package: 'newborn' },
          { token: board },
        )
      ).status,
    ).toBe(403);
    const kiosk = await hall.device('kiosk');
    const ticket = await hall.ok<Ticket>(
      'POST',
      '/api/halls/district/tickets',
      { package: 'newborn' },
      { token: kiosk },
    );
    expect(ticket.number).toBe('A001');
  });
});
