import type { Package } from '../shared/contract/catalogue.ts';
import type { Hall, QueueState } from '../shared/contract/hall.ts';
import { afterOf, planJourney, type PlannedStep } from '../shared/rules/journey.ts';

/** What is left of a package when some matters are unticked: one part a queue, as it will be. */
export function planOf(steps: Package['steps'], left: ReadonlySet<string>): PlannedStep[] {
  const planned = steps.map((step, i) => ({ ...step, after: afterOf(step, i) }));
  const ticked = steps.flatMap((step) => step.matters).filter((matter) => !left.has(matter));
  return planJourney(planned, new Set(ticked));
}

/** The queues in which a visitor waits from the start. */
export function entryQueues(steps: readonly PlannedStep[]): string[] {
  return [...new Set(steps.filter((s) => s.after.length === 0).map((s) => s.queue))];
}

/** The queues of a whole visit: each of them counts the ticket against its quota. */
export function allQueues(steps: readonly Pick<PlannedStep, 'queue'>[]): string[] {
  return [...new Set(steps.map((s) => s.queue))];
}

/** Of the queues of a start, the one that will call first as far as is known. */
export function shortest(
  queues: ReadonlyMap<string, QueueState>,
  codes: readonly string[],
): QueueState | null {
  const known = codes.flatMap((code) => queues.get(code) ?? []);
  const wait = (q: QueueState): number => q.estimate?.p50 ?? 1e6 + q.waiting;
  return known.sort((a, b) => wait(a) - wait(b))[0] ?? null;
}

/** The windows where visitors of a queue are sent, by zone, in the order of the hall. */
export function placesOf(hall: Hall, queue: string): { zone: string; windows: number[] }[] {
  return placesOfWindows(hall, hall.queues.find((q) => q.code === queue)?.windows ?? []);
}

/** Windows by zone, in the order of the hall. */
export function placesOfWindows(
  hall: Hall,
  numbers: readonly number[],
): { zone: string; windows: number[] }[] {
  const windows = hall.windows.filter((w) => numbers.includes(w.number));
  const zones = [...new Set(windows.map((w) => w.zone))];
  return zones.map((zone) => ({
    zone,
    windows: windows.filter((w) => w.zone === zone).map((w) => w.number),
  }));
}
