import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Catalogue } from '../shared/contract/catalogue.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { adminPassword, onBothDatabases } from './support/hall.ts';

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

  it('lists a package that is to come, and says from when where it is asked for too early', async () => {
    const catalogue = JSON.parse(readFileSync('data/catalogue.json', 'utf8')) as Catalogue;
    const pack = catalogue.packages.find((p) => p.code === 'newborn')!;
    const later = { ...pack, code: 'later', validFrom: '2026-04-01' };
    // A second version of what is valid already does not hide the first.
    const second = { ...pack, version: pack.version + 1, validFrom: '2026-05-01' };
    catalogue.packages.push(later, { ...later, version: 9, validFrom: '2026-06-01' }, second);
    const hall = await fresh({ catalogue });
    const listed = await hall.ok<Catalogue>('GET', '/api/halls/district/catalogue');
    const versions = (code: string) =>
      listed.packages.filter((p) => p.code === code).map((p) => [p.version, p.validFrom]);
    expect(versions('later')).toEqual([[pack.version, '2026-04-01']]);
    expect(versions('newborn')).toEqual([[pack.version, pack.validFrom]]);
    for (const path of ['tickets', 'home-visits']) {
      const body = { package: 'later', name: '王某', phone: '13800138000', address: '幸福路 8 号' };
      const early = await hall.call<{ code: string; validFrom: string }>(
        'POST',
        `/api/halls/district/${path}`,
        path === 'tickets' ? { package: 'later' } : body,
      );
      expect([early.status, early.body.code, early.body.validFrom]).toEqual([
        409,
        'package_not_valid',
        '2026-04-01',
      ]);
    }
    hall.clock.set('2026-04-01T01:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    expect((await hall.take({ package: 'later' })).package).toBe('later');
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
