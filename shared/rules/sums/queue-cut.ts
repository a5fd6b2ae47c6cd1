import { QueueTally } from '../day-sums.ts';
import { higherPeak, peakIn, peakOf } from '../stats.ts';
import { Tallies } from '../tally.ts';
import { metOf, orNull, seenBefore, sumsBy } from './adding.ts';
import { fateNumber } from './lines.ts';
import type { SelectedDay } from './selected.ts';

/** The steps of each queue: the wait where it waited first, each call and stretch of work where it was done. */
export class QueueCut {
  /** By the ids of the queues. */
  readonly rows = new Tallies<string, QueueTally>(() => new QueueTally());

  add(day: SelectedDay): void {
    const queues = day.lines.names.queues.map((id) => this.rows.of(id));
    const { steps } = day.lines.of;
    for (let s = 0; s < steps.queue.length; s += 1) {
      if (day.steps !== null && day.steps[s] === 0) continue;
      // A step whose turn never came waited nowhere.
      if (steps.since[s]! >= 0 || steps.late[s] === 1) addStep(queues, day, s);
    }
    for (const [i, times] of beganIn(day, queues.length).entries())
      if (times.length > 0)
        queues[i]!.peak = higherPeak(queues[i]!.peak, peakOf(peakIn(times), day.lines.begins));
  }
}

/** When each queue's steps began to wait, queue by queue. */
function beganIn({ lines, steps: chosen }: SelectedDay, queues: number): Int32Array[] {
  const { since, firstQueue } = lines.of.steps;
  const counts = new Int32Array(queues);
  const isCounted = (s: number): boolean => since[s]! >= 0 && (chosen === null || chosen[s] === 1);
  for (let s = 0; s < since.length; s += 1) if (isCounted(s)) counts[firstQueue[s]!]! += 1;
  const times = Array.from(counts, (count) => new Int32Array(count));
  for (let s = since.length - 1; s >= 0; s -= 1) {
    const queue = firstQueue[s]!;
    if (isCounted(s)) times[queue]![(counts[queue]! -= 1)] = since[s]!;
  }
  return times;
}

function addStep(queues: readonly QueueTally[], { lines, parts }: SelectedDay, s: number): void {
  const { steps, calls, handled, again, arrivals } = lines.of;
  const [first, last] = [queues[steps.firstQueue[s]!]!, queues[steps.queue[s]!]!];
  const fate = steps.fate[s]!;
  // What was dropped was not taken there: another step of the ticket, or none, took its place.
  const dropped = steps.dropped[s] === 1;
  if (!dropped) first.addTaken();
  if (!dropped && first !== last) {
    first.transferredOut += 1;
    last.transferredIn += 1;
  }
  let calledInLast = false;
  const firstCall = parts.calls[s]!;
  for (let c = firstCall; c < parts.calls[s + 1]!; c += 1) {
    if (calls.recall[c] === 1) continue;
    const queue = calls.queue[c]!;
    if (queue === steps.queue[s]) calledInLast = true;
    if (!calledBefore(lines.of.calls, firstCall, c)) queues[queue]!.called += 1;
  }
  if (!dropped) last.addFate(fate, calledInLast);
  if (steps.late[s] === 1) last.enteredLater += 1;
  if (fate === fateNumber.done) last.ratings.add(orNull(steps.rating[s]!));
  if (steps.since[s]! >= 0)
    first.addStandard(orNull(steps.standard[s]!), lines.begins + steps.since[s]!);
  first.addServiceLevel(metOf(steps.met[s]!), steps.inVain[s] === 1);
  if (fate !== fateNumber.open)
    sumsBy(
      { keys: handled.queue, ms: handled.ms },
      parts.handled[s]!,
      parts.handled[s + 1]!,
      (queue, ms) => queues[queue]!.handling.add(ms / 1000),
    );
  if (fate === fateNumber.expired) return;
  if (steps.wait[s]! >= 0) first.wait.add(steps.wait[s]!);
  for (let i = parts.again[s]!; i < parts.again[s + 1]!; i += 1)
    queues[again.queue[i]!]!.waitAgain.add(again.ms[i]! / 1000);
  for (let a = parts.arrivals[s]!; a < parts.arrivals[s + 1]!; a += 1)
    queues[arrivals.queue[a]!]!.arrivals.add(orNull(arrivals.walk[a]!));
}

/** A step called again for the same queue counts once; a recall is no call. */
function calledBefore(
  calls: { readonly queue: Int32Array; readonly recall: Int32Array },
  first: number,
  c: number,
): boolean {
  if (!seenBefore(calls.queue, first, c)) return false;
  for (let before = first; before < c; before += 1)
    if (calls.recall[before] === 0 && calls.queue[before] === calls.queue[c]) return true;
  return false;
}
