import { expect, it } from 'vitest';
import type { HallState } from '../shared/contract/hall.ts';
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
  const rows = await hall.db.read.selectFrom('tickets').select(['number', 'status']).execute();
  return rows.filter((r) => r.status !== 'expired').map((r) => `${r.number} ${r.status}`);
};
const alarms = async (hall: TestHall): Promise<string[]> => {
  await hall.hall.clockAlarm.tick();
  const board = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
  const { alarms: raised } = board.last;
  board.socket.disconnect();
  // No window is open here, which is an alarm of its own.
  const others = raised.filter(({ code }: HallState['alarms'][number]) => code !== 'no-window');
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
    await hall.window(1, 'start', {}, clerk);
    await hall.window(1, 'call-next', {}, clerk);
    expect((await hall.take({ queue: 'one-life' })).number).toBe('A003');
    expect((await reopen()).body.code).toBe('nothing_to_reopen');
    await turns(hall, 2);
    expect(await openTickets(hall)).toEqual(['A001 done', 'A002 called', 'A003 waiting']);
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
