import type { DayFigures } from '../../shared/contract/report.ts';
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
      ratings: this.ratings.figures(),
    };
  }
}

/** The sums of a day; over several days they are added up. */
export class DaySums extends Tally {
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
        ok: this.faultyDays === 0 && this.ok(),
      },
      peaks: this.peaks,
      ratings: this.ratings.figures(),
      outOfOrder: rate(this.chosenCalls, this.calls),
      transfersToFront: this.transfersToFront,
    };
  }
}
