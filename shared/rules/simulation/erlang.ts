/**
 * Erlang C: arrivals by chance at an even rate, c windows, handling exponential, first come first
 * served, as if it had always been so. Stands beside the simulation as a check and decides nothing:
 * halls are never in such a steady state.
 *
 * @param load offered: arrivals a minute × minutes of handling
 * @returns the share of visitors who wait at all; 1 where the windows cannot keep up
 */
export function erlangC(windows: number, load: number): number {
  if (load <= 0) return 0;
  if (windows <= load) return 1;
  // By Erlang B's recursion, which no factorial overflows.
  let blocked = 1;
  for (let n = 1; n <= windows; n += 1) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - (load / windows) * (1 - blocked));
}

/** The mean wait of all visitors, in the unit of `handling`; Infinity where the windows cannot keep up. */
export function meanWait(windows: number, load: number, handling: number): number {
  if (windows <= load) return load <= 0 ? 0 : Infinity;
  return (erlangC(windows, load) * handling) / (windows - load);
}

/** The share of visitors who wait no longer than `limit`, in the unit of `handling`. */
export function within(windows: number, load: number, handling: number, limit: number): number {
  if (load <= 0) return 1;
  if (windows <= load) return 0;
  return 1 - erlangC(windows, load) * Math.exp((-(windows - load) * limit) / handling);
}

/** What is promised: this share of visitors waits no longer than so many minutes. */
export interface Promised {
  readonly share: number;
  readonly minutes: number;
}

/** The fewest windows that keep a promise in a steady state. @param perHour visitors @param handling minutes */
export function windowsFor(
  perHour: number,
  handling: number,
  { share, minutes }: Promised,
): number {
  if (perHour <= 0 || handling <= 0) return 0;
  const load = (perHour / 60) * handling;
  let windows = Math.floor(load) + 1;
  while (within(windows, load, handling, minutes) < share) windows += 1;
  return windows;
}
