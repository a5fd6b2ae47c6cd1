import { type Instant, latest, secondsBetween } from './instants.ts';

/** A piece of time. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** The sum of the lengths, in seconds. */
export function totalSeconds(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + secondsBetween(from, to), 0);
}

/** The sum of the lengths, in milliseconds. */
export function totalMs(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
}

/**
 * Seconds covered by `work` inside `open`, each moment once: a window that keeps the papers of one
 * ticket while it serves another works one hour an hour.
 */
export function coveredSeconds(work: readonly Stretch[], open: readonly Stretch[]): number {
  const frames = merged(open);
  let sum = 0;
  let next = 0;
  for (const { from, to } of merged(work)) {
    // Frames that end before this begins meet none of what follows either.
    while (next < frames.length && frames[next]!.to <= from) next += 1;
    for (let i = next; i < frames.length && frames[i]!.from < to; i++) {
      const frame = frames[i]!;
      sum += secondsBetween(latest(from, frame.from), to < frame.to ? to : frame.to);
    }
  }
  return sum;
}

/** What is left of a stretch without the moments of others, in order. */
export function without<S extends Stretch>(stretch: S, others: readonly Stretch[]): S[] {
  const meeting = others.filter((o) => o.from < stretch.to && o.to > stretch.from);
  if (meeting.length === 0) return [stretch];
  const left: S[] = [];
  let from = stretch.from;
  for (const other of merged(meeting)) {
    if (other.from > from) left.push({ ...stretch, from, to: other.from });
    from = latest(from, other.to);
  }
  if (from < stretch.to) left.push({ ...stretch, from });
  return left;
}

/** The same moments as stretches in order that do not overlap. */
function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  if (stretches.length < 2) return stretches;
  const sorted = [...stretches].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const apart: Stretch[] = [];
  for (const { from, to } of sorted) {
    const last = apart.at(-1);
    if (last === undefined || from > last.to) apart.push({ from, to });
    else if (to > last.to) apart[apart.length - 1] = { from: last.from, to };
  }
  return apart;
}
