import { expect, it } from 'vitest';
import type { Alarm, AlarmList, PastAlarmList } from '../shared/contract/alarm.ts';
import type { HomeVisitList } from '../shared/contract/homevisit.ts';
import type { CaseList } from '../shared/contract/case.ts';
import type { ListedDevice } from '../shared/contract/people.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

// Each alarm of the live hall: what makes it begin, and what ends it (screens.md, "Live hall").

const at = '/api/halls/district';
const minutes = 60;
const anyone = { token: null };

/** What stands now, by the same question that the console asks. */
async function standing(hall: TestHall, token = hall.admin): Promise<Alarm[]> {
  return (await hall.ok<AlarmList>('GET', `${at}/alarms`, undefined, { token })).alarms;
}
async function alarm(hall: TestHall, code: string): Promise<Alarm | undefined> {
  return (await standing(hall)).find((each) => each.code === code);
}
const actsOf = (found: Alarm | undefined) =>
  found?.acts.map(({ act, window }) => (window === undefined ? act : `${act} ${window}`));
const report = (hall: TestHall, token: string) =>
  hall.ok('POST', '/api/devices/health', { online: true }, { token });

onBothDatabases('alarms', (fresh) => {
  it('faults W7: a board silent for two minutes in opening hours, until it is back', async () => {
    const hall = await fresh();
    await hall.openWindow(1);
    const board = await hall.device('display', { zone: 'A' });
    const console = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    await report(hall, board);
    const seen = hall.clock.now();
    await hall.hall.alarmWatch.tick();
    hall.clock.pass(119);
    expect(await alarm(hall, 'device-silent')).toBeUndefined();
    hall.clock.pass(1);
    // Nobody does anything: the clock alone brings it to the console.
    await hall.hall.alarmWatch.tick();
    await console.until((s) => s.alarms.some(({ code }) => code === 'device-silent'));
    const [device] = await hall.ok<ListedDevice[]>('GET', `${at}/devices`);
    expect(await alarm(hall, 'device-silent')).toMatchObject({
      ...{ at: seen, severity: 'urgent', subject: device!.name, detail: 'display' },
      about: { device: device!.id },
      acts: [
        { act: 'reload-device', device: device!.id },
        { act: 'go-device', device: device!.id },
      ],
    });
    hall.clock.pass(40 * minutes);
    expect(await alarm(hall, 'device-silent')).toMatchObject({ at: seen });
    await report(hall, board);
    expect(await alarm(hall, 'device-silent')).toBeUndefined();
    await hall.hall.alarmWatch.tick();
    await console.until((s) => s.version > 0 && s.alarms.length === 0 && s.at > seen);
  });

  it('faults W7: a device is not silent at night, before it could be, nor while it reports', async () => {
    const hall = await fresh({ start: '2026-03-02T00:00:00.000Z' });
    await hall.openWindow(1);
    const kiosk = await hall.device('kiosk');
    await report(hall, kiosk);
    hall.clock.pass(29 * minutes);
    expect(await alarm(hall, 'device-silent')).toBeUndefined();
    // The hall opens at 08:30: what was off over night has its two minutes.
    hall.clock.set('2026-03-02T00:31:59.000Z');
    expect(await alarm(hall, 'device-silent')).toBeUndefined();
    hall.clock.set('2026-03-02T00:32:00.000Z');
    expect(await alarm(hall, 'device-silent')).toMatchObject({ detail: 'kiosk' });
    for (let minute = 0; minute < 4; minute += 1) {
      await report(hall, kiosk);
      // As a screen's clock runs: a little before the minute is over.
      hall.clock.pass(59.98);
      expect(await alarm(hall, 'device-silent')).toBeUndefined();
    }
  });

  it('many silent devices at once are said in one', async () => {
    const hall = await fresh();
    await hall.openWindow(1);
    for (let n = 0; n < 6; n += 1) await hall.device('display');
    hall.clock.pass(3 * minutes);
    expect(await alarm(hall, 'device-silent')).toBeUndefined();
    expect(await alarm(hall, 'devices-silent')).toMatchObject({ about: { count: 6 } });
  });

  it('no window in opening hours, until one is opened', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(1);
    await hall.window(1, 'close', {}, clerk);
    const found = await alarm(hall, 'no-window');
    expect(found).toMatchObject({ at: hall.clock.now(), severity: 'urgent' });
    expect(actsOf(found)).toEqual(['open-window 1']);
    await hall.window(1, 'open', {}, clerk);
    expect(await alarm(hall, 'no-window')).toBeUndefined();
  });

  it('a queue that nobody serves: the paused window goes on, or another one helps', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    await hall.openWindow(1);
    await hall.window(21, 'pause', { reason: 'meal' }, clerk);
    await hall.take({ queue: 'police' });
    const since = hall.clock.now();
    hall.clock.pass(30);
    const found = await alarm(hall, 'queue-unserved');
    expect(found).toMatchObject({ at: since, about: { queue: 'police', count: 1 } });
    expect(actsOf(found)).toContain('resume-window 21');
    expect(actsOf(found)).toContain('add-queue 1');
    await hall.window(21, 'resume', {});
    expect(await alarm(hall, 'queue-unserved')).toBeUndefined();

    await hall.window(21, 'pause', { reason: 'meal' }, clerk);
    expect(await alarm(hall, 'queue-unserved')).toBeDefined();
    const { windows } = await hall.ok<{ windows: { number: number; serves: object[] }[] }>(
      'GET',
      at,
    );
    const { serves } = windows.find(({ number }) => number === 1)!;
    await hall.ok('PATCH', at, {
      windows: [{ number: 1, serves: [...serves, { queue: 'police', handicapMinutes: 0 }] }],
    });
    expect(await alarm(hall, 'queue-unserved')).toBeUndefined();
  });

  it('a wait over the standard, and it does not come and go around it', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    await hall.take({ queue: 'police' });
    hall.clock.pass(2 * minutes);
    await hall.take({ queue: 'police' });
    hall.clock.pass(13 * minutes);
    expect(await alarm(hall, 'queue-late')).toBeUndefined();
    hall.clock.pass(1);
    const found = await alarm(hall, 'queue-late');
    expect(found).toMatchObject({ severity: 'urgent', about: { queue: 'police', count: 2 } });
    // The next one has waited for 13 of 15 minutes: it goes on; at less than nine tenths it ends.
    hall.clock.pass(60);
    await hall.window(21, 'call-next', {}, clerk);
    expect(await alarm(hall, 'queue-late')).toMatchObject({ at: found!.at });
    await hall.window(21, 'call-next', {}, clerk);
    expect(await alarm(hall, 'queue-late')).toBeUndefined();
  });

  it('a window idle for two minutes while somebody waits for it, until it calls', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    await hall.openWindow(22);
    await hall.take({ queue: 'police' });
    expect(await alarm(hall, 'window-idle')).toBeUndefined();
    hall.clock.pass(119);
    expect(await alarm(hall, 'window-idle')).toBeUndefined();
    hall.clock.pass(1);
    const idle = (await standing(hall)).filter(({ code }) => code === 'window-idle');
    // One waits: one window is asked to call, not all of them.
    expect(idle.map(({ about }) => about.window)).toEqual([21]);
    expect(actsOf(idle[0])).toEqual(['call-clerk 21']);
    await hall.window(21, 'call-next', {}, clerk);
    expect(await alarm(hall, 'window-idle')).toBeUndefined();
  });

  it('a moment of nobody between two visitors is no idle window', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    for (let n = 0; n < 4; n += 1) await hall.take({ queue: 'police' });
    for (let n = 0; n < 3; n += 1) {
      hall.clock.pass(90);
      expect(await alarm(hall, 'window-idle')).toBeUndefined();
      await hall.window(21, 'call-next', {}, clerk);
      await hall.hall.alarmWatch.tick();
      hall.clock.pass(90);
      expect(await alarm(hall, 'window-idle')).toBeUndefined();
      await hall.window(21, 'start', {}, clerk);
      await hall.window(21, 'finish', {}, clerk);
    }
  });

  it('a ticket very long in hand, by the time that the hall has set', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    const { number } = await hall.take({ queue: 'police' });
    await hall.window(21, 'call-next', {}, clerk);
    await hall.window(21, 'start', {}, clerk);
    hall.clock.pass(59 * minutes);
    expect(await alarm(hall, 'ticket-long')).toBeUndefined();
    hall.clock.pass(minutes);
    expect(await alarm(hall, 'ticket-long')).toMatchObject({
      about: { window: 21, ticket: number },
    });
    await hall.ok('PATCH', at, { settings: { longInHandMinutes: 90 } });
    expect(await alarm(hall, 'ticket-long')).toBeUndefined();
    await hall.ok('PATCH', at, { settings: { longInHandMinutes: 30 } });
    expect(await alarm(hall, 'ticket-long')).toBeDefined();
    await hall.window(21, 'finish', {}, clerk);
    expect(await alarm(hall, 'ticket-long')).toBeUndefined();
  });

  it('calls stand still though a window is open and people wait, until somebody is called', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    await hall.take({ queue: 'police' });
    await hall.window(21, 'call-next', {}, clerk);
    const last = hall.clock.now();
    await hall.take({ queue: 'police' });
    hall.clock.pass(15 * minutes - 1);
    expect(await alarm(hall, 'calls-still')).toBeUndefined();
    hall.clock.pass(1);
    const found = await alarm(hall, 'calls-still');
    expect(found).toMatchObject({ at: last, about: { count: 1 } });
    expect(actsOf(found)).toEqual(['message-terminals']);
    await hall.window(21, 'call-next', {}, clerk);
    expect(await alarm(hall, 'calls-still')).toBeUndefined();
  });

  it('cases of bad ratings that are due today, then overdue, until they are closed', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    const ticket = await hall.take({ queue: 'police' });
    await hall.window(21, 'call-next', {}, clerk);
    await hall.window(21, 'start', {}, clerk);
    await hall.window(21, 'finish', {}, clerk);
    await hall.ok('POST', `/api/tickets/${ticket.token}/rating`, { level: 1 }, anyone);
    expect(await alarm(hall, 'cases-due')).toBeUndefined();
    const { cases } = await hall.ok<CaseList>('GET', `${at}/cases`);
    const { id, dueDay } = cases[0]!;
    hall.clock.set(`${dueDay}T02:00:00.000Z`);
    hall.admin = await hall.signIn('admin', adminPassword);
    expect(await alarm(hall, 'cases-due')).toMatchObject({
      severity: 'attention',
      about: { case: id },
    });
    hall.clock.pass(24 * 60 * minutes);
    hall.admin = await hall.signIn('admin', adminPassword);
    expect(await alarm(hall, 'cases-due')).toBeUndefined();
    expect(await alarm(hall, 'cases-overdue')).toMatchObject({ severity: 'urgent', detail: '1' });
    await hall.ok('POST', `${at}/cases/${id}/answer`, { resolution: 'called' });
    expect(await alarm(hall, 'cases-overdue')).toBeUndefined();
  });

  it('what was handed in and is due within two working days, or over its day', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(33);
    await hall.take({ queue: 'social' });
    const matter = (await hall.hall.commands.hall('district')).matterByCode.keys().next().value!;
    await hall.window(33, 'call-next', {}, clerk);
    await hall.window(33, 'start', {}, clerk);
    const applications = [{ matter, receipt: 'A1', promisedWorkingDays: 4 }];
    await hall.window(33, 'finish', { applications }, clerk);
    const later = async (days: number): Promise<void> => {
      hall.clock.pass(days * 24 * 60 * minutes);
      hall.admin = await hall.signIn('admin', adminPassword);
    };
    // Handed in on a Monday, due on Friday.
    expect(await alarm(hall, 'applications-due')).toBeUndefined();
    await later(2);
    expect(await alarm(hall, 'applications-due')).toMatchObject({
      severity: 'attention',
      about: { count: 1 },
      acts: [{ act: 'go-applications' }],
    });
    await later(3);
    expect(await alarm(hall, 'applications-overdue')).toMatchObject({ severity: 'urgent' });
    const list = await hall.ok<{ applications: { id: string }[] }>('GET', `${at}/applications`);
    const path = `${at}/applications/${list.applications[0]!.id}`;
    await hall.ok('PATCH', path, { status: 'decided' });
    expect(await alarm(hall, 'applications-overdue')).toBeUndefined();
  });

  it('visits at home of today, overdue ones, and requests that nobody takes', async () => {
    const hall = await fresh();
    const wish = {
      package: 'newborn',
      name: '测试甲',
      phone: '13912345678',
      address: '某路 1 号楼',
    };
    await hall.ok('POST', `${at}/home-visits`, wish, anyone);
    const { requests } = await hall.ok<HomeVisitList>('GET', `${at}/home-visits`);
    const press = (act: string, body: object = {}) =>
      hall.ok('POST', `${at}/home-visits/${requests[0]!.id}/${act}`, body);
    expect(await alarm(hall, 'visits-overdue')).toBeUndefined();
    hall.clock.pass(24 * 60 * minutes);
    hall.admin = await hall.signIn('admin', adminPassword);
    expect(await alarm(hall, 'visits-overdue')).toMatchObject({
      about: { visit: requests[0]!.id },
    });
    await press('accept');
    expect(await alarm(hall, 'visits-overdue')).toBeUndefined();
    // 14:00 of the same day.
    await press('schedule', { scheduledAt: '2026-03-03T06:00:00.000Z' });
    expect(await alarm(hall, 'visits-due')).toMatchObject({ severity: 'attention', detail: '1' });
    hall.clock.set('2026-03-03T08:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    expect(await alarm(hall, 'visits-due')).toBeUndefined();
    expect(await alarm(hall, 'visits-overdue')).toMatchObject({ at: '2026-03-03T08:00:00.000Z' });
    await press('finish');
    expect(await alarm(hall, 'visits-overdue')).toBeUndefined();
  });

  it('are written down from when to when they stood, and go with the free texts', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    const past = async () =>
      (await hall.ok<PastAlarmList>('GET', `${at}/alarms/past`)).alarms.map((each) => [
        each.code,
        each.at,
        each.endedAt,
      ]);
    await hall.hall.alarmWatch.tick();
    hall.clock.pass(60);
    await hall.window(21, 'close', {}, clerk);
    const closed = hall.clock.now();
    await hall.hall.alarmWatch.tick();
    expect(await past()).toEqual([['no-window', closed, null]]);
    hall.clock.pass(60);
    await hall.hall.alarmWatch.tick();
    await hall.window(21, 'open', {}, clerk);
    hall.clock.pass(60);
    await hall.hall.alarmWatch.tick();
    expect(await past()).toEqual([['no-window', closed, hall.clock.now()]]);
    hall.clock.pass(60);
    await hall.window(21, 'close', {}, clerk);
    await hall.hall.alarmWatch.tick();
    expect(await past()).toHaveLength(2);
    await hall.window(21, 'open', {}, clerk);
    hall.clock.pass(95 * 24 * 60 * minutes);
    await hall.hall.days.tick();
    await hall.hall.alarmWatch.tick();
    await hall.hall.erasure.tick();
    const rows = await hall.db.read.selectFrom('alarm_spells').select('began_at').execute();
    expect(rows.map(({ began_at }) => began_at)).not.toContain(closed);
  });

  it('names to each only what they may do, and is refused to strangers', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(21);
    await hall.device('display');
    await hall.window(21, 'pause', { reason: 'meal' }, clerk);
    await hall.take({ queue: 'police' });
    hall.clock.pass(3 * minutes);
    const actsFor = async (role: string): Promise<string[]> => {
      const token = await hall.person(role, role);
      return [
        ...new Set((await standing(hall, token)).flatMap(({ acts }) => acts.map((a) => a.act))),
      ];
    };
    expect(await actsFor('guide')).toEqual([]);
    expect(await actsFor('manager')).toEqual(
      expect.arrayContaining(['resume-window', 'open-window', 'go-device']),
    );
    const forAdmin = (await standing(hall)).flatMap(({ acts }) => acts.map(({ act }) => act));
    expect(forAdmin).toContain('reload-device');
    expect((await hall.call('GET', `${at}/alarms`, undefined, anyone)).status).toBe(401);
  });

  it('faults F6: a hall that has never opened has its list, and nothing is due', async () => {
    const hall = await fresh();
    await hall.device('kiosk');
    hall.clock.pass(10 * minutes);
    expect(await standing(hall)).toEqual([]);
  });
});
