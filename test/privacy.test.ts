import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Appointment, BookedAppointment } from '../shared/contract/appointment.ts';
import type { EventEntry } from '../shared/contract/events.ts';
import type { HomeVisit, HomeVisitList } from '../shared/contract/homevisit.ts';
import type { PersonErased, PersonFile, Retention } from '../shared/contract/privacy.ts';
import type { CaseList } from '../shared/contract/case.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';
import { madeUpId } from './support/person.ts';

const at = '/api/halls/district';
const anyone = { token: null };
const name = '欧阳测试甲';
const phone = '13912345678';
const days = 24 * 60 * 60;
const bookable = {
  change: (file: Record<string, unknown>): void => {
    const queues = file['queues'] as { code: string; slotCapacity?: number }[];
    queues.find((q) => q.code === 'social')!.slotCapacity = 9;
  },
};
const slot = '2026-03-02T02:00:00.000Z';

/** Every row of every table, as text. */
async function rowsOf(hall: TestHall): Promise<string> {
  const tables = await hall.db.read.introspection.getTables();
  const texts: string[] = [];
  for (const { name: table } of tables) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(hall.db.read);
    texts.push(`${table} ${JSON.stringify(rows)}`);
  }
  return texts.join('\n');
}

/** The bytes of a SQLite file and of its log; of another database nothing. */
function bytesOf(hall: TestHall): string {
  const { reopen } = hall.db;
  if (reopen?.kind !== 'sqlite') return '';
  return [reopen.file, `${reopen.file}-wal`]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('');
}

const again = async (hall: TestHall): Promise<void> => {
  hall.admin = await hall.signIn('admin', adminPassword);
};
const logOf = async (hall: TestHall, command: string): Promise<EventEntry[]> =>
  (await hall.ok<EventEntry[]>('GET', `${at}/events?limit=1000`)).filter(
    (event) => event.command === command,
  );

