import type { Clock } from './clock.ts';

/** Counts by key that begin anew after some seconds. */
export interface Tally {
  /** One more. @returns how many it are now */
  readonly add: (key: string, seconds: number) => Promise<number>;
  readonly giveBack: (key: string) => Promise<void>;
}

const manyKeys = 10_000;

/** Of one process alone, which needs no table for it. */
export class OwnTally implements Tally {
  private readonly counts = new Map<string, { count: number; until: number }>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  add(key: string, seconds: number): Promise<number> {
    const now = this.clock.steadyMs();
    const kept = this.counts.get(key);
    if (kept !== undefined && now < kept.until) {
      kept.count += 1;
      return Promise.resolve(kept.count);
    }
    if (this.counts.size >= manyKeys) {
      for (const [k, { until }] of this.counts) if (until <= now) this.counts.delete(k);
    }
    this.counts.set(key, { count: 1, until: now + seconds * 1000 });
    return Promise.resolve(1);
  }

  giveBack(key: string): Promise<void> {
    const kept = this.counts.get(key);
    if (kept !== undefined) kept.count = Math.max(0, kept.count - 1);
    return Promise.resolve();
  }
}
