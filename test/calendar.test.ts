import { expect, it, vi } from 'vitest';
import type { Calendar, CalendarDay, CalendarDayChanged } from '../shared/contract/calendar.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import type { Hall } from '../shared/contract/hall.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });

const enforced = (hall: Record<string, unknown>): void => {
  hall['enforceHours'] = true;
  hall['settings'] = { lastTicketMinutes: 30 };
};
const calendarOf = (hall: TestHall, from?: string, to?: string): Promise<Calendar> =>
  hall.ok(
    'GET',
    `/api/halls/district/calendar${from === undefined ? '' : `?from=${from}&to=${to}`}`,
    undefined,
    {
      token: null,
    },
  );
/** A kiosk stays signed in from day to day. */
const kiosks = new WeakMap<TestHall, Promise<string>>();
const kioskOf = (hall: TestHall): Promise<string> => {
  const token = kiosks.get(hall) ?? hall.device('kiosk');
  kiosks.set(hall, token);
  return token;
};
const take = async (hall: TestHall): Promise<Ticket> =>
  hall.take({ queue: 'social' }, { token: await kioskOf(hall) });
const refusal = async (hall: TestHall): Promise<{ code: string; next: string | null }> => {
  const { status, body } = await hall.call<{ code: string; next: string | null }>(
    'POST',
    '/api/halls/district/tickets',
    { queue: 'social' },
    { token: await kioskOf(hall) },
  );
  expect(status).toBe(409);
  return { code: body.code, next: body.next };
};

