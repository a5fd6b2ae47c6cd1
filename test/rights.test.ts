import { afterAll, expect, it } from 'vitest';
import { type KeyScope, keyScopes, type MadeKey } from '../shared/contract/keys.ts';
import type { HelpedTicket, Ticket } from '../shared/contract/ticket.ts';
import type { WindowState } from '../shared/contract/window.ts';
import type { Right } from '../shared/rights.ts';
import { onBothDatabases, TestHall } from './support/hall.ts';

const people = ['clerk', 'guide', 'manager', 'admin'] as const;
const devices = ['kiosk', 'display', 'rating', 'keypad'] as const;
const keys = [...keyScopes.map((scope) => `key:${scope}`)];
const everybody = ['stranger', ...people, 'site', ...devices, ...keys];

/**
 * Who may what in the hall `district`, written down once more by hand: `site` is an administrator of
 * all halls. Those of another hall may what says `anywhere`, and nothing else.
 */
const expected: Record<Right, { who: readonly string[]; anywhere?: true }> = {
  public: { who: everybody, anywhere: true },
  'sign-in': { who: everybody, anywhere: true },
  'be-signed-in': { who: [...people, 'site', ...devices], anywhere: true },
  'own-account': { who: [...people, 'site'], anywhere: true },
  'follow-visit': { who: everybody, anywhere: true },
  'rate-visit': { who: ['stranger', ...devices], anywhere: true },
  'rate-at-pad': { who: ['rating'] },
  book: { who: ['stranger', ...people, 'site', 'kiosk', 'key:book'] },
  'take-remotely': { who: ['stranger', ...people, 'site', 'key:book'] },
  'see-arrival-code': { who: [...people, 'site', 'kiosk', 'display'] },
  'ask-home-visit': {
    who: ['stranger', ...people, 'site', ...devices, 'key:book'],
    anywhere: true,
  },
  'contact-visitors': { who: ['guide', 'admin', 'site'] },
  'know-persons': { who: ['manager', 'admin', 'site'] },
  invite: { who: ['guide', 'manager', 'admin', 'site'] },
  'see-bookings': { who: ['guide', 'manager', 'admin', 'site'] },
  'handle-remote-visits': { who: [...people, 'site'] },
  'receive-home-visits': { who: ['guide', 'manager', 'admin', 'site'] },
  'take-ticket': { who: [...people, 'site', 'kiosk', 'key:take-tickets'] },
  'manage-clients': { who: ['manager', 'admin', 'site'] },
  'see-own-clients': { who: [...people, 'site'] },
  'count-consultation': { who: [...people, 'site'] },
  'pause-queue': { who: ['guide', 'manager', 'admin', 'site'] },
  'call-guide': { who: ['kiosk'] },
  'print-slip': { who: [...people, 'site', 'kiosk', 'key:take-tickets'] },
  'give-any-category': { who: [...people, 'site'] },
  'work-at-window': { who: ['clerk', 'manager', 'admin', 'site', 'key:call'] },
  'press-key': { who: ['clerk', 'manager', 'admin', 'site', 'keypad', 'key:call'] },
  'manage-windows': { who: ['manager', 'admin', 'site'] },
  'send-messages': { who: ['manager', 'admin', 'site'] },
  'serve-visitor': { who: [...people, 'site'] },
  'guide-visitor': { who: ['guide', 'manager', 'admin', 'site'] },
  'handle-applications': { who: [...people, 'site'] },
  'handle-every-application': { who: ['guide', 'manager', 'admin', 'site'] },
  'see-projects': { who: [...people, 'site'] },
  'manage-projects': { who: ['manager', 'admin', 'site'] },
  'lead-walks': { who: ['manager', 'admin', 'site'] },
  'manage-teams': { who: ['manager', 'admin', 'site'] },
  'go-on-patrol': { who: [...people, 'site'] },
  'keep-month-sheets': { who: ['manager', 'admin', 'site'] },
  'see-own-month-sheet': { who: [...people, 'site'] },
  'see-colleagues': { who: ['guide', 'manager', 'admin', 'site'] },
  'handle-cases': { who: [...people, 'site'] },
  'open-case': { who: [...people, 'site'] },
  'see-hall-now': { who: [...people, 'site', 'key:read-hall'] },
  'see-pad': { who: [...people, 'site', 'rating', 'display'] },
  speak: { who: ['display'] },
  'report-health': { who: devices, anywhere: true },
  'change-hall': { who: ['manager', 'admin', 'site', 'key:manage-setup'] },
  'see-setup': { who: ['manager', 'admin', 'site', 'key:manage-setup'] },
  'publish-setup': { who: ['manager', 'admin', 'site', 'key:manage-setup'] },
  'make-halls': { who: ['site'] },
  'close-day': { who: ['manager', 'admin', 'site'] },
  'read-reports': { who: ['manager', 'admin', 'site', 'key:read-reports'] },
  'mark-days': { who: ['manager', 'admin', 'site'] },
  'export-ratings': { who: ['manager', 'admin', 'site'] },
  'read-log': { who: ['manager', 'admin', 'site', 'key:read-log'] },
  'see-devices': { who: ['manager', 'admin', 'site', 'key:read-hall'] },
  'manage-devices': { who: ['admin', 'site'] },
  'import-lists': { who: ['manager', 'admin', 'site'] },
  'import-catalogue': { who: ['admin', 'site', 'key:manage-setup'] },
  'manage-people': { who: ['admin', 'site'] },
  'set-sign-in-rules': { who: ['site'] },
  'manage-keys': { who: ['admin', 'site'] },
  'manage-webhooks': { who: ['admin', 'site'] },
  'read-events': { who: ['manager', 'admin', 'site', 'key:read-log', 'key:read-events'] },
  'read-site-log': { who: ['site'] },
  'set-retention': { who: ['site'] },
  'manage-voices': { who: ['site'] },
  'manage-backups': { who: ['site'] },
};

