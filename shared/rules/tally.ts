import type {
  Outcomes,
  Rate,
  RatingFigures,
  StepFigures,
  TicketFigures,
  WorkFigures,
} from '../contract/report.ts';
import { Durations, rate } from './stats.ts';
import { fateNumber, fates as allFates } from './sums/lines.ts';

/** Sums of the report, filled step by step; each turns into a row of `shared/contract/report.ts`. */
export class RatingTally {
  private served = 0;
  private readonly byLevel = [0, 0, 0, 0, 0];

  /** A step that was served; `level` null: unrated, which never counts as good. */
  add(level: number | null): void {
    this.served += 1;
    if (level !== null) this.byLevel[level - 1]! += 1;
  }

  addAll(other: RatingTally): void {
    this.served += other.served;
    for (const [i, count] of other.byLevel.entries()) this.byLevel[i]! += count;
  }

  figures(): RatingFigures {
    const count = (level: number): number => this.byLevel[level - 1]!;
    const rated = this.byLevel.reduce((sum, n) => sum + n, 0);
    return {
      served: this.served,
      unrated: this.served - rated,
      rated: rate(rated, this.served),
      bad: rate(count(1) + count(2), rated),
      levels: [5, 4, 3, 2, 1].map((level) => ({ level, count: count(level) })),
    };
  }
}

class Arrivals {
  readonly walk = new Durations();
  private all = 0;
  private estimated = 0;

  /** @param walk in seconds; null: the arrival was not confirmed */
  add(walk: number | null): void {
    this.all += 1;
    if (walk === null) this.estimated += 1;
    else this.walk.add(walk);
  }

  addAll(other: Arrivals): void {
    this.walk.addAll(other.walk);
    this.all += other.all;
    this.estimated += other.estimated;
  }

  estimatedStarts(): Rate {
    return rate(this.estimated, this.all);
  }
}

/** Of the tickets or steps of a day, a queue, a package or an hour. */
export class Tally {
  readonly wait = new Durations();
  readonly waitAgain = new Durations();
  readonly handling = new Durations();
  readonly visit = new Durations();
  readonly arrivals = new Arrivals();
  readonly ratings = new RatingTally();
  /** By their number in a line. */
  private readonly fates = allFates.map(() => 0);
  /** Of tickets: called at least once. Of a queue: steps that were called for it there. */
  called = 0;
  /** Of them, those whose end was entered afterwards. */
  enteredLater = 0;
  private taken = 0;
  private neverCalled = 0;
  private abandoned = 0;
  private judged = 0;
  private met = 0;

  addTaken(): void {
    this.taken += 1;
  }

  /**
   * How one ended. Cancelled, or over without ever having been called, is abandoned.
   *
   * @param fate its number in a line
   */
  addFate(fate: number, called: boolean): void {
    this.fates[fate]! += 1;
    if (fate === fateNumber.cancelled || (fate === fateNumber.expired && !called))
      this.abandoned += 1;
  }

  /** @param met null: does not count. @param inVain it ended without ever having been called */
  addServiceLevel(met: boolean | null, inVain: boolean): void {
    if (inVain) this.neverCalled += 1;
    if (met === null) return;
    this.judged += 1;
    if (met) this.met += 1;
  }

  /** What another has counted, as if it had been counted here. */
  addTally(other: Tally): void {
    for (const times of ['wait', 'waitAgain', 'handling', 'visit'] as const)
      this[times].addAll(other[times]);
    this.arrivals.addAll(other.arrivals);
    this.ratings.addAll(other.ratings);
    for (const [i, count] of other.fates.entries()) this.fates[i]! += count;
    this.called += other.called;
    this.enteredLater += other.enteredLater;
    this.taken += other.taken;
    this.neverCalled += other.neverCalled;
    this.abandoned += other.abandoned;
    this.judged += other.judged;
    this.met += other.met;
  }

  outcomes(): Outcomes {
    const [done, missed, cancelled, expired, stillOpen, referred] = this.fates as [
      ...[number, number, number, number, number, number],
    ];
    const { taken, called, enteredLater } = this;
    return { taken, called, done, missed, cancelled, expired, referred, stillOpen, enteredLater };
  }

  /** All that have an end or are still open. */
  accounted(): number {
    return this.fates.reduce((sum, n) => sum + n, 0);
  }

  stepFigures(): StepFigures {
    return {
      wait: this.wait.spread(),
      waitAgain: this.waitAgain.spread(),
      walk: this.arrivals.walk.spread(),
      handling: this.handling.spread(),
      serviceLevel: rate(this.met, this.judged),
      neverCalled: this.neverCalled,
      noShow: rate(this.fates[fateNumber.missed]!, this.called),
      abandonment: rate(this.abandoned, this.accounted()),
      estimatedStarts: this.arrivals.estimatedStarts(),
    };
  }

  ticketFigures(): TicketFigures {
    return { ...this.outcomes(), ...this.stepFigures(), visit: this.visit.spread() };
  }
}

/** Of what was done at a window, or by a clerk. */
export class WorkTally {
  readonly wait = new Durations();
  readonly handling = new Durations();
  readonly arrivals = new Arrivals();
  readonly ratings = new RatingTally();
  called = 0;
  recalls = 0;
  done = 0;
  missed = 0;
  /** Of the done and missed ones, those that were entered afterwards. */
  enteredLater = 0;
  openMs = 0;
  pausedMs = 0;
  /** Of the open time, that in which something was handled. */
  busyMs = 0;

  /** Nothing was done, and it was not open. */
  isEmpty(): boolean {
    const { called, recalls, done, missed, enteredLater, openMs, pausedMs } = this;
    const counts = called + recalls + done + missed + enteredLater + openMs + pausedMs;
    return counts === 0 && this.handling.isEmpty();
  }

  figures(): WorkFigures {
    const { called, recalls, done, missed, enteredLater } = this;
    const open = Math.round(this.openMs / 1000);
    return {
      called,
      recalls,
      done,
      missed,
      enteredLater,
      wait: this.wait.spread(),
      walk: this.arrivals.walk.spread(),
      handling: this.handling.spread(),
      noShow: rate(missed, called),
      estimatedStarts: this.arrivals.estimatedStarts(),
      openSeconds: open,
      pausedSeconds: Math.round(this.pausedMs / 1000),
      utilisation: rate(Math.round(this.busyMs / 1000), open),
      ratings: this.ratings.figures(),
    };
  }
}

/** The sum of a key, made when it is first needed. */
export class Tallies<K, T> {
  readonly all = new Map<K, T>();
  private readonly make: () => T;

  constructor(make: () => T) {
    this.make = make;
  }

  of(key: K): T {
    let tally = this.all.get(key);
    if (tally === undefined) this.all.set(key, (tally = this.make()));
    return tally;
  }
}
