import { expect, it } from 'vitest';
import { isLate } from '../shared/rules/project.ts';

it('a planned application is late from the day after its day on, or after that which its office promised', () => {
  const [day, next] = ['2026-03-04', '2026-03-05'];
  const planned = { dueDay: day, state: 'running' } as const;
  expect([isLate(planned, null, day), isLate(planned, null, next)]).toEqual([false, true]);
  expect(isLate({ ...planned, state: 'done' }, null, next)).toBe(false);
  // Promised for an earlier day than the plan has, unless something is asked of the applicant.
  const later = { ...planned, dueDay: '2026-03-20' };
  const promised = (status: string, today: string): boolean =>
    isLate(later, { status, due_day: day }, today);
  expect([promised('accepted', day), promised('accepted', next)]).toEqual([false, true]);
  expect(promised('supplement', next)).toBe(false);
});
