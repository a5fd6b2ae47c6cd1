import { TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import type {
  Account,
  OfferedSecondFactor,
  OpenSession,
  RecoveryCodes,
} from '../shared/contract/account.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { Actor, Staff } from '../shared/contract/people.ts';
import { adminPassword, type Answer, onBothDatabases, type TestHall } from './support/hall.ts';

interface Refusal {
  readonly code: string;
  readonly fault?: string;
  readonly issues?: readonly { path: string; code?: string }[];
}
interface SignedIn {
  readonly token: string;
  readonly actor: Actor & { kind: 'staff' };
}
const password = 'long enough';
const better = 'seven grey bicycles';

const signIn = (
  hall: TestHall,
  body: { username: string; password: string; code?: string },
  headers: Record<string, string> = {},
): Promise<Answer<SignedIn & Refusal>> =>
  hall.call('POST', '/api/session', body, { token: null, headers });
const told = async (asked: Promise<Answer<Refusal | null>>): Promise<unknown> => {
  const { status, body } = await asked;
  return status < 300 ? status : body?.code;
};
/** The code that an app on a telephone shows now, or some periods later. */
const codeOf = (hall: TestHall, { secret }: OfferedSecondFactor, later = 0): string =>
  new TOTP({ secret }).generate({ timestamp: Date.parse(hall.clock.now()) + later * 30_000 });
const log = (hall: TestHall, command: string, token = hall.admin): Promise<EventEntry[]> =>
  hall.ok('GET', `/api/events?command=${command}&limit=1000`, undefined, { token });
const account = (hall: TestHall, token: string): Promise<Account> =>
  hall.ok('GET', '/api/account', undefined, { token });
/** Turns a second factor on. */
async function turnOn(
  hall: TestHall,
  token: string,
  own = password,
): Promise<OfferedSecondFactor & RecoveryCodes> {
  const at = '/api/account/second-factor';
  const offered = await hall.ok<OfferedSecondFactor>(
    'POST',
    `${at}/offer`,
    { password: own },
    { token },
  );
  const body = { code: codeOf(hall, offered) };
  const codes = await hall.ok<RecoveryCodes>('POST', at, body, { token });
  hall.clock.pass(60);
  return { ...offered, ...codes };
}

onBothDatabases('passwords', (fresh) => {
  it('faults T26: what is tried first is nobody’s password, and a name is none', async () => {
    const hall = await fresh();
    const add = (username: string, given: string): Promise<Answer<Refusal>> =>
      hall.call('POST', '/api/staff', { username, password: given, name: 'Li', roles: ['clerk'] });
    for (const [username, given, fault] of [
      ['a1', '12345678', 'password_common'],
      ['a2', 'password', 'password_common'],
      ['wang.fang', 'Wang.Fang', 'password_like_name'],
      ['a3', 'district', 'password_like_name'],
      ['a4', '区行政服务中心！', 'password_like_name'],
    ] as const) {
      const { status, body } = await add(username, given);
      expect([given, status, body.code, body.fault, body.issues?.[0]?.path]).toEqual([
        given,
        422,
        'weak_password',
        fault,
        'password',
      ]);
    }
    // The name with a year at its end is for nobody to choose, and is taken from an administrator.
    const named = await hall.person('named', 'clerk');
    const chosen = { password, newPassword: 'named2026' };
    expect(await told(hall.call('POST', '/api/account/password', chosen, { token: named }))).toBe(
      'weak_password',
    );
    expect((await add('named2', 'named2026')).status).toBe(201);
    // What only a patient guesser finds is taken, works at once, and its owner is told.
    expect((await add('clerk7', 'secret123')).status).toBe(201);
    const { body } = await signIn(hall, { username: 'clerk7', password: 'secret123' });
    expect([body.actor.weakPassword, body.actor.limited]).toEqual([true, undefined]);
    await hall.window(7, 'open', {}, body.token);
    expect(
      await told(
        hall.call('PATCH', '/api/staff/clerk7', { password: 'qwertyuiop' }, { token: hall.admin }),
      ),
    ).toBe('weak_password');
  });

  it('are changed by their owner, who knows the old one; all other sign-ins end', async () => {
    const hall = await fresh();
    const token = await hall.person('li', 'manager');
    const other = await hall.signIn('li', password);
    const watching = await hall.watch({ topic: 'hall', hall: 'district' }, other);
    const gone = new Promise((resolve) => watching.socket.once('disconnect', resolve));
    const stays = await hall.watch({ topic: 'hall', hall: 'district' }, token);
    const change = (body: object): Promise<unknown> =>
      told(hall.call('POST', '/api/account/password', body, { token }));
    expect(await change({ password: 'wrong', newPassword: better })).toBe('wrong_password');
    expect(await change({ password, newPassword: 'admin123' })).toBe('weak_password');
    expect(await change({ password, newPassword: password })).toBe('weak_password');
    expect(await change({ password, newPassword: 'short' })).toBe('bad_input');
    await hall.signIn('li', password);
    expect(await change({ password, newPassword: better })).toBe(204);
    await gone;
    expect(stays.socket.connected).toBe(true);
    expect(await told(hall.call('GET', '/api/account', undefined, { token: other }))).toBe(
      'unauthorized',
    );
    expect(await told(hall.call('GET', '/api/account', undefined, { token }))).toBe(200);
    expect(await told(signIn(hall, { username: 'li', password }))).toBe('wrong_credentials');
    await hall.signIn('li', better);
    const [line] = await log(hall, 'change-password');
    expect(line).toMatchObject({ actor: 'staff:li', data: { username: 'li', count: 2 } });
    expect(JSON.stringify(line)).not.toContain(better);
  });

  it('that somebody else has set lead to an own one before anything else', async () => {
    const hall = await fresh();
    await hall.ok('POST', '/api/staff', {
      username: 'li',
      password,
      name: 'Li',
      roles: ['manager'],
      mustChange: true,
    });
    const { body } = await signIn(hall, { username: 'li', password });
    const { token } = body;
    expect(body.actor.limited).toBe('password_change_required');
    const take = hall.call('POST', '/api/halls/district/tickets', { queue: 'tax' }, { token });
    expect(await told(take as Promise<Answer<Refusal>>)).toBe('password_change_required');
    expect(await told(hall.call('GET', '/api/halls/district/devices', undefined, { token }))).toBe(
      'password_change_required',
    );
    await expect(hall.watch({ topic: 'hall', hall: 'district' }, token)).rejects.toThrow(
      'password_change_required',
    );
    await hall.ok('POST', '/api/account/password', { password, newPassword: better }, { token });
    const now = await hall.ok<{ actor: SignedIn['actor'] }>('GET', '/api/session', undefined, {
      token,
    });
    expect(now.actor.limited).toBeUndefined();
    await hall.take({ queue: 'tax' }, { token });
    // Reset by an administrator, with the same wish; without it, it is none.
    await hall.ok('PATCH', '/api/staff/li', { password, mustChange: true });
    const people = await hall.ok<Staff[]>('GET', '/api/staff');
    expect(people.find((p) => p.username === 'li')).toMatchObject({
      mustChange: true,
      signedIn: 0,
    });
    await hall.ok('PATCH', '/api/staff/li', { password });
    expect((await signIn(hall, { username: 'li', password })).body.actor.limited).toBeUndefined();
  });
});

onBothDatabases('sign-ins', (fresh) => {
  it('end when nobody uses them, never under an open page, and not for a clock set ahead', async () => {
    const hall = await fresh();
    const tokens = await Promise.all(['idle', 'busy', 'open'].map((n) => hall.person(n, 'clerk')));
    const [idle, busy, open] = tokens as [string, string, string];
    await hall.connect(open);
    const ask = (token: string): Promise<unknown> =>
      told(hall.call('GET', '/api/account', undefined, { token }));
    for (let hour = 0; hour < 5; hour += 1) {
      expect(await ask(busy)).toBe(200);
      hall.clock.pass(90 * 60);
      await hall.hall.sessions.tick();
    }
    expect([await ask(idle), await ask(busy), await ask(open)]).toEqual(['unauthorized', 200, 200]);
    // What one process saw is written down for the others, and for after a restart.
    const rows = await hall.db.read
      .selectFrom('sessions')
      .innerJoin('staff', 'staff.id', 'sessions.staff_id')
      .select(['username', 'last_used_at'])
      .where('username', 'in', ['idle', 'open'])
      .orderBy('username')
      .execute();
    expect(rows.map((row) => row.last_used_at)).toEqual([
      '2026-03-02T01:00:00.000Z',
      hall.clock.now(),
    ]);
    hall.clock.pass(7 * 60 * 60);
    expect([await ask(busy), await ask(open)]).toEqual(['unauthorized', 'unauthorized']);
  });

  it('have the end that the site gives them', async () => {
    const hall = await fresh();
    const rules = { idleMinutes: 15, longestHours: 2, secondFactor: 'optional' };
    for (const bad of [{ ...rules, idleMinutes: 5 }, { ...rules, longestHours: 48 }, {}])
      expect(await told(hall.call('PUT', '/api/site/sign-in-rules', bad))).toBe('bad_input');
    await hall.ok('PUT', '/api/site/sign-in-rules', rules);
    expect(await hall.ok('GET', '/api/site/sign-in-rules')).toEqual(rules);
    const token = await hall.person('li', 'clerk');
    const ask = (): Promise<unknown> =>
      told(hall.call('GET', '/api/account', undefined, { token }));
    for (let minutes = 0; minutes < 110; minutes += 10) {
      hall.clock.pass(600);
      expect(await ask()).toBe(200);
    }
    hall.clock.pass(600);
    expect(await ask()).toBe('unauthorized');
  });

  it('are listed to their owner, who ends one, or all', async () => {
    const hall = await fresh();
    const first = await hall.person('li', 'clerk');
    hall.clock.pass(60);
    const headers = { 'user-agent': 'A browser', 'x-forwarded-for': '203.0.113.7' };
    const { body } = await signIn(hall, { username: 'li', password }, headers);
    const list = (token: string): Promise<OpenSession[]> =>
      hall.ok('GET', '/api/account/sessions', undefined, { token });
    const all = await list(first);
    expect(all).toMatchObject([
      { own: false, browser: 'A browser', network: '203.0.113.7', since: hall.clock.now() },
      { own: true, endsAt: '2026-03-02T15:00:00.000Z' },
    ]);
    expect(JSON.stringify(all)).not.toContain(first);
    const end = (path: string, token: string): Promise<unknown> =>
      told(hall.call('DELETE', `/api/account/sessions${path}`, undefined, { token }));
    const stranger = await hall.person('wang', 'clerk');
    expect(await end(`/${all[0]!.id}`, stranger)).toBe('not_found');
    const socket = await hall.connect(body.token);
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    expect(await end(`/${all[0]!.id}`, first)).toBe(204);
    await gone;
    expect(await end(`/${all[0]!.id}`, first)).toBe('not_found');
    const second = await hall.signIn('li', password);
    expect(await end('?others=true', second)).toBe(204);
    expect(await list(second)).toHaveLength(1);
    expect(await told(hall.call('GET', '/api/account', undefined, { token: first }))).toBe(
      'unauthorized',
    );
    expect(await end('', second)).toBe(204);
    expect(await end('', second)).toBe('unauthorized');
    // Somebody who manages the person ends them all.
    const third = await hall.signIn('li', password);
    expect(await told(hall.call('DELETE', '/api/staff/LI/sessions'))).toBe(204);
    expect(await end('', third)).toBe('unauthorized');
    const lines = await log(hall, 'end-sessions');
    expect(lines.map(({ actor, data }) => [actor, data['count']])).toEqual([
      ['staff:li', 1],
      ['staff:li', 1],
      ['staff:li', 1],
      ['staff:admin', 1],
    ]);
  });

  it('take a user name in capitals and small letters, and there is one of each', async () => {
    const hall = await fresh();
    await hall.signIn(' ADMIN ', adminPassword);
    const body = { username: 'Admin', password, name: 'x', roles: ['clerk'] };
    expect(await told(hall.call('POST', '/api/staff', body))).toBe('already_exists');
    await hall.ok('POST', '/api/staff', { ...body, username: 'Wang.Fang' });
    const { token, actor } = (await signIn(hall, { username: 'wang.fang', password })).body;
    expect([actor.username, token.length > 20]).toEqual(['Wang.Fang', true]);
    await hall.ok('PATCH', '/api/staff/WANG.FANG', { name: 'Wang' });
    const row = await hall.db.read
      .selectFrom('staff')
      .selectAll()
      .where('username', '=', 'Wang.Fang')
      .executeTakeFirstOrThrow();
    const double = hall.db.lanes.run('site', {
      run: (tx) =>
        tx
          .insertInto('staff')
          .values({ ...row, id: 'other', username: 'WANG.fang' })
          .execute(),
    });
    await expect(double).rejects.toThrow(/unique/i);
  });

  it('that failed stand in the log, and a flood of them in few lines', async () => {
    const hall = await fresh();
    const fail = (username: string, from: string): Promise<unknown> =>
      told(signIn(hall, { username, password: 'x' }, { 'x-forwarded-for': from }));
    const lines = async (): Promise<Record<string, unknown>[]> =>
      (await log(hall, 'sign-in-failed')).map((line) => line.data);
    expect(await fail('ADMIN', '203.0.113.1')).toBe('wrong_credentials');
    expect(await fail('my secret word', '203.0.113.1')).toBe('wrong_credentials');
    await hall.hall.failedSignIns.tick();
    const since = hall.clock.now();
    expect(await lines()).toEqual([
      { username: 'admin', network: '203.0.113.1', count: 1, since },
      { unknownName: true, network: '203.0.113.1', count: 1, since },
    ]);
    for (let i = 0; i < 4; i += 1) await fail('admin', '203.0.113.1');
    await hall.hall.failedSignIns.tick();
    expect(await lines()).toHaveLength(2);
    hall.clock.pass(601);
    await hall.hall.failedSignIns.tick();
    expect((await lines()).at(-1)).toEqual({
      username: 'admin',
      network: '203.0.113.1',
      count: 4,
      since,
    });
    for (let i = 0; i < 300; i += 1) hall.hall.failedSignIns.note(null, `2001:db8:${i}::/64`);
    await hall.hall.failedSignIns.tick();
    const written = await lines();
    // Three before, two hundred networks, and one line for all others.
    expect(written).toHaveLength(3 + 200 + 1);
    expect(written.at(-1)).toMatchObject({ unknownName: true, network: 'other', count: 100 });
    expect(JSON.stringify(written)).not.toContain('secret word');
  });
});

onBothDatabases('a second factor', (fresh) => {
  it('is asked for at the sign-in, each code once, by nobody who guesses', async () => {
    const hall = await fresh();
    const token = await hall.person('li', 'clerk');
    const at = '/api/account/second-factor';
    const ask = (path: string, body: object): Promise<unknown> =>
      told(hall.call('POST', at + path, body, { token }));
    expect(await ask('', { code: '123456' })).toBe('not_allowed');
    expect(await ask('/offer', { password: 'x' })).toBe('wrong_password');
    const offered = await hall.ok<OfferedSecondFactor>(
      'POST',
      `${at}/offer`,
      { password },
      { token },
    );
    expect(offered.uri).toMatch(/^otpauth:\/\/totp\/.*:li\?/);
    expect(await ask('', { code: 'nothing' })).toBe('wrong_second_factor');
    // Not confirmed: nobody is asked for it.
    await hall.signIn('li', password);
    const code = codeOf(hall, offered);
    const { recoveryCodes } = await hall.ok<RecoveryCodes>('POST', at, { code }, { token });
    expect([recoveryCodes.length, new Set(recoveryCodes).size]).toEqual([10, 10]);
    expect(await ask('/offer', { password })).toBe('not_allowed');

    const li = { username: 'li', password };
    const enter = (given?: string): Promise<unknown> =>
      told(signIn(hall, given === undefined ? li : { ...li, code: given }));
    expect(await enter()).toBe('second_factor_required');
    expect(await told(signIn(hall, { ...li, password: 'x', code }))).toBe('wrong_credentials');
    // Taken when it was turned on.
    expect(await enter(code)).toBe('wrong_second_factor');
    hall.clock.pass(30);
    const next = codeOf(hall, offered);
    expect(await enter(`${next.slice(0, 3)} ${next.slice(3)}`)).toBe(200);
    expect(await enter(next)).toBe('wrong_second_factor');
    expect(await enter(codeOf(hall, offered, -1))).toBe('wrong_second_factor');
    expect(await enter(codeOf(hall, offered, 2))).toBe('wrong_second_factor');
    const [one = ''] = recoveryCodes;
    expect(await enter(one.toLowerCase().replaceAll('-', ' '))).toBe(200);
    expect(await enter(one)).toBe('wrong_second_factor');
    expect((await account(hall, token)).secondFactor).toMatchObject({ on: true, codesLeft: 9 });
    for (let i = 0; i < 8; i += 1) await enter('000000');
    hall.clock.pass(60);
    expect(await enter(codeOf(hall, offered))).toBe('too_many_requests');
    // What `npm run admin -- unlock` does.
    await hall.db.lanes.run('site', {
      run: (tx) => tx.updateTable('staff').set({ unlocked_at: hall.clock.now() }).execute(),
    });
    expect(await enter(codeOf(hall, offered))).toBe(200);

    const kept = await hall.db.read.selectFrom('staff').selectAll().execute();
    const codes = await hall.db.read.selectFrom('recovery_codes').selectAll().execute();
    const events = await hall.db.read.selectFrom('events').selectAll().execute();
    const all = JSON.stringify([kept, codes, events]);
    for (const secret of [offered.secret, ...recoveryCodes]) expect(all).not.toContain(secret);
    expect((await log(hall, 'sign-in')).map((line) => line.data['way'])).toContain('recovery');
  });

  it('is turned off by its owner, and taken by an administrator, never by himself', async () => {
    const hall = await fresh();
    const token = await hall.person('li', 'clerk');
    await turnOn(hall, token);
    const off = (given: string): Promise<unknown> =>
      told(hall.call('POST', '/api/account/second-factor/off', { password: given }, { token }));
    const old = await hall.ok<RecoveryCodes>(
      'POST',
      '/api/account/second-factor/recovery-codes',
      { password },
      { token },
    );
    expect(old.recoveryCodes).toHaveLength(10);
    expect(await off('x')).toBe('wrong_password');
    expect(await off(password)).toBe(204);
    await hall.signIn('li', password);
    const again = await turnOn(hall, token);
    const [used = ''] = old.recoveryCodes;
    const li = { username: 'li', password };
    expect(await told(signIn(hall, { ...li, code: used }))).toBe('wrong_second_factor');
    const reset = (username: string, by: string): Promise<unknown> =>
      told(hall.call('DELETE', `/api/staff/${username}/second-factor`, undefined, { token: by }));
    expect(await reset('admin', hall.admin)).toBe('forbidden');
    expect(await reset('li', token)).toBe('forbidden');
    expect(again.secret).not.toBe('');
    expect(await reset('li', hall.admin)).toBe(204);
    expect(await told(hall.call('GET', '/api/account', undefined, { token }))).toBe('unauthorized');
    await hall.signIn('li', password);
  });

  it('stands before the work of administrators where the site wants it', async () => {
    const hall = await fresh();
    const second = await hall.person('second', 'admin');
    const clerk = await hall.person('clerk', 'clerk');
    const set = (): Promise<unknown> =>
      told(
        hall.call('PUT', '/api/site/sign-in-rules', {
          idleMinutes: 0,
          longestHours: 14,
          secondFactor: 'administrators',
        }),
      );
    expect(await set()).toBe('second_factor_setup_required');
    await turnOn(hall, hall.admin, adminPassword);
    expect(await set()).toBe(200);
    const people = (token: string): Promise<unknown> =>
      told(hall.call('GET', '/api/staff', undefined, { token }));
    expect([await people(hall.admin), await people(second)]).toEqual([
      200,
      'second_factor_setup_required',
    ]);
    const { body } = await signIn(hall, { username: 'second', password });
    expect(body.actor.limited).toBe('second_factor_setup_required');
    await hall.window(1, 'open', {}, clerk);
    expect((await account(hall, second)).secondFactor.required).toBe(true);
    await turnOn(hall, second);
    expect(await people(second)).toBe(200);
    const off = hall.call<Refusal>(
      'POST',
      '/api/account/second-factor/off',
      { password },
      { token: second },
    );
    expect(await told(off)).toBe('not_allowed');
  });
});
