import type { Package } from '../shared/contract/catalogue.ts';
import type { Hall, QueueState } from '../shared/contract/hall.ts';

/** One queue's part of a visit, as it will be with the matters that are ticked. */
export interface PlanStep {
  readonly queue: string;
  readonly matters: readonly string[];
  /** Positions in the package's list; a step without `after` may start at once. */
  readonly position: number;
  readonly after: readonly number[];
}

function afterOf(all: Package['steps'], position: number): readonly number[] {
  return all[position]?.after ?? (position === 0 ? [] : [position - 1]);
}

/** What is left of a package when some matters are unticked: empty steps go, what waited for them does not. */
export function planOf(steps: Package['steps'], left: ReadonlySet<string>): PlanStep[] {
  const kept = steps.map((step) => step.matters.some((m) => !left.has(m)));
  const through = (position: number): number[] =>
    kept[position] === true ? [position] : afterOf(steps, position).flatMap(through);
  return steps.flatMap((step, position) =>
    kept[position] === true
      ? [
          {
            queue: step.queue,
            matters: step.matters.filter((m) => !left.has(m)),
            position,
            after: [...new Set(afterOf(steps, position).flatMap(through))],
          },
        ]
      : [],
  );
}

/** The queues in which a visitor waits from the start. */
export function entryQueues(steps: readonly PlanStep[]): string[] {
  return [...new Set(steps.filter((s) => s.after.length === 0).map((s) => s.queue))];
}

/** The queues of a whole visit: each of them counts the ticket against its quota. */
export function allQueues(steps: readonly Pick<PlanStep, 'queue'>[]): string[] {
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
  const numbers = hall.queues.find((q) => q.code === queue)?.windows ?? [];
  const windows = hall.windows.filter((w) => numbers.includes(w.number));
  const zones = [...new Set(windows.map((w) => w.zone))];
  return zones.map((zone) => ({
    zone,
    windows: windows.filter((w) => w.zone === zone).map((w) => w.number),
  }));
}
