import { expect, it } from 'vitest';
import type { Appointment } from '../shared/contract/appointment.ts';
import type { HallState } from '../shared/contract/hall.ts';
import { raiseAlarm } from '../server/hall/alarm-store.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';

const hallPath = '/api/halls/district';
const day = 24 * 60 * 60;

const events = (hall: TestHall): Promise<{ command: string; at: string; data: string }[]> =>
  hall.db.read
    .selectFrom('events')
    .select(['command', 'at', 'data'])
    .where('hall_id', '<>', 'site')
    .orderBy('version')
    .execute();
const openTickets = async (hall: TestHall): Promise<string[]> => {
  const rows = await hall.db.read
    .selectFrom('tickets')
    .select(['number', 'status'])
    .orderBy('seq')
    .execute();
  return rows.filter((r) => r.status !== 'expired').map((r) => `${r.number} ${r.status}`);
};
const alarms = async (hall: TestHall): Promise<string[]> => {
  await hall.hall.clockAlarm.tick();
  const board = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
  const { alarms: raised } = board.last;
  board.socket.disconnect();
  // That no window is open here and somebody waits is an alarm of its own.
  const own = ['no-window', 'queue-unserved'];
  const others = raised.filter(({ code }: HallState['alarms'][number]) => !own.includes(code));
  return others.map(({ code, detail }) => `${code} ${detail}`);
};
/** A minute of the clock's turns, one a second. */
async function turns(hall: TestHall, seconds: number): Promise<void> {
  for (let s = 0; s < seconds; s += 1) {
    hall.clock.pass(1);
    await hall.hall.days.tick();
    await hall.hall.erasure.tick();
  }
}

