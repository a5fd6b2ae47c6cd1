import { expect, it } from 'vitest';
import { type Machines, needOf, whatBreaks } from '../bench/scale/need.ts';
import type { ActCost, Costs } from '../bench/scale/costs.ts';
import { simulateProvince } from '../bench/scale/province.ts';
import { arrivalShapes, halves } from '../bench/scale/shapes.ts';

const act: ActCost = {
  ...{ serverMs: 1, databaseMs: 2, commits: 1, rows: 10, logKilobytes: 4 },
  ...{ redisCommands: 1, otherProcessMs: 0.1 },
};
const costs = {
  ...{ ticket: act, call: { ...act, serverMs: 3 } },
  ...{ phone: { kilobytes: 20, pushMs: 0.1, bytes: 1000 }, server: { baseMegabytes: 200 } },
  ...{ boardBytes: 3000, answerBytes: 1000 },
} as Costs;
const machines: Machines = {
  ...{ processLoad: 0.5, databaseCores: 16, databaseLoad: 0.6 },
  ...{ connectionsAProcess: 13, databaseConnections: 100, redisMessages: 60_000 },
};
const province = { halls: 120, tickets: 100_000, phones: 30_000, seed: 3 };

it('a day of a province has its tickets in the shape of recorded days, and everybody is called', () => {
  const shapes = arrivalShapes();
  expect(shapes.length).toBeGreaterThan(20);
  for (const shape of shapes) {
    expect(shape).toHaveLength(halves);
    expect(shape.reduce((a, b) => a + b, 0)).toBeGreaterThan(0.99);
  }
  const day = simulateProvince(province, shapes);
  expect(simulateProvince(province, shapes)).toEqual(day);
  const sum = (of: (half: (typeof day)[number]) => number): number =>
    day.reduce((all, half) => all + of(half), 0);
  expect(sum((h) => h.tickets) / province.tickets).toBeCloseTo(1, 1);
  expect(sum((h) => h.tickets) - sum((h) => h.calls)).toBe(day.at(-1)!.waiting);
  const most = Math.max(...day.map((h) => h.ticketsInMinute));
  // The busiest minute is above the mean of the busiest half-hour, and far above that of the day.
  expect(most).toBeGreaterThan(Math.max(...day.map((h) => h.tickets)) / 30);
  for (const half of day) expect(half.phones).toBeLessThanOrEqual(province.phones);
});

it('needs follow from the acts: twice the costs, twice the processors; halls of their own hear of no others', () => {
  const [half] = simulateProvince(province, arrivalShapes()).filter((h) => h.from === '10:00');
  const need = needOf(half!, costs, machines);
  const [tickets, calls] = [half!.ticketsInMinute / 60, half!.callsInMinute / 60];
  expect(need.serverCores).toBeCloseTo(
    (tickets + 3 * calls + (half!.phoneMessages / 60) * 0.1) / 1000,
    6,
  );
  expect(need.databaseCores).toBeCloseTo((2 * (tickets + calls)) / 1000, 6);
  expect(need.redisMessages).toBeCloseTo((tickets + calls) * need.processes, 6);
  const twice = { ...costs, ticket: { ...act, serverMs: 2 }, call: { ...act, serverMs: 6 } };
  const more = needOf({ ...half!, phoneMessages: 0 }, twice, machines).serverCores;
  expect(more).toBeCloseTo(
    2 * needOf({ ...half!, phoneMessages: 0 }, costs, machines).serverCores,
    6,
  );
  // A crowd so loud that a process has no time left but to hear of the others.
  const loud = { ...half!, ticketsInMinute: 6e5, callsInMinute: 6e5 };
  const drowned = needOf(loud, costs, machines);
  expect(drowned.processes).toBeGreaterThan(drowned.processesByHall);
  const [first] = whatBreaks([need], province, costs, machines);
  expect(first!.at).toBeGreaterThan(0);
});
