import { uptime } from 'node:os';

/** Time, passed in. */
export interface Clock {
  /** Now, as ISO 8601 UTC text with milliseconds; in a hall, where one is named. */
  readonly now: (hallId?: string) => string;
  /** Milliseconds since some moment; they go on whatever is done to the machine's clock. */
  readonly steadyMs: () => number;
}

/** The clock of the machine, which people and programs can set. */
export interface MachineClock {
  readonly now: () => string;
  /** What nobody can set; absent: there is nothing to hold the clock against. */
  readonly steady?: SteadyTime | undefined;
}

/** Time since some moment, in milliseconds: it only goes forward, whatever is done to the clock. */
export interface SteadyTime {
  /** Stands still while the machine sleeps. */
  readonly awake: () => number;
  /** Goes on while the machine sleeps; dearer and coarser. */
  readonly sinceBoot: () => number;
}

export const systemClock: MachineClock = {
  now: () => new Date().toISOString(),
  steady: { awake: () => performance.now(), sinceBoot: () => uptime() * 1000 },
};
