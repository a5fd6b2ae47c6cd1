import { createECDH } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { encrypted } from '../server/push/crypt.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { onBothDatabases } from './support/hall.ts';
import { FakeBrowser, PushService, vapidOf } from './support/push-service.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

it('encrypts the example of RFC 8291 to the byte', () => {
  const ours = createECDH('prime256v1');
  ours.setPrivateKey('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url');
  const keys = {
    p256dh:
      'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  };
  const salt = Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url');
  const text = 'When I grow up, I want to be a watermelon';
  expect(encrypted(text, keys, { salt, ours }).toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

onBothDatabases('phones told by push', (fresh) => {
  it('hear that it is nearly their turn, that it is, and what changed, each once and for their eyes only; what they left is gone with the visit', async () => {
    const service = await PushService.start();
    ends.push(() => service.stop());
    const hall = await fresh({
      app: {
        reach: {
          allowLocal: true,
          ca: service.ca,
          resolve: () => Promise.resolve(['127.0.0.1']),
        },
      },
    });
    const { key } = await hall.ok<{ key: string }>('GET', '/api/push/key', undefined, {
      token: null,
    });
    const turn = async (): Promise<void> => {
      await hall.hall.push.tick();
      await hall.hall.push.settled();
    };
    const follow = (ticket: Ticket, wish: object) =>
      hall.call('POST', `/api/tickets/${ticket.token}/push`, wish, { token: null });
    const window = '/api/halls/district/windows/15';
    const before = [];
    for (let i = 0; i < 5; i += 1) before.push(await hall.take({ queue: 'tax' }));
    const ticket = await hall.take({ queue: 'tax', language: 'zh-Hans' });
    const phone = new FakeBrowser(service.at('one'));
    const other = new FakeBrowser(service.at('two'));
    for (let twice = 0; twice < 2; twice += 1)
      expect(await follow(ticket, phone.wish('zh-Hans'))).toMatchObject({
        status: 201,
        body: { told: true },
      });
    await follow(ticket, other.wish('en'));
    await turn();
    expect(service.got).toEqual([]);

    await hall.ok('POST', `${window}/open`);
    await hall.ok('POST', `${window}/call-next`);
    await turn();
    // Four ahead: not yet.
    expect(service.got).toEqual([]);
    await hall.ok('POST', `${window}/call-next`);
    await turn();
    await turn();
    const read = () =>
      service.got.splice(0).map((pushed) => ({
        ...(pushed.path === '/one' ? phone : other).read(pushed),
        to: pushed.path,
        claims: vapidOf(pushed, key),
        headers: pushed.headers,
        raw: pushed.body.toString('latin1'),
      }));
    const soon = read();
    expect(soon.map(({ to, title }) => `${to} ${title}`).sort()).toEqual([
      `/one ${ticket.number} 快到您了`,
      `/two ${ticket.number}: it is nearly your turn`,
    ]);
    for (const { claims, headers, raw } of soon) {
      expect(claims).toMatchObject({ aud: new URL(service.at('')).origin });
      expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
      expect(raw).not.toContain(ticket.number);
    }
    // Nothing that opens the ticket is said or kept in clear.
    const kept = await hall.db.read.selectFrom('push_subscriptions').selectAll().execute();
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toContain('push.example');

    for (let i = 0; i < 4; i += 1) await hall.ok('POST', `${window}/call-next`);
    await turn();
    expect(
      read()
        .map(({ kind, title }) => `${kind} ${title}`)
        .sort(),
    ).toEqual([
      `called ${ticket.number}: please go to window 15`,
      `called 请 ${ticket.number} 到 15 号窗口`,
    ]);
    hall.clock.pass(30);
    await hall.ok('POST', `${window}/recall`);
    hall.clock.pass(30);
    await hall.ok('POST', `${window}/no-show`);
    await turn();
    expect(read().map(({ kind }) => kind)).toEqual(['changed', 'changed']);

    // One says that the browser is gone, the other fails again and again.
    service.answer = 410;
    await hall.ok('POST', `/api/tickets/${ticket.token}/return`, {}, { token: null });
    await hall.ok('POST', `${window}/call-next`);
    await turn();
    expect(await hall.db.read.selectFrom('push_subscriptions').select('id').execute()).toEqual([]);
    service.answer = 500;
    await follow(ticket, phone.wish('zh-Hans'));
    for (let i = 0; i < 7; i += 1) {
      await hall.ok('POST', `${window}/recall`);
      hall.clock.pass(60);
      await turn();
    }
    expect(service.got.splice(0)).toHaveLength(2 + 5);
    service.answer = 201;
    await follow(ticket, phone.wish('zh-Hans'));
    await hall.ok('POST', `${window}/start`);
    await hall.ok('POST', `${window}/finish`);
    await turn();
    expect(await hall.db.read.selectFrom('push_subscriptions').select('id').execute()).toEqual([]);
    const late = await follow(ticket, phone.wish('zh-Hans'));
    expect(late).toMatchObject({ status: 409, body: { code: 'not_allowed' } });

    // Who is sent to another hall hears of it, and then no more.
    await hall.secondHall('town');
    const sent = await hall.take({ queue: 'tax' });
    await follow(sent, phone.wish('zh-Hans'));
    await hall.ok('POST', `/api/halls/district/tickets/${sent.number}/refer`, {
      ...{ hall: 'town', reason: 'seal is there' },
    });
    await turn();
    expect(read().map(({ title }) => title)).toEqual([`${sent.number} 有变化`]);
    expect(await hall.db.read.selectFrom('push_subscriptions').select('id').execute()).toEqual([]);
  });

  it('takes no address inside, none without https, no key that is none, and no fifth phone', async () => {
    const hall = await fresh();
    const ticket = await hall.take({ queue: 'tax' });
    const wish = (endpoint: string, change: object = {}) =>
      hall.call(
        'POST',
        `/api/tickets/${ticket.token}/push`,
        { ...new FakeBrowser(endpoint).wish('en'), ...change },
        { token: null },
      );
    for (const wrong of [
      'http://push.example/1',
      'https://127.0.0.1/1',
      'https://[::1]/1',
      'https://0x7f.1/1',
      'https://a:b@push.example/1',
      'ftp://push.example/1',
    ])
      expect([wrong, (await wish(wrong)).body]).toMatchObject([wrong, { code: 'bad_input' }]);
    const point = Buffer.alloc(65, 4).toString('base64url');
    const keys = { p256dh: point, auth: Buffer.alloc(16).toString('base64url') };
    expect((await wish('https://push.example/1', { keys })).body).toMatchObject({
      code: 'bad_input',
      issues: [{ path: 'keys.p256dh' }],
    });
    for (let i = 0; i < 4; i += 1)
      expect((await wish(`https://push.example/${i}`)).status).toBe(201);
    expect((await wish('https://push.example/5')).status).toBe(409);
    const token = 'A'.repeat(22);
    const none = new FakeBrowser('https://push.example/1').wish('en');
    expect(
      await hall.call('POST', `/api/tickets/${token}/push`, none, { token: null }),
    ).toMatchObject({ status: 404 });
    // The night takes what a day has left.
    hall.clock.set('2026-03-03T01:00:00.000Z');
    await hall.hall.push.tick();
    expect(await hall.db.read.selectFrom('push_subscriptions').select('id').execute()).toEqual([]);
  });
});
