import type { Clock } from './clock.ts';

/** How much at once, and how much a second in the long run. */
export interface Rate {
  readonly burst: number;
  readonly aSecond: number;
}

const manyKeys = 10_000;

/** Token buckets by key: what is not used up to the burst is kept. */
export class Buckets {
  private readonly clock: Clock;
  private readonly left = new Map<string, { tokens: number; at: number; fullAt: number }>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Takes one. @returns 0, or the seconds until there is one again; then none was taken */
  take(key: string, { burst, aSecond }: Rate): number {
    const now = this.clock.steadyMs();
    const kept = this.left.get(key);
    const regained = kept === undefined ? burst : ((now - kept.at) / 1000) * aSecond;
    const tokens = Math.min(burst, (kept?.tokens ?? 0) + regained);
    const left = tokens < 1 ? tokens : tokens - 1;
    if (kept === undefined && this.left.size >= manyKeys) this.sweep(now);
    this.left.set(key, { tokens: left, at: now, fullAt: now + ((burst - left) / aSecond) * 1000 });
    return tokens < 1 ? (1 - tokens) / aSecond : 0;
  }

  /** One that is full again is as good as new. */
  private sweep(now: number): void {
    for (const [key, { fullAt }] of this.left) if (fullAt <= now) this.left.delete(key);
  }
}
