import type {
  Outcomes,
  Rate,
  RatingFigures,
  StepFigures,
  TicketFigures,
  WorkFigures,
} from '../contract/report.ts';
import { Durations, rate } from './stats.ts';
import type { Arrival, Fate } from './times.ts';

/** Sums of the report, filled step by step; each turns into a row of `shared/contract/report.ts`. */
export class RatingTally {
  private served = 0;
  private readonly byLevel = [0, 0, 0, 0, 0];

  /** A step that was served; `level` null: unrated, which never counts as good. */
  add(level: number | null): void {
    this.served += 1;
    if (level !== null) this.byLevel[level - 1]! += 1;
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

  add({ walk }: Arrival): void {
    this.all += 1;
    if (walk === null) this.estimated += 1;
    else this.walk.add(walk);
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
  private readonly fates: Record<Fate, number> = {
    done: 0,
    missed: 0,
    cancelled: 0,
    expired: 0,
    open: 0,
  };
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

  /** How one ended. Cancelled, or over without ever having been called, is abandoned. */
  addFate(fate: Fate, called: boolean): void {
    this.fates[fate] += 1;
    if (fate === 'cancelled' || (fate === 'expired' && !called)) this.abandoned += 1;
  }

  /** @param met null: does not count. @param inVain it ended without ever having been called */
  addServiceLevel(met: boolean | null, inVain: boolean): void {
    if (inVain) this.neverCalled += 1;
    if (met === null) return;
    this.judged += 1;
    if (met) this.met += 1;
  }

  outcomes(): Outcomes {
    const { done, missed, cancelled, expired, open: stillOpen } = this.fates;
    const { taken, called, enteredLater } = this;
    return { taken, called, done, missed, cancelled, expired, stillOpen, enteredLater };
  }

  /** All that have an end or are still open. */
  accounted(): number {
    return Object.values(this.fates).reduce((sum, n) => sum + n, 0);
  }

  stepFigures(): StepFigures {
    return {
      wait: this.wait.spread(),
      waitAgain: this.waitAgain.spread(),
      walk: this.arrivals.walk.spread(),
      handling: this.handling.spread(),
      serviceLevel: rate(this.met, this.judged),
      neverCalled: this.neverCalled,
      noShow: rate(this.fates.missed, this.called),
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
  openSeconds = 0;
  pausedSeconds = 0;
  /** Seconds of the open time in which something was handled. */
  busySeconds = 0;

  figures(): WorkFigures {
    const { called, recalls, done, missed, enteredLater } = this;
    const open = Math.round(this.openSeconds);
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
      pausedSeconds: Math.round(this.pausedSeconds),
      utilisation: rate(Math.round(this.busySeconds), open),
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
