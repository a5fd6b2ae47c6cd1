/** Below it a wait is none: a window was free. Seconds; it is the P90 of whoever finds one. */
export const freeWindow = 60;

/** A window was free when it was taken: there was nothing to foresee. */
export const foundFreeWindow = (said: {
  readonly estimate_p50: number | null;
  readonly estimate_p90: number | null;
}): boolean => said.estimate_p50 === 0 && said.estimate_p90 === freeWindow;

/** One estimate and what came of it. Minutes. */
export interface Outcome {
  readonly p50: number;
  readonly p90: number;
  /** Until the call; of one who left, until then: the call would have come later. */
  readonly wait: number;
  readonly left: boolean;
  /** The queue's usual wait, as one would say it without any rule; null: not known. */
  readonly usual: number | null;
}

/** How good estimates were. Minutes and shares; null: of nothing. */
export interface Figures {
  readonly count: number;
  /** Mean of |P50 − wait|. */
  readonly error: number | null;
  /** Mean of P50 − wait: below 0 people waited longer than they were told. */
  readonly bias: number | null;
  /** The share of waits within P90, of how many. */
  readonly within: number;
  readonly withinOf: number;
  /** Pinball losses of P50 and P90, summed: what both numbers cost together. */
  readonly pinball: number | null;
  /** 1 − error ÷ error of the queue's usual wait; below 0 the usual wait says it better. */
  readonly skill: number | null;
}

/** Adds outcomes up. Whoever left before P50 or P90 says nothing about that number. */
export class Judgement {
  private count = 0;
  private errors = 0;
  private biases = 0;
  private within = 0;
  private withinOf = 0;
  private losses = 0;
  private compared = { count: 0, own: 0, usual: 0 };

  add({ p50, p90, wait, left, usual }: Outcome): void {
    if (!left || wait > p90) {
      this.withinOf += 1;
      if (!left && wait <= p90) this.within += 1;
    }
    if (left && wait <= p50) return;
    const error = Math.abs(p50 - wait);
    this.count += 1;
    this.errors += error;
    this.biases += p50 - wait;
    this.losses += 0.5 * error + (wait > p90 ? 0.9 * (wait - p90) : 0.1 * (p90 - wait));
    if (usual === null) return;
    this.compared.count += 1;
    this.compared.own += error;
    this.compared.usual += Math.abs(usual - wait);
  }

  figures(): Figures {
    const { count, compared } = this;
    const mean = (sum: number): number | null => (count === 0 ? null : sum / count);
    return {
      count,
      error: mean(this.errors),
      bias: mean(this.biases),
      within: this.within,
      withinOf: this.withinOf,
      pinball: mean(this.losses),
      skill: compared.usual === 0 ? null : 1 - compared.own / compared.usual,
    };
  }
}

/** A share that was claimed, and the share seen. */
export interface Claim {
  readonly claimed: number;
  readonly observed: number | null;
}

/** Standard normal deviations of 10, 20 … 90 %. */
const deviations = [-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816];

/** What 10 … 90 % should have been called by, between and around P50 and P90 in proportion. */
export function reliability(outcomes: readonly Outcome[]): Claim[] {
  return deviations.map((deviation, i) => {
    let within = 0;
    let count = 0;
    for (const { p50, p90, wait, left } of outcomes) {
      const spread = Math.log((p90 + 3) / (p50 + 3)) / 1.2816;
      const claimed = Math.max(0, (p50 + 3) * Math.exp(spread * deviation) - 3);
      if (left && wait <= claimed) continue;
      count += 1;
      if (!left && wait <= claimed) within += 1;
    }
    return { claimed: (i + 1) / 10, observed: count === 0 ? null : within / count };
  });
}

/** What was said to a tenth of the people, and what they waited. Means in minutes. */
export interface SaidAndSeen {
  readonly count: number;
  readonly said: number;
  readonly seen: number;
}

/** The waits seen against P50, in ten groups of equally many, the shortest first. */
export function inTenGroups(outcomes: readonly Outcome[]): SaidAndSeen[] {
  const judged = outcomes
    .filter(({ left, wait, p50 }) => !left || wait > p50)
    .sort((a, b) => a.p50 - b.p50);
  return Array.from({ length: 10 }, (_, i) =>
    judged.slice(Math.floor((i * judged.length) / 10), Math.floor(((i + 1) * judged.length) / 10)),
  )
    .filter((group) => group.length > 0)
    .map((group) => ({
      count: group.length,
      said: group.reduce((sum, { p50 }) => sum + p50, 0) / group.length,
      seen: group.reduce((sum, { wait }) => sum + wait, 0) / group.length,
    }));
}
