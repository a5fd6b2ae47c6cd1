import type { DayFigures } from '../contract/report.ts';
import type { Instant } from './instants.ts';
import { rate, rollingPeak } from './stats.ts';
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
  private readonly standards = new Map<number, { since: Instant; steps: number }>();

  /** A step that began to wait, and the standard that stood then. */
  addStandard(seconds: number | null, since: Instant): void {
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
        .sort(([, a], [, b]) => (a.since < b.since ? -1 : 1))
        .map(([seconds, { steps }]) => ({ seconds, steps })),
      ratings: this.ratings.figures(),
    };
  }
}

/** The sums of a day; over several days they are added up. */
export class DaySums extends Tally {
  /** A day that is still to come has nothing that could agree. */
  come = false;
  numbersGiven = 0;
  disagreeing = 0;
  faultyDays = 0;
  calls = 0;
  chosenCalls = 0;
  transfersToFront = 0;
  peaks: DayFigures['peaks'] = {
    taken: rollingPeak([]),
    called: rollingPeak([]),
    done: rollingPeak([]),
  };

  ok(): boolean {
    const { taken } = this.outcomes();
    return taken === this.accounted() && taken === this.numbersGiven && this.disagreeing === 0;
  }

  figures(): DayFigures {
    return {
      ...this.ticketFigures(),
      reconciliation: {
        numbersGiven: this.numbersGiven,
        taken: this.outcomes().taken,
        accounted: this.accounted(),
        disagreeing: this.disagreeing,
        // Two days that are off by as much would cancel out in the sum.
        ok: this.come ? this.faultyDays === 0 && this.ok() : null,
      },
      peaks: this.peaks,
      ratings: this.ratings.figures(),
      outOfOrder: rate(this.chosenCalls, this.calls),
      transfersToFront: this.transfersToFront,
    };
  }
}
