import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Appointment } from '../shared/contract/appointment.ts';
import type { Hall, Hours, QueueState, Quota } from '../shared/contract/hall.ts';
import type { LateEntered, LateResults } from '../shared/contract/late.ts';
import type { DailyReport } from '../shared/contract/report.ts';
import type { Setup } from '../shared/contract/setup.ts';
import { affectedBy } from '../shared/rules/affected.ts';
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
import { adminPassword, onBothDatabases, TestHall } from './support/hall.ts';

const base = '/api/halls/district';
const monday = (time: string): string => `2026-03-02T${time}:00.000Z`;
const tuesday = (time: string): string => `2026-03-03T${time}:00.000Z`;
const enforced = (file: Record<string, unknown>): void => {
  file['enforceHours'] = true;
};

async function goTo(hall: TestHall, instant: string): Promise<void> {
  hall.clock.set(instant);
  hall.admin = await hall.signIn('admin', adminPassword);
}
/** Publishes the set-up as it is, changed. */
async function publish(
  hall: TestHall,
  from: 'now' | 'next-day',
  change: (draft: Pick<Setup, 'hall' | 'catalogue'>) => void,
): Promise<void> {
  const { next: _, ...draft } = await hall.ok<Setup>('GET', `${base}/setup`);
  change(draft);
  await hall.ok('PUT', `${base}/setup`, { ...draft, from });
}
/** Takes a queue out of a set-up, with all that is about it. */
function withoutQueue({ hall, catalogue }: Pick<Setup, 'hall' | 'catalogue'>, code: string): void {
  const matters = new Set(
    catalogue.matters.filter(({ queue }) => queue === code).map((matter) => matter.code),
  );
  hall.queues = hall.queues.filter((queue) => queue.code !== code);
  for (const window of hall.windows)
    window.serves = window.serves.filter(({ queue }) => queue !== code);
  catalogue.matters = catalogue.matters.filter((matter) => !matters.has(matter.code));
  catalogue.packages = catalogue.packages.filter((each) =>
    each.steps.every(
      ({ queue, matters: of }) => queue !== code && !of.some((matter) => matters.has(matter)),
    ),
  );
}

onBothDatabases('what a hall’s hours were', (fresh) => {
  it('is what the report counts a day by, whatever is changed on a later one', async () => {
    const hall = await fresh({ change: enforced, start: monday('04:10') });
    await hall.take({ queue: 'social' });
    const kinds = async (from: string): Promise<[string, number][]> => {
      const report = await hall.ok<DailyReport>('GET', `${base}/reports/daily?from=${from}`);
      return report.duty.map(({ kind, taken }) => [kind, taken]);
    };
    const before = await kinds('2026-03-02');
    expect(before).toContainEqual(['noon-duty', 1]);
    await goTo(hall, tuesday('01:00'));
    await publish(hall, 'now', (draft) => {
      draft.hall.hours = draft.hall.hours.filter(({ kind }) => kind === 'regular');
    });
    expect(await kinds('2026-03-02')).toEqual(before);
    // The day on which they were changed had them until then only, and the noon came after it.
    expect(await kinds('2026-03-03')).toEqual([]);
  });

  it('is told by parts where they were changed in the middle of a day', async () => {
    const hall = await fresh({ start: monday('04:10') });
    await hall.take({ queue: 'social' });
    hall.clock.pass(600);
    await publish(hall, 'now', (draft) => {
      draft.hall.hours = draft.hall.hours.filter(({ kind }) => kind === 'regular');
    });
    hall.clock.pass(60);
    await hall.take({ queue: 'social' });
    const { duty } = await hall.ok<DailyReport>('GET', `${base}/reports/daily`);
    const taken = new Map(duty.map((row) => [row.kind, row.taken]));
    expect([taken.get('noon-duty'), taken.get('outside')]).toEqual([1, 1]);
  });

  it('changes with the day that a revision was published for', async () => {
    const hall = await fresh({ start: monday('04:10') });
    await publish(hall, 'next-day', (draft) => {
      draft.hall.hours = draft.hall.hours.filter(({ kind }) => kind === 'regular');
    });
    await hall.take({ queue: 'social' });
    await goTo(hall, tuesday('04:10'));
    await hall.take({ queue: 'social' });
    const range = 'from=2026-03-02&to=2026-03-03';
    const { duty } = await hall.ok<DailyReport>('GET', `${base}/reports/daily?${range}`);
    const taken = new Map(duty.map((row) => [row.kind, row.taken]));
    expect([taken.get('noon-duty'), taken.get('outside')]).toEqual([1, 1]);
  });
});

