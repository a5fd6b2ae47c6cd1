import { expect, it } from 'vitest';
import type { ApiKey, MadeKey } from '../shared/contract/keys.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { WindowState } from '../shared/contract/window.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

const district = '/api/halls/district';
const make = (hall: TestHall, input: object, token = hall.admin): Promise<MadeKey> =>
  hall.ok('POST', '/api/keys', { name: 'app', scopes: ['take-tickets'], ...input }, { token });
const list = async (hall: TestHall, token = hall.admin): Promise<ApiKey[]> =>
  (await hall.ok<{ items: ApiKey[] }>('GET', '/api/keys', undefined, { token })).items;
const told = async (
  hall: TestHall,
  method: string,
  path: string,
  body: unknown,
  token: string | null,
): Promise<unknown[]> => {
  const { status, body: answer } = await hall.call<{ code: string }>(method, path, body, { token });
  return status < 300 ? [status] : [status, answer.code];
};

onBothDatabases('keys of other systems', (fresh) => {
  it('tells a key once, keeps its hash, and lets it do what its scopes say and no more', async () => {
    const hall = await fresh();
    const made = await make(hall, { name: ' 一网通办 ', scopes: ['take-tickets', 'read-hall'] });
    expect(made.key).toMatch(/^yht_[\w-]{43}$/);
    expect(made).toMatchObject({ name: '一网通办', prefix: made.key.slice(0, 10), halls: [] });
    const listed = await list(hall);
    expect(listed).toEqual([
      { ...listed[0], id: made.id, createdBy: 'admin', lastUsedAt: null, expiresAt: null },
    ]);
    expect(JSON.stringify(listed)).not.toContain(made.key);
    const row = await hall.db.read.selectFrom('api_keys').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(made.key.slice(10));

    const { number } = await hall.take({ queue: 'tax' }, { token: made.key });
    const log = await hall.ok<EventEntry[]>('GET', `${district}/events?command=take`);
    expect(log.map((e) => [e.actor, e.ticket])).toEqual([['key:一网通办', number]]);
    const { key } = made;
    for (const [method, path] of [
      ['GET', '/api/keys'],
      ['GET', '/api/staff'],
      ['GET', `${district}/reports/daily?from=2026-03-02&to=2026-03-02`],
      ['GET', `${district}/events`],
      ['PATCH', district],
      ['POST', `${district}/appointments`],
      ['DELETE', '/api/session'],
    ] as const)
      expect([
        path,
        await told(hall, method, path, method === 'GET' ? undefined : {}, key),
      ]).toEqual([path, [403, 'forbidden']]);
    // Nobody rates by a key, and none makes another.
    const token = 'a'.repeat(22);
    expect(await told(hall, 'POST', `/api/tickets/${token}/rating`, { level: 5 }, key)).toEqual([
      403,
      'forbidden',
    ]);
    const me = await hall.ok<{ actor: object }>('GET', '/api/session', undefined, { token: key });
    expect(me.actor).toMatchObject({ kind: 'key', name: '一网通办' });
    expect((await hall.watch({ topic: 'hall', hall: 'district' }, key)).last.totals.taken).toBe(1);
  });

  it('is bound to its halls; an administrator of some halls makes and ends those of these', async () => {
    const hall = await fresh();
    await hall.secondHall('town');
    const own = await hall.personOf(['town'], 'town-admin', 'admin');
    const manager = await hall.person('manager', 'manager');
    const site = await make(hall, { name: 'site' });
    const town = await make(hall, { name: 'town' }, own);
    expect(town.halls).toEqual(['town']);
    expect((await list(hall, own)).map((k) => k.name)).toEqual(['town']);
    for (const input of [{ halls: ['district'] }, { halls: [] }, { halls: ['town', 'district'] }])
      expect(
        await told(hall, 'POST', '/api/keys', { name: 'x', scopes: ['call'], ...input }, own),
      ).toEqual([403, 'forbidden']);
    expect(await told(hall, 'DELETE', `/api/keys/${site.id}`, undefined, own)).toEqual([
      403,
      'forbidden',
    ]);
    expect(await told(hall, 'GET', '/api/keys', undefined, manager)).toEqual([403, 'forbidden']);
    const take = (code: string): Promise<unknown[]> =>
      told(hall, 'POST', `/api/halls/${code}/tickets`, { queue: 'tax' }, town.key);
    expect([await take('town'), await take('district')]).toEqual([[201], [403, 'forbidden']]);
    expect(await told(hall, 'POST', '/api/halls/none/tickets', { queue: 'tax' }, town.key)).toEqual(
      [404, 'hall_not_found'],
    );
  });

  it('refuses what makes no key, and changes nothing', async () => {
    const hall = await fresh();
    await make(hall, {});
    for (const [input, ...refusal] of [
      [{ name: 'app' }, 409, 'already_exists'],
      [{ name: '' }, 400, 'bad_input'],
      [{ name: 'x', scopes: [] }, 400, 'bad_input'],
      [{ name: 'x', scopes: ['everything'] }, 400, 'bad_input'],
      [{ name: 'x', scopes: ['call', 'call'] }, 400, 'bad_input'],
      [{ name: 'x', expires: '2026-03-01T00:00:00Z' }, 400, 'bad_input'],
      [{ name: 'x', expires: 'tomorrow' }, 400, 'bad_input'],
      [{ name: 'x', halls: ['nowhere'] }, 404, 'hall_not_found'],
      [{ name: 'x', other: 1 }, 400, 'bad_input'],
    ] as const)
      expect([
        input,
        ...(await told(hall, 'POST', '/api/keys', { scopes: ['book'], ...input }, hall.admin)),
      ]).toEqual([input, ...refusal]);
    expect(await list(hall)).toHaveLength(1);
    const again = { key: 'k' };
    const body = { name: 'b', scopes: ['book'] };
    const first = await hall.ok<MadeKey>('POST', '/api/keys', body, again);
    expect(await hall.ok('POST', '/api/keys', body, again)).toEqual(first);
    expect(await list(hall)).toHaveLength(2);
  });

  it('ends when it is ended or its time has come, with what is open for it', async () => {
    const hall = await fresh();
    const short = await make(hall, { name: 'short', expires: '2026-03-02T01:05:00Z' });
    const key = await make(hall, { name: 'long', scopes: ['read-hall'] });
    const opened = await hall.connect(key.key);
    const ended = new Promise<void>((resolve) => void opened.once('disconnect', () => resolve()));
    await hall.ok('DELETE', `/api/keys/${key.id}`);
    await ended;
    expect(await told(hall, 'GET', `${district}/devices`, undefined, key.key)).toEqual([
      401,
      'unauthorized',
    ]);
    expect(await told(hall, 'DELETE', `/api/keys/${key.id}`, undefined, hall.admin)).toEqual([
      404,
      'not_found',
    ]);
    // Its name can be given again.
    await make(hall, { name: 'long' });
    await hall.take({ queue: 'tax' }, { token: short.key });
    const { socket } = await hall.watch({ topic: 'board', hall: 'district' }, short.key);
    const late = new Promise<void>((resolve) => void socket.once('disconnect', () => resolve()));
    hall.clock.pass(5 * 60);
    await late;
    expect(await told(hall, 'POST', `${district}/tickets`, { queue: 'tax' }, short.key)).toEqual([
      401,
      'unauthorized',
    ]);
    const log = await hall.ok<EventEntry[]>('GET', '/api/events?limit=50');
    expect(log.filter((e) => e.command === 'end-key').map((e) => e.data['name'])).toEqual(['long']);
    expect(JSON.stringify(log)).not.toContain(key.key.slice(10));
  });

  it('says when a key was last used, and writes it seldom', async () => {
    const hall = await fresh();
    const { key } = await make(hall, { scopes: ['read-hall'] });
    const used = async (): Promise<string | null> => (await list(hall))[0]!.lastUsedAt;
    const use = async (): Promise<void> => {
      await hall.ok('GET', `${district}/devices`, undefined, { token: key });
      await hall.hall.seen.tick();
    };
    await use();
    expect(await used()).toBe('2026-03-02T01:00:00.000Z');
    hall.clock.pass(9 * 60);
    await use();
    expect(await used()).toBe('2026-03-02T01:00:00.000Z');
    hall.clock.pass(60);
    await use();
    expect(await used()).toBe('2026-03-02T01:10:00.000Z');
  });

  it('is let ask much, and not without end', async () => {
    const hall = await fresh({ app: { limits: { keyBurst: 5, keyASecond: 1 } } });
    const { key } = await make(hall, { scopes: ['read-hall'] });
    const ask = (token: string): Promise<unknown[]> =>
      told(hall, 'GET', `${district}/devices`, undefined, token);
    for (let i = 0; i < 5; i += 1) expect(await ask(key)).toEqual([200]);
    expect(await ask(key)).toEqual([429, 'too_many_requests']);
    expect(await ask(hall.admin)).toEqual([200]);
    hall.clock.pass(1);
    expect(await ask(key)).toEqual([200]);
  });

  it('works at the window that a clerk has opened, in her name', async () => {
    const hall = await fresh();
    const { key } = await make(hall, { name: '综窗系统', scopes: ['call'] });
    const at = `${district}/windows/33`;
    const ticket = await hall.take({ queue: 'social' });
    expect(await told(hall, 'POST', `${at}/open`, {}, key)).toEqual([403, 'forbidden']);
    expect(await told(hall, 'POST', `${at}/call-next`, {}, key)).toEqual([409, 'not_allowed']);
    await hall.openWindow(33);
    const called = await hall.ok<WindowState>('POST', `${at}/call-next`, {}, { token: key });
    expect([called.ticket?.number, called.clerk]).toEqual([ticket.number, 'clerk33']);
    expect(JSON.stringify(called)).not.toContain(ticket.token);
    await hall.ok('POST', `${at}/start`, {}, { token: key });
    await hall.ok('POST', `${at}/finish`, {}, { token: key });
    expect((await hall.follow(ticket)).status).toBe('done');
    const { staff_id } = await hall.db.read
      .selectFrom('calls')
      .select('staff_id')
      .executeTakeFirstOrThrow();
    expect(staff_id).not.toBeNull();
    const seen = await hall.watch({ topic: 'window', hall: 'district', window: 33 }, key);
    expect(seen.last.clerk).toBe('clerk33');
  });
});
