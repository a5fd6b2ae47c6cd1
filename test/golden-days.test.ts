import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import type { DailyReport } from '../shared/contract/report.ts';
import type { ThroughputReport } from '../shared/contract/throughput.ts';
import { adminPassword, type HallOptions, onBothDatabases, type TestHall } from './support/hall.ts';
import { smallHall } from './support/report-hall.ts';

vi.setConfig({ testTimeout: 60_000 });
const at = '/api/halls/district/reports';
const of = (numerator: number, denominator: number) => ({ numerator, denominator });
const minutes = (n: number): number => n * 60;
const inZone = (timezone: string, more: Record<string, unknown> = {}): HallOptions => ({
  ...smallHall,
  change: (hall) => {
    smallHall.change!(hall);
    Object.assign(hall, { timezone, ...more });
  },
});

/*
 * Days that go wrong where hours, zones and standards are counted carelessly; every figure was worked out
 * on paper. Waits over an hour, holds, free order, misses, transfers and their ends stand in
 * report-golden-day, report-fair-day and figures.test.ts.
 */
onBothDatabases('golden days by the commands themselves', (fresh) => {
  const goTo = async (hall: TestHall, instant: string): Promise<void> => {
    hall.clock.set(instant);
    hall.admin = await hall.signIn('admin', adminPassword);
  };
  const call = async (hall: TestHall, instant: string): Promise<void> => {
    await goTo(hall, instant);
    await hall.window(1, 'call-next');
    await hall.window(1, 'start');
    await hall.window(1, 'finish');
  };
  const daily = (hall: TestHall, day: string) =>
    hall.ok<DailyReport>('GET', `${at}/daily?from=${day}`);
  const by = (hall: TestHall, query: string) =>
    hall.ok<ThroughputReport>('GET', `${at}/throughput?${query}`);

  it('Warsaw, the day of 25 hours: a wait is as long as it was, and 02:30 comes twice', async () => {
    // 25 October 2026: at 03:00 (01:00 UTC) it is 02:00 again. The day: 24th 22:00Z to 25th 23:00Z.
    const hall = await fresh({ ...inZone('Europe/Warsaw'), start: '2026-10-24T22:00:00.000Z' });
    await hall.openWindow(1);
    await hall.take({ queue: 'qa' }); // 00:00
    await goTo(hall, '2026-10-25T00:30:00.000Z');
    await hall.take({ queue: 'qa' }); // 02:30, summer time
    await goTo(hall, '2026-10-25T01:30:00.000Z');
    await hall.take({ queue: 'qa' }); // 02:30, winter time
    // The first waited 4 h on the server's clock, though the hall's says 00:00 to 03:00.
    await call(hall, '2026-10-25T02:00:00.000Z');
    await call(hall, '2026-10-25T02:15:00.000Z'); // 1 h 45 min
    await call(hall, '2026-10-25T02:20:00.000Z'); // 50 min
    await goTo(hall, '2026-10-25T22:59:00.000Z');
    await hall.window(1, 'close'); // 23:59, open for 24 h 59 min
    const rows = [await daily(hall, '2026-10-25')];
    await goTo(hall, '2026-10-25T23:00:00.000Z');
    await hall.take({ queue: 'qb' }); // The 26th.
    while (await hall.hall.sums.step());
    rows.push(await daily(hall, '2026-10-25'));
    for (const { ok, total, hours, windows } of rows) {
      expect(ok).toBe(true);
      expect(total).toMatchObject({
        taken: 3,
        done: 3,
        wait: { count: 3, mean: 7900, p50: minutes(105), max: minutes(240) },
        serviceLevel: of(0, 3),
      });
      expect(hours.map((h) => [h.hour, h.taken, h.callsInHour])).toEqual([
        ['00:00', 1, 0],
        ['02:00', 2, 0],
        ['03:00', 0, 3],
      ]);
      expect(windows[0]).toMatchObject({ openSeconds: minutes(25 * 60 - 1) });
    }
    // The hour that comes twice was open for two.
    const open = (await by(hall, 'from=2026-10-25&by=hour')).rows.map((r) => [
      r.key,
      r.openSeconds,
    ]);
    expect(open).toEqual([
      ['00:00', 3600],
      ['02:00', 7200],
      ['03:00', 3600],
    ]);
    expect((await daily(hall, '2026-10-26')).total).toMatchObject({ taken: 1, stillOpen: 1 });
  });

  it('Warsaw, the day of 23 hours: from 01:50 to 03:10 it is 20 minutes', async () => {
    // 29 March 2026: at 02:00 (01:00 UTC) it is 03:00.
    const hall = await fresh({ ...inZone('Europe/Warsaw'), start: '2026-03-29T00:50:00.000Z' });
    await hall.openWindow(1);
    await hall.take({ queue: 'qa' });
    await call(hall, '2026-03-29T01:10:00.000Z');
    const { total, hours } = await daily(hall, '2026-03-29');
    expect(total).toMatchObject({ wait: { max: minutes(20) }, serviceLevel: of(0, 1) });
    expect(hours.map((h) => [h.hour, h.taken, h.callsInHour])).toEqual([
      ['01:00', 1, 0],
      ['03:00', 0, 1],
    ]);
  });

  it('noon duty, a standard changed at noon, and who left before and after it: in a zone of half hours', async () => {
    // Kolkata is five and a half hours ahead: 12:00 there is 06:30 UTC.
    const hours = [
      { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' },
      { days: [1, 2, 3, 4, 5], from: '12:00', to: '14:00', kind: 'noon-duty' },
      { days: [1, 2, 3, 4, 5], from: '14:00', to: '17:00' },
    ];
    const zone = inZone('Asia/Kolkata', { hours });
    const hall = await fresh({ ...zone, start: '2026-03-02T06:00:00.000Z' }); // Monday 11:30
    await hall.openWindow(1);
    const cancel = ({ token }: { token: string }) =>
      hall.ok('POST', `/api/tickets/${token}/cancel`, undefined, { token: null });
    const early = await hall.take({ queue: 'qa' }); // 11:30, X = 15 min
    const soon = await hall.take({ queue: 'qa' });
    await hall.take({ queue: 'qa' });
    await goTo(hall, '2026-03-02T06:15:00.000Z');
    await cancel(soon); // After exactly X: it had not waited longer.
    await goTo(hall, '2026-03-02T06:15:01.000Z');
    await cancel(early); // A second after X: it counts.
    await goTo(hall, '2026-03-02T06:29:59.000Z');
    await hall.take({ queue: 'qa' }); // 11:59:59, X = 15 min
    await goTo(hall, '2026-03-02T06:30:00.000Z');
    const queues = [{ code: 'qa', serviceLevelMinutes: 40 }];
    await hall.ok('PATCH', '/api/halls/district', { queues });
    await hall.take({ queue: 'qa' }); // 12:00, X = 40 min
    await call(hall, '2026-03-02T06:40:00.000Z'); // waited 40 min, X = 15: not met
    await call(hall, '2026-03-02T06:44:59.000Z'); // waited 15 min exactly, X = 15: met
    await call(hall, '2026-03-02T07:10:00.000Z'); // waited 40 min exactly, X = 40: met
    const { total, duty, queues: lines } = await daily(hall, '2026-03-02');
    expect(total).toMatchObject({
      ...{ taken: 5, done: 3, cancelled: 2, neverCalled: 2 },
      serviceLevel: of(2, 4),
      abandonment: of(2, 5),
      wait: { count: 3, mean: 1900, p50: minutes(40), max: minutes(40) },
    });
    expect(lines[0]!.standards).toEqual([
      { seconds: minutes(15), steps: 4 },
      { seconds: minutes(40), steps: 1 },
    ]);
    expect(duty.map((row) => [row.kind, row.taken, row.serviceLevel])).toMatchObject([
      ['regular', 4, of(1, 3)],
      ['noon-duty', 1, of(1, 1)],
    ]);
    const cut = await by(hall, 'by=duty');
    expect(cut.rows.map((row) => [row.key, row.taken, row.neverCalled])).toEqual([
      ['regular', 4, 2],
      ['noon-duty', 1, 0],
    ]);
    expect((await by(hall, 'by=hour')).rows.map((row) => [row.key, row.taken])).toEqual([
      ['11:00', 4],
      ['12:00', 1],
    ]);
    expect((await by(hall, 'by=queue&duty=noon-duty')).rows).toMatchObject([
      { key: 'qa', taken: 1, serviceLevel: of(1, 1) },
    ]);
  });

  it("two halls in two zones: a day is each hall's own, and together each counts its own Monday", async () => {
    // 16:30 UTC is Tuesday 00:30 in Shanghai and Monday 17:30 in Warsaw (winter: one hour ahead).
    const hall = await fresh({ ...smallHall, start: '2026-03-02T01:00:00.000Z' }); // Monday 09:00
    const file = JSON.parse(readFileSync('data/hall.json', 'utf8')) as object;
    await hall.secondHall('warsaw', { hall: { ...file, timezone: 'Europe/Warsaw' } });
    const there = '/api/halls/warsaw';
    const press = async (command: string): Promise<void> => {
      await hall.ok('POST', `${there}/windows/1/${command}`, {});
    };
    const takeThere = () => hall.ok('POST', `${there}/tickets`, { queue: 'one-life' });
    await hall.openWindow(1);
    await hall.take({ queue: 'qa' }); // Shanghai, Monday 09:00
    await call(hall, '2026-03-02T01:12:00.000Z'); // waited 12 min
    await goTo(hall, '2026-03-02T15:59:59.000Z');
    await hall.take({ queue: 'qa' }); // Shanghai, Monday 23:59:59; Warsaw 16:59:59
    await takeThere(); // Warsaw, Monday 16:59:59
    await goTo(hall, '2026-03-02T16:00:00.000Z');
    await hall.take({ queue: 'qa' }); // Shanghai, Tuesday 00:00; the one before went with Monday
    await takeThere(); // Warsaw, Monday 17:00
    await goTo(hall, '2026-03-02T16:30:00.000Z');
    await press('open');
    for (const command of ['call-next', 'start', 'finish']) await press(command); // waited 30 min 1 s
    const monday = await daily(hall, '2026-03-02');
    expect(monday).toMatchObject({
      timezone: 'Asia/Shanghai',
      total: { taken: 2, done: 1, expired: 1, wait: { count: 1, max: minutes(12) } },
    });
    expect(monday.hours.map((h) => [h.hour, h.taken])).toEqual([
      ['09:00', 1],
      ['23:00', 1],
    ]);
    expect((await daily(hall, '2026-03-03')).total).toMatchObject({ taken: 1, stillOpen: 1 });
    const other = await hall.ok<DailyReport>('GET', `${there}/reports/daily`);
    expect(other).toMatchObject({
      ...{ timezone: 'Europe/Warsaw', from: '2026-03-02', to: '2026-03-02' },
      total: { taken: 2, done: 1, stillOpen: 1, wait: { count: 1, max: minutes(30) + 1 } },
    });
    expect(other.hours.map((h) => [h.hour, h.taken, h.callsInHour])).toEqual([
      ['16:00', 1, 0],
      ['17:00', 1, 1],
    ]);
    const together = (query: string) =>
      hall.ok<ThroughputReport>(
        'GET',
        `/api/reports/throughput?from=2026-03-02&to=2026-03-02&${query}`,
      );
    const all = await together('by=hall');
    expect(all.rows.map((row) => [row.key, row.taken, row.done])).toEqual([
      ['district', 2, 1],
      ['warsaw', 2, 1],
    ]);
    expect(all.total).toMatchObject({
      ...{ taken: 4, done: 2, expired: 1, stillOpen: 1 },
      wait: { count: 2, p50: minutes(12), max: minutes(30) + 1 },
    });
    expect((await together('by=hour')).rows.map((row) => [row.key, row.taken])).toEqual([
      ['09:00', 1],
      ['16:00', 1],
      ['17:00', 1],
      ['23:00', 1],
    ]);
  });

  it('nobody comes: an open window, no figure that would say more than that', async () => {
    const hall = await fresh({ ...smallHall, start: '2026-03-02T01:00:00.000Z' });
    await hall.openWindow(1);
    hall.clock.pass(minutes(30));
    await hall.window(1, 'close');
    const none = { count: 0, mean: null, p50: null, p90: null, max: null };
    const { ok, total, windows, queues } = await daily(hall, '2026-03-02');
    expect(ok).toBe(true);
    expect(total).toMatchObject({
      ...{ taken: 0, called: 0, done: 0, neverCalled: 0 },
      ...{ wait: none, handling: none, visit: none },
      serviceLevel: { numerator: 0, denominator: 0, rate: null },
      peaks: { taken: { count: 0, from: null } },
    });
    expect(windows).toMatchObject([
      {
        openSeconds: minutes(30),
        utilisation: { numerator: 0, denominator: minutes(30), rate: 0 },
      },
    ]);
    expect(queues.map((queue) => [queue.queue, queue.taken])).toEqual([
      ['qa', 0],
      ['qb', 0],
    ]);
  });
});
