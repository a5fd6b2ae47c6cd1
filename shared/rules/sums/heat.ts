import { weekdayOf } from '../calendar.ts';
import { Durations } from '../stats.ts';
import type { HoursOfDay } from './ticket-keys.ts';
import type { SelectedDay } from './selected.ts';

const halfHours = 48;
const weekdays = 7;

/** Who comes, and how long they wait, by weekday and half-hour of the hall's clock. */
export class HeatMap {
  private readonly hoursOf: HoursOfDay;
  /** Days that anything is counted of, Monday first. */
  private readonly days = new Int32Array(weekdays);
  private readonly taken = new Int32Array(weekdays * halfHours);
  private readonly waits: (Durations | undefined)[] = [];

  constructor(hoursOf: HoursOfDay) {
    this.hoursOf = hoursOf;
  }

  add({ lines, tickets: chosen, steps: chosenSteps }: SelectedDay): void {
    const { taken } = lines.of.tickets;
    const { since, wait, fate } = lines.of.steps;
    if (taken.length === 0) return;
    const { halfHour } = this.hoursOf(lines.begins);
    const weekday = weekdayOf(lines.day) - 1;
    const first = weekday * halfHours;
    this.days[weekday]! += 1;
    for (let t = 0; t < taken.length; t += 1)
      if (chosen === null || chosen[t] === 1) this.taken[first + halfHour(taken[t]!)]! += 1;
    for (let s = 0; s < since.length; s += 1) {
      if (chosenSteps !== null && chosenSteps[s] === 0) continue;
      // The times of what was closed with its day enter no figure.
      if (since[s]! < 0 || wait[s]! < 0 || fate[s] === 3) continue;
      const cell = first + halfHour(since[s]!);
      (this.waits[cell] ??= new Durations()).add(wait[s]!);
    }
  }

  /** The cells in which anybody came or began to wait. */
  figures() {
    const cells = Array.from(this.taken, (taken, cell) => {
      const half = cell % halfHours;
      return {
        weekday: Math.floor(cell / halfHours) + 1,
        at: `${String(half >> 1).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`,
        taken,
        wait: (this.waits[cell] ?? new Durations()).spread(),
      };
    });
    return {
      days: [...this.days],
      cells: cells.filter(({ taken, wait }) => taken + wait.count > 0),
    };
  }
}
