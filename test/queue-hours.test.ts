import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Slots } from '../shared/contract/appointment.ts';
import type { BoardState } from '../shared/contract/board.ts';
import type { Duty, Hours, QueueState } from '../shared/contract/hall.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import {
  addDays,
  givesTickets,
  nextOpening,
  periodAt,
  planDay,
  type Week,
} from '../shared/rules/calendar.ts';
import { plus } from '../shared/rules/instants.ts';
import { queueDay } from '../shared/rules/offer.ts';
import { refusingQueue } from '../shared/rules/refusing.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const base = '/api/halls/district';
/** Tuesday 14:30–17:30: the bank's service point. */
const tuesdays: Hours[] = [{ days: [2], from: '14:30', to: '17:30' }];
const tuesday = (time: string): string => `2026-03-03T${time}:00.000Z`;

/** A hall whose hours are enforced and some of whose queues have their own. */
const withHours =
  (hours: Record<string, Hours[]>) =>
  (file: Record<string, unknown>): void => {
    file['enforceHours'] = true;
    for (const queue of file['queues'] as { code: string; hours?: Hours[] }[]) {
      const own = hours[queue.code];
      if (own !== undefined) queue.hours = own;
    }
  };

async function queueOf(hall: TestHall, code: string): Promise<QueueState> {
  const queues = await hall.ok<QueueState[]>('GET', `${base}/queues`);
  return queues.find((q) => q.queue === code)!;
}

/** Moves the clock; whoever was signed in for too long is so anew. */
async function goTo(hall: TestHall, instant: string): Promise<void> {
  hall.clock.set(instant);
  hall.admin = await hall.signIn('admin', adminPassword);
}

