import type { DaySums } from '../day-sums.ts';
import { addBeside, addTickets } from './adding.ts';
import type { SelectedDay } from './selected.ts';
import { peaksOf } from './ticket-cut.ts';

/** All tickets of a day, with what holds of a day as a whole. */
export function addDay(sums: DaySums, day: SelectedDay): void {
  addTickets(day, () => sums);
  addBeside(day, () => sums);
  addDayFacts(sums, day);
}

/** What holds of a day as a whole, without its tickets. */
export function addDayFacts(sums: DaySums, day: SelectedDay): void {
  const { numbersGiven, transfersToFront, of } = day.lines;
  const { taken, disagrees, fate } = of.tickets;
  let [disagreeing, ended] = [0, 0];
  for (let t = 0; t < taken.length; t += 1) {
    disagreeing += disagrees[t]!;
    if (fate[t]! >= 0) ended += 1;
  }
  sums.addPeaks(peaksOf(day));
  sums.come = true;
  sums.numbersGiven += numbersGiven;
  sums.transfersToFront += transfersToFront;
  sums.disagreeing += disagreeing;
  const ok = ended === taken.length && numbersGiven === taken.length && disagreeing === 0;
  if (!ok) sums.faultyDays += 1;
}