const district = '/api/halls/district';
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

async function keyOf(hall: TestHall, scopes: KeyScope[], halls: string[]): Promise<string> {
  const name = `${scopes.join(' ')} of ${halls.join(' ')}`;
  return (await hall.ok<MadeKey>('POST', '/api/keys', { name, scopes, halls })).key;
}
interface Refusal {
  readonly code: string;
}
const told = async (
  hall: TestHall,
  method: string,
  path: string,
  body: unknown,
  token: string | null,
): Promise<unknown[]> => {
  const answer = await hall.call<Refusal>(method, path, body, { token });
  return answer.status < 300 ? [answer.status] : [answer.status, answer.body.code];
};

it('faults T3, T7, T24: every route tells who may not so before it reads the body', async () => {
  const hall = await TestHall.start();
  stops.push(() => hall.stop());
  await hall.secondHall('town');
  const tokens = new Map<string, string | null>([
    ['stranger', null],
    ['site', hall.admin],
  ]);
  for (const [end, code] of [
    ['', 'district'],
    ['@town', 'town'],
  ] as const) {
    for (const role of people)
      tokens.set(role + end, await hall.personOf([code], `${role}-${code}`, role));
    for (const kind of devices)
      tokens.set(kind + end, await hall.device(kind, { window: 1, hall: code }));
    for (const scope of keyScopes)
      tokens.set(`key:${scope}${end}`, await keyOf(hall, [scope], [code]));
  }
  const seen = new Set<string>();
  for (const { method, url, right } of hall.hall.routes) {
    if (method === 'HEAD') continue;
    seen.add(right);
    const path = url.replace(':hall', 'district').replace(':window', '2').replace(/:\w+/g, 'none1');
    const ofHall = url.includes(':hall');
    for (const [who, token] of tokens) {
      const [kind, elsewhere] = who.split('@') as [string, string?];
      const { who: allowed, anywhere = false } = expected[right];
      const may =
        allowed.includes(kind) &&
        (elsewhere === undefined || anywhere || (!ofHall && right !== 'read-site-log'));
      const { statusCode: status } = await hall.hall.app.inject({
        method: method as 'GET',
        url: path,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
        },
        // No JSON at all: who may is told of that, and nothing happens.
        ...(method === 'GET' ? {} : { payload: '[[[' }),
      });
      const refused = status === 401 || status === 403;
      expect([method, url, who, refused ? 'refused' : 'let in']).toEqual([
        method,
        url,
        who,
        may ? 'let in' : 'refused',
      ]);
      if (!may)
        expect([method, url, who, status]).toEqual([method, url, who, token === null ? 401 : 403]);
    }
  }
  // Every right that a route can need is needed by one.
  const inside = ['give-any-category', 'handle-every-application', 'manage-windows', 'see-pad'];
  expect([...seen, ...inside].sort()).toEqual(Object.keys(expected).sort());
  // Some hundred routes, each asked by everybody.
}, 240_000);

