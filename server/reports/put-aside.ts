import { pauseAfter } from '../../shared/rules/evening.ts';

interface Trouble {
  readonly failures: number;
  /** By the monotonic clock. */
  readonly untilMs: number;
}

/** Days that could not be counted: each is tried again after a minute, two, four, … an hour at most. */
export class PutAside {
  private readonly days = new Map<string, Trouble>();

  /** @param nowMs by the monotonic clock */
  add(day: string, nowMs: number): void {
    const failures = (this.days.get(day)?.failures ?? 0) + 1;
    this.days.set(day, { failures, untilMs: nowMs + pauseAfter(failures) * 1000 });
  }

  /** It could be counted, or need not be any more. */
  remove(day: string): void {
    this.days.delete(day);
  }

  rests(day: string, nowMs: number): boolean {
    return (this.days.get(day)?.untilMs ?? -Infinity) > nowMs;
  }

  get all(): readonly string[] {
    return [...this.days.keys()].sort();
  }
}
