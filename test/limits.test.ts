import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, expect, it, vi } from 'vitest';
import { io } from 'socket.io-client';
import type { WatchAnswer } from '../shared/contract/live.ts';
import { Turns } from '../server/attempts.ts';
import { networkOf } from '../server/network.ts';
import { Proxies } from '../server/proxies.ts';
import { isStuck } from '../server/watchdog/stuck.ts';
import { onBothDatabases, TestHall } from './support/hall.ts';

const district = '/api/halls/district';
interface Refusal {
  readonly code: string;
  readonly slots?: unknown[];
}
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});
async function started(options: Parameters<typeof TestHall.start>[0] = {}): Promise<TestHall> {
  const hall = await TestHall.start(options);
  stops.push(() => hall.stop());
  return hall;
}
const count = <T>(list: readonly T[], one: T): number => list.filter((each) => each === one).length;

it('faults T1: days and instants are of this century, and every loop over days ends', async () => {
  const hall = await started();
  const stranger = { token: null };
  const told = async (method: string, path: string, body?: unknown): Promise<unknown[]> => {
    const answer = await hall.call<Refusal>(method, path, body, stranger);
    return [answer.status, answer.body.code];
  };
  for (const day of ['9999-12-31', '2101-01-01', '1999-12-31', '0000-01-01']) {
    for (const path of [
      `${district}/slots?queue=tax&day=${day}`,
      `${district}/calendar?from=${day}`,
      `${district}/calendar?to=${day}`,
    ])
      expect([path, ...(await told('GET', path))]).toEqual([path, 400, 'bad_input']);
  }
  for (const slot of [
    '9999-12-31T01:00:00Z',
    '0000-01-01T00:00:00+23:59',
    '2100-12-31T23:00:00-12:00',
  ])
    expect(await told('POST', `${district}/appointments`, { queue: 'tax', slot })).toEqual([
      400,
      'bad_input',
    ]);
  expect(
    await told('POST', `${district}/appointments`, { queue: 'tax', slot: '2100-12-31T01:00:00Z' }),
  ).toEqual([422, 'slot_not_open']);
  const far = await hall.ok<Refusal>(
    'GET',
    `${district}/slots?queue=tax&day=2100-12-31`,
    undefined,
    stranger,
  );
  expect(far.slots).toEqual([]);
  expect(
    (await hall.call('GET', `${district}/calendar?from=2100-12-31`, undefined, stranger)).status,
  ).toBe(200);
});

it('faults T2: a topic is built once for all who ask, and a connection asks for so much', async () => {
  const hall = await started();
  const built = vi.spyOn(hall.hall.board, 'shown');
  const wish = { topic: 'board', hall: 'district' } as const;
  const screens = await Promise.all(Array.from({ length: 40 }, () => hall.connect()));
  const answers = await Promise.all(
    screens.map((socket) => socket.emitWithAck('watch', wish) as Promise<WatchAnswer<'board'>>),
  );
  expect(answers.every((answer) => answer.ok)).toBe(true);
  expect(built).toHaveBeenCalledTimes(1);

  const flood = await hall.connect();
  const refused: string[] = [];
  for (let i = 0; i < 1500; i += 1)
    flood.emit('watch', wish, (answer: WatchAnswer) => {
      if (!answer.ok) refused.push(answer.code);
    });
  await once(flood as never, 'disconnect');
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused)).toEqual(new Set(['too_many_requests']));
  expect(built).toHaveBeenCalledTimes(1);
  // The others hear on.
  expect(screens.every((socket) => socket.connected)).toBe(true);
});

