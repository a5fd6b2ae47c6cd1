import type { PlannedStep } from './journey.ts';

interface Merged {
  readonly queue: string;
  matters: string[];
  readonly after: Set<number>;
  /** Which journeys have a step in it. */
  readonly of: Set<number>;
}

/**
 * The journeys of several packages as one (rules.md, "One number, several queues"): a visitor goes to
 * each queue once where the order of the packages allows it, each matter is handled once, and what a
 * package says must come before stays before. Where two packages want opposite orders of the same
 * matters, the one named first is followed. Pure.
 *
 * @param journeys of each package by itself, `after` by its own positions
 */
export function mergeJourneys(journeys: readonly (readonly PlannedStep[])[]): PlannedStep[] {
  if (journeys.length === 1) return [...journeys[0]!];
  const merged: Merged[] = [];
  journeys.forEach((journey, which) => {
    // Where each step of this journey has gone: a step of its own, one that it joined, or those that
    // have its matters already.
    const places: number[][] = [];
    for (const at of inOrder(journey)) {
      const step = journey[at]!;
      const known = step.matters.flatMap((m) => {
        const place = merged.findIndex(({ matters }) => matters.includes(m));
        return place < 0 ? [] : [place];
      });
      const left = step.matters.filter((m) => merged.every(({ matters }) => !matters.includes(m)));
      const before = [...new Set(step.after.flatMap((position) => places[position] ?? []))];
      const own = left.length === 0 ? [] : [placeFor(merged, { step, before, which })];
      for (const place of own) {
        merged[place]!.matters.push(...left);
        merged[place]!.of.add(which);
      }
      places[at] = [...new Set([...known, ...own])];
      // All that is to come before, however far: what is directly before may have lost its own order.
      const come = (place: number, positions: readonly number[]): void => {
        for (const position of positions) {
          for (const b of places[position]!) follow(merged, place, b);
          come(place, journey[position]!.after);
        }
      };
      for (const place of places[at]) come(place, step.after);
    }
  });
  return merged.map(({ queue, matters, after }) => ({
    queue,
    matters,
    after: [...after].sort((a, b) => a - b),
  }));
}

/** The positions of a journey, each behind those that come before it. */
function inOrder(journey: readonly PlannedStep[]): number[] {
  const order: number[] = [];
  const add = (at: number): void => {
    if (order.includes(at)) return;
    journey[at]!.after.forEach(add);
    order.push(at);
  };
  journey.forEach((_, at) => add(at));
  return order;
}

/** A step of another journey in the same queue that may come after all of `before`; else a new one. */
function placeFor(
  merged: Merged[],
  { step, before, which }: { step: PlannedStep; before: readonly number[]; which: number },
): number {
  const joined = merged.findIndex(
    ({ queue, of }, place) =>
      queue === step.queue &&
      !of.has(which) &&
      before.every((b) => b !== place && !reaches(merged, b, place)),
  );
  if (joined >= 0) return joined;
  return merged.push({ queue: step.queue, matters: [], after: new Set(), of: new Set() }) - 1;
}

/** A step comes after another, unless it does already or that comes after it. */
function follow(merged: readonly Merged[], place: number, before: number): void {
  if (place === before || reaches(merged, before, place) || reaches(merged, place, before)) return;
  merged[place]!.after.add(before);
}

/** Whether a step comes, however far, after another. */
function reaches(merged: readonly Merged[], from: number, to: number): boolean {
  return [...merged[from]!.after].some((at) => at === to || reaches(merged, at, to));
}
