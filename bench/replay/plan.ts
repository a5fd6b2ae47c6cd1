import type { Journey } from './hall-of-day.ts';
import type { RecordedDay } from './recorded-day.ts';

/** A visitor to come. */
export interface Planned {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly service: number;
  readonly category: string;
  readonly journey: Journey | null;
}

/** Journeys by the service that they begin with. */
export function byService(journeys: readonly Journey[]): Map<number, Journey[]> {
  const result = new Map<number, Journey[]>();
  for (const journey of journeys) {
    const first = journey.services[0]!;
    result.set(first, [...(result.get(first) ?? []), journey]);
  }
  return result;
}

/** How much of their open time the windows are kept busy. */
const load = 0.8;
const shortest = 20;

/**
 * Seconds that one visit at a window of each service takes on average, so that the windows that
 * were open can do the work that comes.
 */
export function hallHandling(day: RecordedDay, plan: readonly Planned[]): number[] {
  const steps = day.services.map(() => 0);
  for (const { service, journey } of plan)
    for (const at of journey?.services ?? [service]) steps[at]! += 1;
  return day.services.map(({ tickets }, service) => {
    let windowSeconds = 0;
    for (const [i, { issued, openWindows }] of tickets.entries()) {
      const until =
        tickets[i + 1]?.issued ??
        tickets
          .map((t) => t.called)
          .sort()
          .at(-1)!;
      windowSeconds += (openWindows * (Date.parse(until) - Date.parse(issued))) / 1000;
    }
    return Math.max(shortest, (load * windowSeconds) / steps[service]! - walk);
  });
}

/** From the call to the window, on average. */
const walk = 22;
