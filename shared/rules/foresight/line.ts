import { foresee, type Foreseen } from './foresee.ts';
import type { Bands, QueueFit } from './fit.ts';
import { profileWait, withLead } from './rates.ts';

/** A queue at a moment, as far as the waits in it depend on it. Minutes. */
export interface LineNow {
  readonly minute: number;
  /** The logarithm of today's pace to the usual one, where the queue is ahead of it; else 0. */
  readonly lead: number;
  /** The hall's factor of P90. */
  readonly late: number;
  /** The base of one with so many ahead by the pass of the calling rule; null: its own rates say it. */
  readonly pass: ((ahead: number) => number) | null;
}

/** The waits along one line: never below those of the person ahead (foresight.md, "line"). */
export class LineWaits {
  private readonly fit: QueueFit;
  private readonly bands: Bands;
  private readonly now: LineNow;
  private readonly marks: Foreseen[] = [];

  constructor(fit: QueueFit, bands: Bands, now: LineNow) {
    this.fit = fit;
    this.bands = bands;
    this.now = now;
  }

  /** The wait of one with so many ahead. */
  at(ahead: number): Foreseen {
    const upper = markAfter(ahead);
    const mark = this.mark(upper);
    const at = aheadOf(upper);
    if (at === ahead) return mark;
    const before = this.mark(upper - 1);
    const share = (ahead - aheadOf(upper - 1)) / (at - aheadOf(upper - 1));
    return {
      p50: before.p50 + (mark.p50 - before.p50) * share,
      p90: before.p90 + (mark.p90 - before.p90) * share,
    };
  }

  private mark(index: number): Foreseen {
    for (let i = this.marks.length; i <= index; i++) {
      const own = this.foreseen(aheadOf(i));
      const before = this.marks[i - 1];
      this.marks.push({
        p50: Math.max(own.p50, before?.p50 ?? 0),
        p90: Math.max(own.p90, before?.p90 ?? 0),
      });
    }
    return this.marks[index]!;
  }

  private foreseen(ahead: number): Foreseen {
    const { minute, lead, late, pass } = this.now;
    const usual = pass?.(ahead) ?? profileWait(this.fit.rates, minute, ahead);
    const base = pass === null ? withLead(usual, lead) : usual;
    return foresee(this.fit, this.bands, late, {
      ahead,
      minute,
      usual,
      base,
      passed: pass !== null,
    });
  }
}

const finest = 8;
/** The people ahead at which the rule is asked: each up to eight, then four to every doubling. */
function aheadOf(mark: number): number {
  if (mark <= finest) return mark;
  return Math.round(finest * 2 ** ((mark - finest) / 4));
}

function markAfter(ahead: number): number {
  if (ahead <= finest) return Math.max(0, ahead);
  let mark = finest + Math.floor(4 * Math.log2(ahead / finest));
  while (aheadOf(mark) < ahead) mark += 1;
  while (aheadOf(mark - 1) >= ahead) mark -= 1;
  return mark;
}
