import { expect, it } from 'vitest';
import { simulateHall } from '../bench/foresight/simulated-hall.ts';
import { Seeded } from '../shared/rules/simulation/chance.ts';
import type { AlarmList } from '../shared/contract/alarm.ts';
import type { EstimateQuality } from '../shared/contract/estimate-quality.ts';
import type { QueueState } from '../shared/contract/hall.ts';
import { runUnit } from '../server/db/unit.ts';
import { StepsToday } from '../server/estimates/steps-today.ts';
import { adminPassword, onBothDatabases } from './support/hall.ts';

onBothDatabases('the waits of a hall', (fresh) => {
  it('are numbers where something is known, words where calls have paused, and learn from the day', async () => {
    const hall = await fresh();
    const bank = async (): Promise<QueueState> => {
      const queues = await hall.ok<QueueState[]>('GET', '/api/halls/district/queues');
      return queues.find((q) => q.queue === 'bank')!;
    };
    let clerk = await hall.openWindow(41);

    // A free window of its own calls at once, but nobody is told a number before ten were called.
    expect((await hall.take({ queue: 'bank' })).next!.estimate).toBeNull();
    for (let i = 0; i < 10; i += 1) {
      if (i > 0) await hall.take({ queue: 'bank' });
      await hall.window(41, 'call-next', {}, clerk);
      expect((await hall.take({ queue: 'bank' })).next!.estimate).toBeNull();
      hall.clock.pass(240);
      await hall.window(41, 'finish', {}, clerk);
    }
    await hall.window(41, 'call-next', {}, clerk);
    hall.clock.pass(60);
    const waiting = (await bank()).waiting;
    const last = await hall.take({ queue: 'bank' });
    const { estimate, ahead } = last.next!;
    expect(ahead).toBe(waiting);
    // One window, four minutes each.
    expect(estimate!.p50).toBeGreaterThan(ahead * 240 * 0.6);
    expect(estimate!.p50).toBeLessThan(ahead * 240 * 1.5);
    expect(estimate!.p90).toBeGreaterThanOrEqual(estimate!.p50);

    // Nobody is called for 25 minutes: since when is said, and no number.
    hall.clock.pass(25 * 60);
    const { pausedSince, estimate: silent } = await bank();
    expect([pausedSince, silent]).toEqual(['2026-03-02T01:40:00.000Z', null]);
    expect((await hall.follow(last)).next).toMatchObject({ estimate: null, pausedSince });
    expect((await hall.take({ queue: 'bank' })).next).toMatchObject({
      estimate: null,
      pausedSince,
    });
    const { alarms } = await hall.ok<AlarmList>('GET', '/api/halls/district/alarms');
    expect(alarms).toContainEqual(
      expect.objectContaining({ code: 'queue-paused', subject: 'bank', at: pausedSince }),
    );
    await hall.window(41, 'finish', {}, clerk);
    await hall.window(41, 'call-next', {}, clerk);
    hall.clock.pass(16);
    expect((await bank()).pausedSince).toBeUndefined();
    expect((await bank()).estimate).not.toBeNull();
    // No window is open.
    await hall.window(41, 'finish', {}, clerk);
    await hall.window(41, 'close', {}, clerk);
    expect((await bank()).estimate).toBeNull();

    // The day after: what it says was fitted over night, and stands in the database.
    hall.clock.set('2026-03-03T01:00:00.000Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    clerk = await hall.signIn('clerk41', 'long enough');
    await hall.hall.days.tick();
    await hall.hall.fitting.tick();
    await hall.hall.fitting.idle();
    const row = await hall.db.read.selectFrom('foresight').selectAll().executeTakeFirstOrThrow();
    expect(row.fitted_to).toBe('2026-03-02');
    const { queues } = JSON.parse(row.fit) as { queues: Record<string, { calls: number }> };
    expect(Math.max(...Object.values(queues).map((q) => q.calls))).toBe(12);
    await hall.window(41, 'open', {}, clerk);
    // Somebody of the queue has been called ten times ever: the first of the day is told at once.
    expect((await hall.take({ queue: 'bank' })).next!.estimate).toEqual({ p50: 0, p90: 60 });
    await hall.window(41, 'call-next', {}, clerk);
    const first = await hall.take({ queue: 'bank' });
    expect(first.next!.estimate!.p50).toBeGreaterThan(0);
    // It is fitted once a day only.
    hall.clock.pass(3600);
    await hall.hall.fitting.tick();
    await hall.hall.fitting.idle();
    const { fitted_at } = await hall.db.read
      .selectFrom('foresight')
      .select('fitted_at')
      .executeTakeFirstOrThrow();
    expect(fitted_at).toBe(row.fitted_at);
  });
});

onBothDatabases('how good the estimates were', (fresh) => {
  it('is counted from what was said and what came of it, by those ahead, with the worst named', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(41);
    interface Said {
      readonly number: string;
      readonly at: number;
      readonly said: { readonly p50: number; readonly p90: number } | null;
      wait?: number;
    }
    const taken: Said[] = [];
    const take = async (): Promise<void> => {
      const { number, next } = await hall.take({ queue: 'bank' });
      taken.push({ number, at: Date.parse(hall.clock.now()), said: next!.estimate });
    };
    const serve = async (seconds: number): Promise<void> => {
      const { ticket } = await hall.window(41, 'call-next', {}, clerk);
      const called = taken.find(({ number }) => number === ticket!.number)!;
      called.wait = (Date.parse(hall.clock.now()) - called.at) / 60_000;
      hall.clock.pass(seconds);
      await hall.window(41, 'finish', {}, clerk);
    };
    for (let i = 0; i < 12; i += 1) await take();
    for (let i = 0; i < 12; i += 1) {
      await serve(180);
      if (i > 9) for (let n = 0; n < 3; n += 1) await take();
    }
    // One visit that takes half an hour: whoever stands behind it waits longer than was said.
    for (const seconds of [1800, 180, 180, 180, 180]) await serve(seconds);
    const judged = taken.filter(({ said, wait }) => said !== null && wait !== undefined);
    expect(judged.length).toBeGreaterThan(3);
    const minutes = judged.map(({ said, wait }) => ({
      p50: said!.p50 / 60,
      p90: said!.p90 / 60,
      wait: wait!,
    }));
    const mean = (of: (m: (typeof minutes)[number]) => number): number =>
      minutes.reduce((sum, m) => sum + of(m), 0) / minutes.length;
    const found = await hall.ok<EstimateQuality>(
      'GET',
      '/api/halls/district/reports/estimates?from=2026-03-02&to=2026-03-02',
    );
    expect(found.all.count).toBe(judged.length);
    expect(found.all.error).toBeCloseTo(
      mean(({ p50, wait }) => Math.abs(p50 - wait)),
      1,
    );
    expect(found.all.bias).toBeCloseTo(
      mean(({ p50, wait }) => p50 - wait),
      1,
    );
    expect([found.all.within, found.all.withinOf]).toEqual([
      minutes.filter(({ wait, p90 }) => wait <= p90).length,
      minutes.length,
    ]);
    expect(found.byAhead.reduce((sum, { count }) => sum + count, 0)).toBe(judged.length);
    const furthest = [...judged].sort(
      (a, b) => Math.abs(b.said!.p50 / 60 - b.wait!) - Math.abs(a.said!.p50 / 60 - a.wait!),
    )[0]!;
    expect(found.worst[0]).toMatchObject({
      number: furthest.number,
      queue: 'bank',
      cause: 'no-call',
    });
    const guide = await hall.person('guide', 'guide');
    const refused = await hall.call('GET', '/api/halls/district/reports/estimates', undefined, {
      token: guide,
    });
    expect(refused.status).toBe(403);
  });
});

