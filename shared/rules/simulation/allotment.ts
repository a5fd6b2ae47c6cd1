/**
 * Whole windows for each of some queues, of windows that several may share: each window counts once,
 * whatever it serves. Each queue gets the whole windows of its part; those that are left go where most of
 * one is missing, of the same to the queue that comes first.
 *
 * @param parts how many windows each queue has, in parts of shared ones
 * @returns as many whole ones together as all parts together, rounded
 */
export function wholeWindows(parts: readonly number[]): number[] {
  // A third and two thirds are one, whatever the sum of their fractions says.
  const exact = parts.map((part) => Math.round(part * 1e6) / 1e6);
  const whole = exact.map(Math.floor);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  let left = Math.round(sum(exact)) - sum(whole);
  const missing = exact
    .map((part, i) => ({ i, rest: part - Math.floor(part) }))
    .filter(({ rest }) => rest > 0)
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of missing) {
    if (left <= 0) break;
    whole[i]! += 1;
    left -= 1;
  }
  return whole;
}

/** The same for each half-hour of a day. */
export function wholeByHalfHour(
  parts: ReadonlyMap<string, ReadonlyMap<number, number>>,
): Map<string, Map<number, number>> {
  const queues = [...parts.keys()];
  const whole = new Map(queues.map((queue) => [queue, new Map<number, number>()]));
  const halves = new Set([...parts.values()].flatMap((own) => [...own.keys()]));
  for (const half of halves) {
    const counts = wholeWindows(queues.map((queue) => parts.get(queue)!.get(half) ?? 0));
    counts.forEach((count, i) => {
      if (parts.get(queues[i]!)!.has(half)) whole.get(queues[i]!)!.set(half, count);
    });
  }
  return whole;
}
