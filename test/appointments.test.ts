import { expect, it, vi } from 'vitest';
import type { Appointment, BookedAppointment, Slots } from '../shared/contract/appointment.ts';
import type { Ticket } from '../shared/contract/ticket.ts';
import { onBothDatabases, type TestHall } from './support/hall.ts';
import { madeUpId } from './support/person.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Appointments in `social` only: two each half hour. Monday 2 March 2026, 09:00 in Shanghai. */
const change = (file: Record<string, unknown>): void => {
  const queues = file['queues'] as { code: string; slotCapacity?: number; slotMinutes?: number }[];
  for (const queue of queues) delete queue.slotCapacity;
  Object.assign(
    queues.find((q) => q.code === 'social')!,
    { slotCapacity: 2, slotMinutes: 30 },
  );
  file['settings'] = { graceMinutes: 10, appointmentDaysAhead: 5 };
};
const base = '/api/halls/district/appointments';
const at = (time: string, day = '2026-03-02'): string =>
  new Date(`${day}T${time}:00+08:00`).toISOString();
const anyone = { token: null };

let asked = 0;
/** Somebody else each time, where nothing is said of who it is. */
function someone(): { phone: string } {
  asked += 1;
  return { phone: `1350013${1000 + asked}` };
}
function book(hall: TestHall, input: object, token: string | null = null): Promise<Appointment> {
  const who = 'phone' in input || 'idNumber' in input ? {} : someone();
  return hall.ok('POST', base, { queue: 'social', ...who, ...input }, { token });
}
async function refused(
  hall: TestHall,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; code: string; [fact: string]: unknown }> {
  const answer = await hall.call<{ status: number; code: string; detail: string }>(
    method,
    path,
    body,
    anyone,
  );
  expect(answer.body.detail).not.toBe('');
  expect(answer.body.status).toBe(answer.status);
  return answer.body;
}
const slotsOf = (hall: TestHall, query: string): Promise<Slots> =>
  hall.ok('GET', `/api/halls/district/slots?${query}`, undefined, anyone);
const free = async (hall: TestHall, from: string): Promise<number | undefined> =>
  (await slotsOf(hall, `queue=social&day=${from.slice(0, 10)}`)).slots.find((s) => s.from === from)
    ?.free;

