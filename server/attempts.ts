import { Problem } from '../shared/errors.ts';
import type { Clock } from './clock.ts';

/**
 * How often strangers may guess: only failures count, so that a whole staff behind one address
 * signs in within the same minute.
 */
export class Attempts {
  private readonly failures = new Map<string, { count: number; since: number }>();
  private readonly clock: Clock;
  private readonly most: number;
  private readonly windowMs: number;

  /** At most `most` failures in `seconds`. */
  constructor(clock: Clock, most: number, seconds: number) {
    this.clock = clock;
    this.most = most;
    this.windowMs = seconds * 1000;
  }

  /** Runs a guess. @throws Problem `too_many_requests` after too many that failed with one of `codes` */
  async guess<T>(key: string, codes: readonly string[], attempt: () => Promise<T>): Promise<T> {
    const now = Date.parse(this.clock.now());
    const current = this.current(key, now);
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Problem && codes.includes(error.code)) this.count(key, current, now);
      throw error;
    }
  }

  /**
   * The same for a secret too long to be hit, such as a ticket's token: whoever has it is let in,
   * whatever others at the same address try. A hall's visitors share one.
   */
  async open<T>(key: string, codes: readonly string[], attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Problem && codes.includes(error.code)) this.use(key);
      throw error;
    }
  }

  /** Counts one use, whatever becomes of it. @throws Problem `too_many_requests` after too many */
  use(key: string): void {
    const now = Date.parse(this.clock.now());
    this.count(key, this.current(key, now), now);
  }

  private current(key: string, now: number): { count: number; since: number } {
    const kept = this.failures.get(key);
    const current =
      kept !== undefined && now - kept.since < this.windowMs ? kept : { count: 0, since: now };
    if (current.count >= this.most) {
      const seconds = Math.ceil((current.since + this.windowMs - now) / 1000);
      throw new Problem('too_many_requests', `Try again in ${seconds} s`, { seconds });
    }
    return current;
  }

  private count(key: string, current: { count: number; since: number }, now: number): void {
    if (this.failures.size > 10_000) {
      for (const [k, { since }] of this.failures)
        if (now - since >= this.windowMs) this.failures.delete(k);
    }
    this.failures.set(key, { count: current.count + 1, since: current.since });
  }
}