onBothDatabases('a queue that is retired', (fresh) => {
  it('leaves who has booked it told, refused in words and in the list of whom to tell', async () => {
    const hall = await fresh({ change: enforced });
    const { code } = await hall.ok<Appointment>(
      'POST',
      `${base}/appointments`,
      { queue: 'bank', slot: tuesday('06:30'), phone: '13800138000', name: '王小明' },
      { token: null },
    );
    await publish(hall, 'now', (draft) => {
      withoutQueue(draft, 'bank');
    });
    const read = await hall.ok<Appointment>('GET', `${base}/appointments/${code}`);
    expect([read.affected, read.queue]).toEqual(['queue-retired', 'bank']);
    const list = await hall.ok<object[]>('GET', `${base}/appointments?affected=true`);
    expect(list).toMatchObject([{ affected: 'queue-retired' }]);
    await goTo(hall, tuesday('06:30'));
    const refused = await hall.call<{ code: string }>('POST', `${base}/tickets`, {
      appointment: code,
    });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'queue_closed', queue: 'bank', next: null, today: false },
    ]);
    const given = await hall.call('DELETE', `${base}/appointments/${code}`);
    expect(given.status).toBeLessThan(300);
  });

  it('and a window that is, take what was done by numbers on paper before', async () => {
    const hall = await fresh();
    const entry = (id: string, paperNumber: string, queue: string) => ({
      ...{ id: `entry-${id}`, paperNumber, queue, outcome: 'done' },
      ...{ calledAt: monday('02:00'), endedAt: monday('02:10') },
    });
    hall.clock.set(monday('03:00'));
    await publish(hall, 'now', (draft) => {
      withoutQueue(draft, 'bank');
      draft.hall.windows = draft.hall.windows.filter(({ number }) => number !== 2);
    });
    const clerk = await hall.openWindow(1);
    const enter = (window: number, entries: object[]) =>
      hall.call<LateResults & { code: string }>(
        'POST',
        `${base}/windows/${window}/late-entries`,
        { entries },
        { token: clerk },
      );
    expect((await enter(1, [entry('0001', 'P-L001', 'bank')])).body.entered).toBe(1);
    expect((await enter(2, [entry('0002', 'P-A001', 'one-life')])).body.entered).toBe(1);
    // The same again is the same; what never was is refused.
    expect((await enter(2, [entry('0002', 'P-A001', 'one-life')])).body.entered).toBe(1);
    expect((await enter(998, [entry('0003', 'P-A002', 'one-life')])).body.code).toBe(
      'window_not_found',
    );
    const none = await enter(1, [entry('0004', 'P-L002', 'never')]);
    expect(none.body.results[0]?.problem?.code).toBe('unknown_queue');
    const { items } = await hall.ok<LateEntered>('GET', `${base}/late-entries?day=2026-03-02`);
    expect(
      items.map((item) => [item.queue, item.queueName['zh-Hans'] !== '', item.window]),
    ).toEqual([
      ['bank', true, 1],
      ['one-life', true, 2],
    ]);
    const report = await hall.ok<DailyReport>('GET', `${base}/reports/daily`);
    expect(report.total.taken).toBe(2);
  });
});

