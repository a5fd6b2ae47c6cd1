import { parse } from 'csv-parse/sync';
import { beforeEach, expect, it, vi } from 'vitest';
import type { QueueState } from '../shared/contract/hall.ts';
import type { DailyReport } from '../shared/contract/report.ts';
import type { ClerkDay, WaitingTicket, WindowState } from '../shared/contract/window.ts';
import { adminPassword, onBothDatabases, type TestHall } from './support/hall.ts';
import { smallHall } from './support/report-hall.ts';

// Opening a window makes a clerk first, whose password is hashed slowly on purpose.
vi.setConfig({ testTimeout: 30_000 });
const hallPath = '/api/halls/district';
const path = `${hallPath}/reports/daily`;
const minutes = (n: number): number => n * 60;
const of = (numerator: number, denominator: number) => ({ numerator, denominator });

onBothDatabases('what the figures mean', (fresh) => {
  let hall: TestHall;
  beforeEach(async () => {
    hall = await fresh(smallHall);
  }, 60_000);

  const pass = (n: number): void => hall.clock.pass(minutes(n));
  const report = (query = '') => hall.ok<DailyReport>('GET', path + query);
  const queueOf = (day: DailyReport, code: string) => day.queues.find((q) => q.queue === code)!;
  const standard = (code: string, serviceLevelMinutes: number) =>
    hall.ok('PATCH', hallPath, { queues: [{ code, serviceLevelMinutes }] });

  it('faults F1: a level of the called alone is none: who was never called counts once the day is closed', async () => {
    await hall.openWindow(1);
    for (let n = 0; n < 4; n += 1) await hall.take({ queue: 'qa' });
    pass(15);
    await hall.window(1, 'call-next');
    await hall.window(1, 'finish');
    pass(5);
    expect((await report()).total).toMatchObject({ serviceLevel: of(1, 1), neverCalled: 0 });
    // One that came too late to be called within the standard.
    const soon = await hall.take({ queue: 'qa' });
    await hall.ok('POST', `/api/tickets/${soon.token}/cancel`, undefined, { token: null });
    await hall.take({ queue: 'qa' });
    pass(10);
    await hall.ok('POST', `${hallPath}/day/close`);
    const { total } = await report();
    expect(total).toMatchObject({ taken: 6, called: 1, expired: 4 });
    expect(total).toMatchObject({ serviceLevel: of(1, 4), neverCalled: 5 });
  });

  it('faults F1: a day that is over counts so, also before a command has closed it', async () => {
    await hall.take({ queue: 'qa' });
    hall.clock.set('2026-03-03T01:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    const before = await report('?from=2026-03-02');
    expect(before.total).toMatchObject({ serviceLevel: of(0, 1), neverCalled: 1 });
    await hall.take({ queue: 'qa' });
    const after = await report('?from=2026-03-02');
    expect(after.total).toMatchObject({ expired: 1, serviceLevel: of(0, 1), neverCalled: 1 });
  });

  it('faults F2: a standard that is changed judges what begins to wait from then on, and nothing before', async () => {
    await hall.openWindow(1);
    await hall.openWindow(2);
    await hall.take({ queue: 'qa' });
    await hall.take({ package: 'newborn' });
    pass(20);
    for (let n = 0; n < 2; n += 1) {
      await hall.window(1, 'call-next');
      if (n === 0) await hall.window(1, 'finish');
    }
    await standard('qa', 75);
    await standard('qb', 30);
    // The second step of the package begins to wait only now.
    await hall.window(1, 'finish');
    await hall.take({ queue: 'qa' });
    pass(20);
    await hall.window(1, 'call-next');
    await hall.window(2, 'call-next');
    const day = await report();
    expect(day.total.serviceLevel).toMatchObject(of(2, 4));
    expect(queueOf(day, 'qa')).toMatchObject({
      serviceLevel: of(1, 3),
      serviceLevelSeconds: minutes(75),
      standards: [
        { seconds: minutes(15), steps: 2 },
        { seconds: minutes(75), steps: 1 },
      ],
    });
    expect(queueOf(day, 'qb')).toMatchObject({
      serviceLevel: of(1, 1),
      standards: [{ seconds: minutes(30), steps: 1 }],
    });
    const rows: Record<string, string>[] = parse(await hall.ok<string>('GET', `${path}.csv`), {
      bom: true,
      columns: true,
    });
    const changed = (code: string) =>
      rows.find((r) => r['栏目'] === '按队列' && r['代码'] === code)?.['等候标准变更'];
    expect([changed('qa'), changed('qb')]).toEqual(['15 → 75 分钟', '']);
  });

  it('faults F3: a ticket that waits in two queues waits for none of them while it is served', async () => {
    await hall.openWindow(1);
    const clerk = await hall.openWindow(2);
    const live = await hall.watch({ topic: 'hall', hall: 'district' }, hall.admin);
    await hall.take({ package: 'moving' });
    pass(10);
    expect((await hall.window(1, 'call-next')).ticket).toMatchObject({ waitSeconds: minutes(10) });
    pass(2);
    await hall.window(1, 'start');
    pass(8);
    await hall.window(1, 'finish');
    const [queue] = (await hall.ok<QueueState[]>('GET', `${hallPath}/queues`)).filter(
      (q) => q.queue === 'qb',
    );
    expect(queue).toMatchObject({ waiting: 1, longestSeconds: minutes(10) });
    const waits = await live.until(
      (state) => state.at === hall.clock.now() && state.queues[1]?.waiting === 1,
    );
    expect(waits.queues[1]).toMatchObject({ queue: 'qb', longestSeconds: minutes(10) });
    const desk = await hall.ok<WindowState>('GET', `${hallPath}/windows/2`, undefined, {
      token: clerk,
    });
    expect(desk.waiting.find((line) => line.queue === 'qb')).toMatchObject({
      count: 1,
      longestSeconds: minutes(10),
    });
    pass(5);
    const [first] = await hall.ok<WaitingTicket[]>('GET', `${hallPath}/windows/2/queue`);
    expect(first?.waitSeconds).toBe(minutes(15));
    expect((await hall.window(2, 'call-next')).ticket).toMatchObject({ waitSeconds: minutes(15) });
    expect(queueOf(await report(), 'qb').wait).toMatchObject({ count: 1, max: minutes(15) });
  });

  it('faults F3: what was undone was waiting; what was put back, held or missed was not', async () => {
    await hall.openWindow(1);
    await hall.openWindow(2);
    const ticket = await hall.take({ package: 'moving' });
    const longest = async (code: string): Promise<number> => {
      const queues = await hall.ok<QueueState[]>('GET', `${hallPath}/queues`);
      return queues.find((q) => q.queue === code)!.longestSeconds / 60;
    };
    pass(1);
    await hall.window(1, 'call-next');
    hall.clock.pass(30);
    await hall.window(1, 'undo');
    hall.clock.pass(30);
    expect([await longest('qa'), await longest('qb')]).toEqual([2, 2]);
    await hall.window(1, 'call-next');
    pass(4);
    await hall.window(1, 'put-back', { reason: '设备故障' });
    pass(1);
    expect([await longest('qa'), await longest('qb')]).toEqual([3, 3]);
    await hall.window(1, 'call-next');
    pass(1);
    await hall.window(1, 'start');
    await hall.window(1, 'hold', { kind: 'any-window' });
    pass(20);
    await hall.ok('POST', `/api/tickets/${ticket.token}/return`, undefined, { token: null });
    // Its visitor was away: that is no wait for the window it left, but the other went on.
    expect([await longest('qa'), await longest('qb')]).toEqual([3, 23]);
    const { ticket: inHand } = await hall.window(2, 'call-next');
    expect(inHand).toMatchObject({ number: ticket.number });
  });

  it('faults F4: a transfer that came to nothing takes nothing from the window that had worked', async () => {
    const clerk = await hall.openWindow(1);
    for (let n = 0; n < 6; n += 1) await hall.take({ queue: 'qa' });
    for (let n = 0; n < 6; n += 1) {
      await hall.window(1, 'call-next');
      await hall.window(1, 'start');
      pass(4);
      if (n === 5) await hall.window(1, 'transfer', { queue: 'qb', reason: '需发证窗口办理' });
      else await hall.window(1, 'finish');
    }
    // At the same instant: what ended at the window was not cut off by the day.
    await hall.ok('POST', `${hallPath}/day/close`);
    const day = await report();
    expect(day.total).toMatchObject({ called: 6, done: 5, expired: 1 });
    expect(queueOf(day, 'qa')).toMatchObject({
      called: 6,
      handling: { count: 6, mean: minutes(4) },
    });
    expect(queueOf(day, 'qb')).toMatchObject({
      called: 0,
      expired: 1,
      handling: { count: 0 },
      abandonment: of(1, 1),
    });
    const work = {
      called: 6,
      done: 5,
      handling: { count: 6 },
      utilisation: of(minutes(24), minutes(24)),
    };
    expect(day.windows).toMatchObject([work]);
    expect(day.clerks).toMatchObject([work]);
    const own = await hall.ok<ClerkDay>('GET', `${hallPath}/clerk-day`, undefined, {
      token: clerk,
    });
    expect(own).toEqual({ served: 5, handlingSeconds: minutes(4) });
  });

  it('faults F4: a window in hand when the day ends was busy, but that is no handling time', async () => {
    await hall.openWindow(1);
    await hall.take({ queue: 'qa' });
    await hall.window(1, 'call-next');
    await hall.window(1, 'start');
    pass(6);
    const open = await report();
    await hall.ok('POST', `${hallPath}/day/close`);
    const closed = await report();
    for (const { windows } of [open, closed])
      expect(windows[0]?.utilisation).toMatchObject(of(minutes(6), minutes(6)));
    expect(closed.windows[0]?.handling.count).toBe(0);
    expect(closed.total.handling.count).toBe(0);
  });

  it('faults F4: who takes a held ticket up answers for their own part of it', async () => {
    const first = await hall.openWindow(1);
    const second = await hall.openWindow(2);
    const { number } = await hall.take({ queue: 'qa' });
    await hall.window(1, 'call-next');
    await hall.window(1, 'start');
    pass(9);
    await hall.window(1, 'hold', { kind: 'any-window' });
    pass(5);
    await hall.window(2, 'take-up', { number });
    pass(3);
    await hall.window(2, 'finish');
    const dayOf = (token: string) =>
      hall.ok<ClerkDay>('GET', `${hallPath}/clerk-day`, undefined, { token });
    expect(await dayOf(second)).toEqual({ served: 1, handlingSeconds: minutes(3) });
    expect(await dayOf(first)).toEqual({ served: 0, handlingSeconds: null });
    const day = await report();
    expect(day.clerks.map((c) => [c.clerk, c.handling.max])).toEqual([
      ['clerk1', minutes(9)],
      ['clerk2', minutes(3)],
    ]);
  });

  it('faults F4: who takes a window over answers for the ticket in hand from then on', async () => {
    const first = await hall.openWindow(1);
    for (let n = 0; n < 2; n += 1) await hall.take({ queue: 'qa' });
    await hall.window(1, 'call-next');
    await hall.window(1, 'start');
    pass(9);
    const second = await hall.person('other', 'clerk');
    const taken = await hall.window(1, 'open', { takeOver: true }, second);
    expect(taken.ticket).toMatchObject({ status: 'serving', handledSeconds: minutes(9) });
    pass(3);
    await hall.window(1, 'call-next', {}, second);
    // Called by one, come to the other.
    await hall.window(1, 'open', { takeOver: true }, first);
    pass(2);
    await hall.window(1, 'start', {}, first);
    pass(4);
    await hall.window(1, 'finish', {}, first);
    const day = await report();
    expect(day.total).toMatchObject({ called: 2, done: 2, estimatedStarts: of(0, 2) });
    expect(day.windows).toMatchObject([
      { called: 2, done: 2, handling: { count: 2, max: minutes(12) } },
    ]);
    const work = (code: string) => day.clerks.find((c) => c.clerk === code);
    expect(work('clerk1')).toMatchObject({
      called: 1,
      done: 1,
      handling: { count: 2, max: minutes(9) },
      utilisation: of(minutes(13), minutes(15)),
    });
    expect(work('other')).toMatchObject({
      called: 1,
      done: 1,
      handling: { count: 1, max: minutes(3) },
      utilisation: of(minutes(3), minutes(3)),
    });
    const own = (token: string) =>
      hall.ok<ClerkDay>('GET', `${hallPath}/clerk-day`, undefined, { token });
    expect(await own(first)).toEqual({ served: 1, handlingSeconds: minutes(4) });
    expect(await own(second)).toEqual({ served: 1, handlingSeconds: minutes(3) });
  });

  it('faults S26: a day that has not come agrees with nothing, and says so everywhere', async () => {
    await hall.take({ queue: 'qa' });
    const future = await report('?from=2026-03-09&to=2026-03-10');
    expect(future).toMatchObject({ ok: null, faults: [] });
    expect(future.days.map((d) => d.reconciliation.ok)).toEqual([null, null]);
    const both = await report('?from=2026-03-01&to=2026-03-03');
    expect(both).toMatchObject({ ok: true, faults: [], total: { taken: 1 } });
    expect(both.days.map((d) => d.reconciliation.ok)).toEqual([true, true, null]);
    const csv = await hall.ok<string>('GET', `${path}.csv?from=2026-03-09`);
    expect(csv.split('\r\n')[1]).toContain('日期未到');
    for (const ending of ['', '.csv', '.xlsx']) {
      const backwards = `${path}${ending}?from=2026-03-02&to=2026-03-01`;
      expect(await hall.call('GET', backwards)).toMatchObject({
        status: 400,
        body: { code: 'bad_input', issues: [{ path: 'to' }] },
      });
    }
  });
});