it('faults T2: a connection watches so many topics, an address has so many strangers', async () => {
  const hall = await started({
    app: { limits: { topicsASocket: 2, socketsAnAddress: 2 } },
  });
  const socket = await hall.connect(hall.admin);
  const watch = (zone: string): Promise<WatchAnswer> =>
    socket.emitWithAck('watch', { topic: 'board', hall: 'district', zone }) as Promise<WatchAnswer>;
  expect((await watch('A')).ok && (await watch('B')).ok && (await watch('A')).ok).toBe(true);
  expect(await watch('C')).toEqual({ ok: false, code: 'too_many_requests' });
  await socket.emitWithAck('unwatch', { topic: 'board', hall: 'district', zone: 'A' });
  expect((await watch('C')).ok).toBe(true);

  const from = async (address: string, token?: string): Promise<string> => {
    const client = io(hall.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { 'x-forwarded-for': address },
      ...(token === undefined ? {} : { auth: { token } }),
    });
    stops.unshift(() => Promise.resolve(void client.disconnect()));
    return new Promise((resolve) => {
      client.once('connect', () => resolve('in'));
      client.once('connect_error', (error) => resolve(error.message));
    });
  };
  const kiosk = await hall.device('kiosk');
  expect(await from('203.0.113.7')).toBe('in');
  expect(await from('203.0.113.7')).toBe('in');
  expect(await from('203.0.113.7')).toBe('too_many_requests');
  expect(await from('203.0.113.7', kiosk)).toBe('in');
  expect(await from('203.0.113.8')).toBe('in');
  // One IPv6 network is one, whatever address of it is chosen.
  expect(await from('2001:db8:1:2::1')).toBe('in');
  expect(await from('2001:DB8:1:2:ffff::9')).toBe('in');
  expect(await from('2001:db8:1:2:abc::')).toBe('too_many_requests');
  expect(await from('2001:db8:1:3::1')).toBe('in');
});

it('an address is counted by the network whose addresses one can choose from', () => {
  for (const [address, network] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ] as const)
    expect([address, networkOf(address)]).toEqual([address, network]);
});

