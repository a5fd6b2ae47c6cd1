import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type CalendarEntry,
  type DayPlan,
  daysFrom,
  planDay,
  type Week,
} from '../shared/rules/calendar.ts';
import { dueDayOf, isStopped, type Stop, stopsOf, usedDays } from '../shared/rules/working-days.ts';

const week: Week = { timezone: 'Asia/Shanghai', hours: [], lastTicketMinutes: 0 };
const accepted = '2026-03-02';

/** The days after the acceptance, some of them holidays and some weekends worked. */
const daysWith = (holidays: ReadonlySet<number>, worked: ReadonlySet<number>): DayPlan[] =>
  [...daysFrom(addDays(accepted, 1), 600)].map((day, i) => {
    const entry = (kind: CalendarEntry['kind']): CalendarEntry => ({ day, kind, hours: null });
    if (holidays.has(i)) return planDay(week, day, entry('holiday'));
    return planDay(week, day, worked.has(i) ? entry('workday') : undefined);
  });
const places = fc.uniqueArray(fc.nat(120), { maxLength: 40 }).map((list) => new Set(list));
const calendar = fc.tuple(places, places).map(([h, w]) => daysWith(h, w));
const promised = fc.integer({ min: 1, max: 60 });
/** Supplements one after another, each of some days. */
const stops = fc.array(fc.tuple(fc.nat(20), fc.nat(30)), { maxLength: 4 }).map((gaps) => {
  const list: Stop[] = [];
  let at = 0;
  for (const [gap, length] of gaps) {
    const from = addDays(accepted, at + gap);
    at += gap + length;
    list.push({ from, to: addDays(accepted, at) });
  }
  return list;
});

describe('the clock of an application', () => {
  it('begins with the day after the application and skips what is no working day', () => {
    // 2026-04-06 is 清明节; 4 and 5 April are a weekend.
    const days = [...daysFrom('2026-04-02', 40)].map((day) =>
      planDay(week, day, day === '2026-04-06' ? { day, kind: 'holiday', hours: null } : undefined),
    );
    expect(dueDayOf(days, 1)).toBe('2026-04-02');
    expect(dueDayOf(days, 3)).toBe('2026-04-07');
    expect(dueDayOf(days, 5)).toBe('2026-04-09');
    // Asked for on the 7th, brought on the 9th: 8 and 9 April do not count.
    expect(dueDayOf(days, 5, [{ from: '2026-04-07', to: '2026-04-09' }])).toBe('2026-04-13');
    expect(usedDays(days, '2026-04-10', [{ from: '2026-04-07', to: '2026-04-09' }])).toBe(4);
  });

  it('is read from the states: from a supplement to what came next', () => {
    expect(
      stopsOf([
        { status: 'accepted', day: '2026-03-02' },
        { status: 'supplement', day: '2026-03-04' },
        { status: 'accepted', day: '2026-03-06' },
        { status: 'supplement', day: '2026-03-09' },
      ]),
    ).toEqual([
      { from: '2026-03-04', to: '2026-03-06' },
      { from: '2026-03-09', to: null },
    ]);
  });

  it('is due on a working day, never on a holiday nor while something is awaited', () => {
    fc.assert(
      fc.property(calendar, promised, stops, (days, n, list) => {
        const due = dueDayOf(days, n, list)!;
        expect(days.find(({ day }) => day === due)!.working).toBe(true);
        expect(isStopped(due, list)).toBe(false);
      }),
    );
  });

  it('uses exactly what was promised up to the due day: supplement days never count', () => {
    fc.assert(
      fc.property(calendar, promised, stops, (days, n, list) => {
        const due = dueDayOf(days, n, list)!;
        expect(usedDays(days, due, list)).toBe(n);
        expect(usedDays(days, addDays(due, -1), list)).toBe(n - 1);
      }),
    );
  });

  it('is never due earlier for more days promised, nor for a supplement', () => {
    fc.assert(
      fc.property(calendar, promised, fc.nat(20), stops, (days, n, more, list) => {
        expect(dueDayOf(days, n + more, list)! >= dueDayOf(days, n, list)!).toBe(true);
        expect(dueDayOf(days, n, list)! >= dueDayOf(days, n)!).toBe(true);
      }),
    );
  });

  it('stays due where a supplement comes after its day', () => {
    fc.assert(
      fc.property(calendar, promised, fc.nat(30), (days, n, later) => {
        const due = dueDayOf(days, n)!;
        const stop = { from: addDays(due, later), to: addDays(due, later + 5) };
        expect(dueDayOf(days, n, [stop])).toBe(due);
      }),
    );
  });
});
