import type { MachineClock } from '../../server/clock.ts';
import { Timeline } from '../replay/timeline.ts';

/**
 * The time of a simulated hall. What happened before now is lived through at once, one person after
 * the other on a clock that jumps; from then on the clock is the system's. People act `speed` times
 * faster than in life, in the past as now: else the hall would expect waits of another speed.
 */
export class Life implements MachineClock {
  private readonly speed: number;
  private readonly coming = new Timeline();
  private readonly timers = new Set<NodeJS.Timeout>();
  private at: number;
  private live = false;
  private awake = 0;
  private allAsleep: () => void = () => undefined;
  private ended = false;

  /** @param from when it begins, in milliseconds since the epoch */
  constructor(from: number, speed: number) {
    this.at = from;
    this.speed = speed;
  }

  get over(): boolean {
    return this.ended;
  }

  readonly now = (): string => new Date(this.live ? Date.now() : this.at).toISOString();

  /** Somebody lives: what they do until they wait, and after each wait. */
  readonly begin = (act: () => Promise<void>): void => {
    this.awake += 1;
    void act().finally(() => this.slept());
  };

  /** Waits so many seconds of the people's life. */
  readonly wait = (seconds: number): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        this.awake += 1;
        resolve();
      };
      // Past and present go at one speed: what the hall learns from the one holds for the other.
      const ms = (seconds * 1000) / this.speed;
      if (this.live) this.later(wake, ms);
      else this.coming.at(this.at + ms, () => Promise.resolve(wake()));
      this.slept();
    });

  /** Waits until an instant of the hall's clock, however fast people live. */
  readonly until = (instant: string): Promise<void> => {
    const seconds = Math.max(0, (Date.parse(instant) - Date.parse(this.now())) / 1000);
    return this.wait(seconds * this.speed);
  };

  /** Lives through everything up to now, then goes on with the system's clock. */
  async catchUp(): Promise<void> {
    for (;;) {
      if (this.awake > 0) await new Promise<void>((resolve) => (this.allAsleep = resolve));
      const next = this.coming.next();
      if (next === null) break;
      if (next.at > Date.now()) {
        const rest = [next];
        for (let other = this.coming.next(); other !== null; other = this.coming.next())
          rest.push(other);
        this.live = true;
        for (const { at, happen } of rest) this.later(() => void happen(), at - Date.now());
        return;
      }
      this.at = Math.max(this.at, next.at);
      await next.happen();
    }
    this.live = true;
  }

  /** Nobody acts any more. */
  end(): void {
    this.ended = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  private later(act: () => void, ms: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, ms);
    this.timers.add(timer);
  }

  private slept(): void {
    this.awake -= 1;
    if (this.awake === 0) this.allAsleep();
  }
}