it('faults T3: who may not is told before the body comes, and strangers say little', async () => {
  const hall = await started();
  const head = (path: string, headers: Record<string, string | number>): Promise<number> =>
    new Promise((resolve, reject) => {
      const asked = httpRequest(hall.url + path, { method: 'POST', headers });
      asked.once('error', reject);
      asked.once('response', (answer) => {
        resolve(answer.statusCode!);
        asked.destroy();
      });
      // Not a byte of the body.
      asked.flushHeaders();
    });
  const json = { 'content-type': 'application/json' };
  const large = { ...json, 'content-length': 8_000_000 };
  expect(await head(`${district}/catalogue/check`, large)).toBe(401);
  // The same route, its address written otherwise.
  expect(await head(`${district.replace('api', '%61pi')}/catalogue/check`, large)).toBe(401);
  expect(await head('/api/session', large)).toBe(413);
  const clerk = await hall.person('clerk', 'clerk');
  expect(await head(`${district}/catalogue`, { ...large, authorization: `Bearer ${clerk}` })).toBe(
    403,
  );
  // A body whose length is not said is counted.
  const chunked = await fetch(`${hall.url}/api/session`, {
    method: 'POST',
    headers: json,
    body: new ReadableStream({
      start: (stream) => {
        for (let i = 0; i < 5; i += 1) stream.enqueue(new TextEncoder().encode(' '.repeat(4096)));
        stream.close();
      },
    }),
    duplex: 'half',
  } as RequestInit);
  expect(chunked.status).toBe(413);
  const deep = await fetch(`${hall.url}${district}/catalogue/check`, {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${hall.admin}` },
    body: '['.repeat(8_000_000),
  });
  const { code, detail } = (await deep.json()) as { code: string; detail: string };
  expect([deep.status, code, detail]).toEqual([
    400,
    'bad_input',
    'The body is nested more than 32 deep',
  ]);
});

onBothDatabases('guesses', (fresh) => {
  const signIn = async (
    hall: TestHall,
    username: string,
    password: string,
    cookie?: string,
    address?: string,
  ): Promise<{ status: number; retryAfter: string | null; cookie: string }> => {
    const answer = await fetch(`${hall.url}/api/session`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(cookie === undefined ? {} : { cookie }),
        ...(address === undefined ? {} : { 'x-forwarded-for': address }),
      },
      body: JSON.stringify({ username, password }),
    });
    await answer.arrayBuffer();
    return {
      status: answer.status,
      retryAfter: answer.headers.get('retry-after'),
      cookie: answer.headers
        .getSetCookie()
        .map((c) => c.split(';')[0])
        .join('; '),
    };
  };

  /** The answers of many requests, as far as they have come when enough have. */
  const answersOf = <T extends { status: number }>(
    asked: readonly Promise<T>[],
    enough: (statuses: readonly number[]) => boolean,
  ): Promise<readonly T[]> =>
    new Promise((resolve) => {
      const answers: T[] = [];
      for (const each of asked) {
        each.then(
          (answer) => {
            answers.push(answer);
            if (enough(statusesOf(answers))) resolve(answers);
          },
          // Cut off with the server's end.
          () => undefined,
        );
      }
    });
  const statusesOf = (answers: readonly { status: number }[]): number[] =>
    answers.map((answer) => answer.status);

  it('faults T4, T5: are counted when they begin: of many at once few are tried', async () => {
    // Whoever is made to wait waits longer than this test.
    const hall = await fresh({ app: { limits: { firstDelayMs: 600_000 } } });
    for (const name of ['wang', 'li']) await hall.person(name, 'clerk');
    const { cookie } = await signIn(hall, 'wang', 'long enough');
    const { cookie: ofLi } = await signIn(hall, 'li', 'long enough');
    const { cookie: shared } = await signIn(hall, 'li', 'long enough', cookie);
    const codes = Array.from({ length: 400 }, (_, i) =>
      hall.call('POST', '/api/devices/pair', { pairingCode: `WRONG${i}` }, { token: null }),
    );
    const pairing = await answersOf(codes, (s) => s.length >= 380 && count(s, 401) >= 60);
    expect(count(statusesOf(pairing), 401)).toBe(60);
    expect(count(statusesOf(pairing), 429)).toBe(pairing.length - 60);

    // A cookie that was made up is none.
    const passwords = Array.from({ length: 24 }, (_, i) =>
      signIn(hall, 'wang', `wrong ${i}`, `device=me${i}.sealed`),
    );
    const tried = await answersOf(passwords, (s) => s.length >= 14 && count(s, 401) >= 5);
    expect(count(statusesOf(tried), 401)).toBe(5);
    const refused = tried.filter((answer) => answer.status === 429);
    expect([refused.length, refused[0]!.retryAfter]).toEqual([tried.length - 5, '12000']);
    // At her own terminal not even that stands in her way.
    for (const hers of [cookie, shared])
      expect((await signIn(hall, 'wang', 'long enough', hers)).status).toBe(200);
    // Nor elsewhere; and where somebody else is known, she is not.
    const elsewhere = await signIn(hall, 'wang', 'long enough', undefined, '203.0.113.9');
    expect(elsewhere.status).toBe(200);
    expect((await signIn(hall, 'wang', 'wrong', ofLi)).status).toBe(429);
    // Those who wait would hold up the server's end.
    hall.hall.app.server.closeAllConnections();
  });

  it('faults T5: are not forgotten because the clock is set ahead', async () => {
    const hall = await fresh({
      comparableClock: true,
      app: { limits: { firstDelayMs: 600_000 } },
    });
    const tries = (count: number): Promise<{ status: number }>[] =>
      Array.from({ length: count }, (_, i) => signIn(hall, 'admin', `wrong ${i}`));
    expect(statusesOf(await Promise.all(tries(5)))).toEqual(Array(5).fill(401));
    hall.clock.jump(24 * 60 * 60);
    await hall.hall.clockAlarm.tick();
    hall.clock.pass(301);
    const more = await answersOf(tries(15), (statuses) => statuses.length >= 5);
    expect(statusesOf(more)).toEqual(Array(5).fill(429));
    hall.hall.app.server.closeAllConnections();
  });

  it('faults T5: make who fails wait, and nobody is locked out who knows the password', async () => {
    const hall = await fresh();
    await hall.person('wang', 'clerk');
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 10; i += 1)
        expect((await signIn(hall, 'wang', `wrong ${i}`)).status).toBe(401);
      expect((await signIn(hall, 'wang', 'long enough')).status).toBe(200);
    }
  });
});

it('faults T4: passwords are compared a few at a time, and the line for it is short', async () => {
  const hall = await started({ app: { limits: { passwordsAtOnce: 1, passwordsWaiting: 2 } } });
  const answers = await Promise.all(
    Array.from({ length: 9 }, (_, i) =>
      hall.call<Refusal>(
        'POST',
        '/api/session',
        { username: `nobody${i}`, password: 'x' },
        { token: null },
      ),
    ),
  );
  const codes = answers.map((answer) => answer.body.code);
  expect(count(codes, 'too_busy')).toBeGreaterThan(0);
  expect(count(codes, 'wrong_credentials')).toBeGreaterThanOrEqual(3);
  expect(count(codes, 'too_busy') + count(codes, 'wrong_credentials')).toBe(9);
  expect(await hall.signIn('admin', 'a long password')).not.toBe('');
});

it('faults T4: where too many wait, the network that most come from makes room for another', async () => {
  const turns = new Turns(1, 3);
  const ended: string[] = [];
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const come = (network: string, known = false): Promise<void> =>
    turns
      .run({ known, network }, () => held)
      .then(
        () => void ended.push(network),
        () => void ended.push(`${network} refused`),
      );
  const all = [come('x'), come('x'), come('x'), come('x'), come('x'), come('y'), come('z')];
  all.push(come('w'), come('y'), come('known', true));
  goOn();
  await Promise.all(all);
  expect(ended.filter((one) => one.endsWith('refused')).sort()).toEqual([
    'w refused',
    'x refused',
    'x refused',
    'x refused',
    'y refused',
  ]);
  expect(ended.filter((one) => !one.endsWith('refused'))).toEqual(['x', 'known', 'x', 'y', 'z']);
});

it('faults T17: a request that does not come to its end is ended', async () => {
  const hall = await started({ app: { limits: { headSeconds: 0.2, requestSeconds: 0.3 } } });
  const { port, hostname } = new URL(hall.url);
  const line = (text: string): Promise<unknown> => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('error', () => undefined);
    socket.resume();
    return once(socket, 'close');
  };
  await Promise.all([
    line(
      'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n{"us',
    ),
    line('GET /api/halls HTTP/1.1\r\nHost: x\r\nX-Slow: '),
    line('GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n'),
  ]);
});

it('faults T21: a change that says nothing is refused, and so is what is not known', async () => {
  const hall = await started();
  const { device } = await hall.ok<{ device: { id: string } }>('POST', '/api/devices', {
    hall: 'district',
    kind: 'display',
    name: 'board',
  });
  const told = async (body: unknown): Promise<unknown[]> => {
    const answer = await hall.call<Refusal>('PATCH', `/api/devices/${device.id}`, body);
    return [answer.status, answer.body.code];
  };
  for (const body of [
    {},
    { nmae: 'x' },
    { name: 'x', colour: 'red' },
    { settings: { priner: null } },
  ])
    expect(await told(body)).toEqual([400, 'bad_input']);
  expect((await hall.call('PATCH', `/api/devices/${device.id}`, { name: 'x' })).status).toBe(200);
});

it('what is wrong with a device stands under the name that it has', async () => {
  const hall = await started();
  const board = await hall.device('display');
  const [{ id, name } = { id: '', name: '' }] = await hall.ok<{ id: string; name: string }[]>(
    'GET',
    `${district}/devices`,
  );
  const health = (audio: string): Promise<unknown> =>
    hall.ok('POST', '/api/devices/health', { audio }, { token: board });
  const alarms = async (): Promise<unknown[]> =>
    (
      await hall.db.read
        .selectFrom('alarms')
        .select(['code', 'subject', 'detail'])
        .where('cleared_at', 'is', null)
        .execute()
    ).map((alarm) => Object.values(alarm));
  await health('blocked');
  expect(await alarms()).toEqual([['audio', name, 'blocked']]);
  await hall.ok('PATCH', `/api/devices/${id}`, { name: 'board A' });
  expect(await alarms()).toEqual([['audio', 'board A', 'blocked']]);
  await health('ok');
  expect(await alarms()).toEqual([]);
});

it('faults T5: the address is taken from proxies that are trusted only', () => {
  const from = (proxies: Proxies, remoteAddress: string, forwarded?: string): string =>
    proxies.addressOf({
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      socket: { remoteAddress } as never,
    });
  const own = new Proxies();
  expect(from(own, '127.0.0.1', '198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
  expect(from(own, '::ffff:127.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
  expect(from(own, '10.1.2.3', '203.0.113.9')).toBe('10.1.2.3');
  expect(from(own, '127.0.0.1')).toBe('127.0.0.1');
  const more = new Proxies(['10.0.0.0/8', 'fd00::/8']);
  expect(from(more, '10.1.2.3', '198.51.100.1, 203.0.113.9, 10.9.9.9')).toBe('203.0.113.9');
  expect([Proxies.can(['10.0.0.0/8']), Proxies.can(['the proxy'])]).toEqual([true, false]);
});

it('faults T1: the watchdog ends a loop that computes for a minute, never one that waits', () => {
  const since = { beat: 7, atMs: 1000, cpuMs: 500 };
  const after = (ms: number, cpuMs: number | null, beat = 7): boolean =>
    isStuck(since, { beat, atMs: 1000 + ms, cpuMs });
  expect(after(61_000, 61_000)).toBe(true);
  // A slow disk, a machine that slept, a process that was stopped.
  expect(after(300_000, 2_000)).toBe(false);
  expect(after(59_000, 59_500)).toBe(false);
  expect(after(61_000, 61_000, 8)).toBe(false);
  expect(after(61_000, null)).toBe(false);
});