onBothDatabases('the own hours of a queue', (fresh) => {
  it('close the bank point but for Tuesday afternoon: kiosk, booking, board and live page say so', async () => {
    const hall = await fresh({ change: withHours({ bank: tuesdays }) });
    const state = await queueOf(hall, 'bank');
    expect(state.offer).toEqual({
      status: 'closed',
      opens: tuesday('06:30'),
      today: false,
      reason: null,
      until: null,
    });
    expect(state.next).toEqual({ opens: tuesday('06:30'), slot: tuesday('06:30') });
    const refused = await hall.call<object>('POST', `${base}/tickets`, { queue: 'bank' });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      {
        code: 'queue_closed',
        queue: 'bank',
        opens: tuesday('06:30'),
        today: false,
        nextSlot: tuesday('06:30'),
      },
    ]);
    // The others go on as they did.
    expect((await queueOf(hall, 'tax')).offer.status).toBe('open');
    await hall.take({ queue: 'tax' });

    const board = await hall.ok<BoardState>('GET', `${base}/board?zone=D`);
    expect(board.queues.find((q) => q.queue === 'bank')).toMatchObject({ closed: true });
    expect(board.queues.find((q) => q.queue === 'utility')).not.toHaveProperty('closed');
    const live = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    const shown = live.last.queues.find((q) => q.queue === 'bank');
    expect(shown?.offer).toMatchObject({ status: 'closed', opens: tuesday('06:30') });

    const slots = await hall.ok<Slots>('GET', `${base}/slots?queue=bank`);
    expect(slots.days.filter((d) => d.slots > 0).map((d) => d.day)).toEqual([
      '2026-03-03',
      '2026-03-10',
    ]);
    expect(slots.slots.map((s) => s.from)).toEqual(
      ['06:30', '07:00', '07:30', '08:00', '08:30', '09:00'].map(tuesday),
    );
  });

  it('are half-open, and end with a last ticket as the hall does', async () => {
    const hall = await fresh({
      change: (file) => {
        withHours({ bank: tuesdays })(file);
        file['settings'] = { lastTicketMinutes: 30 };
      },
    });
    const asked = async (instant: string): Promise<number> => {
      await goTo(hall, instant);
      return (await hall.call('POST', `${base}/tickets`, { queue: 'bank' })).status;
    };
    expect(await asked('2026-03-03T06:29:59.999Z')).toBe(409);
    expect((await queueOf(hall, 'bank')).offer).toMatchObject({ status: 'closed', today: true });
    expect(await asked('2026-03-03T06:30:00.000Z')).toBe(201);
    // The hall gives its last ticket half an hour before it closes, and so does a queue of its own.
    expect(await asked('2026-03-03T08:59:59.999Z')).toBe(201);
    expect(await asked('2026-03-03T09:00:00.000Z')).toBe(409);
  });

  it('are shown and refuse nobody where the hours of the hall are not enforced', async () => {
    const hall = await fresh({
      change: (file) => {
        withHours({ bank: tuesdays })(file);
        file['enforceHours'] = false;
      },
    });
    expect((await queueOf(hall, 'bank')).offer.status).toBe('closed');
    await hall.take({ queue: 'bank' });
  });

  it('of a later step: told with its time where it opens today, else the visit goes without it', async () => {
    const hall = await fresh({ change: withHours({ police: tuesdays }) });
    // Monday: the police open no more today.
    const refused = await hall.call<object>('POST', `${base}/tickets`, {
      package: 'migrant-pupil',
    });
    expect(refused.body).toMatchObject({ code: 'queue_closed', queue: 'police', today: false });
    const without = await hall.take({
      package: 'migrant-pupil',
      matters: ['edu-migrant-pupil-application'],
    });
    expect(without.steps.map((s) => s.queue)).toEqual(['one-life']);

    await goTo(hall, tuesday('01:00'));
    const whole = await hall.take({ package: 'migrant-pupil' });
    expect(whole.steps.map((s) => [s.queue, s.opens])).toEqual([
      ['one-life', null],
      ['police', tuesday('06:30')],
    ]);
    const slip = await fetch(`${hall.url}/api/tickets/${whole.token}/slip`, {
      headers: { accept: 'text/plain, image/svg+xml' },
    });
    expect(await slip.text()).toContain('14:30');
    await goTo(hall, tuesday('06:30'));
    expect((await hall.follow(whole)).steps[1]?.opens).toBeNull();
  });

  it('of a first step: a visit begins only where one of its first queues is open', async () => {
    const hall = await fresh({ change: withHours({ 'one-life': tuesdays }) });
    await goTo(hall, tuesday('01:00'));
    const refused = await hall.call<object>('POST', `${base}/tickets`, {
      package: 'migrant-pupil',
    });
    expect(refused.body).toMatchObject({
      code: 'queue_closed',
      queue: 'one-life',
      today: true,
      opens: tuesday('06:30'),
    });
    // In any order: the police can be first.
    const both: Ticket = await hall.take({ package: 'newborn' });
    expect(both.next).toMatchObject({ queue: 'police', opens: null });
  });

  it('raise no alarm of a hall without an open window while none of its queues is open', async () => {
    const codes = ['one-life', 'one-enterprise', 'realty', 'tax', 'social', 'medical', 'police'];
    const all = [...codes, 'fund', 'utility', 'project', 'bank', 'elder', 'taiwan'];
    const closed = Object.fromEntries(all.map((code) => [code, tuesdays]));
    const hall = await fresh({ change: withHours(closed) });
    await hall.openWindow(41);
    await hall.window(41, 'close');
    const alarms = async (): Promise<string[]> => {
      const { last } = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
      return last.alarms.map(({ code }) => code);
    };
    hall.clock.pass(3600);
    expect(await alarms()).not.toContain('no-window');
    await goTo(hall, tuesday('06:31'));
    const { last } = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    expect(last.alarms).toContainEqual(
      expect.objectContaining({ code: 'no-window', at: tuesday('06:30') }),
    );
  });

  it('are refused where they end before they begin', async () => {
    const hall = fresh({
      change: withHours({ bank: [{ days: [2], from: '17:30', to: '14:30' }] }),
    });
    await expect(hall).rejects.toThrow(/ends before it begins/);
  });

  it('tell every screen the minute they begin', async () => {
    const hall = await fresh({
      change: withHours({ bank: tuesdays }),
      start: '2026-03-03T06:29:00.000Z',
    });
    const board = await hall.watch({ topic: 'board', hall: 'district', zone: 'D' });
    await hall.hall.overview.tick();
    hall.clock.pass(60);
    await hall.hall.overview.tick();
    await board.until((s) => s.queues.some((q) => q.queue === 'bank' && q.closed === undefined));
  });
});

