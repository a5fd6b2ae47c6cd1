import { readFileSync } from 'node:fs';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { expect, it, vi } from 'vitest';
import type { Appointment, BookedAppointment, Slots } from '../shared/contract/appointment.ts';
import type {
  Invitation,
  InvitationList,
  InvitedFile,
  InvitedPeople,
  InvitePlan,
  Letter,
} from '../shared/contract/invitation.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { PersonErased, PersonFile } from '../shared/contract/privacy.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Appointments in `social` only: two each half hour, 36 places a day. Monday 2 March 2026, 09:00 in Shanghai. */
const change = (file: Record<string, unknown>): void => {
  const queues = file['queues'] as { code: string; slotCapacity?: number; slotMinutes?: number }[];
  for (const queue of queues) delete queue.slotCapacity;
  const social = queues.find((q) => q.code === 'social')!;
  Object.assign(social, { slotCapacity: 2, slotMinutes: 30 });
  file['settings'] = { graceMinutes: 10, appointmentDaysAhead: 5, eraseAfterDays: 30 };
};
const base = '/api/halls/district';
const lists = `${base}/invitations`;
const anyone = { token: null };
const at = (time: string, day = '2026-03-09'): string =>
  new Date(`${day}T${time}:00+08:00`).toISOString();
const person = (i: number, day = '2026-03-09'): Record<string, unknown> => ({
  ...{ name: `退休${i}`, phone: `1380000${1000 + i}`, day },
});
const list = (people: unknown[], more: object = {}): object => ({
  ...{ title: '三月到龄退休', queue: 'social', message: '{姓名}您好，预约码{预约码}，{链接}' },
  ...{ people, ...more },
});
const invite = (hall: TestHall, people: unknown[], more: object = {}): Promise<Invitation> =>
  hall.ok('POST', lists, list(people, more));
const check = (hall: TestHall, people: unknown[], more: object = {}): Promise<InvitePlan> =>
  hall.ok('POST', `${lists}/check`, list(people, more));
const peopleOf = (hall: TestHall, { id }: { id: string }, token?: string): Promise<InvitedPeople> =>
  hall.ok('GET', `${lists}/${id}`, undefined, token === undefined ? {} : { token });
const lettersOf = async (hall: TestHall, { id }: { id: string }): Promise<Letter[]> =>
  (await hall.ok<{ letters: Letter[] }>('POST', `${lists}/${id}/letters`)).letters;
