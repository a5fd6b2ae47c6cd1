import { expect, it, vi } from 'vitest';
import type { ArrivalNow, RemoteTicket } from '../shared/contract/remote-ticket.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { remoteLimitReached } from '../shared/rules/remote.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

/*
 * 远程取号: taken by telephone, checked in by the code that stands in the hall.
 */
vi.setConfig({ testTimeout: 60_000 });

const path = '/api/halls/district/remote-tickets';
type Settings = Record<string, unknown>;
type Refused = RemoteTicket & { code: string; kind?: string };
const stranger = { token: null } as const;

onBothDatabases('remote tickets', (fresh) => {
  const offering = (more: Settings = {}): Promise<TestHall> =>
    fresh({
      change: (file) => {
        file['settings'] = {
          ...(file['settings'] as object),
          ...{ remoteTickets: true, remoteArriveMinutes: 30, ...more },
        };
        const queues = file['queues'] as { code: string; dailyQuota?: number }[];
        queues.find(({ code }) => code === 'one-life')!.dailyQuota = 50;
      },
    });
  const wish = (phone = '13800000001') => ({ queue: 'one-life', phone });
  const take = (hall: TestHall, input: object = wish()) =>
    hall.call<Refused>('POST', path, input, stranger);
  const act = (hall: TestHall, token: string, what: string, input?: object) =>
    hall.call<Refused>('POST', `/api/remote-tickets/${token}/${what}`, input, stranger);
  const codeNow = (hall: TestHall, token: string) =>
    hall.ok<ArrivalNow>('GET', '/api/halls/district/arrival-code', undefined, { token });

  it('waits in no line until it is checked in, and counts from when it was taken', async () => {
    const hall = await offering();
    const [kiosk, display] = [await hall.device('kiosk'), await hall.device('display')];
    const { status, body: remote } = await take(hall);
    expect([status, remote.status, remote.ahead]).toEqual([201, 'waiting', 0]);
    expect(Date.parse(remote.arriveBy) - Date.parse(remote.takenAt)).toBe(30 * 60_000);
    hall.clock.pass(60);
    const walkIn = await hall.take({ queue: 'one-life' });
    // Nobody who is not there is before anybody who is, on any board, in any count.
    expect(walkIn.steps[0]!.ahead).toBe(0);
    const waiting = async (): Promise<number> =>
      (
        await hall.ok<{ queue: string; waiting: number }[]>('GET', '/api/halls/district/queues')
      ).find(({ queue }) => queue === 'one-life')!.waiting;
    expect(await waiting()).toBe(1);

    const shown = await codeNow(hall, kiosk);
    expect(await codeNow(hall, display)).toEqual(shown);
    const wrong = shown.code === '000000' ? '000001' : '000000';
    expect((await act(hall, remote.token, 'arrive', { code: wrong })).body.code).toBe(
      'wrong_arrival_code',
    );
    // Who began to type when the code changed may end; an older one is over.
    hall.clock.pass(120);
    expect((await codeNow(hall, kiosk)).code).not.toBe(shown.code);
    const done = await act(hall, remote.token, 'arrive', { code: shown.code });
    expect([done.status, done.body.status]).toEqual([200, 'arrived']);
    const ticket = await hall.ok<Ticket>(
      'GET',
      `/api/tickets/${done.body.ticket!.token}`,
      undefined,
      stranger,
    );
    expect(ticket).toMatchObject({ status: 'waiting', treatedAsCameAt: remote.takenAt });
    expect(ticket.takenAt > remote.takenAt).toBe(true);
    expect(await waiting()).toBe(2);
    const clerk = await hall.openWindow(1);
    expect((await hall.window(1, 'call-next', {}, clerk)).ticket?.number).toBe(ticket.number);
    // Once only.
    const now = await codeNow(hall, kiosk);
    const twice = await act(hall, remote.token, 'arrive', { code: now.code });
    expect([twice.status, twice.body.code]).toEqual([409, 'not_allowed']);
    const other = (await take(hall, wish('13800000009'))).body;
    hall.clock.pass(300);
    expect((await act(hall, other.token, 'arrive', { code: now.code })).body.code).toBe(
      'wrong_arrival_code',
    );
  });

  it('is checked in at the desk by the telephone, where the visitor has none at hand', async () => {
    const hall = await offering();
    const at = `${path}/check-in`;
    const guide = await hall.person('fang', 'guide');
    const checkIn = (phone: string, token: string | null = guide, key?: string) =>
      hall.call<Refused>('POST', at, { phone }, { token, ...(key === undefined ? {} : { key }) });
    const remote = (await take(hall)).body;
    hall.clock.pass(60);
    await hall.take({ queue: 'one-life' });
    expect((await checkIn('13800000001', null)).status).toBe(401);
    expect((await checkIn('13800000001', await hall.device('kiosk'))).status).toBe(403);
    expect((await checkIn('13800000002')).body.code).toBe('ticket_not_found');
    const done = await checkIn('+86 138 0000 0001', guide, 'once');
    expect([done.status, done.body.status]).toEqual([200, 'arrived']);
    // An answer that was lost is asked for again.
    expect((await checkIn('+86 138 0000 0001', guide, 'once')).body).toEqual(done.body);
    const clerk = await hall.openWindow(1);
    const { number } = (await hall.window(1, 'call-next', {}, clerk)).ticket!;
    expect(number).toBe(done.body.ticket!.number);
    const seen = await hall.ok<RemoteTicket>('GET', `/api/remote-tickets/${remote.token}`);
    expect(seen.ticket).toEqual(done.body.ticket);
    // Once only, and never after its time.
    expect((await checkIn('13800000001')).body.code).toBe('ticket_not_found');
    await take(hall, wish('13800000003'));
    hall.clock.pass(30 * 60 + 1);
    expect((await checkIn('13800000003')).body.code).toBe('ticket_not_found');
  });

  it('is over when nobody comes in time, and can be given up', async () => {
    const hall = await offering();
    const kiosk = await hall.device('kiosk');
    const [late, given] = [(await take(hall)).body, (await take(hall, wish('13800000002'))).body];
    expect((await act(hall, given.token, 'cancel')).body.status).toBe('cancelled');
    hall.clock.pass(30 * 60 + 1);
    const { code } = await codeNow(hall, kiosk);
    for (const { token } of [late, given])
      expect((await act(hall, token, 'arrive', { code })).body.code).toBe('not_allowed');
    const seen = await hall.ok<RemoteTicket>(
      'GET',
      `/api/remote-tickets/${late.token}`,
      undefined,
      stranger,
    );
    expect([seen.status, seen.ahead, seen.ticket]).toEqual(['missed', null, null]);
    const report = await hall.ok<{ total: object }>('GET', '/api/halls/district/reports/daily');
    expect(report.total).toMatchObject({ taken: 0, reconciliation: { ok: true } });
  });

  it('keeps its limits: of a telephone, of a half-hour, of a day, of the quota; and who sees the code', async () => {
    const hall = await offering({ remoteAHalfHour: 4, remoteADay: 5 });
    const refusal = async (input: object): Promise<unknown[]> => {
      const { status, body } = await take(hall, input);
      return [status, body.code, body.kind];
    };
    const first = (await take(hall)).body;
    expect(await refusal(wish('+86 138 0000 0001'))).toEqual([409, 'already_waiting', undefined]);
    await act(hall, first.token, 'cancel');
    expect((await take(hall)).status).toBe(201);
    expect(await refusal({ ...wish(), queue: 'one-life' })).toEqual([
      409,
      'already_waiting',
      undefined,
    ]);
    const queues = await hall.ok<{ queue: string }[]>('GET', '/api/halls/district/queues');
    const another = queues.find(({ queue }) => queue !== 'one-life')!.queue;
    expect(await refusal({ ...wish(), queue: another })).toEqual([409, 'remote_limit', 'person']);
    for (const n of [2, 3]) expect((await take(hall, wish(`1380000000${n}`))).status).toBe(201);
    expect(await refusal(wish('13800000004'))).toEqual([409, 'remote_limit', 'half-hour']);
    hall.clock.pass(1800);
    expect((await take(hall, wish('13800000004'))).status).toBe(201);
    expect(await refusal(wish('13800000005'))).toEqual([409, 'remote_limit', 'day']);
    expect(await refusal({ queue: 'one-life' })).toEqual([400, 'bad_input', undefined]);
    expect(await refusal({ ...wish(), queue: 'none' })).toEqual([422, 'unknown_queue', undefined]);
    expect(
      remoteLimitReached(
        { byPerson: 1, onDay: 9, inHalfHour: 9 },
        { remoteAPerson: 2, remoteADay: 0, remoteAHalfHour: 0 },
      ),
    ).toBeNull();

    const code = (token: string | null) =>
      hall.call<Refused>('GET', '/api/halls/district/arrival-code', undefined, { token });
    expect((await code(null)).status).toBe(401);
    expect((await code(await hall.device('rating', { window: 1 }))).status).toBe(403);
    const off = await fresh();
    expect((await off.call<Refused>('POST', path, wish(), stranger)).body.code).toBe('remote_off');
    expect((await off.call<Refused>('GET', '/api/halls/district/arrival-code')).body.code).toBe(
      'remote_off',
    );
  });

  it('lets nobody guess the code', async () => {
    const hall = await offering();
    const remote = (await take(hall)).body;
    const codes: string[] = [];
    for (let i = 0; i < 24; i += 1) {
      const code = String(i).padStart(6, '0');
      codes.push((await act(hall, remote.token, 'arrive', { code })).body.code);
    }
    expect(new Set(codes)).toEqual(new Set(['wrong_arrival_code', 'too_many_requests']));
    expect(codes.at(-1)).toBe('too_many_requests');
  });
});
