import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Alarm as ListedAlarm } from '../shared/contract/alarm.ts';
import {
  type Delivery,
  eventTypes,
  type Feed,
  type MadeWebhook,
} from '../shared/contract/webhooks.ts';
import { adminPassword, onBothDatabases, TestHall } from './support/hall.ts';
import { databaseFor } from './support/postgres.ts';
import { isSigned, Receiver } from './support/receiver.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const local = { allowLocal: true };
/** Where a receiver hangs: long for a machine that is busy, short for a test. */
const impatient = { allowLocal: true, timeoutMs: 2000 };

async function receiver(): Promise<Receiver> {
  const one = await Receiver.start();
  ends.push(() => one.stop());
  return one;
}
const make = (hall: TestHall, url: string, input: object = {}): Promise<MadeWebhook> =>
  hall.ok('POST', '/api/webhooks', { url, events: eventTypes, ...input });
/** A turn of the clock, and all that it began. */
async function turn(...halls: TestHall[]): Promise<void> {
  await Promise.all(halls.map(({ hall }) => hall.deliveries.tick()));
  await Promise.all(halls.map(({ hall }) => hall.deliveries.settled()));
}
const deliveries = async (hall: TestHall, { id }: { id: string }): Promise<Delivery[]> =>
  (await hall.ok<{ deliveries: Delivery[] }>('GET', `/api/webhooks/${id}/deliveries?limit=200`))
    .deliveries;
const of = (to: Receiver, number: string): string[] =>
  to.got.flatMap(({ event }) => (event.data.ticket?.number === number ? [event.type] : []));

