import { expect, it } from 'vitest';
import { caseActsIn, caseStatuses } from '../shared/case-acts.ts';

it('of a case each party may do in each state what is meant for it, and nothing else', () => {
  const of = (party: 'manager' | 'owner' | 'clerk' | 'visitor') =>
    caseStatuses.map((status) => `${status}: ${caseActsIn(status, [party]).join(' ')}`.trim());
  expect(of('manager')).toEqual([
    ...['open: assign begin note answer', 'in-progress: assign note answer'],
    ...['answered: note close reopen decide', 'closed: reopen decide'],
  ]);
  expect(of('owner')).toEqual([
    ...['open: assign begin note answer', 'in-progress: assign note answer'],
    ...['answered: note close', 'closed:'],
  ]);
  expect(of('clerk')).toEqual(['open:', 'in-progress:', 'answered: appeal', 'closed: appeal']);
  expect(of('visitor')).toEqual([
    ...['open:', 'in-progress:', 'answered: ask-again', 'closed: ask-again'],
  ]);
});
