import type { TicketSums } from '../day-sums.ts';
import type { Tally } from '../tally.ts';
import { fateNumber } from './lines.ts';
import type { SelectedDay } from './selected.ts';

/** Adds each ticket that is counted to its row, with those of its steps that are. @param rowOf by its place among the day's */
export function addTickets(day: SelectedDay, rowOf: (t: number) => Tally): void {
  const { stepsFrom, tickets: chosen, steps: chosenSteps } = day;
  const { taken, fate, called, late, visit } = day.lines.of.tickets;
  const addStep = stepTimesOf(day);
  for (let t = 0; t < taken.length; t += 1) {
    if (chosen !== null && chosen[t] === 0) continue;
    const row = rowOf(t);
    const wasCalled = called[t] === 1;
    row.addTaken();
    // A ticket without steps has no end that could be counted: the day does not reconcile.
    if (fate[t]! >= 0) row.addFate(fate[t]!, wasCalled);
    if (wasCalled) row.called += 1;
    if (late[t] === 1) row.enteredLater += 1;
    if (visit[t]! >= 0) row.visit.add(visit[t]!);
    for (let s = stepsFrom[t]!; s < stepsFrom[t + 1]!; s += 1)
      if (chosenSteps === null || chosenSteps[s] === 1) addStep(row, s);
  }
}

/** Adds what a step counts for among those of its ticket, or of a row of steps. */
export function stepTimesOf({ lines, parts }: SelectedDay): (row: Tally, s: number) => void {
  const { fate: fates, rating, met, inVain, wait } = lines.of.steps;
  const { walk } = lines.of.arrivals;
  const [again, handled] = [lines.of.again.ms, lines.of.handled.ms];
  return (row, s) => {
    const fate = fates[s]!;
    if (fate === fateNumber.done) row.ratings.add(orNull(rating[s]!));
    row.addServiceLevel(metOf(met[s]!), inVain[s] === 1);
    // Closed with the day: its times are unreliable and enter no average.
    if (fate === fateNumber.expired) return;
    if (wait[s]! >= 0) row.wait.add(wait[s]!);
    const waited = sumOf(again, parts.again, s);
    if (waited >= 0) row.waitAgain.add(waited / 1000);
    const worked = fate === fateNumber.open ? -1 : sumOf(handled, parts.handled, s);
    if (worked >= 0) row.handling.add(worked / 1000);
    for (let a = parts.arrivals[s]!; a < parts.arrivals[s + 1]!; a += 1)
      row.arrivals.add(orNull(walk[a]!));
  };
}

/** What is counted beside the tickets themselves: calls, matters. @param rowOf the sums of each ticket */
export function addBeside(day: SelectedDay, rowOf: (t: number) => TicketSums): void {
  const { lines, parts, stepsFrom, tickets: chosenTickets, steps: chosenSteps } = day;
  const { package: packages, taken } = lines.of.tickets;
  const { dropped, matters: counts } = lines.of.steps;
  const { chosen, recall } = lines.of.calls;
  for (let t = 0; t < taken.length; t += 1) {
    if (chosenTickets !== null && chosenTickets[t] === 0) continue;
    const row = rowOf(t);
    const forPackage = packages[t]! >= 0;
    let matters = 0;
    for (let s = stepsFrom[t]!; s < stepsFrom[t + 1]!; s += 1) {
      if (forPackage && dropped[s] === 0) {
        row.packageSteps += 1;
        matters += counts[s]!;
      }
      if (chosenSteps !== null && chosenSteps[s] === 0) continue;
      for (let c = parts.calls[s]!; c < parts.calls[s + 1]!; c += 1) {
        if (recall[c] === 1) continue;
        row.calls += 1;
        if (chosen[c] === 1) row.chosenCalls += 1;
      }
    }
    if (!forPackage) continue;
    row.packageVisits += 1;
    // A visit is for one thing at least, though nobody said which.
    row.packageMatters += Math.max(1, matters);
  }
}

/** −1: there are none. */
function sumOf(ms: Int32Array, from: Int32Array, s: number): number {
  const [first, end] = [from[s]!, from[s + 1]!];
  if (first === end) return -1;
  let sum = 0;
  for (let i = first; i < end; i += 1) sum += ms[i]!;
  return sum;
}

/** The sums of the milliseconds of the lines `first` up to `end` by what they are of; −1 is no key. */
export function sumsBy(
  lines: { readonly keys: Int32Array; readonly ms: Int32Array },
  first: number,
  end: number,
  add: (key: number, ms: number) => void,
): void {
  const { keys, ms } = lines;
  for (let i = first; i < end; i += 1) {
    const key = keys[i]!;
    if (key < 0 || seenBefore(keys, first, i)) continue;
    let sum = ms[i]!;
    for (let later = i + 1; later < end; later += 1) if (keys[later] === key) sum += ms[later]!;
    add(key, sum);
  }
}

/** Whether one of the lines `first` up to `i` has the key of `i`. */
export function seenBefore(keys: Int32Array, first: number, i: number): boolean {
  for (let before = first; before < i; before += 1) if (keys[before] === keys[i]) return true;
  return false;
}

export const orNull = (value: number): number | null => (value < 0 ? null : value);
export const metOf = (met: number): boolean | null => (met < 0 ? null : met === 1);
