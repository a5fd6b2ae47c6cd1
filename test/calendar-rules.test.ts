import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type CalendarEntry,
  givesTickets,
  nextOpening,
  periodAt,
  planDay,
  slotsOf,
  type Week,
  workingDayAfter,
} from '../shared/rules/calendar.ts';
import { knownChineseYears } from '../shared/rules/chinese-calendar.ts';
import { plus } from '../shared/rules/instants.ts';

const shanghai: Week = {
  timezone: 'Asia/Shanghai',
  lastTicketMinutes: 30,
  hours: [
    { days: [1, 2, 3, 4, 5], from: '08:30', to: '12:00' },
    { days: [1, 2, 3, 4, 5], from: '12:00', to: '14:30', kind: 'noon-duty' },
    { days: [1, 2, 3, 4, 5], from: '14:30', to: '17:30' },
    { days: [3], from: '17:30', to: '20:00', kind: 'evening' },
    { days: [6, 7], from: '09:00', to: '12:00', kind: 'weekend-duty' },
  ],
};
const berlin: Week = {
  timezone: 'Europe/Berlin',
  lastTicketMinutes: 0,
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '01:00', to: '04:00' }],
};
const entry = (
  day: string,
  kind: CalendarEntry['kind'],
  hours: CalendarEntry['hours'] = null,
): CalendarEntry => ({ day, kind, hours });
const kindAt = (week: Week, day: string, at: string) =>
  periodAt(planDay(week, day, undefined), at)?.kind ?? null;

describe('the hours of a day', () => {
  it('are half-open: the first instant belongs to them, the last does not', () => {
    expect(kindAt(shanghai, '2026-03-02', '2026-03-02T00:29:59.999Z')).toBeNull();
    expect(kindAt(shanghai, '2026-03-02', '2026-03-02T00:30:00.000Z')).toBe('regular');
    expect(kindAt(shanghai, '2026-03-02', '2026-03-02T04:00:00.000Z')).toBe('noon-duty');
    expect(kindAt(shanghai, '2026-03-02', '2026-03-02T09:29:59.999Z')).toBe('regular');
    expect(kindAt(shanghai, '2026-03-02', '2026-03-02T09:30:00.000Z')).toBeNull();
    expect(kindAt(shanghai, '2026-03-04', '2026-03-04T09:30:00.000Z')).toBe('evening');
    expect(kindAt(shanghai, '2026-03-07', '2026-03-07T01:00:00.000Z')).toBe('weekend-duty');
  });

  it('give the last ticket before the last period of the day ends, not before each', () => {
    const plan = planDay(shanghai, '2026-03-02', undefined);
    expect(plan.lastTicketAt).toBe('2026-03-02T09:00:00.000Z');
    expect(givesTickets(plan, '2026-03-02T03:59:00.000Z')).toBe(true);
    expect(givesTickets(plan, '2026-03-02T08:59:59.999Z')).toBe(true);
    expect(givesTickets(plan, '2026-03-02T09:00:00.000Z')).toBe(false);
    expect(periodAt(plan, '2026-03-02T09:00:00.000Z')?.kind).toBe('regular');
  });

  it('lesson 4: follow the local clock through summer time and back', () => {
    const spring = planDay(berlin, '2026-03-29', undefined).periods[0]!;
    expect([spring.begins, spring.ends]).toEqual([
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T02:00:00.000Z',
    ]);
    const autumn = planDay(berlin, '2026-10-25', undefined).periods[0]!;
    expect([autumn.begins, autumn.ends]).toEqual([
      '2026-10-24T23:00:00.000Z',
      '2026-10-25T03:00:00.000Z',
    ]);
    // 02:30 does not exist that night: the hour begins when the clocks have moved on.
    const skipped = planDay(berlin, '2026-03-29', {
      ...entry('2026-03-29', 'special', [{ from: '02:30', to: '05:00' }]),
    }).periods[0]!;
    expect(skipped.begins).toBe('2026-03-29T01:30:00.000Z');
    expect(slotsOf(planDay(berlin, '2026-03-29', undefined), 30)).toHaveLength(4);
    expect(slotsOf(planDay(berlin, '2026-10-25', undefined), 30)).toHaveLength(8);
  });

  it('can reach midnight, which belongs to the next day', () => {
    const late: Week = { ...berlin, hours: [{ days: [1], from: '20:00', to: '00:00' }] };
    const plan = planDay(late, '2026-03-02', undefined);
    expect(plan.periods[0]!.ends).toBe('2026-03-02T23:00:00.000Z');
    expect(periodAt(plan, '2026-03-02T22:59:59.999Z')).not.toBeNull();
    expect(periodAt(plan, '2026-03-02T23:00:00.000Z')).toBeNull();
  });
});

