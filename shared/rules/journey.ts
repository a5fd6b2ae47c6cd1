/**
 * One number, several queues: a package's steps form a graph, and a step waits until all the steps
 * in its `after` are done (rules.md, "One number, several queues").
 */
export interface PlannedStep {
  readonly queue: string;
  readonly matters: readonly string[];
  /** Positions of the steps that come before. */
  readonly after: readonly number[];
}

/** A step without `after` follows the one before it. */
export function afterOf(
  step: { readonly after?: readonly number[] | undefined },
  position: number,
): readonly number[] {
  return step.after ?? (position === 0 ? [] : [position - 1]);
}

/** A position that stands on a circle of `after`, or null. */
export function circleIn(steps: readonly { readonly after: readonly number[] }[]): number | null {
  const state = new Map<number, 'open' | 'closed'>();
  const visit = (at: number): boolean => {
    const seen = state.get(at);
    if (seen !== undefined) return seen === 'open';
    state.set(at, 'open');
    const circle = (steps[at]?.after ?? []).some(visit);
    state.set(at, 'closed');
    return circle;
  };
  const found = steps.findIndex((_, position) => visit(position));
  return found < 0 ? null : found;
}

/**
 * The steps of a visit with only the ticked matters: a step without any is left out, and those
 * after it follow what came before it.
 */
export function planJourney(
  steps: readonly PlannedStep[],
  ticked: ReadonlySet<string> | null,
): PlannedStep[] {
  const kept = steps.map((step) => ({
    ...step,
    matters: ticked === null ? step.matters : step.matters.filter((m) => ticked.has(m)),
  }));
  const positions = kept.flatMap((step, position) => (step.matters.length > 0 ? [position] : []));
  const through = (position: number, seen: Set<number>): number[] =>
    kept[position]!.after.flatMap((before) => {
      if (seen.has(before)) return [];
      seen.add(before);
      return kept[before]!.matters.length > 0 ? [before] : through(before, seen);
    });
  return positions.map((position) => ({
    queue: kept[position]!.queue,
    matters: kept[position]!.matters,
    after: [...new Set(through(position, new Set()))]
      .map((before) => positions.indexOf(before))
      .sort((a, b) => a - b),
  }));
}

/** Single matters: one step a queue, in any order. */
export function planMatters(
  matters: readonly { readonly matter: string; readonly queue: string }[],
): PlannedStep[] {
  const byQueue = new Map<string, string[]>();
  for (const { matter, queue } of matters) {
    byQueue.set(queue, [...(byQueue.get(queue) ?? []), matter]);
  }
  return [...byQueue].map(([queue, list]) => ({ queue, matters: list, after: [] }));
}

/** Matters beside a package join its first step of the same queue, else they have steps in any order. */
export function withBeside(
  steps: readonly PlannedStep[],
  beside: readonly { readonly matter: string; readonly queue: string }[],
): PlannedStep[] {
  const joined = steps.map((step, i) => {
    const first = steps.findIndex(({ queue }) => queue === step.queue) === i;
    const more = first ? beside.filter(({ queue }) => queue === step.queue) : [];
    return { ...step, matters: [...step.matters, ...more.map(({ matter }) => matter)] };
  });
  const own = beside.filter(({ queue }) => steps.every((step) => step.queue !== queue));
  return [...joined, ...planMatters(own)];
}

/** The step whose queue gives the number its prefix: the first that waits for no other. */
export function firstStep<S extends { readonly after: readonly number[] }>(steps: readonly S[]): S {
  return steps.find((step) => step.after.length === 0) ?? steps[0]!;
}
