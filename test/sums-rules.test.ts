import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysApart, weekdayOf } from '../shared/rules/calendar.ts';
import { periodBefore, yearBefore } from '../shared/rules/sums/before.ts';
import { Filling } from '../shared/rules/sums/filling.ts';
import { type DayLines, named, noLines } from '../shared/rules/sums/lines.ts';
import { packed, unpacked } from '../shared/rules/sums/pack.ts';

describe('the lines of a day as bytes', () => {
  const number = fc.oneof(
    fc.integer({ min: -1, max: 127 }),
    fc.integer({ min: -1, max: 32_767 }),
    fc.integer({ min: -1, max: 2_147_483_647 }),
  );
  const lines = fc
    .record({
      handled: fc.array(fc.record({ queue: number, window: number, staff: number, ms: number })),
      again: fc.array(fc.record({ queue: number, ms: number })),
      ids: fc.array(fc.string()),
      numbersGiven: fc.nat(),
    })
    .map(({ handled, again, ids, numbersGiven }): DayLines => {
      const filling = new Filling();
      for (const line of handled) filling.add('handled', line);
      for (const line of again) filling.add('again', line);
      const names = Object.fromEntries(named.map((list) => [list, ids])) as never;
      return { ...noLines('2026-03-02', 1), numbersGiven, names, of: filling.groups() };
    });

  it('come back as they were, and the same lines are the same bytes', () => {
    fc.assert(
      fc.property(lines, (day) => {
        const bytes = packed(day);
        expect(unpacked(bytes)).toEqual(day);
        expect(Buffer.compare(packed(unpacked(bytes)!), bytes)).toBe(0);
      }),
    );
  });

  it('are none where they are cut off, damaged, or of another form', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (day, n) => {
        const bytes = packed(day);
        const cut = bytes.subarray(0, n % bytes.length);
        const found = unpacked(cut);
        // Of columns that are all the same number only the head speaks: nothing of them can be missing.
        if (found !== null) expect(found).toEqual(day);
      }),
    );
    const bytes = packed(noLines('2026-03-02', 1));
    const other = new TextDecoder().decode(bytes).replace('"version":2', '"version":9');
    expect(unpacked(new TextEncoder().encode(other))).toBeNull();
  });
});

describe('what a range is compared with', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 800 }))
    .map(([first, length]) => {
      const from = addDays('2001-01-01', first);
      return { from, to: addDays(from, length) };
    });

  it('comes before it, is as long or as many months, and begins on the same weekday or day of the month', () => {
    fc.assert(
      fc.property(span, (now) => {
        for (const before of [periodBefore(now), yearBefore(now)]) {
          expect(before.from <= before.to).toBe(true);
          const isMonths = before.from.endsWith('-01') && now.from.endsWith('-01');
          if (!isMonths) {
            expect(weekdayOf(before.from)).toBe(weekdayOf(now.from));
            expect(daysApart(before.from, before.to)).toBe(daysApart(now.from, now.to));
          }
        }
        expect(periodBefore(now).to < now.from).toBe(true);
      }),
    );
  });

  it.each([
    ['2026-03-02', '2026-03-02', '2026-02-23', '2026-02-23', '2025-03-03'],
    ['2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28', '2025-03-01'],
    ['2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31', '2025-01-01'],
    ['2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31', '2025-01-01'],
    ['2026-03-02', '2026-03-11', '2026-02-16', '2026-02-25', '2025-03-03'],
  ])('%s to %s: %s to %s, and a year before from %s', (from, to, first, last, year) => {
    expect(periodBefore({ from, to })).toEqual({ from: first, to: last });
    expect(yearBefore({ from, to }).from).toBe(year);
  });
});