onBothDatabases({ name: 'what is known of visitors', onFile: true }, (fresh) => {
  it('faults T15: leaves rows, log and file when its time has passed, wherever a name was written', async () => {
    const hall = await fresh(bookable);
    const book = { queue: 'social', slot, name, phone };
    const { code } = await hall.ok<Appointment>('POST', `${at}/appointments`, book, anyone);
    const visit = { package: 'newborn', name, phone, address: `${name}的家，某路 1 号` };
    await hall.ok('POST', `${at}/home-visits`, visit, anyone);
    const { requests } = await hall.ok<HomeVisitList>('GET', `${at}/home-visits`);
    await hall.ok('POST', `${at}/home-visits/${requests[0]!.id}/decline`, {
      answer: `请${name}来`,
    });
    const clerk = await hall.openWindow(1);
    const press = (command: string, input: object = {}) => hall.window(1, command, input, clerk);
    const idNumber = madeUpId('1950-01-01');
    const ticket = await hall.take({ queue: 'one-life', idNumber });
    await press('call', { number: ticket.number, reason: `papers：${name}` });
    await press('put-back', { reason: `absent：${name}` });
    await press('call-next');
    await press('start');
    await press('finish', { note: `告诉${name}`, reason: `papers：${name}` });
    const rating = { level: 1, reasons: [], comment: `${name} 等了很久` };
    await hall.ok('POST', `/api/tickets/${ticket.token}/rating`, rating, anyone);
    const report = { text: `${name}的材料没有办成`, phone };
    await hall.ok('POST', `/api/tickets/${ticket.token}/not-done`, report, anyone);
    const { cases } = await hall.ok<CaseList>('GET', `${at}/cases`);
    for (const { id } of cases) {
      await hall.ok('POST', `${at}/cases/${id}/note`, { note: `${name}没有接电话` });
      await hall.ok('POST', `${at}/cases/${id}/answer`, { resolution: `致电${name}` });
      await hall.ok('POST', `${at}/cases/${id}/close`);
    }
    await press('pause', { reason: `meal：送${name}` });
    await press('resume');
    const before = await rowsOf(hall);
    expect(before).toContain(name);
    expect(before).toContain(phone);

    hall.clock.pass(89 * days);
    await hall.hall.days.tick();
    await hall.hall.erasure.tick();
    expect(await rowsOf(hall)).toContain(name);
    hall.clock.pass(3 * days);
    await hall.hall.erasure.tick();
    const rows = await rowsOf(hall);
    for (const known of [name, phone, code]) expect(rows).not.toContain(known);
    const bytes = bytesOf(hall);
    for (const known of [name, phone, '等了很久']) expect(bytes).not.toContain(known);
    await again(hall);
    const [erased] = await logOf(hall, 'erase-details');
    expect(erased!.data).toMatchObject({
      appointments: 1,
      homeVisits: 1,
      notes: 1,
      persons: 1,
      comments: 1,
      resolutions: 2,
    });
    // What was chosen from a list is nobody's name, and reports group by it.
    const [call] = await logOf(hall, 'call');
    expect(call!.data['reason']).toBe('papers');
    await hall.hall.erasure.tick();
    expect(await logOf(hall, 'erase-details')).toHaveLength(1);
  });

  it('erases written remarks at a time of their own where the hall says so', async () => {
    const hall = await fresh();
    await hall.ok('PATCH', at, { settings: { eraseAfterDays: 10, eraseTextsAfterDays: 40 } });
    const clerk = await hall.openWindow(1);
    await hall.window(1, 'pause', { reason: `meal：送${name}` }, clerk);
    await hall.window(1, 'resume', {}, clerk);
    hall.clock.pass(20 * days);
    await hall.hall.days.tick();
    await hall.hall.erasure.tick();
    expect(await rowsOf(hall)).toContain(name);
    hall.clock.pass(30 * days);
    await hall.hall.erasure.tick();
    expect(await rowsOf(hall)).not.toContain(name);
    expect(bytesOf(hall)).not.toContain(name);
  });

  it('faults T16: no token and no code stands in the database, and all of them open what they should', async () => {
    const hall = await fresh(bookable);
    const { pairingCode } = await hall.ok<{ pairingCode: string }>('POST', '/api/devices', {
      hall: 'district',
      kind: 'kiosk',
      name: 'kiosk',
    });
    const book = { queue: 'social', slot, name, phone };
    const { code } = await hall.ok<Appointment>('POST', `${at}/appointments`, book, anyone);
    const asked = { package: 'newborn', name, phone, address: '某路 1 号' };
    const visit = await hall.ok<HomeVisit>('POST', `${at}/home-visits`, asked, anyone);
    const ticket = await hall.take({ queue: 'one-life' }, { key: 'kept' });
    const rows = await rowsOf(hall);
    const bytes = bytesOf(hall);
    for (const secret of [pairingCode, code, visit.token, ticket.token]) {
      expect(rows).not.toContain(secret);
      expect(bytes).not.toContain(secret);
    }
    expect((await hall.follow(ticket)).token).toBe(ticket.token);
    const printed = await hall.ok<{ token: string }>(
      'POST',
      `${at}/tickets/${ticket.number}/reprint`,
    );
    expect(printed.token).toBe(ticket.token);
    await hall.ok('GET', `/api/home-visits/${visit.token}`, undefined, anyone);
    await hall.ok('POST', '/api/devices/pair', { pairingCode }, anyone);
    // Who welcomes the visitors sees the code, and checks in by it.
    const [booked] = await hall.ok<BookedAppointment[]>('GET', `${at}/appointments`);
    expect(booked!.code).toBe(code);
    const come = await hall.take({ appointment: code.toLowerCase() });
    const followed = await hall.ok<Appointment>('GET', `${at}/appointments/${code}`);
    expect(followed.ticket).toEqual({ number: come.number, token: come.token });
  });

  it('shows and erases what is kept about one person, and logs it without saying who', async () => {
    const hall = await fresh(bookable);
    const manager = { token: await hall.person('manager', 'manager') };
    const idNumber = madeUpId('1950-01-01');
    const book = { queue: 'social', slot, name, phone, idNumber };
    await hall.ok('POST', `${at}/appointments`, book, anyone);
    await hall.ok(
      'POST',
      `${at}/appointments`,
      { ...book, phone: '13700137000', name: '别人', idNumber: madeUpId('1980-01-01') },
      anyone,
    );
    const asked = { package: 'newborn', name, phone: '139 1234 5678', address: '某路 1 号' };
    await hall.ok('POST', `${at}/home-visits`, asked, anyone);
    const clerk = await hall.openWindow(1);
    const ticket = await hall.take({ queue: 'one-life', idNumber });
    const search = (whom: object) =>
      hall.ok<PersonFile>('POST', `${at}/persons/search`, whom, manager);
    const byPhone = await search({ phone: `+86${phone}` });
    expect([byPhone.foundBy, byPhone.appointments.length, byPhone.tickets.length]).toEqual([
      'phone',
      1,
      0,
    ]);
    expect(byPhone.homeVisits[0]).toMatchObject({ name, address: '某路 1 号', open: true });
    const byPaper = await search({ idNumber });
    expect(byPaper.appointments[0]).toMatchObject({ name, phone, hasIdNumber: true });
    expect(byPaper.tickets[0]).toMatchObject({ number: ticket.number, open: true });
    expect(byPaper.tickets[0]!.events.map((event) => event.command)).toEqual(['take']);

    type Refusal = { code: string; tickets: string[]; appointments: number };
    const erase = (body: object) =>
      hall.call<Refusal & PersonErased>('POST', `${at}/persons/erase`, body, manager);
    // Who is in the hall is served first; what is booked is cancelled only where that is said.
    const inHall = await erase({ idNumber, cancelOpen: true });
    expect([inHall.status, inHall.body.code, inHall.body.tickets]).toEqual([
      409,
      'person_expected',
      [ticket.number],
    ]);
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    await hall.window(1, 'finish', { note: `告诉${name}` }, clerk);
    const expected = await erase({ phone });
    expect([expected.status, expected.body.appointments]).toEqual([409, 1]);
    expect((await search({ phone })).appointments[0]!.name).toBe(name);

    const paper = await erase({ idNumber, cancelOpen: true });
    expect(paper.body).toEqual({
      appointments: 1,
      homeVisits: 0,
      clients: 0,
      cases: 0,
      tickets: 1,
      applications: 0,
      cancelled: 1,
    });
    const rest = await erase({ phone, cancelOpen: true });
    expect(rest.body).toEqual({
      appointments: 0,
      homeVisits: 1,
      clients: 0,
      cases: 0,
      tickets: 0,
      applications: 0,
      cancelled: 1,
    });
    for (const whom of [{ phone }, { idNumber }])
      expect(await search(whom)).toMatchObject({ appointments: [], homeVisits: [], tickets: [] });
    const rows = await rowsOf(hall);
    for (const known of [name, phone, '139 1234 5678', '某路 1 号']) {
      expect(rows).not.toContain(known);
      expect(bytesOf(hall)).not.toContain(known);
    }
    expect(rows).toContain('别人');
    const told = [...(await logOf(hall, 'find-person')), ...(await logOf(hall, 'erase-person'))];
    expect(told.map((event) => event.actor)).toEqual(Array(7).fill('staff:manager'));
    expect(told.at(-2)!.data).toMatchObject({ by: 'idNumber', appointments: 1, tickets: 1 });
    for (const bad of [{}, { phone, idNumber }, { phone: '1391234567' }])
      expect((await hall.call('POST', `${at}/persons/search`, bad, manager)).status).toBe(400);
  });

  it('shows names and telephones whole only of those who are expected, to who calls them', async () => {
    const hall = await fresh(bookable);
    await hall.ok('POST', `${at}/appointments`, { queue: 'social', slot, name, phone }, anyone);
    const seen = async (token: string): Promise<unknown[]> => {
      const list = await hall.ok<BookedAppointment[]>(
        'GET',
        `${at}/appointments?day=2026-03-02`,
        undefined,
        { token },
      );
      return [list[0]!.name, list[0]!.phone];
    };
    const guide = await hall.person('guide', 'guide');
    expect(await seen(guide)).toEqual([name, phone]);
    expect(await seen(await hall.person('manager', 'manager'))).toEqual(['欧**', '139****5678']);
    hall.clock.pass(days);
    await hall.hall.days.tick();
    expect(await seen(await hall.signIn('guide', 'long enough'))).toEqual(['欧**', '139****5678']);
  });

  it('keeps sign-ins and sealed answers for as long as the site says', async () => {
    const hall = await fresh();
    const set = await hall.ok<Retention>('PATCH', '/api/retention', { signInDays: 5 });
    expect(set).toEqual({ signInDays: 5, answerHours: 48, archiveAfterYears: null });
    await hall.ok('PATCH', '/api/retention', { answerHours: 2 });
    expect((await hall.call('PATCH', '/api/retention', { answerHours: 0 })).status).toBe(400);
    await hall.take({ queue: 'one-life' }, { key: 'a' });
    const answers = async () =>
      (await hall.db.read.selectFrom('answers').selectAll().execute()).length;
    hall.clock.pass(60 * 60);
    await hall.hall.upkeep.tick();
    expect(await answers()).toBe(1);
    hall.clock.pass(2 * 60 * 60);
    await hall.hall.upkeep.tick();
    expect(await answers()).toBe(0);
    const signIns = async (): Promise<unknown[]> => {
      await again(hall);
      const lines = await hall.ok<EventEntry[]>('GET', '/api/events');
      return lines.filter(({ command }) => command === 'sign-in').map(({ data }) => data);
    };
    expect((await signIns())[0]).toMatchObject({ username: 'admin' });
    hall.clock.pass(6 * days);
    await hall.hall.erasure.tick();
    const kept = await signIns();
    expect(kept[0]).toEqual({});
    expect(kept.at(-1)).toMatchObject({ username: 'admin' });
  });
});