describe('days that differ from their weekday', () => {
  it('a holiday is closed, with duty hours of its own it is open and no working day', () => {
    const closed = planDay(shanghai, '2026-10-01', entry('2026-10-01', 'holiday'));
    expect([closed.periods, closed.working, closed.lastTicketAt]).toEqual([[], false, null]);
    const duty = planDay(
      shanghai,
      '2026-10-01',
      entry('2026-10-01', 'holiday', [{ from: '09:00', to: '12:00' }]),
    );
    expect([duty.periods.length, duty.working]).toEqual([1, false]);
  });

  it('a make-up working day on a Saturday has the hours of a working weekday', () => {
    const plan = planDay(shanghai, '2026-10-10', entry('2026-10-10', 'workday'));
    expect(plan.weekday).toBe(6);
    expect(plan.periods.map((p) => `${p.from}-${p.to} ${p.kind}`)).toEqual([
      '08:30-12:00 regular',
      '12:00-14:30 noon-duty',
      '14:30-17:30 regular',
    ]);
    expect(plan.working).toBe(true);
  });

  it('counts due days in working days over holidays and make-up days', () => {
    const holidays = Array.from({ length: 7 }, (_, i) => addDays('2026-10-01', i));
    const entries = new Map(holidays.map((day) => [day, entry(day, 'holiday')]));
    entries.set('2026-10-10', entry('2026-10-10', 'workday'));
    const following = Array.from({ length: 30 }, (_, i) => addDays('2026-09-30', i + 1)).map(
      (day) => planDay(shanghai, day, entries.get(day)),
    );
    // Wednesday 30 September; then Thu 8, Fri 9, Sat 10 (make-up), Mon 12, Tue 13 October.
    expect(workingDayAfter(following, 1)).toBe('2026-10-08');
    expect(workingDayAfter(following, 5)).toBe('2026-10-13');
    expect(workingDayAfter(following.slice(0, 3), 5)).toBeNull();
  });
});

describe('the known holidays', () => {
  it('come whole by year, with make-up days, and no year is guessed', () => {
    const years = knownChineseYears();
    const days = new Map(years.get(2026)!.map((d) => [d.day, d]));
    expect(days.get('2026-10-01')).toEqual({
      day: '2026-10-01',
      kind: 'holiday',
      name: { 'zh-Hans': '国庆节', 'zh-Hant': '國慶節', en: 'National Day' },
    });
    expect(days.get('2026-10-10')?.kind).toBe('workday');
    expect(days.has('2026-03-02')).toBe(false);
    for (const [year, list] of years) {
      expect(list.every((d) => d.day.startsWith(`${year}-`))).toBe(true);
      expect(list.some((d) => d.kind === 'holiday')).toBe(true);
    }
    expect(years.has(2040)).toBe(false);
  });
});

describe('properties of the hours', () => {
  const time = fc
    .integer({ min: 0, max: 95 })
    .map(
      (q) =>
        `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`,
    );
  const week = fc.record({
    timezone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'UTC'),
    lastTicketMinutes: fc.integer({ min: 0, max: 60 }),
    hours: fc.array(
      fc.record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        from: time,
        to: time,
      }),
      { maxLength: 5 },
    ),
  });
  const day = fc.integer({ min: 0, max: 800 }).map((n) => addDays('2025-01-01', n));

  it('what opens next is open then, and nothing opens before it', () => {
    fc.assert(
      fc.property(week, day, fc.integer({ min: 0, max: 86_399 }), (hours, first, second) => {
        const plans = Array.from({ length: 9 }, (_, i) =>
          planDay(hours, addDays(first, i), undefined),
        );
        const now = plus(`${first}T00:00:00.000Z`, second);
        const next = nextOpening(plans, now);
        const gives = (at: string): boolean => plans.some((p) => givesTickets(p, at));
        if (next === null)
          return plans.every((p) =>
            p.periods.every((x) => x.begins <= now || x.begins >= p.lastTicketAt!),
          );
        const between = plans
          .flatMap((p) => p.periods.map((x) => x.begins))
          .filter((at) => at > now && at < next);
        return (
          next > now && gives(next) && between.every((at) => !gives(at) || gives(plus(at, -0.001)))
        );
      }),
    );
  });

  it('slots lie whole inside the hours and do not come twice', () => {
    fc.assert(
      fc.property(week, day, fc.integer({ min: 5, max: 90 }), (hours, date, minutes) => {
        const plan = planDay(hours, date, undefined);
        const slots = slotsOf(plan, minutes);
        return (
          new Set(slots.map((s) => s.from)).size === slots.length &&
          slots.every(
            (s) =>
              s.to === plus(s.from, minutes * 60) &&
              plan.periods.some((p) => p.begins <= s.from && s.to <= p.ends),
          )
        );
      }),
    );
  });
});
