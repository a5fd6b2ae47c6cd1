import { type Bands, bandOf, type QueueFit } from './fit.ts';

/** One who asks: `usual` is the wait at the usual pace, `base` the same with today's lead. Minutes. */
export interface Asked {
  readonly ahead: number;
  readonly minute: number;
  readonly usual: number;
  readonly base: number;
  /** The base is that of a pass of the calling rule, which knows the windows and all the lines. */
  readonly passed?: boolean;
}

/** Half of those who stood so were called within P50, nine in ten within P90. Minutes. */
export interface Foreseen {
  readonly p50: number;
  readonly p90: number;
}

const aheadWidth = 0.25;
const minuteWidth = 60;
const bandWeight = 0.2;
/** Who weighs less than e⁻⁸ is left out. */
const lightest = 8;

/**
 * "Of the people who stood as you do, half were called within so many minutes": the past tickets
 * nearest in people ahead and time of the day, each scaled to today, and the hall's spread.
 *
 * @param late the hall's factor of P90 (`nextLateFactor`)
 */
export function foresee(
  { past }: Pick<QueueFit, 'past'>,
  bands: Bands,
  late: number,
  { ahead, minute, usual, base, passed = false }: Asked,
): Foreseen {
  const half: Point[] = [];
  const most: Point[] = [];
  const place = Math.log1p(ahead);
  for (const ticket of past) {
    const far = (place - Math.log1p(ticket.ahead)) / aheadWidth;
    const light = 0.5 * far * far + Math.abs(minute - ticket.minute) / minuteWidth;
    if (light > lightest) continue;
    const weight = Math.exp(-light);
    const ratio = (base + 3) / (ticket.base + 3);
    const scaled = (by: number): number => (ticket.wait + 3) * ratio ** by - 3;
    // A usual wait is known by half, a pass wholly: with it both numbers follow it (docs/foresight.md).
    half.push({ minutes: scaled(passed ? 1 : 0.5), weight });
    most.push({ minutes: scaled(passed ? 1 : 0), weight });
  }
  const spread = bands[bandOf(ahead)];
  for (const ratio of spread === undefined || spread.length === 0 ? unknownSpread : spread) {
    half.push({ minutes: (base + 3) * Math.exp(ratio) - 3, weight: bandWeight });
    most.push({ minutes: (usual + 3) * Math.exp(ratio) - 3, weight: bandWeight });
  }
  const median = weightedQuantile(half, 0.5);
  const p50 = Math.max(0, Math.exp(0.75 * Math.log(median + 3) + 0.25 * Math.log(base + 3)) - 3);
  return { p50, p90: Math.max(p50, weightedQuantile(most, 0.9) * late) };
}

/** Of a hall without a past: waits of half to twice the usual one. */
const unknownSpread = Array.from({ length: 10 }, (_, i) => -0.7 + (1.4 / 9) * i);

interface Point {
  readonly minutes: number;
  readonly weight: number;
}

/**
 * Each point stands for the middle of its weight; between two it is in proportion. Of ten deciles the
 * half lies between the fifth and the sixth, not at the fifth.
 */
function weightedQuantile(points: Point[], share: number): number {
  points.sort((a, b) => a.minutes - b.minutes);
  const wanted = share * points.reduce((all, { weight }) => all + weight, 0);
  let seen = 0;
  let before: { readonly at: number; readonly minutes: number } | null = null;
  for (const { minutes, weight } of points) {
    const at = seen + weight / 2;
    if (at >= wanted) {
      if (before === null || at === before.at) return minutes;
      return (
        before.minutes + ((wanted - before.at) / (at - before.at)) * (minutes - before.minutes)
      );
    }
    before = { at, minutes };
    seen += weight;
  }
  return points.at(-1)!.minutes;
}

const leastLate = 0.7;
const mostLate = 1.6;

/** The factor of P90 after one more ticket was called: a tenth may be late, of the hall as it is. */
export function nextLateFactor(factor: number, wasLate: boolean): number {
  const moved = factor * Math.exp(0.01 * ((wasLate ? 1 : 0) - 0.1));
  return Math.min(mostLate, Math.max(leastLate, moved));
}
