import type { Peak, Peaks } from '../../contract/report.ts';
import { HourTally } from '../day-sums.ts';
import { peakIn, peakOf } from '../stats.ts';
import { Tallies, type Tally } from '../tally.ts';
import { addTickets } from './adding.ts';
import type { HoursOfDay, TicketKeys } from './ticket-keys.ts';
import type { SelectedDay } from './selected.ts';

/** The rows of a day's tickets, each made when it is first needed. */
export function rowsOfTickets<T extends Tally>(
  rows: Tallies<string | null, T>,
  { keys, at }: TicketKeys,
): (t: number) => T {
  const known: (T | undefined)[] = Array.from({ length: keys.length + 1 });
  // The first place is of those that have no key.
  return (t) => (known[at[t]! + 1] ??= rows.of(keys[at[t]!] ?? null));
}

/** The tickets that have something in common, row by row. */
export class TicketCut<T extends Tally> {
  readonly rows: Tallies<string | null, T>;
  private readonly keysOf: (day: SelectedDay) => TicketKeys;

  constructor(keysOf: (day: SelectedDay) => TicketKeys, make: () => T) {
    this.keysOf = keysOf;
    this.rows = new Tallies(make);
  }

  add(day: SelectedDay): void {
    addTickets(day, rowsOfTickets(this.rows, this.keysOf(day)));
  }
}

/** By the hour in which the ticket was taken; calls and ends by when they were. */
export class HourCut {
  readonly rows = new Tallies<string | null, HourTally>(() => new HourTally());
  private readonly hoursOf: HoursOfDay;

  /** @param hoursOf the hours of a day, by when it begins */
  constructor(hoursOf: HoursOfDay) {
    this.hoursOf = hoursOf;
  }

  add(day: SelectedDay): void {
    const { lines } = day;
    const hours = this.hoursOf(lines.begins);
    addTickets(day, rowsOfTickets(this.rows, hours.of(lines.of.tickets.taken)));
    const { firstCalled, doneAt } = lines.of.steps;
    const [called, done] = [hours.of(firstCalled), hours.of(doneAt)];
    const [rowOfCalled, rowOfDone] = [called, done].map((keys) => rowsOfTickets(this.rows, keys));
    eachStep(day, (s) => {
      if (firstCalled[s]! >= 0) rowOfCalled!(s).callsInHour += 1;
      if (doneAt[s]! >= 0) rowOfDone!(s).doneInHour += 1;
    });
  }
}

export function isCounted(day: SelectedDay, t: number): boolean {
  return day.tickets === null || day.tickets[t] === 1;
}

/** The steps that are counted, of tickets that are. */
export function eachStep(day: SelectedDay, visit: (s: number, t: number) => void): void {
  for (let t = 0; t < day.lines.of.tickets.taken.length; t += 1) {
    if (!isCounted(day, t)) continue;
    for (let s = day.stepsFrom[t]!; s < day.stepsFrom[t + 1]!; s += 1)
      if (day.steps === null || day.steps[s] === 1) visit(s, t);
  }
}

const known = new WeakMap<SelectedDay, Peaks>();

/** The largest counts in an hour of a day's tickets; asked for by several sums, they are found once. */
export function peaksOf(day: SelectedDay): Peaks {
  let peaks = known.get(day);
  if (peaks === undefined) known.set(day, (peaks = foundIn(day)));
  return peaks;
}

function foundIn({ lines, tickets, steps }: SelectedDay): Peaks {
  const { begins, of, peaks } = lines;
  const all = tickets === null && steps === null;
  const peakOfTimes = (name: keyof Peaks, times: Int32Array, is: Uint8Array | null): Peak =>
    peakOf(all ? peaks[name] : peakIn(times, is), begins);
  return {
    taken: peakOfTimes('taken', of.tickets.taken, tickets),
    called: peakOfTimes('called', of.steps.firstCalled, steps),
    done: peakOfTimes('done', of.steps.doneAt, steps),
  };
}