onBothDatabases('the bounds of what is given', (fresh) => {
  it('hold where 32 kiosks press at once: of five tickets five are given', async () => {
    const morning: Quota = { from: '08:30', to: '12:00', tickets: 5 };
    const hall = await fresh({
      change: (file) => {
        for (const queue of file['queues'] as { code: string; quotas?: Quota[] }[])
          if (queue.code === 'social') queue.quotas = [morning];
      },
    });
    const answers = await Promise.all(
      Array.from({ length: 32 }, () =>
        hall.call<{ code?: string }>('POST', `${base}/tickets`, { queue: 'social' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(new Set(answers.flatMap(({ body }) => body.code ?? []))).toEqual(
      new Set(['quota_reached']),
    );
    const queues = await hall.ok<QueueState[]>('GET', `${base}/queues`);
    expect(queues.find(({ queue }) => queue === 'social')?.left).toBe(0);
  });

  it('of a pause: the last minute of the day stops it, midnight is another day', async () => {
    const hall = await fresh();
    const pause = (until: string) =>
      hall.call<{ code: string }>('POST', `${base}/queues/tax/pause`, { reason: 'full', until });
    expect((await pause(monday('16:00'))).body.code).toBe('until_required');
    expect((await pause('2026-03-02T15:59:00.000Z')).status).toBe(200);
    hall.clock.set('2026-03-02T15:58:59.999Z');
    hall.admin = await hall.signIn('admin', adminPassword);
    expect((await hall.call('POST', `${base}/tickets`, { queue: 'tax' })).status).toBe(409);
    hall.clock.set('2026-03-02T15:59:00.000Z');
    expect((await hall.call('POST', `${base}/tickets`, { queue: 'tax' })).status).toBe(201);
  });
});

describe('a push of the live page, and the queues as a kiosk asks for them', () => {
  it('and the tick of each minute cost no more statements with more queues, also closed ones', async () => {
    const counted = async (queues: number): Promise<number[]> => {
      const hall = await TestHall.start({
        change: (file) => {
          const all = file['queues'] as object[];
          const more = Array.from({ length: queues }, (_, i) => ({
            code: `more-${i}`,
            prefix: `X${String.fromCharCode(65 + i)}`,
            name: { 'zh-Hans': `更多${i}`, en: `More ${i}` },
            serviceLevelMinutes: 15,
          }));
          const quotas = [{ from: '00:00', to: '23:45', tickets: 50 }];
          const hours = [{ days: [1, 2, 3, 4, 5], from: '14:00', to: '17:00' }];
          const slots = { slotCapacity: 2, slotMinutes: 30 };
          file['queues'] = [...all, ...more].map((q) => ({ ...q, quotas, hours, ...slots }));
        },
      });
      try {
        const { queues: of } = await hall.ok<Hall>('GET', base);
        for (const { code } of of) await hall.take({ queue: code });
        const blank = new SqliteDatabase(':memory:');
        const statement = Object.getPrototypeOf(
          blank.prepare('select 1'),
        ) as SqliteDatabase.Statement;
        blank.close();
        const spies = [vi.spyOn(statement, 'all'), vi.spyOn(statement, 'run')];
        const asked = (): number => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
        try {
          const config = await hall.hall.commands.hall('district');
          await hall.hall.overview.state(config);
          const first = asked();
          const state = await hall.hall.overview.state(config);
          const push = asked() - first;
          expect(state.queues.every(({ waiting, left }) => waiting === 1 && left === 49)).toBe(
            true,
          );
          hall.clock.pass(60);
          await hall.hall.overview.tick();
          const tick = asked() - first - push;
          // In the morning none of them gives a ticket; each has an appointment to offer instead.
          await hall.hall.overview.queues('district');
          const before = asked();
          const closed = await hall.hall.overview.queues('district');
          expect(
            closed.every(({ next }) => typeof next?.slot === 'string' && next.opens !== null),
          ).toBe(true);
          return [push, tick, asked() - before];
        } finally {
          for (const spy of spies) spy.mockRestore();
        }
      } finally {
        await hall.stop();
      }
    };
    expect(await counted(20)).toEqual(await counted(0));
  });
});

/** Warsaw, whose clocks go forward on 29 March and back on 25 October 2026. */
const warsaw: Week = {
  timezone: 'Europe/Warsaw',
  lastTicketMinutes: 15,
  hours: [
    { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '05:00' },
    { days: [1, 2, 3, 4, 5, 7], from: '08:00', to: '23:45' },
  ],
};
const clock = fc
  .integer({ min: 0, max: 95 })
  .map(
    (q) => `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`,
  );
const own = fc
  .record({
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    from: clock,
    to: fc.oneof(clock, fc.constant('23:45')),
  })
  .filter(({ from, to }) => from < to);
const around = fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25');
const dayOf = (day: string, hours: Hours[], entry?: 'holiday' | 'workday') => {
  const plan = planDay(warsaw, day, entry && { day, kind: entry, hours: null });
  return { plan, queue: queueDay(plan, { ...warsaw, duty: [] }, { code: 'q', hours }) };
};

describe('hours of a queue where the clocks are changed', () => {
  it('are open at the opening that is told, and at no instant between', () => {
    fc.assert(
      fc.property(
        fc.array(own, { minLength: 1, maxLength: 3 }),
        around,
        fc.nat(1440),
        (h, day, m) => {
          const days = Array.from({ length: 9 }, (_, i) => dayOf(addDays(day, i), h).queue);
          const at = plus(`${day}T00:00:00.000Z`, m * 60);
          const next = nextOpening(days, at);
          const open = (instant: string) => days.some((each) => givesTickets(each, instant));
          if (next === null) return;
          expect(open(next)).toBe(true);
          // Whoever is closed now stays so until then.
          if (open(at)) return;
          for (let t = at; t < next; t = plus(t, 900)) expect(open(t)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keep a booking exactly where hall and queue are open', () => {
    const entries = fc.constantFrom(undefined, 'holiday' as const, 'workday' as const);
    fc.assert(
      fc.property(own, around, entries, fc.nat(1500), fc.boolean(), (h, day, entry, m, retired) => {
        const { plan, queue } = dayOf(day, [h], entry);
        const at = plus(`${addDays(day, -1)}T22:00:00.000Z`, m * 60);
        const why = affectedBy(at, { day: plan, queueDay: queue, retired, stopped: false });
        const open = periodAt(plan, at) !== null && periodAt(queue, at) !== null;
        expect(why === null).toBe(open && !retired);
        if (retired) expect(why).toBe('queue-retired');
        else if (plan.periods.length === 0) expect(why).toBe('day-closed');
        else if (periodAt(plan, at) === null) expect(why).toBe('closed-then');
        else if (!open) expect(why).toBe('queue-hours');
      }),
      { numRuns: 300 },
    );
  });
});
