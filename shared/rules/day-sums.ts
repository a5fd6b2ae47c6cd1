import type { DayFigures, Rate } from '../contract/report.ts';
import { higherPeak, rate, rollingPeak } from './stats.ts';
import { Tally } from './tally.ts';

export class HourTally extends Tally {
  callsInHour = 0;
  doneInHour = 0;

  figures() {
    const { callsInHour, doneInHour } = this;
    return { ...this.ticketFigures(), callsInHour, doneInHour };
  }
}

export class QueueTally extends Tally {
  transferredIn = 0;
  transferredOut = 0;
  peak = rollingPeak([]);
  /** Each standard by which waits were judged: since when, and for how many steps. */
  private readonly standards = new Map<number, { since: number; steps: number }>();

  /** A step that began to wait (milliseconds since 1970), and the standard that stood then. */
  addStandard(seconds: number | null, since: number): void {
    if (seconds === null) return;
    const known = this.standards.get(seconds);
    if (known === undefined) this.standards.set(seconds, { since, steps: 1 });
    else {
      known.steps += 1;
      if (since < known.since) known.since = since;
    }
  }

  figures() {
    const outcomes = this.outcomes();
    const { transferredIn, transferredOut, peak } = this;
    return {
      ...outcomes,
      ...this.stepFigures(),
      transferredIn,
      transferredOut,
      reconciled: outcomes.taken + transferredIn - transferredOut === this.accounted(),
      peak,
      standards: [...this.standards]
        .sort(([, a], [, b]) => a.since - b.since)
        .map(([seconds, { steps }]) => ({ seconds, steps })),
      ratings: this.ratings.figures(),
    };
  }
}

/** How many numbers visits for a package saved (省号), against a ticket for each matter. */
export interface Savings {
  /** Tickets for a package. */
  readonly visits: number;
  /** What they were for, in steps and in matters. */
  readonly steps: number;
  readonly matters: number;
  /** Matters − visits. */
  readonly saved: number;
}

/** The sums of tickets: of a day, of several, or of those that have something in common. */
export class TicketSums extends Tally {
  calls = 0;
  chosenCalls = 0;
  packageVisits = 0;
  packageSteps = 0;
  packageMatters = 0;
  peaks: DayFigures['peaks'] = {
    taken: rollingPeak([]),
    called: rollingPeak([]),
    done: rollingPeak([]),
  };

  /** What another has counted, as if it had been counted here. */
  addSums(other: TicketSums): void {
    this.addTally(other);
    this.calls += other.calls;
    this.chosenCalls += other.chosenCalls;
    this.packageVisits += other.packageVisits;
    this.packageSteps += other.packageSteps;
    this.packageMatters += other.packageMatters;
    this.addPeaks(other.peaks);
  }

  addPeaks({ taken, called, done }: DayFigures['peaks']): void {
    this.peaks = {
      taken: higherPeak(this.peaks.taken, taken),
      called: higherPeak(this.peaks.called, called),
      done: higherPeak(this.peaks.done, done),
    };
  }

  savings(): Savings {
    const { packageVisits: visits, packageSteps: steps, packageMatters: matters } = this;
    return { visits, steps, matters, saved: matters - visits };
  }

  /** Done ÷ taken. */
  completion(): Rate {
    const { done, taken } = this.outcomes();
    return rate(done, taken);
  }

  sumFigures() {
    return {
      ...this.ticketFigures(),
      peaks: this.peaks,
      ratings: this.ratings.figures(),
      outOfOrder: rate(this.chosenCalls, this.calls),
      completion: this.completion(),
      savings: this.savings(),
    };
  }
}

/** The sums of whole days. */
export class DaySums extends TicketSums {
  /** A day that is still to come has nothing that could agree. */
  come = false;
  numbersGiven = 0;
  disagreeing = 0;
  faultyDays = 0;
  transfersToFront = 0;

  /** What another has counted, as if it had been counted here. */
  addDays(other: DaySums): void {
    this.addSums(other);
    this.come ||= other.come;
    this.numbersGiven += other.numbersGiven;
    this.disagreeing += other.disagreeing;
    this.faultyDays += other.faultyDays;
    this.transfersToFront += other.transfersToFront;
  }

  ok(): boolean {
    const { taken } = this.outcomes();
    return taken === this.accounted() && taken === this.numbersGiven && this.disagreeing === 0;
  }

  dayFigures() {
    return {
      ...this.sumFigures(),
      reconciliation: {
        numbersGiven: this.numbersGiven,
        taken: this.outcomes().taken,
        accounted: this.accounted(),
        disagreeing: this.disagreeing,
        // Two days that are off by as much would cancel out in the sum.
        ok: this.come ? this.faultyDays === 0 && this.ok() : null,
      },
      transfersToFront: this.transfersToFront,
    };
  }
}