const week: Week = {
  timezone: 'Europe/Berlin',
  lastTicketMinutes: 20,
  hours: [
    { days: [1, 2, 3, 4, 5, 6, 7], from: '01:00', to: '04:00' },
    { days: [1, 2, 3, 4, 5], from: '04:00', to: '06:00', kind: 'noon-duty' },
    { days: [1, 2, 3, 4, 5, 7], from: '09:00', to: '17:00' },
  ],
};
const time = fc
  .integer({ min: 0, max: 95 })
  .map(
    (q) => `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`,
  );
const ownHours = fc.array(
  fc
    .record({ days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), from: time, to: time })
    .filter(({ from, to }) => from < to),
  { minLength: 1, maxLength: 4 },
);
const duties = fc.constantFrom<Duty[]>(
  [],
  [{ kind: 'noon-duty', queues: ['q'], windows: [1] }],
  [{ kind: 'noon-duty', queues: ['other'], windows: [1] }],
);
/** Days around both changes of the clocks in Berlin, every quarter of an hour. */
const days = fc.constantFrom('2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-06-03');
const minute = fc.integer({ min: 0, max: 26 * 60 });
const entries = fc.constantFrom(
  undefined,
  { kind: 'holiday' as const, hours: null },
  { kind: 'workday' as const, hours: null },
  { kind: 'special' as const, hours: [{ from: '02:00', to: '11:00' }] },
);

describe('the hours of a queue, whatever they are', () => {
  it('lie inside those of the hall', () => {
    fc.assert(
      fc.property(ownHours, duties, days, entries, minute, (hours, duty, day, entry, minutes) => {
        const plan = planDay(week, day, entry === undefined ? undefined : { day, ...entry });
        const own = queueDay(plan, { ...week, duty }, { code: 'q', hours });
        const at = plus(`${addDays(day, -1)}T22:00:00.000Z`, minutes * 60);
        if (periodAt(own, at) !== null) expect(periodAt(plan, at)).not.toBeNull();
        if (givesTickets(own, at)) expect(givesTickets(plan, at)).toBe(true);
        if (own.lastTicketAt !== null) expect(own.lastTicketAt <= plan.lastTicketAt!).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('are open at the next opening that is told', () => {
    fc.assert(
      fc.property(ownHours, duties, days, minute, (hours, duty, day, minutes) => {
        const all = Array.from({ length: 9 }, (_, i) => planDay(week, addDays(day, i), undefined));
        const own = all.map((plan) => queueDay(plan, { ...week, duty }, { code: 'q', hours }));
        const at = plus(`${day}T00:00:00.000Z`, minutes * 60);
        const next = nextOpening(own, at);
        if (next === null) return;
        expect(next > at).toBe(true);
        expect(own.some((plan) => givesTickets(plan, next))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('of a make-up working day are those of the weekday that it has', () => {
    // Saturday 10 October 2026 has the hours of a Monday.
    const weekdays: Week = {
      timezone: 'Asia/Shanghai',
      lastTicketMinutes: 0,
      hours: [{ days: [1, 2, 3, 4, 5], from: '08:30', to: '17:30' }],
    };
    const plan = planDay(weekdays, '2026-10-10', {
      day: '2026-10-10',
      kind: 'workday',
      hours: null,
    });
    const open = (day: number): number =>
      queueDay(
        plan,
        { ...weekdays, duty: [] },
        { code: 'q', hours: [{ days: [day], from: '09:00', to: '10:00' }] },
      ).periods.length;
    expect([open(1), open(6), open(2)]).toEqual([1, 0, 0]);
  });

  it('refuse a visit by the queue that does not open any more, before one that opens later', () => {
    const offer = (today: boolean) => ({
      ...{ status: 'closed' as const, today, opens: today ? 'b' : 'c' },
      ...{ reason: null, until: null },
    });
    const steps = [
      { queue: 'later', after: [] },
      { queue: 'never', after: [0] },
    ];
    const of = (queue: string) => offer(queue === 'later');
    expect(refusingQueue(steps, of)?.queue).toBe('never');
    expect(refusingQueue(steps.slice(0, 1), of)?.queue).toBe('later');
    expect(refusingQueue(steps.slice(0, 1), () => undefined)).toBeNull();
  });
});
