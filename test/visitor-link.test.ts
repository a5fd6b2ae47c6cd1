import { expect, it } from 'vitest';
import type { Ticket } from '../shared/contract/ticket.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const anyone = { token: null };
const bank = { queue: 'bank' } as const;

interface Refusal {
  readonly code: string;
}
const answerTo = async (
  hall: TestHall,
  method: string,
  path: string,
  address = '203.0.113.7',
): Promise<unknown[]> => {
  const headers = { 'x-forwarded-for': address };
  const { status, body } = await hall.call<Refusal>(method, path, undefined, {
    ...anyone,
    headers,
  });
  return [status, body.code];
};

onBothDatabases('the link of a ticket', (fresh) => {
  it('opens for who has it, whatever a stranger at the same address tries', async () => {
    const hall = await fresh();
    const ticket = await hall.take(bank);
    for (let i = 0; i < 60; i += 1)
      expect(await answerTo(hall, 'GET', `/api/tickets/guess-${i}`, `2001:db8::${i}`)).toEqual([
        404,
        'ticket_not_found',
      ]);
    const more = ['GET /api/tickets/guess', 'POST /api/tickets/guess/cancel'];
    for (const each of more) {
      const [method, path] = each.split(' ') as [string, string];
      expect(await answerTo(hall, method, path, '2001:db8::ffff:1')).toEqual([
        429,
        'too_many_requests',
      ]);
    }
    expect(await answerTo(hall, 'GET', '/api/tickets/guess')).toEqual([404, 'ticket_not_found']);
    expect((await hall.follow(ticket)).number).toBe(ticket.number);
    await hall.ok('POST', `/api/tickets/${ticket.token}/cancel`, undefined, anyone);
    hall.clock.pass(61);
    expect(await answerTo(hall, 'GET', '/api/tickets/guess')).toEqual([404, 'ticket_not_found']);
  });

  it('leaves no copy on the way: every answer of the API says so', async () => {
    const hall = await fresh();
    const { token } = await hall.take(bank);
    for (const path of [
      `/api/tickets/${token}`,
      `/api/tickets/${token}/slip`,
      '/api/tickets/nobody',
      '/api/halls/district/appointments/NOBODY22',
      '/api/home-visits/nobody',
    ]) {
      const { headers } = await fetch(hall.url + path);
      expect([path, headers.get('cache-control')]).toEqual([path, 'no-store']);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('offers the way back after the first and the second miss, not after the third', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(41);
    const ticket = await hall.take(bank);
    const miss = async (): Promise<Ticket> => {
      await hall.window(41, 'call-next', {}, clerk);
      await hall.window(41, 'recall', {}, clerk);
      hall.clock.pass(60);
      await hall.window(41, 'no-show', {}, clerk);
      return hall.follow(ticket);
    };
    const back = (): Promise<Ticket> =>
      hall.ok<Ticket>('POST', `/api/tickets/${ticket.token}/return`, undefined, anyone);
    for (const misses of [1, 2]) {
      const missed = await miss();
      expect([missed.steps[0]!.misses, missed.canReturn]).toEqual([misses, true]);
      expect((await back()).status).toBe('waiting');
    }
    expect(await miss()).toMatchObject({ status: 'missed', canReturn: false });
    expect((await back()).status).toBe('cancelled');
  });

  it('offers no way back into a day that is over', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(41);
    const ticket = await hall.take(bank);
    await hall.window(41, 'call-next', {}, clerk);
    await hall.window(41, 'recall', {}, clerk);
    hall.clock.pass(60);
    await hall.window(41, 'no-show', {}, clerk);
    hall.clock.set('2026-03-03T00:45:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.take(bank);
    expect(await hall.follow(ticket)).toMatchObject({ status: 'missed', canReturn: false });
  });
});
