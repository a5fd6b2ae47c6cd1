import type { EstimateRow } from '../contract/report.ts';
import { rate } from './stats.ts';
import { fateNumber } from './sums/lines.ts';
import type { SelectedDay } from './sums/selected.ts';

const bands = [
  { ahead: '0', upTo: 0 },
  { ahead: '1-2', upTo: 2 },
  { ahead: '3-5', upTo: 5 },
  { ahead: '6-10', upTo: 10 },
  { ahead: '11+', upTo: Infinity },
] as const;

/** An estimate given at issue (seconds), and the wait that followed. */
export interface EstimateOutcome {
  readonly ahead: number;
  readonly p50: number;
  readonly p90: number;
  readonly wait: number;
}

/** The error of the wait estimates by the people ahead (rules.md, "Wait estimates"). */
export class EstimateErrors {
  private readonly sums = bands.map(() => ({ count: 0, absolute: 0, within: 0 }));

  add({ ahead, p50, p90, wait }: EstimateOutcome): void {
    let band = 0;
    while (ahead > bands[band]!.upTo) band += 1;
    const sum = this.sums[band]!;
    sum.count += 1;
    sum.absolute += Math.abs(wait - p50);
    if (wait <= p90) sum.within += 1;
  }

  /** The estimates given at issue on a day, and the waits that followed. */
  addDay({ lines, steps: chosen }: SelectedDay): void {
    const { ahead, p50, p90, wait, fate } = lines.of.steps;
    for (let s = 0; s < wait.length; s += 1) {
      if (chosen !== null && chosen[s] === 0) continue;
      if (wait[s]! < 0 || ahead[s]! < 0 || p50[s]! < 0 || p90[s]! < 0) continue;
      // The times of what was closed with its day enter no figure.
      if (fate[s] === fateNumber.expired) continue;
      this.add({ ahead: ahead[s]!, p50: p50[s]!, p90: p90[s]!, wait: wait[s]! });
    }
  }

  rows(): EstimateRow[] {
    return bands.map(({ ahead }, i) => {
      const { count, absolute, within } = this.sums[i]!;
      return {
        ahead,
        count,
        meanAbsoluteError: count === 0 ? null : Math.round((absolute / count) * 10) / 10,
        withinP90: rate(within, count),
      };
    });
  }
}