onBothDatabases('the calendar of a hall', (fresh) => {
  it('refuses tickets outside the hours and says when they are given next', async () => {
    const hall = await fresh({ change: enforced, start: '2026-03-06T08:59:59.000Z' });
    await take(hall);
    // Friday 17:00: half an hour before the last period of the day ends.
    hall.clock.pass(1);
    expect(await refusal(hall)).toEqual({ code: 'hall_closed', next: '2026-03-07T01:00:00.000Z' });
    const state = await hall.ok<Hall>('GET', '/api/halls/district');
    expect([state.open, state.nextOpening]).toEqual([false, '2026-03-07T01:00:00.000Z']);
    hall.clock.set('2026-03-07T01:00:00.000Z');
    expect((await take(hall)).number).toMatch(/001$/);
    expect((await calendarOf(hall)).now).toMatchObject({ open: true, period: 'weekend-duty' });
  });

  it('is closed on a holiday and open on a make-up working day', async () => {
    const hall = await fresh({ change: enforced, start: '2026-09-30T12:00:00.000Z' });
    expect(await refusal(hall)).toEqual({ code: 'hall_closed', next: '2026-10-08T00:30:00.000Z' });
    hall.clock.set('2026-10-01T02:00:00.000Z');
    expect((await refusal(hall)).next).toBe('2026-10-08T00:30:00.000Z');
    // Saturday 10 October, in the afternoon: a weekend has no hours then, the make-up day has.
    hall.clock.set('2026-10-10T07:00:00.000Z');
    await take(hall);
    const { days, unknownYears } = await calendarOf(hall, '2026-10-01', '2026-10-10');
    expect(unknownYears).toEqual([]);
    expect(days[0]).toMatchObject({
      kind: 'holiday',
      name: { 'zh-Hans': '国庆节' },
      source: 'chinese-days',
      known: true,
      working: false,
      periods: [],
    });
    expect(days[9]).toMatchObject({ kind: 'workday', working: true, weekday: 6 });
  });

  it('says which years it does not know, and applies the weekday then', async () => {
    const hall = await fresh({ change: enforced, start: '2040-10-01T02:00:00.000Z' });
    const { unknownYears, days } = await calendarOf(hall, '2040-10-01', '2041-01-01');
    expect(unknownYears).toEqual([2040, 2041]);
    expect(days[0]).toMatchObject({ day: '2040-10-01', kind: 'regular', known: false, weekday: 1 });
    expect(days[0]!.periods).toHaveLength(3);
    await take(hall);

    await hall.ok('PUT', '/api/halls/district/calendar/years/2040', { known: true });
    const after = await calendarOf(hall, '2040-10-01', '2041-01-01');
    expect(after.unknownYears).toEqual([2041]);
    expect(after.days[0]!.known).toBe(true);
  });

  it('knows no holidays of another zone, and says so', async () => {
    const hall = await fresh({
      start: '2026-03-29T00:30:00.000Z',
      change: (file) => {
        enforced(file);
        file['timezone'] = 'Europe/Berlin';
        file['hours'] = [{ days: [7], from: '01:00', to: '04:00' }];
      },
    });
    expect((await calendarOf(hall)).unknownYears).toEqual([2026]);
    // 01:30 in Berlin; the hour from 2 to 3 does not exist this night.
    await take(hall);
    hall.clock.set('2026-03-29T01:29:59.000Z');
    await take(hall);
    hall.clock.set('2026-03-29T01:30:00.000Z');
    expect(await refusal(hall)).toEqual({ code: 'hall_closed', next: '2026-04-04T23:00:00.000Z' });
  });

  it('lesson 4: the hall’s local midnight begins the next day, whatever UTC says', async () => {
    const hall = await fresh({
      start: '2026-03-02T15:59:59.000Z',
      change: (file) => {
        file['enforceHours'] = true;
        file['hours'] = [
          { days: [1], from: '22:00', to: '00:00', kind: 'evening' },
          { days: [2], from: '00:00', to: '01:00' },
        ];
      },
    });
    const before = await take(hall);
    hall.clock.pass(1);
    const after = await take(hall);
    expect([before.number, after.number]).toEqual(['E001', 'E001']);
    expect((await hall.follow(before)).status).toBe('expired');
    hall.clock.set('2026-03-02T17:00:00.000Z');
    expect((await refusal(hall)).next).toBe('2026-03-09T14:00:00.000Z');
  });

  it('is kept by managers: a day closes, opens by special hours, and is as its weekday again', async () => {
    const hall = await fresh({ change: enforced });
    const manager = await hall.person('manager', 'manager');
    const put = (change: object) =>
      hall.ok<CalendarDayChanged>('PUT', '/api/halls/district/calendar/2026-03-02', change, {
        token: manager,
      });
    await take(hall);
    expect(
      await put({ kind: 'special', hours: [], name: { 'zh-Hans': '台风停办', en: 'Typhoon' } }),
    ).toMatchObject({ kind: 'special', working: false, source: 'manual', booked: 0 });
    expect(await refusal(hall)).toEqual({ code: 'hall_closed', next: '2026-03-03T00:30:00.000Z' });
    await put({ kind: 'special', hours: [{ from: '09:30', to: '11:00' }] });
    expect((await refusal(hall)).next).toBe('2026-03-02T01:30:00.000Z');
    await put({ kind: 'holiday', hours: [{ from: '09:00', to: '10:00' }] });
    await take(hall);
    const cleared = await hall.ok<CalendarDay>(
      'DELETE',
      '/api/halls/district/calendar/2026-03-02',
      undefined,
      { token: manager },
    );
    expect(cleared).toMatchObject({ kind: 'regular', source: null, working: true });
    const events = await hall.ok<{ command: string }[] | { events: { command: string }[] }>(
      'GET',
      '/api/halls/district/events?after=0&limit=100',
    );
    const list = Array.isArray(events) ? events : events.events;
    expect(list.map((e) => e.command).filter((c) => c.includes('calendar'))).toEqual([
      'set-calendar-day',
      'set-calendar-day',
      'set-calendar-day',
      'clear-calendar-day',
    ]);
  });

  it('refuses a day that makes no sense, and leaves it as it was', async () => {
    const hall = await fresh();
    for (const [method, day, change, status, code] of [
      ['PUT', '2026-03-02', { kind: 'closed' }, 400, 'bad_input'],
      ['PUT', '2026-03-02', { kind: 'special' }, 400, 'bad_input'],
      [
        'PUT',
        '2026-03-02',
        { kind: 'special', hours: [{ from: '10:00', to: '09:00' }] },
        400,
        'bad_input',
      ],
      ['PUT', '2026-02-30', { kind: 'holiday' }, 400, 'bad_input'],
      ['DELETE', '2026-03-02', undefined, 404, 'not_found'],
    ] as [string, string, object | undefined, number, string][]) {
      const answer = await hall.call<{ code: string; detail: string }>(
        method,
        `/api/halls/district/calendar/${day}`,
        change,
      );
      expect([change, answer.status, answer.body.code]).toEqual([change, status, code]);
      expect(answer.body.detail).not.toBe('');
    }
    expect((await calendarOf(hall, '2026-03-02', '2026-03-02')).days[0]!.kind).toBe('regular');
  });

  it('is changed by nobody below a manager', async () => {
    const hall = await fresh();
    const path = '/api/halls/district/calendar/2026-03-02';
    const guide = await hall.person('guide', 'guide', 'clerk');
    expect((await hall.call('PUT', path, { kind: 'holiday' }, { token: guide })).status).toBe(403);
    expect((await hall.call('PUT', path, { kind: 'holiday' }, { token: null })).status).toBe(401);
    expect(
      (await hall.call('GET', '/api/halls/district/calendar?from=2026-03-02&to=2028-03-02')).status,
    ).toBe(400);
  });

  it('names the next possibility when the day’s tickets are all taken', async () => {
    const hall = await fresh({
      start: '2026-03-06T02:00:00.000Z',
      change: (file) => {
        const queues = file['queues'] as { code: string; dailyQuota?: number }[];
        queues.find((q) => q.code === 'social')!.dailyQuota = 1;
      },
    });
    await take(hall);
    expect(await refusal(hall)).toEqual({
      code: 'quota_reached',
      next: '2026-03-07T01:00:00.000Z',
    });
  });
});