onBothDatabases('appointments', (fresh) => {
  it('lists the slots of a day from the calendar, those to come only', async () => {
    const hall = await fresh({ change });
    const today = await slotsOf(hall, 'queue=social');
    // 09:00 has begun; 09:30 is the first of 8:30–12:00, then 12:00–14:30 and 14:30–17:30.
    expect(today.slots[0]).toEqual({ from: at('09:30'), to: at('10:00'), capacity: 2, free: 2 });
    expect(today.slots).toHaveLength(5 + 5 + 6);
    expect(today).toMatchObject({ firstDay: '2026-03-02', lastDay: '2026-03-07', known: true });
    expect((await slotsOf(hall, 'queue=social&day=2026-03-07')).slots).toHaveLength(6);
    for (const day of ['2026-03-01', '2026-03-08'])
      expect((await slotsOf(hall, `queue=social&day=${day}`)).slots).toEqual([]);
    expect(today.days.map(({ day, slots, free: all }) => [day.slice(8), slots, all])).toEqual([
      ['02', 16, 32],
      ['03', 18, 36],
      ['04', 18, 36],
      ['05', 18, 36],
      ['06', 18, 36],
      ['07', 6, 12],
    ]);
    // A package begins in another queue, which takes none.
    expect(await slotsOf(hall, 'package=newborn')).toMatchObject({
      queue: 'one-life',
      slots: [],
      bookable: false,
      nextFree: null,
    });
    await hall.ok('PUT', '/api/halls/district/calendar/2026-03-03', { kind: 'holiday' });
    expect((await slotsOf(hall, 'queue=social&day=2026-03-03')).slots).toEqual([]);
  });

  it('tells a queue that is fully booked from one that is not booked', async () => {
    const lastSlot = '2026-03-02T08:55:00.000Z';
    const hall = await fresh({
      start: lastSlot,
      change: (file) => {
        change(file);
        Object.assign(file['settings'] as object, { appointmentDaysAhead: 0 });
      },
    });
    expect((await slotsOf(hall, 'queue=social')).nextFree).toBe(at('17:00'));
    for (let place = 0; place < 2; place += 1) await book(hall, { slot: at('17:00') });
    expect(await slotsOf(hall, 'queue=social')).toMatchObject({ bookable: true, nextFree: null });
    expect((await slotsOf(hall, 'queue=tax')).bookable).toBe(false);
  });

  it('faults S21: begins with the first day that has a free place, unless one is asked for', async () => {
    const hall = await fresh({ change, start: at('17:05') });
    for (let i = 0; i < 18 * 2; i += 1) {
      const { day, slots } = await slotsOf(hall, 'queue=social');
      expect(day).toBe('2026-03-03');
      const phone = `138001380${String(i).padStart(2, '0')}`;
      await book(hall, { slot: slots.find((slot) => slot.free > 0)!.from, phone }, hall.admin);
    }
    const next = await slotsOf(hall, 'queue=social');
    expect([next.day, next.nextFree]).toEqual(['2026-03-04', at('08:30', '2026-03-04')]);
    expect(next.days.slice(0, 2)).toEqual([
      { day: '2026-03-02', slots: 0, free: 0 },
      { day: '2026-03-03', slots: 18, free: 0 },
    ]);
    expect((await slotsOf(hall, 'queue=social&day=2026-03-03')).day).toBe('2026-03-03');
  });

  it('has slots on a make-up working day, and says where the holidays are not known', async () => {
    const hall = await fresh({ change, start: '2026-10-08T01:00:00.000Z' });
    expect((await slotsOf(hall, 'queue=social&day=2026-10-10')).slots).toHaveLength(7 + 5 + 6);
    hall.clock.set('2040-10-01T01:00:00.000Z');
    const unknown = await slotsOf(hall, 'queue=social');
    expect([unknown.known, unknown.slots.length]).toEqual([false, 16]);
  });

  it('books without an account and shows nothing of the person to who has the code', async () => {
    const hall = await fresh({ change });
    const booked = await book(hall, {
      slot: at('10:00'),
      name: '张三',
      phone: '138 0013 8000',
      idNumber: madeUpId('1950-05-05'),
    });
    expect(booked.code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    expect(booked).toMatchObject({ status: 'booked', category: 'senior', ticket: null });
    const seen = await hall.call('GET', `${base}/${booked.code.toLowerCase()}`, undefined, anyone);
    expect(seen.body).toEqual(booked);
    for (const secret of ['张三', '0013', '1950']) {
      expect(JSON.stringify(booked)).not.toContain(secret);
      const log = await hall.call('GET', '/api/halls/district/events?after=0&limit=100');
      expect(JSON.stringify(log.body)).not.toContain(secret);
    }
    const guide = await hall.person('guide', 'guide');
    const list = await hall.ok<BookedAppointment[]>('GET', base, undefined, { token: guide });
    expect(list).toMatchObject([{ name: '张三', phone: '138 0013 8000', createdBy: 'visitor' }]);
    const clerk = await hall.person('clerk', 'clerk');
    expect((await hall.call('GET', base, undefined, { token: clerk })).status).toBe(403);
    expect((await hall.call('GET', base, undefined, anyone)).status).toBe(401);
  });

  it('never books more than a slot holds, however many come at once', async () => {
    const hall = await fresh({ change });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        hall.call<{ code: string; next: string }>(
          'POST',
          base,
          { queue: 'social', slot: at('10:00'), phone: `1380013${8000 + i}` },
          anyone,
        ),
      ),
    );
    const taken = answers.filter((a) => a.status === 201);
    const full = answers.filter((a) => a.status !== 201);
    expect([taken.length, full.length]).toEqual([2, 18]);
    expect(new Set(full.map((a) => `${a.status} ${a.body.code} ${a.body.next}`))).toEqual(
      new Set([`409 slot_full ${at('09:30')}`]),
    );
    expect(await free(hall, at('10:00'))).toBe(0);
  });

  it('keeps one open booking a telephone or person and day, without telling whose', async () => {
    const hall = await fresh({ change });
    const id = madeUpId('1980-01-01');
    const first = await book(hall, { slot: at('10:00'), phone: '+86 138-0013-8000', idNumber: id });
    for (const again of [{ phone: '13800138000' }, { idNumber: id.toLowerCase() }]) {
      const answer = await refused(hall, 'POST', base, {
        queue: 'social',
        slot: at('11:00'),
        ...again,
      });
      expect([answer.status, answer.code, answer['day']]).toEqual([
        409,
        'already_booked',
        '2026-03-02',
      ]);
      expect(JSON.stringify(answer)).not.toContain(first.code);
    }
    const later = await book(hall, { slot: at('10:00', '2026-03-03'), phone: '13800138000' });
    const moved = await refused(hall, 'PATCH', `${base}/${later.code}`, { slot: at('11:00') });
    expect(moved.code).toBe('already_booked');
    await hall.ok('DELETE', `${base}/${first.code}`, undefined, anyone);
    await book(hall, { slot: at('11:00'), phone: '13800138000', idNumber: id });
  });

  it('books for a telephone so often for a day, given up or not; the desk goes on', async () => {
    const limited = (file: Record<string, unknown>): void => {
      change(file);
      file['settings'] = { ...(file['settings'] as object), personTicketsADay: 2 };
    };
    const hall = await fresh({ change: limited });
    const guide = await hall.person('guide', 'guide');
    const phone = { phone: '13800138000' };
    const cancel = async (of: Appointment): Promise<void> =>
      void (await hall.ok('DELETE', `${base}/${of.code}`, undefined, anyone));
    for (let i = 0; i < 2; i += 1) await cancel(await book(hall, { slot: at('10:00'), ...phone }));
    const third = { queue: 'social', slot: at('10:00'), ...phone };
    const facts = { status: 409, code: 'person_limit', kind: 'day', limit: 2, numbers: [] };
    expect(await refused(hall, 'POST', base, third)).toMatchObject(facts);
    // Another paper does not help, another day does, until it is moved to the full one.
    const idNumber = madeUpId('1980-01-01');
    expect(await refused(hall, 'POST', base, { ...third, idNumber })).toMatchObject(facts);
    const next = await book(hall, { slot: at('10:00', '2026-03-03'), ...phone });
    const moved = { slot: at('11:00') };
    expect(await refused(hall, 'PATCH', `${base}/${next.code}`, moved)).toMatchObject(facts);
    await hall.ok('POST', base, third, { token: guide });
  });

  it('moves and cancels by the code, and gives the place free', async () => {
    const hall = await fresh({ change });
    const { code } = await book(hall, { slot: at('10:00') });
    const path = `${base}/${code}`;
    const moved = await hall.ok<Appointment>(
      'PATCH',
      path,
      { slot: at('09:30', '2026-03-04'), language: 'en' },
      anyone,
    );
    expect(moved).toMatchObject({ code, day: '2026-03-04', language: 'en', status: 'booked' });
    expect(await free(hall, at('10:00'))).toBe(2);
    expect(await free(hall, at('09:30', '2026-03-04'))).toBe(1);
    const cancelled = await hall.ok<Appointment>('DELETE', path, undefined, anyone);
    expect(cancelled.status).toBe('cancelled');
    expect(await free(hall, at('09:30', '2026-03-04'))).toBe(2);
    for (const [method, body] of [
      ['PATCH', { slot: at('10:00') }],
      ['DELETE', undefined],
    ] as const)
      expect((await refused(hall, method, path, body)).code).toBe('appointment_over');
  });

  it.each([
    ['the slot when early', '09:00', '10:00', '10:00'],
    ['the slot when late within the grace', '10:10', '10:00', '10:00'],
    ['the check-in when later', '10:11', '10:00', '10:11'],
  ])('treats a visitor as come at %s', async (_, came, slot, treated) => {
    const hall = await fresh({ change });
    const { code } = await book(hall, { slot: at(slot) });
    const kiosk = await hall.device('kiosk');
    hall.clock.set(at(came));
    const ticket = await hall.ok<Ticket>(
      'POST',
      '/api/halls/district/tickets',
      { appointment: ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} ` },
      { token: kiosk },
    );
    expect(ticket).toMatchObject({
      treatedAsCameAt: at(treated),
      takenAt: at(came),
      appointment: { code, from: at(slot) },
    });
    expect(ticket.steps.map((s) => s.queue)).toEqual(['social']);
    const used = await hall.ok<Appointment>('GET', `${base}/${code}`, undefined, anyone);
    expect(used).toMatchObject({
      status: 'checked-in',
      ticket: { number: ticket.number, token: ticket.token },
    });
    const again = await hall.call<{ code: string }>(
      'POST',
      '/api/halls/district/tickets',
      { appointment: code },
      { token: kiosk },
    );
    expect([again.status, again.body.code]).toEqual([409, 'appointment_over']);
  });

  it('calls who came early for a later slot after the walk-ins before that slot', async () => {
    const hall = await fresh({ change });
    const { code } = await book(hall, { slot: at('10:00') });
    const early = await hall.take({ appointment: code });
    hall.clock.set(at('09:59'));
    const walkIn = await hall.take({ queue: 'social' });
    hall.clock.set(at('10:01'));
    const later = await hall.take({ queue: 'social' });
    const clerk = await hall.openWindow(33);
    for (const expected of [walkIn, early, later]) {
      const { ticket } = await hall.window(33, 'call-next', {}, clerk);
      expect(ticket!.number).toBe(expected.number);
      await hall.window(33, 'finish', {}, clerk);
    }
  });

  it('refuses a check-in on another day, naming the day, and changes nothing', async () => {
    const hall = await fresh({ change });
    const { code } = await book(hall, { slot: at('10:00', '2026-03-04') });
    const wrong = await hall.call<{ code: string; day: string }>(
      'POST',
      '/api/halls/district/tickets',
      { appointment: code },
    );
    expect([wrong.status, wrong.body.code, wrong.body.day]).toEqual([
      409,
      'appointment_over',
      '2026-03-04',
    ]);
    const unknown = await hall.call<{ code: string }>('POST', '/api/halls/district/tickets', {
      appointment: 'ABCD2345',
    });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'appointment_not_found']);
    hall.clock.set(at('09:55', '2026-03-04'));
    const kiosk = await hall.signIn('admin', 'a long password');
    expect((await hall.take({ appointment: code }, { token: kiosk })).number).toBe('E001');
  });

  it('leaves the appointment booked when its ticket is refused', async () => {
    const hall = await fresh({ change });
    const idNumber = madeUpId('1980-01-01');
    const { code } = await book(hall, { slot: at('10:00'), idNumber });
    const { number } = await hall.take({ queue: 'social', idNumber });
    const answer = await hall.call<{ code: string; number: string }>(
      'POST',
      '/api/halls/district/tickets',
      { appointment: code },
    );
    expect([answer.body.code, answer.body.number]).toEqual(['already_waiting', number]);
    const kept = await hall.ok<Appointment>('GET', `${base}/${code}`, undefined, anyone);
    expect(kept.status).toBe('booked');
  });

  it('admits an appointment after the last ticket, until the hall closes', async () => {
    const hall = await fresh({
      change: (file) => {
        change(file);
        file['enforceHours'] = true;
        file['settings'] = { lastTicketMinutes: 60 };
      },
    });
    const { code } = await book(hall, { slot: at('17:00') });
    const kiosk = await hall.device('kiosk');
    const take = (wish: object) =>
      hall.call<{ code: string }>('POST', '/api/halls/district/tickets', wish, { token: kiosk });
    hall.clock.set(at('17:05'));
    expect((await take({ queue: 'social' })).body.code).toBe('hall_closed');
    expect((await take({ appointment: code })).status).toBe(201);
  });

  it('puts who did not come on the no-show list, also over days without a server', async () => {
    const hall = await fresh({ change });
    const guide = await hall.person('guide', 'guide');
    const codes: string[] = [];
    for (const day of ['2026-03-02', '2026-03-03', '2026-03-05'])
      codes.push((await book(hall, { slot: at('10:00', day) })).code);
    const came = await book(hall, { slot: at('10:30') });
    await hall.take({ appointment: came.code }, { token: guide });
    hall.clock.set(at('09:00', '2026-03-05'));
    await hall.hall.days.tick();
    const statuses = [];
    for (const code of [...codes, came.code]) {
      const seen = await hall.ok<Appointment>('GET', `${base}/${code}`, undefined, anyone);
      statuses.push(seen.status);
    }
    expect(statuses).toEqual(['missed', 'missed', 'booked', 'checked-in']);
    const again = await hall.signIn('guide', 'long enough');
    const missed = await hall.ok<BookedAppointment[]>(
      'GET',
      `${base}?day=2026-03-02&status=missed`,
      undefined,
      { token: again },
    );
    expect(missed.map((a) => a.code)).toEqual([codes[0]]);
  });

  it('offers the next day and the next free slot when the quota is reached', async () => {
    const hall = await fresh({
      change: (file) => {
        change(file);
        const queues = file['queues'] as { code: string; dailyQuota?: number }[];
        queues.find((q) => q.code === 'social')!.dailyQuota = 1;
      },
    });
    await hall.take({ queue: 'social' });
    const answer = await hall.call<object>('POST', '/api/halls/district/tickets', {
      queue: 'social',
    });
    expect(answer.body).toMatchObject({
      code: 'quota_reached',
      next: at('08:30', '2026-03-03'),
      nextSlot: at('09:30'),
    });
    // Who books one of those slots comes beside the quota.
    const { code } = await book(hall, { slot: at('09:30') });
    expect((await hall.take({ appointment: code })).number).toBe('E002');
  });

  it('refuses what cannot be booked with a code and a sentence, and books nothing', async () => {
    const hall = await fresh({ change });
    for (const [input, status, code] of [
      [{ queue: 'social', slot: at('09:00') }, 422, 'slot_not_open'],
      [{ queue: 'social', slot: at('09:30', '2026-02-27') }, 422, 'slot_not_open'],
      [{ queue: 'social', slot: at('09:45') }, 422, 'slot_not_open'],
      [{ queue: 'social', slot: at('20:00') }, 422, 'slot_not_open'],
      [{ queue: 'social', slot: at('10:00', '2026-03-08') }, 422, 'slot_not_open'],
      [{ queue: 'tax', slot: at('10:00') }, 422, 'slot_not_open'],
      [{ queue: 'no-such', slot: at('10:00') }, 422, 'unknown_queue'],
      [{ package: 'no-such', slot: at('10:00') }, 422, 'unknown_package'],
      [{ queue: 'social', slot: at('10:00'), category: 'no-such' }, 422, 'unknown_category'],
      [{ queue: 'social', package: 'newborn', slot: at('10:00') }, 400, 'bad_input'],
      [{ slot: at('10:00') }, 400, 'bad_input'],
      [{ queue: 'social' }, 400, 'bad_input'],
      [{ queue: 'social', slot: 'tomorrow' }, 400, 'bad_input'],
      [{ queue: 'social', slot: at('10:00'), phone: 'none' }, 400, 'bad_input'],
      [{ queue: 'social', slot: at('10:00'), phone: '1380013800' }, 400, 'bad_input'],
      [{ queue: 'social', slot: at('10:00'), phone: '+86 138 0013 800' }, 400, 'bad_input'],
      [{ queue: 'social', slot: at('10:00'), phone: '1---------' }, 400, 'bad_input'],
    ] as [object, number, string][]) {
      const answer = await refused(hall, 'POST', base, input);
      expect([input, answer.status, answer.code]).toEqual([input, status, code]);
    }
    expect(await hall.ok<unknown[]>('GET', base)).toEqual([]);
  });

  it.each(['13800138000', '0592 2233 445', '+852 9123 4567', '１３８００１３８０００'])(
    'takes %s for a telephone number',
    async (phone) => {
      const hall = await fresh({ change });
      await book(hall, { slot: at('10:00'), phone });
    },
  );

  it('gives the same key the same answer, whatever is done to a booking', async () => {
    const hall = await fresh({ change });
    const twice = async (method: string, path: string, body?: object): Promise<Appointment> => {
      const once = await hall.ok<Appointment>(method, path, body, { token: null, key: 'k' });
      expect(await hall.ok(method, path, body, { token: null, key: 'k' })).toEqual(once);
      return once;
    };
    const { code } = await twice('POST', base, {
      ...{ queue: 'social', slot: at('10:00') },
      ...someone(),
    });
    await twice('PATCH', `${base}/${code}`, { slot: at('11:00') });
    expect([await free(hall, at('10:00')), await free(hall, at('11:00'))]).toEqual([2, 1]);
    const other = await hall.call<{ code: string }>('DELETE', `${base}/${code}`, undefined, {
      token: null,
      key: 'k',
    });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    await hall.ok('DELETE', `${base}/${code}`, undefined, { token: null, key: 'other' });
    await hall.ok('DELETE', `${base}/${code}`, undefined, { token: null, key: 'other' });
    expect(await free(hall, at('11:00'))).toBe(2);
  });

  it('moved to where it is, it is as it was, and the log says nothing', async () => {
    const hall = await fresh({ change });
    const booked = await book(hall, { slot: at('10:00'), language: 'en' });
    const log = () => hall.ok<unknown[]>('GET', '/api/halls/district/events?limit=100');
    const before = await log();
    const same = { slot: at('10:00'), language: 'en' };
    const answer = await hall.ok('PATCH', `${base}/${booked.code}`, same, anyone);
    expect([answer, await log()]).toEqual([booked, before]);
    await hall.ok('PATCH', `${base}/${booked.code}`, { language: 'zh-Hant' }, anyone);
    expect(await log()).toHaveLength(before.length + 1);
    await hall.ok('DELETE', `${base}/${booked.code}`, undefined, anyone);
    const over = await refused(hall, 'PATCH', `${base}/${booked.code}`, { language: 'zh-Hant' });
    expect(over.code).toBe('appointment_over');
  });

  it('lets strangers neither guess codes nor book without end', async () => {
    const hall = await fresh({ change, comparableClock: true });
    const { code } = await book(hall, { slot: at('10:00') });
    for (let i = 0; i < 20; i += 1) {
      const guess = await refused(hall, 'GET', `${base}/ABCD${2000 + i}`);
      expect(guess.code).toBe('appointment_not_found');
    }
    // Who has the code is made to wait, not locked out.
    expect((await hall.call('GET', `${base}/${code}`, undefined, { token: null })).status).toBe(
      200,
    );
    // Who is no stranger reads on, at the same address.
    const kiosk = await hall.device('kiosk');
    for (const token of [hall.admin, kiosk])
      expect((await hall.call('GET', `${base}/${code}`, undefined, { token })).status).toBe(200);
    hall.clock.pass(61);
    for (let i = 0; i < 30; i += 1)
      await refused(hall, 'POST', base, { queue: 'tax', slot: at('10:00') });
    const last = await refused(hall, 'POST', base, { queue: 'social', slot: at('11:00') });
    expect(last.code).toBe('too_many_requests');
    // Staff at the counter book on.
    const guide = await hall.person('guide', 'guide');
    await book(hall, { slot: at('11:00') }, guide);
    // A clock that is set makes it neither shorter nor longer.
    const again = () => refused(hall, 'POST', base, { queue: 'tax', slot: at('10:00') });
    hall.clock.jump(24 * 60 * 60);
    await hall.hall.clockAlarm.tick();
    hall.clock.pass(301);
    expect((await again()).code).toBe('too_many_requests');
    hall.clock.jump(-24 * 60 * 60);
    hall.clock.pass(300);
    for (let i = 0; i < 30; i += 1) expect((await again()).code).not.toBe('too_many_requests');
    hall.clock.jump(-60 * 60);
    await hall.hall.clockAlarm.tick();
    hall.clock.pass(301);
    expect((await again()).code).toBe('too_many_requests');
    hall.clock.pass(300);
    expect((await again()).code).not.toBe('too_many_requests');
  });

  it("counts a hall's visitors by themselves, who share its address", async () => {
    const hall = await fresh({ change });
    const codes = (count: number, phone: (i: number) => object): Promise<string[]> =>
      Promise.all(
        Array.from(
          { length: count },
          async (_, i) =>
            (await refused(hall, 'POST', base, { queue: 'tax', slot: at('10:00'), ...phone(i) }))
              .code,
        ),
      );
    const tooMany = (all: readonly string[]): number =>
      all.filter((code) => code === 'too_many_requests').length;
    expect(tooMany(await codes(21, () => ({ phone: '138 0013 8000' })))).toBe(1);
    expect(tooMany(await codes(1, () => ({ phone: '+86 13800138000' })))).toBe(1);
    const others = (i: number): object => ({ phone: `1390013${1000 + i}` });
    expect(tooMany(await codes(100, others))).toBe(0);
    const made = (i: number): object => ({ phone: `1370013${1000 + i}` });
    expect(tooMany(await codes(200, made))).toBe(20);
  });
});