onBothDatabases('a clock that is set', (fresh) => {
  for (const back of [5, 65, 3600]) {
    it(`faults M1: back by ${back} s, every command goes on and time in the hall does not go back`, async () => {
      const hall = await fresh({});
      const clerk = await hall.openWindow(1);
      const ticket = await hall.take({ queue: 'one-life' });
      hall.clock.pass(60);
      await hall.window(1, 'call-next', {}, clerk);
      const before = (await events(hall)).at(-1)!.at;
      hall.clock.pass(-back);
      await hall.window(1, 'start', {}, clerk);
      await hall.window(1, 'undo', {}, clerk);
      await hall.window(1, 'start', {}, clerk);
      await hall.window(1, 'hold', { kind: 'any-window' }, clerk);
      await hall.ok('POST', `/api/tickets/${ticket.token}/return`, {}, { token: null });
      await hall.window(1, 'call-next', {}, clerk);
      await hall.window(1, 'finish', {}, clerk);
      await hall.window(1, 'pause', { reason: 'x' }, clerk);
      await hall.window(1, 'resume', {}, clerk);
      await hall.window(1, 'close', {}, clerk);
      const log = (await events(hall)).map((e) => e.at);
      expect(log).toEqual([...log].sort());
      expect(log.at(-1)).toBe(before);
      const states = await hall.ok<{ at: string }>('GET', `${hallPath}/board`);
      expect(states.at).toBe(before);
      expect(await alarms(hall)).toEqual([`clock-back ${back}`]);
      hall.clock.pass(back + 1);
      await hall.take({ queue: 'one-life' });
      expect(await alarms(hall)).toEqual([]);
    });
  }

  it('faults M1: with time that nobody can set beside it, a clock set back is not followed', async () => {
    const hall = await fresh({ comparableClock: true });
    const clerk = await hall.openWindow(1);
    await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    hall.clock.jump(-3600);
    hall.clock.pass(30);
    const { at: board } = await hall.ok<{ at: string }>('GET', `${hallPath}/board`);
    expect(board).toBe('2026-03-02T01:00:30.000Z');
    await hall.window(1, 'start', {}, clerk);
    expect((await events(hall)).at(-1)!.at).toBe('2026-03-02T01:00:30.000Z');
    expect(await alarms(hall)).toEqual(['clock-back 3600']);
    // Believed after five minutes, the hall still goes on: slower, until the clock has caught up.
    hall.clock.pass(300);
    await hall.window(1, 'finish', {}, clerk);
    hall.clock.pass(100);
    await hall.take({ queue: 'one-life' });
    const at = Date.parse((await events(hall)).at(-1)!.at);
    expect(at).toBeGreaterThan(Date.parse('2026-03-02T01:06:00.000Z'));
    expect(at).toBeLessThan(Date.parse('2026-03-02T01:07:10.000Z'));
    hall.clock.pass(12 * 3600);
    const late = await hall.ok<{ at: string }>('GET', `${hallPath}/board`);
    expect(late.at).toBe(hall.clock.now());
  });

  it('faults M2: a day ahead for seconds closes nothing, wakes nobody, erases nothing', async () => {
    const hall = await fresh({ comparableClock: true });
    const clerk = await hall.openWindow(1);
    const held = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'start', {}, clerk);
    await hall.window(1, 'hold', { kind: 'until', until: '2026-03-02T03:00:00.000Z' }, clerk);
    await hall.take({ queue: 'one-life' });
    const { version } = await hall.ok<{ version: number }>('GET', hallPath);
    hall.clock.jump(400 * day);
    await turns(hall, 3);
    const next = await hall.take({ queue: 'one-life' });
    expect(next.number).toBe('A003');
    expect(await openTickets(hall)).toEqual(['A001 held', 'A002 waiting', 'A003 waiting']);
    expect(await alarms(hall)).toEqual([`clock-ahead ${400 * day}`]);
    hall.clock.jump(-400 * day);
    expect(await alarms(hall)).toEqual([]);
    await turns(hall, 2);
    expect((await hall.follow(held)).status).toBe('held');
    const log = (await events(hall)).slice(version).map((e) => e.command);
    expect(log).toEqual(['take', 'clock-alarm', 'clock-alarm']);
  });

  it('faults M2: a machine that slept until the next morning opens as if it had been on', async () => {
    const hall = await fresh({ comparableClock: true });
    await hall.take({ queue: 'one-life' });
    hall.clock.sleep(day);
    await hall.hall.days.tick();
    hall.admin = await hall.signIn('admin', adminPassword);
    expect((await hall.take({ queue: 'one-life' })).number).toBe('A001');
    expect(await openTickets(hall)).toEqual(['A001 waiting']);
  });

  it('faults M2: a close that the clock brought too early is taken back that day, once', async () => {
    const hall = await fresh({ comparableClock: true });
    const clerk = await hall.openWindow(1);
    await hall.openWindow(2);
    const { admin } = hall;
    const inHand = await hall.take({ queue: 'one-life' });
    const waiting = await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    hall.clock.jump(day);
    await turns(hall, 301);
    expect(await openTickets(hall)).toEqual([]);
    const reopen = (token?: string) =>
      hall.call<{ code?: string }>('POST', `${hallPath}/day/reopen`, {}, token ? { token } : {});
    // While the clock says tomorrow there is no today to go back to.
    const tomorrow = await hall.signIn('admin', adminPassword);
    expect((await reopen(tomorrow)).body.code).toBe('nothing_to_reopen');
    // On the day that is none: a window for its own clerk, one for another's, a kiosk that calls.
    const early = await hall.signIn('clerk2', 'long enough');
    hall.admin = tomorrow;
    await hall.window(1, 'open', {}, early);
    const third = await hall.openWindow(3);
    await hall.window(3, 'close', {}, third);
    await hall.window(3, 'open', {}, third);
    const kiosk = await hall.device('kiosk');
    await hall.ok('POST', `${hallPath}/help`, {}, { token: kiosk });
    hall.admin = admin;
    hall.clock.jump(-day);
    expect(await alarms(hall)).toEqual(expect.arrayContaining(['day-ahead 2026-03-02']));
    expect((await reopen(clerk)).status).toBe(403);
    expect(await reopen()).toEqual({
      status: 200,
      body: { day: '2026-03-02', tickets: 2, windows: 2 },
    });
    expect((await hall.follow(inHand)).status).toBe('called');
    expect((await hall.follow(waiting)).status).toBe('waiting');
    expect(await alarms(hall)).toEqual([]);
    const desk = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    expect(desk.last.help).toEqual([]);
    const windows = await hall.db.read
      .selectFrom('windows')
      .innerJoin('staff', 'staff.id', 'windows.clerk_id')
      .select(['windows.number', 'staff.username', 'since'])
      .orderBy('windows.number')
      .execute();
    expect(windows).toEqual([
      { number: 1, username: 'clerk1', since: '2026-03-02T01:00:00.000Z' },
      { number: 2, username: 'clerk2', since: '2026-03-02T01:00:00.000Z' },
    ]);
    // How long each was open on the day that was none counts for nobody.
    await hall.window(2, 'close');
    const open = await hall.db.read
      .selectFrom('window_intervals')
      .select(['began_at', 'service_day'])
      .where('voided', '=', 0)
      .execute();
    expect(open).toEqual([{ began_at: '2026-03-02T01:00:00.000Z', service_day: '2026-03-02' }]);
    await hall.window(1, 'start', {}, clerk);
    await hall.window(1, 'call-next', {}, clerk);
    expect((await hall.take({ queue: 'one-life' })).number).toBe('A003');
    expect((await reopen()).body.code).toBe('nothing_to_reopen');
    await turns(hall, 2);
    expect(await openTickets(hall)).toEqual(['A001 done', 'A002 called', 'A003 waiting']);
  });

  it('faults M2: a day that had nothing open is taken back too, with all bookings that it made missed', async () => {
    const hall = await fresh({});
    const book = (slot: string, phone: string): Promise<Appointment> =>
      hall.ok('POST', `${hallPath}/appointments`, { queue: 'tax', slot, phone }, { token: null });
    const today = await book('2026-03-02T03:00:00.000Z', '13800138000');
    const next = await book('2026-03-03T03:00:00.000Z', '13800138000');
    const statuses = (): Promise<string[]> =>
      Promise.all(
        [today, next].map(
          async ({ code }) =>
            (await hall.ok<Appointment>('GET', `${hallPath}/appointments/${code}`)).status,
        ),
      );
    const reopen = () => hall.call<{ code?: string }>('POST', `${hallPath}/day/reopen`, {});
    expect((await reopen()).body.code).toBe('nothing_to_reopen');
    hall.clock.pass(2 * day);
    await hall.hall.days.tick();
    expect(await statuses()).toEqual(['missed', 'missed']);
    hall.clock.pass(-2 * day);
    expect(await reopen()).toEqual({
      status: 200,
      body: { day: '2026-03-02', tickets: 0, windows: 0 },
    });
    expect(await statuses()).toEqual(['booked', 'booked']);
    expect((await reopen()).body.code).toBe('nothing_to_reopen');
    expect((await hall.take({ queue: 'one-life' })).number).toBe('A001');
  });

  it('faults M2: a hall that first opened on a day to come goes back to today', async () => {
    const hall = await fresh({});
    hall.clock.pass(day);
    const { admin } = hall;
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.openWindow(1);
    hall.admin = admin;
    hall.clock.pass(-day);
    expect(await alarms(hall)).toEqual(
      expect.arrayContaining([expect.stringContaining('day-ahead')]),
    );
    await hall.ok('POST', `${hallPath}/day/reopen`, {});
    expect(await alarms(hall)).toEqual([]);
    const clerk = await hall.signIn('clerk1', 'long enough');
    await hall.window(1, 'open', {}, clerk);
    await hall.take({ queue: 'one-life' });
    expect((await hall.window(1, 'call-next', {}, clerk)).ticket?.number).toBe('A001');
  });

  for (const started of [false, true]) {
    it(`faults M2: who was ${started ? 'served' : 'called'} where another is called since the close is not lost`, async () => {
      const hall = await fresh({});
      const clerk = await hall.openWindow(1);
      const missed = await hall.take({ queue: 'one-life' });
      await hall.window(1, 'call-next', {}, clerk);
      await hall.window(1, 'recall', {}, clerk);
      hall.clock.pass(30);
      await hall.window(1, 'no-show', {}, clerk);
      const inHand = await hall.take({ queue: 'one-life' });
      await hall.window(1, 'call-next', {}, clerk);
      if (started) await hall.window(1, 'start', {}, clerk);
      hall.clock.pass(60);
      await hall.ok('POST', `${hallPath}/day/close`, {});
      await hall.window(1, 'open', {}, clerk);
      await hall.window(1, 'call', { number: missed.number, reason: 'came' }, clerk);
      hall.clock.pass(60);
      await hall.ok('POST', `${hallPath}/day/reopen`, {});
      expect((await hall.follow(missed)).status).toBe('called');
      expect((await hall.follow(inHand)).status).toBe(started ? 'held' : 'waiting');
      await hall.window(1, 'finish', {}, clerk);
      const next = started
        ? await hall.window(1, 'take-up', { number: inHand.number }, clerk)
        : await hall.window(1, 'call-next', {}, clerk);
      expect(next.ticket).toMatchObject({
        number: inHand.number,
        handledSeconds: started ? 60 : 0,
      });
    });
  }

  it('faults M1: what a machine said of its clock that is no more, another clears', async () => {
    const hall = await fresh({});
    await hall.take({ queue: 'one-life' });
    const { id } = await hall.db.read.selectFrom('halls').select('id').executeTakeFirstOrThrow();
    const ofOld = { hall: id, code: 'clock-back', subject: 'old', detail: '9', at: '' };
    const say = () => hall.db.lanes.run(id, { run: (tx) => raiseAlarm(tx, ofOld) });
    const stands = async (): Promise<string[]> => {
      await hall.hall.clockAlarm.tick();
      const rows = await hall.db.read
        .selectFrom('alarms')
        .select(['code', 'detail'])
        .where('cleared_at', 'is', null)
        .execute();
      return rows.map(({ code, detail }) => `${code} ${detail}`);
    };
    await say();
    expect(await stands()).toEqual([]);
    // One that still is says it again, and is let stand for the day.
    await say();
    expect(await stands()).toEqual(['clock-back 9']);
    hall.clock.pass(day);
    expect(await stands()).toEqual([]);
    // What stands here is said again within a minute where another cleared it.
    await hall.hall.days.tick();
    hall.clock.pass(-3600);
    expect(await stands()).toEqual(['clock-back 3600']);
    await hall.db.lanes.run(id, {
      run: (tx) => tx.updateTable('alarms').set({ cleared_at: '' }).execute(),
    });
    hall.clock.pass(60);
    expect(await stands()).toEqual(['clock-back 3540']);
  });

  it('faults M2: a day is not taken back once a number of the next was given', async () => {
    const hall = await fresh({});
    await hall.take({ queue: 'one-life' });
    hall.clock.pass(day);
    hall.admin = await hall.signIn('admin', adminPassword);
    await hall.take({ queue: 'one-life' });
    hall.clock.pass(-day);
    const { status, body } = await hall.call<{ code: string }>(
      'POST',
      `${hallPath}/day/reopen`,
      {},
    );
    expect([status, body.code]).toEqual([409, 'day_has_begun']);
    expect((await hall.take({ queue: 'one-life' })).number).toBe('A002');
  });

  it('faults M12: two that tick at once open a day and wake a hold once, and log nothing else', async () => {
    const hall = await fresh({});
    const clerk = await hall.openWindow(1);
    await hall.take({ queue: 'one-life' });
    await hall.window(1, 'call-next', {}, clerk);
    await hall.window(1, 'hold', { kind: 'until', until: '2026-03-02T01:05:00.000Z' }, clerk);
    const ticks = async (): Promise<string[]> => {
      const before = (await events(hall)).length;
      await Promise.all(Array.from({ length: 3 }, () => hall.hall.days.tick()));
      return (await events(hall)).slice(before).map((e) => e.command);
    };
    hall.clock.pass(301);
    expect(await ticks()).toEqual(['wake']);
    expect(await ticks()).toEqual([]);
    hall.clock.pass(day);
    expect(await ticks()).toEqual(['close-day', 'open-day']);
    expect(await ticks()).toEqual([]);
  });
});