const free = async (hall: TestHall, day: string): Promise<number> => {
  const { days } = await hall.ok<Slots>('GET', `${base}/slots?queue=social`);
  return days.find((each) => each.day === day)!.free;
};
async function sent(
  hall: TestHall,
  file: Uint8Array | string,
  type = 'text/csv',
): Promise<InvitedFile> {
  const answer = await fetch(`${hall.url}${lists}/file`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hall.admin}`, 'content-type': type },
    body: Buffer.from(file),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as InvitedFile;
}

onBothDatabases('appointments by invitation', (fresh) => {
  it('come by a list: a kept place and a code each; they check in, move, cancel, stay away, and are counted', async () => {
    const hall = await fresh({ change, start: '2026-03-05T01:00:00.000Z' });
    const guide = await hall.person('guide', 'guide');
    const people = [0, 1, 2, 3, 4].map((i) => ({
      ...person(i),
      time: i < 2 ? '09:00' : undefined,
    }));
    const plan = await check(hall, people);
    expect(plan.faults).toEqual([]);
    expect(plan.places.map((place) => place?.from)).toEqual(
      ['09:00', '09:00', '08:30', '09:30', '10:00'].map((time) => at(time)),
    );
    // Looked at only.
    expect(await free(hall, '2026-03-09')).toBe(36);
    const key = 'once';
    const input = list(people);
    const made = await hall.call<Invitation>('POST', lists, input, { token: guide, key });
    expect(made.status).toBe(201);
    expect((await hall.call('POST', lists, input, { token: guide, key })).body).toEqual(made.body);
    expect(made.body).toMatchObject({
      ...{ title: '三月到龄退休', firstDay: '2026-03-09', lastDay: '2026-03-09' },
      ...{ createdBy: 'guide', what: { 'zh-Hans': '社保综合' } },
      figures: { invited: 5, expected: 5, moved: 0, cancelled: 0, came: 0, served: 0, missed: 0 },
    });
    expect(await free(hall, '2026-03-09')).toBe(31);
    const letters = await lettersOf(hall, made.body);
    expect(letters).toHaveLength(5);
    expect(letters[0]).toMatchObject({ name: '退休2', day: '2026-03-09', from: at('08:30') });
    const [first, second, third, fourth] = letters;
    expect(first!.link).toBe(`${hall.url}/phone/book?hall=district&code=${first!.code}`);
    expect(first!.text).toBe(`退休2您好，预约码${first!.code}，${first!.link}`);
    // Followed by the code, as any booking: moved and given up by phone.
    const followed = await hall.ok<Appointment>('GET', `${base}/appointments/${first!.code}`);
    expect(followed).toMatchObject({ status: 'booked', slot: { from: at('08:30') } });
    const to = at('10:30', '2026-03-06');
    await hall.ok('PATCH', `${base}/appointments/${second!.code}`, { slot: to }, anyone);
    await hall.ok('DELETE', `${base}/appointments/${third!.code}`, undefined, anyone);
    // Places are kept: 36 less three; the one that moved has one of another day.
    expect(await free(hall, '2026-03-09')).toBe(33);
    hall.clock.set(at('10:25', '2026-03-06'));
    hall.admin = await hall.signIn('admin', adminPassword);
    const kiosk = await hall.device('kiosk');
    const moved = await hall.take({ appointment: second!.code }, { token: kiosk });
    const clerk = await hall.openWindow(33);
    for (const press of ['call-next', 'start', 'finish']) await hall.window(33, press, {}, clerk);
    expect((await hall.follow(moved)).status).toBe('done');
    hall.clock.set(at('09:20'));
    const came = await hall.take({ appointment: fourth!.code }, { token: kiosk });
    expect(came.status).toBe('waiting');
    hall.admin = await hall.signIn('admin', adminPassword);
    const again = await hall.signIn('guide', 'long enough');
    const seen = await peopleOf(hall, made.body, again);
    expect(seen.people.map((p) => [p.name, p.status, p.moves, p.served])).toEqual([
      ['退**', 'checked-in', 1, true],
      ['退休2', 'booked', 0, false],
      ['退**', 'cancelled', 0, false],
      ['退休3', 'checked-in', 0, false],
      ['退休4', 'booked', 0, false],
    ]);
    // Whoever does not call them sees no whole name.
    const manager = await hall.person('manager', 'manager');
    const told = await peopleOf(hall, made.body, manager);
    expect(told.people.map((p) => p.name)).toEqual(Array(5).fill('退**'));
    hall.clock.set(at('09:00', '2026-03-10'));
    await hall.hall.days.tick();
    hall.admin = await hall.signIn('admin', adminPassword);
    const { total, invitations } = await hall.ok<InvitationList>('GET', lists);
    expect([total, invitations[0]!.figures]).toEqual([
      1,
      { invited: 5, expected: 0, moved: 1, cancelled: 1, came: 2, served: 1, missed: 2 },
    ]);
    expect(await lettersOf(hall, made.body)).toEqual([]);
    const bookings = await hall.ok<BookedAppointment[]>(
      'GET',
      `${base}/appointments?day=2026-03-09`,
    );
    expect(bookings.every((each) => each.invited)).toBe(true);
  });

  it('invite nobody where one row has a fault, and tell each with its row', async () => {
    const hall = await fresh({ change });
    const { code } = await hall.ok<Appointment>('POST', `${base}/appointments`, {
      ...{ queue: 'social', slot: at('10:00', '2026-03-03'), phone: '13900000001' },
    });
    await hall.ok('PUT', `${base}/calendar/2026-03-08`, { kind: 'holiday' });
    const bad = [
      { ...person(0), name: ' ' },
      { ...person(1), phone: '1380013800' },
      { ...person(2), day: '9 March' },
      { ...person(3), day: '2026-03-01' },
      { ...person(4), day: '2027-03-01' },
      { ...person(5), time: '09:10' },
      { ...person(6), day: '2026-03-08' },
      { ...person(7), queue: 'nowhere' },
      { ...person(8), queue: 'tax' },
      person(9),
      { ...person(10), phone: '138 0000 1009' },
      { ...person(11, '2026-03-03'), phone: '+86 139-0000-0001' },
      { ...person(12), queue: 'social', matters: ['x'] },
      { ...person(13), vip: true },
      'nobody',
    ];
    const { faults, places } = await check(hall, bad);
    expect(faults.map(({ path, code: c }) => `${path} ${c}`)).toEqual([
      'people.0.name missing',
      'people.1.phone bad_form',
      'people.2.day bad_form',
      'people.3.day day_out_of_range',
      'people.4.day day_out_of_range',
      'people.5.time no_time_then',
      'people.6.day no_time_then',
      'people.7.what unknown_wish',
      'people.8.what no_appointments',
      'people.10.phone stands_twice',
      'people.11.phone has_booking',
      'people.12.package bad_form',
      'people.13.name bad_form',
      'people.14.name bad_form',
    ]);
    expect(faults[6]!.facts).toEqual({ next: '2026-03-09 08:30' });
    expect(places[9]).toMatchObject({ from: at('08:30'), instead: false });
    const refused = await hall.call<{ code: string; issues: unknown[] }>('POST', lists, list(bad));
    expect([refused.status, refused.body.code, refused.body.issues.length]).toEqual([
      ...[400, 'bad_input', 14],
    ]);
    expect(await hall.ok<InvitationList>('GET', lists)).toEqual({ total: 0, invitations: [] });
    expect(await free(hall, '2026-03-03')).toBe(35);
    expect(
      (await hall.call('POST', lists, list([person(0)], { kind: 'video' }))).body,
    ).toMatchObject({
      issues: [{ path: 'people.0.what', code: 'kind_not_here' }],
    });
    for (const wrong of [{ people: [] }, { title: '' }, { queue: undefined }, { whenFull: 'x' }])
      expect((await hall.call('POST', lists, { ...list([person(0)]), ...wrong })).status).toBe(400);
    // A day that is full: a fault with the next place, or that place, and it is said.
    const crowd = Array.from({ length: 37 }, (_, i) => person(i));
    const full = await check(hall, crowd);
    expect(full.faults).toMatchObject([
      { path: 'people.36.day', code: 'no_place_left', facts: { next: '2026-03-10 08:30' } },
    ]);
    const next = await check(hall, crowd, { whenFull: 'next-free' });
    expect([next.faults, next.places.filter((p) => p!.instead)]).toEqual([
      [],
      [expect.objectContaining({ from: at('08:30', '2026-03-10'), day: '2026-03-10' })],
    ]);
    // A year whose holidays nobody knows yet is told, and nobody has two bookings a day by being moved on.
    const pair = [{ ...person(0), time: '17:00' }, person(1), person(2)];
    for (const each of pair) Object.assign(each, { time: '17:00' });
    Object.assign(pair[2]!, { name: '另一人' });
    const again = await check(hall, [...pair, { ...person(2), name: '另', day: '2026-03-10' }], {
      whenFull: 'next-free',
    });
    expect(again.faults).toMatchObject([{ path: 'people.3.phone', code: 'has_booking' }]);
    expect((await hall.ok<Appointment>('GET', `${base}/appointments/${code}`)).status).toBe(
      'booked',
    );
  });

  it('lose no place and give none twice, however many lists and bookings come at once', async () => {
    const hall = await fresh({ change, start: '2026-03-05T01:00:00.000Z' });
    // 36 places on the day: four lists of ten, and ten visitors who book the same slots.
    const asked = await Promise.all([
      ...[0, 1, 2, 3].map((n) =>
        hall.call('POST', lists, list(Array.from({ length: 10 }, (_, i) => person(n * 10 + i)))),
      ),
      ...Array.from({ length: 10 }, (_, i) =>
        hall.call(
          'POST',
          `${base}/appointments`,
          { queue: 'social', slot: at(i < 5 ? '08:30' : '15:00'), phone: `1390000${1000 + i}` },
          anyone,
        ),
      ),
    ]);
    const lists10 = asked.slice(0, 4).filter(({ status }) => status === 201).length;
    const booked = asked.slice(4).filter(({ status }) => status === 201).length;
    expect(lists10).toBe(3);
    const { days, slots } = await hall.ok<Slots>(
      'GET',
      `${base}/slots?queue=social&day=2026-03-09`,
    );
    expect(slots.every((slot) => slot.free >= 0)).toBe(true);
    expect(days.find(({ day }) => day === '2026-03-09')!.free).toBe(36 - 30 - booked);
    const rows = await hall.db.read
      .selectFrom('appointments')
      .select((e) => ['slot_from', e.fn.countAll<number>().as('count')])
      .where('status', '=', 'booked')
      .groupBy('slot_from')
      .execute();
    expect(rows.every(({ count }) => Number(count) <= 2)).toBe(true);
    // A list that was a mistake gives its places back, whole.
    const { invitations } = await hall.ok<InvitationList>('GET', `${lists}?limit=2&offset=1`);
    expect(invitations).toHaveLength(2);
    const cancelled = await hall.ok<Invitation>('POST', `${lists}/${invitations[0]!.id}/cancel`);
    expect(cancelled.figures).toMatchObject({ invited: 10, expected: 0, cancelled: 10 });
    expect(await free(hall, '2026-03-09')).toBe(16 - booked);
  });

  it('come in a file: XLSX by the template, or CSV in any usual encoding', async () => {
    const hall = await fresh({ change });
    const answer = await fetch(`${hall.url}${lists}/template.xlsx`, {
      headers: { authorization: `Bearer ${hall.admin}` },
    });
    const template = new Uint8Array(await answer.arrayBuffer());
    const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect((await sent(hall, template, xlsx)).faults).toMatchObject([{ code: 'nobody_invited' }]);
    const heads = ['姓名', '电话', '日期', '时间', '办理事项'];
    const rows = [
      ['张三', 13800138000, new Date('2026-03-09T00:00:00Z'), '9:30', null],
      ['李四', '０１０-６２３４５６７８', '2026年3月9日', null, 'social'],
    ];
    const book = await writeXlsx({ sheets: [{ name: '名单', rows: [heads, ...rows] }] });
    const read = await sent(hall, book, xlsx);
    expect(read).toEqual({
      faults: [],
      people: [
        {
          row: 2,
          person: { name: '张三', phone: '13800138000', day: '2026-03-09', time: '09:30' },
        },
        {
          row: 3,
          person: { name: '李四', phone: '010-62345678', day: '2026-03-09', queue: 'social' },
        },
      ],
    });
    await invite(
      hall,
      read.people.map((each) => each.person),
    );
    const text = '姓名,电话,日期,办理事项\n王五,13800138002,2026/3/10,没有这个\n,138,明天,\n';
    for (const file of [text, iconv.encode(text, 'gb18030')])
      expect((await sent(hall, file)).faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
        '邀请名单!D2 unknown_wish',
        '邀请名单!C3 not_a_day',
        '邀请名单!A3 missing',
        '邀请名单!B3 bad_form',
      ]);
    expect((await sent(hall, readFileSync('docs/slip.png'))).faults).toMatchObject([
      { code: 'not_a_list' },
    ]);
  });

  it('are for guides and managers; the log knows that letters were taken, and no person; names go after a time', async () => {
    const hall = await fresh({ change });
    const made = await invite(hall, [
      { ...person(0), name: '=cmd()' },
      { ...person(1), name: '赵六' },
    ]);
    const clerk = await hall.person('clerk', 'clerk');
    for (const [method, path] of [
      ['GET', lists],
      ['POST', lists],
      ['GET', `${lists}/${made.id}`],
      ['POST', `${lists}/${made.id}/letters`],
    ] as const)
      expect((await hall.call(method, path, undefined, { token: clerk })).status).toBe(403);
    const csv = await hall.call<string>('POST', `${lists}/${made.id}/letters.csv`);
    expect(csv.body).toMatch(
      /^\ufeff?姓名,电话,日期,时间,办理事项,预约码,链接,通知内容\r\n'=cmd\(\),/,
    );
    const better = await hall.ok<Invitation>('PATCH', `${lists}/${made.id}`, {
      message: '赵六请来',
    });
    expect(better).toMatchObject({ title: '三月到龄退休', message: '赵六请来' });
    const log = await hall.ok<EventEntry[]>('GET', `${base}/events?after=0&limit=200`);
    expect(log.map(({ command }) => command)).toEqual(
      expect.arrayContaining(['invite', 'take-letters', 'change-invitation']),
    );
    expect(JSON.stringify(log)).not.toMatch(/赵六|13800001001/);
    expect((await hall.call('GET', `${lists}/none`)).status).toBe(404);

    const file = await hall.ok<PersonFile>('POST', `${base}/persons/search`, {
      phone: '13800001001',
    });
    expect(file.appointments).toMatchObject([{ name: '赵六', createdBy: 'admin' }]);
    const erased = await hall.ok<PersonErased>('POST', `${base}/persons/erase`, {
      ...{ phone: '13800001001', cancelOpen: true },
    });
    expect(erased).toMatchObject({ appointments: 1, cancelled: 1 });
    expect((await peopleOf(hall, made)).people.map(({ name }) => name)).toContain(null);
    hall.clock.set('2026-04-20T01:00:00.000Z');
    await hall.hall.days.tick();
    await hall.hall.erasure.tick();
    hall.admin = await hall.signIn('admin', adminPassword);
    const left = await peopleOf(hall, made);
    expect(left.people.map(({ name, phone, code }) => [name, phone, code])).toEqual([
      [null, null, ''],
      [null, null, ''],
    ]);
    expect(left.invitation).toMatchObject({
      message: '',
      figures: { invited: 2, cancelled: 1, missed: 1 },
    });
    const gone = (await hall.ok<EventEntry[]>('GET', `${base}/events?after=0&limit=400`)).find(
      ({ command }) => command === 'erase-details',
    );
    expect(gone!.data).toMatchObject({ appointments: 1, invitations: 1 });
  });
});