onBothDatabases('webhooks', (fresh) => {
  it('tell a day of a hall, signed, in order, without names and themes; the secret is told once', async () => {
    const hall = await fresh({ app: { reach: local } });
    const to = await receiver();
    const made = await make(hall, to.url);
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { items } = await hall.ok<{ items: object[] }>('GET', '/api/webhooks');
    expect(JSON.stringify(items)).not.toContain(made.secret);
    const kept = await hall.db.read.selectFrom('webhooks').select('secret').execute();
    expect(JSON.stringify(kept)).not.toContain(made.secret.slice(6));

    const clerk = await hall.openWindow(1);
    const themed = await hall.take({ package: 'newborn', idNumber: '11010519491231002X' });
    const second = await hall.take({ queue: 'one-life' });
    await turn(hall);
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'recall', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    await hall.window(1, 'finish', {}, clerk);
    const own = await hall.window(1, 'call-next', {}, clerk);
    expect(own.ticket?.number).toBe(second.number);
    await hall.window(1, 'start', {}, clerk);
    await turn(hall);
    // The "next" ends the one in hand.
    const third = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    await turn(hall);
    await hall.window(1, 'undo', {}, clerk);
    await turn(hall);
    await hall.window(1, 'finish', {}, clerk);
    await hall.ok(
      'POST',
      `/api/tickets/${second.token}/rating`,
      { level: 2, reasons: ['slow'] },
      { token: null },
    );
    await hall.ok('POST', `/api/tickets/${third.token}/cancel`, undefined, { token: null });
    await turn(hall);

    expect(of(to, second.number)).toEqual([
      ...['ticket.taken', 'visit.began', 'ticket.soon', 'ticket.called', 'ticket.started'],
      ...['ticket.finished', 'visit.ended', 'ticket.undone', 'visit.extended'],
      ...['ticket.finished', 'visit.ended', 'rating.given'],
    ]);
    expect(of(to, third.number).at(-1)).toBe('visit.ended');
    const last = to.got.filter(({ event }) => event.data.ticket?.number === third.number).at(-1)!;
    expect(last.event.data).toMatchObject({ hall: 'district', how: 'cancelled', plate: null });
    expect(of(to, themed.number).slice(0, 6)).toEqual([
      ...['ticket.taken', 'visit.began', 'ticket.soon', 'ticket.called', 'ticket.called'],
      'ticket.started',
    ]);
    for (const got of to.got) expect(isSigned(got, made.secret)).toBe(true);
    const text = JSON.stringify(to.got.map(({ body }) => body));
    for (const secret of ['newborn', 'clerk1', '11010519491231002X', themed.token])
      expect(text).not.toContain(secret);
    const rating = to.got.find(({ event }) => event.type === 'rating.given')!;
    expect(rating.event.data).toMatchObject({
      ticket: { id: second.id },
      window: 1,
      rating: { level: 2, reasons: ['slow'], channel: 'phone', window: 1 },
    });
    // The same, line by line, for who asks later.
    const csv = await hall.ok<string>(
      'GET',
      '/api/halls/district/ratings.csv?from=2026-03-02&to=2026-03-02',
    );
    const [heads, line, end] = csv.split('\r\n').map((row) => row.split(','));
    const field = (name: string): unknown => line![heads!.indexOf(name)];
    expect(heads![0]).toBe('评价编号');
    expect(
      ['等级名称', '评价选项', '评价渠道', '号票', '是否差评', '核实整改状态'].map(field),
    ).toEqual(['不满意', '办理慢', '移动端（二维码）', second.number, '是', '待核实']);
    expect(end).toEqual(['']);
    // Each once, and nothing is left.
    expect(new Set(to.got.map(({ id }) => id)).size).toBe(to.got.length);
    expect((await deliveries(hall, made)).map(({ status }) => status)).not.toContain('pending');
    const log = await hall.ok<{ command: string; data: object }[]>('GET', '/api/events');
    expect(log.find(({ command }) => command === 'make-webhook')?.data).toMatchObject({
      host: `127.0.0.1:${to.port}`,
    });

    // A hall that is made later is told of, too.
    await hall.secondHall('town');
    await hall.ok('POST', '/api/halls/town/tickets', { queue: 'one-life' });
    await turn(hall);
    expect(to.got.at(-1)!.event.data.hall).toBe('town');

    // The button, and the end.
    const tried = await hall.ok<Delivery>('POST', `/api/webhooks/${made.id}/test`);
    expect(tried).toMatchObject({ type: 'webhook.test', status: 'delivered', answered: 204 });
    await hall.ok('DELETE', `/api/webhooks/${made.id}`);
    const before = to.got.length;
    await hall.take({ queue: 'one-life' });
    await turn(hall);
    expect(to.got.length).toBe(before);
    expect(await hall.db.read.selectFrom('webhook_cursors').selectAll().execute()).toEqual([]);
  });

  it('the feed goes on where it was left, waits for what comes, and says no more than a key may hear', async () => {
    const hall = await fresh();
    const { key: token } = await hall.ok<{ key: string }>('POST', '/api/keys', {
      name: 'screen',
      scopes: ['read-events'],
    });
    const at = '/api/halls/district/events/feed';
    const feed = (query: string): Promise<Feed> => hall.ok('GET', at + query, undefined, { token });
    const { next: from } = await feed('');
    const waited = feed(`?after=${from}&wait=20`);
    const ticket = await hall.take({ package: 'newborn' });
    const first = await waited;
    expect(first.items.map(({ type }) => type)).toEqual(['ticket.taken', 'visit.began']);
    const clerk = await hall.openWindow(1);
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    await hall.window(1, 'finish', {}, clerk);
    await hall.ok('POST', `/api/tickets/${ticket.token}/rating`, { level: 5 }, { token: null });
    // Two lines at a time, and each event once: the same as in one piece.
    const pieces: unknown[] = [];
    for (let after = first.next, more = true; more;) {
      const part = await feed(`?after=${after}&limit=2`);
      pieces.push(...part.items);
      ({ next: after, more } = part);
    }
    const whole = await feed(`?after=${first.next}&limit=1000`);
    expect(pieces).toEqual(whole.items);
    expect(whole.items.map(({ type }) => type)).toEqual([
      ...['ticket.called', 'ticket.started', 'ticket.finished'],
    ]);
    expect(JSON.stringify(whole)).not.toMatch(/newborn|clerk1/);
    // Of a long stretch nothing is told: it is gone through in pieces, and no answer reads without end.
    for (let i = 0; i < 15; i += 1) {
      await hall.window(1, 'pause', { reason: 'break' }, clerk);
      await hall.window(1, 'resume', {}, clerk);
    }
    const silent = await feed(`?after=${whole.next}&limit=1`);
    expect(silent).toEqual({ items: [], next: whole.next + 20, more: true });
    const rest = await feed(`?after=${silent.next}&limit=1`);
    expect(rest).toEqual({ items: [], next: whole.next + 30, more: false });
    expect(
      (await hall.call('GET', `${at}?after=${whole.next + 50}`, undefined, { token })).status,
    ).toBe(400);
    expect((await hall.call('GET', `${at}?after=1`, undefined, { token: null })).status).toBe(401);
  });

  it('a receiver that fails, redirects, hangs, answers garbage: later again, in the order of its ticket, and nothing is lost', async () => {
    const hall = await fresh({ app: { reach: impatient } });
    const to = await receiver();
    const other = await receiver();
    const made = await make(hall, to.url, {
      events: ['ticket.taken', 'ticket.called', 'visit.ended'],
    });
    await make(hall, other.url, { events: ['ticket.taken', 'ticket.called', 'visit.ended'] });
    const clerk = await hall.openWindow(1);
    const one = await hall.take({ queue: 'one-life' });
    let asked = 0;
    to.answering = (got, response) => {
      if (got.event.data.ticket?.number !== one.number)
        return void response.writeHead(200).end('ok');
      asked += 1;
      if (asked === 1) return void response.writeHead(500).end('<p>on fire</p>');
      if (asked === 2) return void response.writeHead(302, { location: other.url }).end();
      if (asked === 3) return undefined;
      if (asked === 4) return void response.socket?.end('not http at all\r\n\r\n');
      if (asked === 5) return void response.writeHead(503, { 'retry-after': '7200' }).end();
      return void response.writeHead(204).end();
    };
    await turn(hall);
    const errors: unknown[] = [];
    const first = async (): Promise<Delivery> =>
      (await deliveries(hall, made)).filter(({ type }) => type === 'ticket.taken').at(-1)!;
    errors.push([(await first()).error, (await first()).said]);
    // Meanwhile others are told at once, and this one's next message waits behind its first.
    const two = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    await turn(hall);
    expect(to.told()).toEqual([`ticket.taken ${one.number}`, `ticket.taken ${two.number}`]);
    for (let i = 0; i < 4; i += 1) {
      hall.clock.pass(1000);
      await turn(hall);
      errors.push((await first()).error);
    }
    expect(errors).toEqual([
      ['status', '<p>on fire</p>'],
      'redirect',
      'timeout',
      'unreachable',
      'status',
    ]);
    hall.clock.pass(3600);
    await turn(hall);
    expect((await first()).tries).toBe(5);
    hall.clock.pass(3601);
    await turn(hall);
    expect(await first()).toMatchObject({ status: 'delivered', tries: 6, error: null });
    await turn(hall);
    expect(of(to, one.number)).toEqual([...Array<string>(6).fill('ticket.taken'), 'ticket.called']);
    expect(
      new Set(to.got.filter(({ event }) => event.type === 'ticket.taken').map(({ id }) => id)).size,
    ).toBe(2);
    // What hung here went on there, and the redirect was not followed.
    expect(other.told()).toEqual([
      `ticket.taken ${one.number}`,
      `ticket.taken ${two.number}`,
      `ticket.called ${one.number}`,
    ]);
  });

  it('goes to no address of this machine or a private network, however it is written or whatever its name leads to', async () => {
    const to = await Receiver.start();
    ends.push(() => to.stop());
    const names: Record<string, string[]> = {
      'gate.example': ['127.0.0.1'],
      'both.example': ['93.184.215.14', '127.0.0.1'],
      'mapped.example': ['::ffff:127.0.0.1'],
      'nothing.example': [],
    };
    const asked: string[] = [];
    const resolve = (host: string): Promise<string[]> => {
      asked.push(host);
      return Promise.resolve(names[host] ?? []);
    };
    const hall = await fresh({ app: { reach: { timeoutMs: 2000, resolve } } });
    const code = async (url: string): Promise<unknown> =>
      (
        await hall.call<{ code: string }>('POST', '/api/webhooks', {
          url,
          events: ['ticket.taken'],
        })
      ).body.code;
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      'localhost',
      '10.1.2.3',
      '[fd00::1]',
      '169.254.169.254',
    ])
      expect([host, await code(`http://${host}:${to.port}/`)]).toEqual([
        host,
        'address_not_allowed',
      ]);
    expect(await code('http://user:secret@gate.example/')).toBe('bad_input');
    expect(await code('file:///etc/passwd')).toBe('bad_input');
    for (const [host, error] of [
      ['gate.example', 'forbidden-address'],
      ['both.example', 'forbidden-address'],
      ['mapped.example', 'forbidden-address'],
      ['nothing.example', 'unknown-host'],
    ] as const) {
      const made = await make(hall, `http://${host}:${to.port}/`, { events: ['ticket.taken'] });
      const tried = await hall.ok<Delivery>('POST', `/api/webhooks/${made.id}/test`);
      expect([host, tried.status, tried.error]).toEqual([host, 'failed', error]);
    }
    await hall.take({ queue: 'one-life' });
    await turn(hall);
    expect(to.got).toEqual([]);
    // Looked up once a try: what was looked at is what is connected to.
    expect(asked).toHaveLength(8);
  });

  it('is told nothing more after days in which nothing went well, which is an alarm, until somebody lets it', async () => {
    const hall = await fresh({ app: { reach: local } });
    const to = await receiver();
    const made = await make(hall, to.url, { events: ['ticket.taken'], hall: 'district' });
    const codes = async (): Promise<string[]> => {
      const { alarms } = await hall.ok<{ alarms: ListedAlarm[] }>(
        'GET',
        '/api/halls/district/alarms',
      );
      return alarms.flatMap(({ code, subject }) =>
        code.startsWith('webhook') ? [`${code} ${subject}`] : [],
      );
    };
    to.answering = (_got, response) => void response.writeHead(500).end();
    await hall.take({ queue: 'one-life' });
    await turn(hall);
    expect(await codes()).toEqual([]);
    hall.clock.pass(2 * 3600);
    await turn(hall);
    expect(await codes()).toEqual([`webhook-failing 127.0.0.1:${to.port}`]);
    hall.clock.pass(4 * 24 * 3600);
    await turn(hall);
    hall.admin = await hall.signIn('admin', adminPassword);
    const [hook] = (await hall.ok<{ items: MadeWebhook[] }>('GET', '/api/webhooks')).items;
    expect(hook).toMatchObject({ status: 'active', waiting: 1 });
    hall.clock.pass(24 * 3600);
    await turn(hall);
    hall.admin = await hall.signIn('admin', adminPassword);
    const [over] = (await hall.ok<{ items: MadeWebhook[] }>('GET', '/api/webhooks')).items;
    expect(over).toMatchObject({ status: 'disabled', disabledWhy: 'failing', waiting: 0 });
    expect(await codes()).toEqual([`webhook-disabled 127.0.0.1:${to.port}`]);
    // Back, and the message that was given up once more.
    await hall.ok('POST', `/api/webhooks/${made.id}/enable`);
    expect(await codes()).toEqual([]);
    to.answering = (_got, response) => void response.writeHead(204).end();
    const [failed] = await deliveries(hall, made);
    await hall.ok('POST', `/api/webhooks/${made.id}/deliveries/${failed!.id}/resend`);
    await turn(hall);
    expect((await deliveries(hall, made))[0]).toMatchObject({ status: 'delivered', tries: 1 });
    // 410: it says itself that it is no more. A week later what is over is gone.
    to.answering = (_got, response) => void response.writeHead(410).end();
    await hall.take({ queue: 'one-life' });
    await turn(hall);
    expect(
      (await hall.ok<{ items: MadeWebhook[] }>('GET', '/api/webhooks')).items[0],
    ).toMatchObject({
      disabledWhy: 'gone',
    });
    hall.clock.pass(8 * 24 * 3600);
    await turn(hall);
    hall.admin = await hall.signIn('admin', adminPassword);
    expect(await deliveries(hall, made)).toEqual([]);
  });
});

