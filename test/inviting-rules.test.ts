import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type FreePlace,
  type InvitedWish,
  invitedPlaces,
  letterText,
} from '../shared/rules/inviting.ts';

const days = ['2026-03-02', '2026-03-03', '2026-03-04'];
const queues = ['a', 'b'];
const at = (day: string, slot: number): string => `${day}T0${slot}:00:00.000Z`;

const slotsIn = (free: readonly number[], perDay: number): FreePlace[] =>
  days.flatMap((day, d) =>
    Array.from({ length: perDay }, (_, i) => ({
      ...{ day, from: at(day, i), to: at(day, i + 1) },
      free: free[d * perDay + i] ?? 0,
    })),
  );
const lists = fc
  .record({
    perDay: fc.integer({ min: 0, max: 4 }),
    free: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 24, maxLength: 24 }),
    wishes: fc.array(
      fc.record({
        queue: fc.constantFrom(...queues),
        day: fc.constantFrom(...days),
        slot: fc.option(fc.integer({ min: 0, max: 5 })),
      }),
      { maxLength: 40 },
    ),
  })
  .map(({ perDay, free, wishes }) => ({
    slots: new Map(
      queues.map((queue, q) => [queue, slotsIn(free.slice(q * 12, q * 12 + 12), perDay)]),
    ),
    wishes: wishes.map(({ queue, day, slot }): InvitedWish => ({
      queue,
      day,
      at: slot === null ? null : at(day, slot),
    })),
  }));

it('gives no place twice, and everybody the day and time asked for or, where wanted, the next free', () => {
  fc.assert(
    fc.property(
      lists,
      fc.constantFrom('fault' as const, 'next-free' as const),
      (list, whenFull) => {
        const { wishes, slots } = list;
        const answers = invitedPlaces(wishes, slots, whenFull);
        expect(answers).toHaveLength(wishes.length);
        const used = new Map<FreePlace, number>();
        for (const each of answers)
          if (each.kind === 'placed') used.set(each.slot, (used.get(each.slot) ?? 0) + 1);
        for (const [slot, count] of used) expect(count).toBeLessThanOrEqual(slot.free);
        const left = (slot: FreePlace): number => slot.free - (used.get(slot) ?? 0);
        answers.forEach((answer, i) => {
          const wish = wishes[i]!;
          const all = slots.get(wish.queue)!;
          const asked = all.filter((s) =>
            wish.at === null ? s.day === wish.day : s.from === wish.at,
          );
          const after = all.filter(
            (s) => s.day >= wish.day && (wish.at === null || s.from > wish.at) && left(s) > 0,
          );
          if (answer.kind === 'placed') {
            expect(all).toContain(answer.slot);
            // In its own place, or later; never where nobody asked for that.
            if (answer.instead) {
              expect(whenFull).toBe('next-free');
              expect(answer.slot.day >= wish.day).toBe(true);
              expect(after.every((s) => s.from >= answer.slot.from || left(s) === 0)).toBe(true);
            } else expect(asked).toContain(answer.slot);
            return;
          }
          // Nobody is sent away while a place is left that was asked for, or that is as good.
          expect(asked.every((slot) => left(slot) === 0)).toBe(true);
          expect(answer.kind === 'no-slot').toBe(asked.length === 0);
          expect(answer.next).toBe(after[0] ?? null);
          if (whenFull === 'next-free') expect(after).toEqual([]);
        });
        // Who is asked for a time has it whatever the others are asked for.
        const alone = invitedPlaces(
          wishes.filter((wish) => wish.at !== null),
          slots,
          'fault',
        );
        expect(
          answers
            .filter((_, i) => wishes[i]!.at !== null)
            .map((each) => (each.kind === 'placed' && !each.instead ? each.slot.from : null)),
        ).toEqual(alone.map((each) => (each.kind === 'placed' ? each.slot.from : null)));
      },
    ),
    { numRuns: 500 },
  );
});

it('spreads those who are asked for a day over its slots', () => {
  const slots = new Map([['a', slotsIn([3, 3, 1, 0], 4)]]);
  const wishes = Array.from({ length: 5 }, () => ({ queue: 'a', day: days[0]!, at: null }));
  const froms = invitedPlaces(wishes, slots, 'fault').map((each) =>
    each.kind === 'placed' ? each.slot.from.slice(11, 13) : each.kind,
  );
  expect(froms).toEqual(['00', '01', '00', '01', '00']);
});

it('writes what is theirs into a message, and leaves every other brace', () => {
  const facts = {
    ...{ name: '张三', day: '3月9日', time: '09:30', what: '退休', code: 'ABCD2345' },
    ...{ link: 'https://hall/x', hall: '区中心' },
  };
  expect(letterText('{姓名}您好：请于｛日期｝{ 时间 }到{大厅}，{Code} {$&} {别的}', facts)).toBe(
    '张三您好：请于3月9日09:30到区中心，ABCD2345 {$&} {别的}',
  );
  // What a person is called is no pattern.
  expect(letterText('{name}', { ...facts, name: '$& {code}' })).toBe('$& {code}');
});
