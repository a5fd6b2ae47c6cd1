import type { Clock, MachineClock } from './clock.ts';
import { type Instant, latest } from '../shared/rules/instants.ts';

/** A difference that keeping a clock right makes: it is followed at once. */
const toleranceMs = 2000;
/** For so long a jump must have stood before it is believed. */
const believedAfterMs = 5 * 60 * 1000;
/** A hall that is ahead of its clock runs slower by this, until the clock has caught up. */
const pace = 0.9;

/** How the clock stands with what nobody can set, and with what the halls have seen. */
export interface ClockState {
  /** Seconds by which the machine's clock jumped, ahead or (negative) back, and is not believed; 0: it did not. */
  readonly jumpSeconds: number;
  /** Milliseconds for which the clock has gone without a jump; since the start where there was none. */
  readonly steadyForMs: number;
}

/**
 * The one clock of the server. Commands take their time from `inHall`, which never goes back inside a
 * hall; what is read for a hall takes the same by `now(hall)`.
 *
 * A jump of the machine's clock against the time that nobody can set is not believed until it has
 * stood for five minutes: meanwhile time goes on as it went. So a clock that is a day ahead for some
 * seconds closes no day, wakes nobody and erases nothing. A jump that takes the last one back is
 * believed at once, and so is what the machine slept through.
 */
export class SiteClock implements Clock {
  private readonly source: MachineClock;
  private anchor: { wall: number; steady: number };
  private sleptBefore: number;
  private doubted: { jump: number; since: number } | null = null;
  private lastJump = 0;
  private steadySince: number;
  /** The last instant of each hall, and when this process saw it. */
  private readonly last = new Map<string, { at: number; seen: number }>();

  constructor(source: MachineClock) {
    this.source = source;
    const steady = this.elapsed();
    this.anchor = { wall: this.wall(), steady };
    this.steadySince = steady;
    this.sleptBefore = this.slept();
  }

  /** Now: by the believed clock, and in a hall never before what the hall has seen. */
  readonly now = (hallId?: string): Instant => {
    const believed = this.believed();
    const last = hallId === undefined ? undefined : this.last.get(hallId);
    if (last === undefined) return instant(believed);
    return instant(Math.max(believed, last.at + pace * (this.elapsed() - last.seen)));
  };

  /** What lasts a while is measured by it: a clock that is set makes nothing longer or shorter. */
  readonly steadyMs = (): number =>
    this.source.steady === undefined ? this.wall() : this.elapsed();

  /** The latest time of all halls. */
  latest(): Instant {
    return [...this.last.keys()].reduce((at, hall) => latest(at, this.now(hall)), this.now());
  }

  /** A hall has come to this instant, as its row says: its time goes on from here. A new hall has none. */
  saw(hallId: string, at: Instant): void {
    if (at === '') return;
    const ms = Date.parse(at);
    if (this.last.get(hallId)?.at !== ms) this.last.set(hallId, { at: ms, seen: this.elapsed() });
  }

  /** Seconds by which a hall is ahead of the clock; 0: it is not. */
  aheadSeconds(hallId: string): number {
    return Math.max(0, (Date.parse(this.now(hallId)) - this.believed()) / 1000);
  }

  /** The most that any hall is ahead of the clock, in seconds. */
  mostAheadSeconds(): number {
    return Math.max(0, ...[...this.last.keys()].map((hall) => this.aheadSeconds(hall)));
  }

  state(): ClockState {
    this.believed();
    return {
      jumpSeconds: (this.doubted?.jump ?? 0) / 1000,
      steadyForMs: this.source.steady === undefined ? Infinity : this.elapsed() - this.steadySince,
    };
  }

  private believed(): number {
    const wall = this.wall();
    if (this.source.steady === undefined) return wall;
    const steady = this.elapsed();
    let expected = this.anchor.wall + (steady - this.anchor.steady);
    if (Math.abs(wall - expected) > toleranceMs) {
      // What looks like a jump ahead may be a machine that slept.
      const slept = this.slept();
      expected += slept - this.sleptBefore;
      this.anchor.wall += slept - this.sleptBefore;
      this.sleptBefore = slept;
    }
    const jump = wall - expected;
    if (Math.abs(jump) <= toleranceMs) {
      this.doubted = null;
      this.anchor = { wall, steady };
      return wall;
    }
    if (this.doubted === null || Math.abs(this.doubted.jump - jump) > toleranceMs) {
      this.doubted = { jump, since: steady };
      this.steadySince = steady;
    }
    const takenBack = Math.abs(jump + this.lastJump) <= toleranceMs;
    if (!takenBack && steady - this.doubted.since < believedAfterMs) return expected;
    this.lastJump = takenBack ? 0 : jump;
    this.doubted = null;
    this.anchor = { wall, steady };
    return wall;
  }

  private wall(): number {
    return Date.parse(this.source.now());
  }

  private elapsed(): number {
    return this.source.steady?.awake() ?? 0;
  }

  private slept(): number {
    const { steady } = this.source;
    return steady === undefined ? 0 : steady.sinceBoot() - steady.awake();
  }
}

function instant(ms: number): Instant {
  return new Date(ms).toISOString();
}