const url = process.env['TEST_DATABASE_URL'];
describe.skipIf(url === undefined)(
  `webhooks of two processes${url === undefined ? ': no PostgreSQL, skipped' : ''}`,
  () => {
    const ended: (() => Promise<void>)[] = [];
    afterAll(async () => {
      for (const end of ended.reverse()) await end();
    });

    it('each message is sent by one of them, in the order of its ticket; where one dies the other goes on', async () => {
      const database = await databaseFor(url!);
      ended.push(database.drop);
      const halls: TestHall[] = [];
      for (let i = 0; i < 2; i += 1) {
        const hall = await TestHall.start({
          database: { kind: 'postgres', url: database.url },
          app: { reach: impatient },
        });
        halls.push(hall);
        ended.push(() => hall.stop());
      }
      const [one, two] = halls as [TestHall, TestHall];
      const to = await receiver();
      const made = await make(one, to.url);
      const tickets = await Promise.all(
        Array.from({ length: 30 }, (_, i) => halls[i % 2]!.take({ queue: 'one-life' })),
      );
      const clerk = await one.openWindow(1);
      for (let i = 0; i < 10; i += 1) await two.window(1, 'call-next', {}, clerk);
      for (let i = 0; i < 6; i += 1) await turn(one, two);
      const waiting = await deliveries(one, made);
      expect(waiting.filter(({ status }) => status !== 'delivered')).toEqual([]);
      expect(new Set(to.got.map(({ id }) => id)).size).toBe(to.got.length);
      for (const { number } of tickets) {
        const versions = to.got.flatMap(({ event }) =>
          event.data.ticket?.number === number ? [event.data.version] : [],
        );
        expect(versions).toEqual([...versions].sort((a, z) => a - z));
      }
      // One that took a message and died: the other waits until that must be over, then sends it.
      const before = to.got.length;
      await one.take({ queue: 'one-life' });
      to.answering = () => undefined;
      await one.hall.deliveries.tick();
      await two.hall.deliveries.tick();
      await two.hall.deliveries.settled();
      await one.hall.deliveries.settled();
      const dead = {
        claimed_by: 'a process that is gone',
        claimed_until: new Date(Date.parse(one.clock.now()) + 60_000).toISOString(),
        due_at: one.clock.now(),
      };
      await one.db.lanes.run('test', {
        run: (tx) =>
          tx.updateTable('webhook_deliveries').set(dead).where('status', '=', 'pending').execute(),
      });
      to.answering = (_got, response) => void response.writeHead(204).end();
      const sent = to.got.length;
      await turn(two);
      expect(to.got.length).toBe(sent);
      two.clock.pass(61);
      await turn(two);
      await turn(two);
      expect((await deliveries(two, made)).filter(({ status }) => status === 'pending')).toEqual(
        [],
      );
      expect(to.got.length).toBeGreaterThan(before);
    });
  },
);