onBothDatabases('rights', (fresh) => {
  it('faults T7: an administrator of one hall manages its people and devices, nothing of others', async () => {
    const hall = await fresh();
    await hall.secondHall('town');
    const own = await hall.personOf(['town'], 'town-admin', 'admin');
    const manager = await hall.personOf(['town'], 'town-manager', 'manager');
    const clerk = await hall.personOf(['district'], 'far', 'clerk');
    const both = await hall.personOf(['district', 'town'], 'both', 'clerk');
    for (const username of ['admin', 'far', 'both'])
      expect(await told(hall, 'PATCH', `/api/staff/${username}`, { name: 'x' }, own)).toEqual([
        403,
        'forbidden',
      ]);
    for (const change of [{ halls: [] }, { halls: ['town', 'district'] }])
      expect(await told(hall, 'PATCH', '/api/staff/town-admin', change, own)).toEqual([
        403,
        'forbidden',
      ]);
    const person = { username: 'new', password: 'long enough', name: 'new', roles: ['clerk'] };
    for (const halls of [['district'], ['town', 'district']])
      expect(await told(hall, 'POST', '/api/staff', { ...person, halls }, own)).toEqual([
        403,
        'forbidden',
      ]);
    // Where no hall is named: one's own.
    expect(await hall.ok('POST', '/api/staff', person, { token: own })).toMatchObject({
      halls: ['town'],
    });
    await hall.ok('PATCH', '/api/staff/town-manager', { name: '新名' }, { token: own });
    const listed = await hall.ok<{ username: string }[]>('GET', '/api/staff', undefined, {
      token: own,
    });
    expect(listed.map((p) => p.username).sort()).toEqual(['new', 'town-admin', 'town-manager']);
    expect(await told(hall, 'GET', '/api/events', undefined, own)).toEqual([403, 'forbidden']);

    const { device } = await hall.ok<{ device: { id: string } }>('POST', '/api/devices', {
      hall: 'district',
      kind: 'display',
      name: 'board',
    });
    for (const [method, path, body] of [
      ['POST', '/api/devices', { hall: 'district', kind: 'display', name: 'x' }],
      ['PATCH', `/api/devices/${device.id}`, { name: 'x' }],
      ['POST', `/api/devices/${device.id}/code`, undefined],
      ['POST', `${district}/catalogue`, {}],
      ['GET', `${district}/devices`, undefined],
    ] as const)
      expect(await told(hall, method, path, body, own)).toEqual([403, 'forbidden']);
    expect(await told(hall, 'GET', `${district}/devices`, undefined, manager)).toEqual([
      403,
      'forbidden',
    ]);
    expect(await told(hall, 'GET', '/api/halls/town/devices', undefined, manager)).toEqual([200]);
    expect(await told(hall, 'POST', '/api/halls/nowhere/tickets', {}, own)).toEqual([
      404,
      'hall_not_found',
    ]);
    expect([clerk, both].every((token) => token.length > 0)).toBe(true);
  });

  it('faults F5: the last administrator of all halls stays one', async () => {
    const hall = await fresh();
    await hall.personOf(['district'], 'local', 'admin');
    for (const change of [{ active: false }, { roles: ['clerk'] }, { halls: ['district'] }])
      expect(await told(hall, 'PATCH', '/api/staff/admin', change, hall.admin)).toEqual([
        409,
        'last_administrator',
      ]);
    const second = await hall.person('second', 'admin');
    await hall.ok('PATCH', '/api/staff/admin', { active: false }, { token: second });
    expect(await told(hall, 'PATCH', '/api/staff/second', { active: false }, second)).toEqual([
      409,
      'last_administrator',
    ]);
    expect(await told(hall, 'PATCH', '/api/staff/second', {}, second)).toEqual([400, 'bad_input']);
  });

  it('faults T8, T14: a clerk helps with the ticket in hand, and gets no link to rate it by', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    const guide = await hall.person('guide', 'guide');
    const ticket = await hall.take({ queue: 'social' });
    const act = (name: string, token: string, number = ticket.number): Promise<unknown[]> =>
      told(hall, 'POST', `${district}/tickets/${number}/${name}`, {}, token);
    for (const name of ['cancel', 'reprint'])
      expect(await act(name, clerk)).toEqual([403, 'forbidden']);
    await hall.window(33, 'call-next', {}, clerk);
    const path = `${district}/tickets/${ticket.number}/reprint`;
    const own = await hall.ok<HelpedTicket>('POST', path, {}, { token: clerk });
    expect([own.number, own.token]).toEqual([ticket.number, undefined]);
    expect((await hall.ok<HelpedTicket>('POST', path, {}, { token: guide })).token).toBe(
      ticket.token,
    );
    await hall.window(33, 'start', {}, clerk);
    await hall.window(33, 'finish', {}, clerk);
    expect(await act('reprint', clerk)).toEqual([403, 'forbidden']);
    expect((await hall.follow(ticket)).steps[0]).toMatchObject({ rateable: true, rated: false });
    expect(
      await told(hall, 'POST', `/api/tickets/${ticket.token}/rating`, { level: 1 }, null),
    ).toEqual([200]);
    const after = await hall.ok<HelpedTicket>('POST', path, {}, { token: guide });
    expect(after.steps[0]!.rated).toBe(false);
    const waiting = await hall.take({ queue: 'social' });
    expect(await act('cancel', guide, waiting.number)).toEqual([200]);
  });

  it('faults T8: what nobody was served, and what the same clerk took, cannot be rated', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    const pad = await hall.device('rating', { window: 33 });
    const serve = async (token: string | undefined, ...commands: string[]): Promise<Ticket> => {
      const ticket = await hall.take({ queue: 'social' }, token === undefined ? {} : { token });
      for (const command of commands) await hall.window(33, command, {}, clerk);
      return ticket;
    };
    const rating = (ticket: Ticket): Promise<unknown[]> =>
      told(hall, 'POST', `/api/tickets/${ticket.token}/rating`, { level: 5 }, null);
    const own = await serve(clerk, 'call-next', 'start', 'finish');
    expect(await rating(own)).toEqual([409, 'not_served']);
    const shown = await hall.watch({ topic: 'pad', hall: 'district', window: 33 }, pad);
    expect(shown.last.rating).toBeNull();
    const called = await serve(undefined, 'call-next', 'finish');
    expect(await rating(called)).toEqual([409, 'not_served']);
    expect((await hall.follow(called)).steps[0]!.rateable).toBe(false);
    const served = await serve(undefined, 'call-next');
    hall.clock.pass(60);
    await hall.window(33, 'finish', {}, clerk);
    expect(await rating(served)).toEqual([200]);
  });

  it('faults T8: nobody rates their own work by a slip printed again, or by what they booked', async () => {
    const hall = await fresh({
      change: (file) => {
        const queues = file['queues'] as { code: string; slotCapacity?: number }[];
        queues.find((q) => q.code === 'social')!.slotCapacity = 2;
      },
    });
    const guide = await hall.person('guide', 'guide', 'clerk');
    await hall.window(33, 'open', {}, guide);
    const serve = async (): Promise<void> => {
      for (const command of ['call-next', 'start', 'finish'])
        await hall.window(33, command, {}, guide);
    };
    const rating = ({ token }: { token: string }): Promise<unknown[]> =>
      told(hall, 'POST', `/api/tickets/${token}/rating`, { level: 5 }, null);
    const reprint = ({ number }: Ticket, token: string): Promise<HelpedTicket> =>
      hall.ok('POST', `${district}/tickets/${number}/reprint`, {}, { token });
    const printed = await hall.take({ queue: 'social' });
    expect((await reprint(printed, guide)).token).toBe(printed.token);
    await serve();
    expect(await rating(printed)).toEqual([409, 'not_served']);
    const byOther = await hall.take({ queue: 'social' });
    await reprint(byOther, await hall.person('other', 'guide'));
    await serve();
    expect(await rating(byOther)).toEqual([200]);

    const book = async (token: string | null, phone?: string): Promise<Ticket> => {
      const { code } = await hall.ok<{ code: string }>(
        'POST',
        `${district}/appointments`,
        { queue: 'social', slot: '2026-03-02T02:00:00.000Z', phone },
        { token },
      );
      return hall.take({ appointment: code });
    };
    const booked = await book(guide);
    await serve();
    expect(await rating(booked)).toEqual([409, 'not_served']);
    const byVisitor = await book(null, '13800138000');
    await serve();
    expect(await rating(byVisitor)).toEqual([200]);
  });

  it('faults T9: the green channel is given by who works here', async () => {
    const hall = await fresh({
      change: (file) => {
        const queues = file['queues'] as {
          code: string;
          slotCapacity?: number;
          slotMinutes?: number;
        }[];
        Object.assign(
          queues.find((q) => q.code === 'tax')!,
          { slotCapacity: 4, slotMinutes: 30 },
        );
      },
    });
    const kiosk = await hall.device('kiosk');
    const green = { queue: 'tax', category: 'green' };
    const slot = '2026-03-02T02:00:00.000Z';
    expect(await told(hall, 'POST', `${district}/tickets`, green, kiosk)).toEqual([
      403,
      'forbidden',
    ]);
    for (const token of [null, kiosk])
      expect(
        await told(hall, 'POST', `${district}/appointments`, { ...green, slot }, token),
      ).toEqual([403, 'forbidden']);
    expect((await hall.take({ queue: 'tax', category: 'senior' }, { token: kiosk })).category).toBe(
      'senior',
    );
    const guide = await hall.person('guide', 'guide');
    expect((await hall.take(green as never, { token: guide })).category).toBe('green');
    const { code } = await hall.ok<{ code: string }>(
      'POST',
      `${district}/appointments`,
      { ...green, slot },
      { token: guide },
    );
    // What was booked for somebody is checked in at the kiosk as any other.
    expect((await hall.take({ appointment: code }, { token: kiosk })).category).toBe('green');
  });

  it('faults T10: a key box has its six keys, and learns nothing of the visitor', async () => {
    const hall = await fresh();
    await hall.openWindow(1);
    await hall.take({ queue: 'one-life' });
    const box = await hall.device('keypad', { window: 1 });
    const at = `${district}/windows/1`;
    const state = await hall.ok<WindowState>('POST', `${at}/keys`, { key: 'next' }, { token: box });
    expect([state.ticket, state.finished, state.parked]).toEqual([null, null, []]);
    expect(state.allowed).toContain('finish');
    for (const [command, body] of [
      ['transfer', { queue: 'tax', place: 'front', reason: 'x' }],
      ['call', { number: 'A001', reason: 'x' }],
      ['finish', {}],
      ['undo', {}],
    ] as const)
      expect(await told(hall, 'POST', `${at}/${command}`, body, box)).toEqual([403, 'forbidden']);
    const again = { key: 'k1', token: box };
    const first = await hall.ok<WindowState>('POST', `${at}/keys`, { key: 'recall' }, again);
    const kept = await hall.ok<WindowState>('POST', `${at}/keys`, { key: 'recall' }, again);
    expect([first.ticket, kept.ticket]).toEqual([null, null]);
  });

  it('faults T13: the state of the hall is for those who work there', async () => {
    const hall = await fresh();
    await hall.secondHall('town');
    const far = await hall.personOf(['town'], 'far', 'manager');
    for (const kind of devices) {
      const token = await hall.device(kind, { window: 1 });
      await expect(hall.watch({ topic: 'hall', hall: 'district' }, token)).rejects.toThrow(
        'forbidden',
      );
    }
    await expect(hall.watch({ topic: 'hall', hall: 'district' })).rejects.toThrow('unauthorized');
    await expect(hall.watch({ topic: 'hall', hall: 'district' }, far)).rejects.toThrow('forbidden');
    const clerk = await hall.person('clerk', 'clerk');
    expect(
      (await hall.watch({ topic: 'hall', hall: 'district' }, clerk)).last.totals,
    ).toBeDefined();
  });
});
