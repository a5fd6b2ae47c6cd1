import { expect, it } from 'vitest';
import {
  added,
  befores,
  connected,
  disconnected,
  layoutOf,
  moved,
  removed,
  type Step,
} from '../admin/pages/setup/catalogue/graph.ts';

const step = (queue: string, after?: number[]): Step => ({
  queue,
  matters: [queue],
  ...(after === undefined ? {} : { after }),
});
const queues = (steps: readonly Step[]): string[] => steps.map(({ queue }) => queue);
const line = [step('a'), step('b'), step('c')];
const free = [step('a', []), step('b', []), step('c', [0, 1])];

it('takes an arrow away and puts it back as it was written', () => {
  const without = disconnected(line, 0, 1);
  expect(befores(without)).toEqual([[], [], [1]]);
  expect(connected(without, 0, 1)).toEqual(line);
});

it('refuses an arrow that closes a circle, however long', () => {
  expect(connected(line, 2, 0)).toBeNull();
  expect(connected(line, 1, 1)).toBeNull();
  expect(connected(line, 0, 2)).not.toBeNull();
});

it('takes a step away: what came after it comes after what came before it', () => {
  expect(removed(line, 1)).toEqual([step('a'), step('c')]);
  expect(befores(removed(free, 0))).toEqual([[], [0]]);
});

it('moves a step with its arrows; in a mere line the order itself changes', () => {
  expect(queues(moved(line, 2, -1))).toEqual(['a', 'c', 'b']);
  expect(befores(moved(line, 2, -1))).toEqual([[], [0], [1]]);
  const swapped = moved(free, 2, -1);
  expect(queues(swapped)).toEqual(['a', 'c', 'b']);
  expect(befores(swapped)).toEqual([[], [0, 2], []]);
});

it('puts what may be done in any order beside each other, and what comes after below', () => {
  const box = { width: 100, height: 50 };
  const { places, width, height } = layoutOf(free, box, { across: 20, down: 30 });
  expect(places).toEqual([
    { x: 0, y: 0 },
    { x: 120, y: 0 },
    { x: 60, y: 80 },
  ]);
  expect([width, height]).toEqual([220, 130]);
  expect(layoutOf(added(free, 'd'), box, { across: 20, down: 30 }).height).toBe(210);
});