onBothDatabases('the steps of a day', (fresh) => {
  it('are the same read bit by bit and whole, also where one that was over goes on', async () => {
    const hall = await fresh();
    const clerk = await hall.openWindow(41);
    const { id } = await hall.db.read.selectFrom('halls').select('id').executeTakeFirstOrThrow();
    const queues = await hall.db.read.selectFrom('queues').select('id').execute();
    const today = new StepsToday();
    const readBy = async (steps: StepsToday): Promise<unknown[]> => {
      const which = { day: '2026-03-02', now: hall.clock.now() };
      const found = await runUnit(hall.db.read, steps.read(id, queues, which));
      return [...found.values()].flat().sort((a, b) => a.seq - b.seq || a.position - b.position);
    };
    const serve = async (): Promise<void> => {
      await hall.take({ queue: 'bank' });
      await hall.take({ queue: 'bank' });
      await hall.window(41, 'call-next', {}, clerk);
      hall.clock.pass(120);
      await hall.window(41, 'finish', {}, clerk);
    };
    for (let i = 0; i < 14; i += 1) {
      await serve();
      if (i % 4 === 3) await hall.window(41, 'undo', {}, clerk);
      expect(await readBy(today)).toEqual(await readBy(new StepsToday()));
    }
    // What had ended long before ended anew just now, whatever had brought it back.
    await hall.db.lanes.run(id, {
      run: async (tx) =>
        void (await tx
          .updateTable('steps')
          .set({ ended_at: hall.clock.now() })
          .where('status', '=', 'done')
          .execute()),
    });
    expect(await readBy(today)).toEqual(await readBy(new StepsToday()));
  });
});

it('are told rightly where queues share windows, on the very first day', async () => {
  const told = await simulateHall({
    ...{ from: '2026-03-02', days: 1, hours: 3, load: 1.05, handling: 8, variation: 1.1 },
    queues: ['social', 'medical'],
    random: new Seeded(7),
  });
  const numbers = told.filter((t) => t.said !== null);
  expect(numbers.length).toBeGreaterThan(150);
  for (const queue of ['social', 'medical']) {
    const own = numbers.filter((t) => t.queue === queue);
    const bias = own.reduce((sum, t) => sum + t.said!.p50 - t.wait, 0) / own.length / 60;
    expect(Math.abs(bias), queue).toBeLessThan(2);
  }
});
