import { Tallies, WorkTally } from '../tally.ts';
import { orNull, sumsBy } from './adding.ts';
import { fateNumber } from './lines.ts';
import type { SelectedDay } from './selected.ts';

/** What a row is of: a window (or what windows belong to), or somebody at work. */
export type WorkSide = 'windows' | 'staff';

/** What was done at each window, or by each clerk, walk time included (lesson 25). */
export class WorkCut {
  readonly rows = new Tallies<string, WorkTally>(() => new WorkTally());
  private readonly side: WorkSide;
  private readonly keyOf: (id: string) => string | null;

  /** @param keyOf the row of a window, or of somebody, by their id; null: none */
  constructor(side: WorkSide, keyOf: (id: string) => string | null = (id) => id) {
    this.side = side;
    this.keyOf = keyOf;
  }

  /** @param timed with the time that each was open: of a day that is counted whole */
  add(day: SelectedDay, timed: boolean): void {
    const { lines, parts } = day;
    const { steps, calls, handled, arrivals, people, windows } = lines.of;
    const keys = lines.names[this.side].map((id) => this.keyOf(id));
    const distinct = [...new Set(keys)];
    const tallies = distinct.map((key) => (key === null ? null : this.rows.of(key)));
    /** From the place of an id to that of its row; −1: none. */
    const rowOf = Int32Array.from(keys, (key) => (key === null ? -1 : distinct.indexOf(key)));
    const column = this.side === 'windows' ? 'window' : 'staff';
    const rowsOf = (places: Int32Array): Int32Array => places.map((p) => (p < 0 ? -1 : rowOf[p]!));
    const of = {
      steps: rowsOf(steps[column]),
      calls: rowsOf(calls[column]),
      handled: rowsOf(handled[column]),
      arrivals: rowsOf(arrivals[column]),
    };
    const at = (row: number): WorkTally | null => (row < 0 ? null : tallies[row]!);
    for (let s = 0; s < steps.queue.length; s += 1) {
      if (day.steps !== null && day.steps[s] === 0) continue;
      const fate = steps.fate[s]!;
      addCalls(at, { of: of.calls, recall: calls.recall }, parts.calls[s]!, parts.calls[s + 1]!);
      const last = at(of.steps[s]!);
      if (last !== null) {
        if (fate === fateNumber.done) {
          last.done += 1;
          last.ratings.add(orNull(steps.rating[s]!));
        }
        if (fate === fateNumber.missed) last.missed += 1;
        if (steps.late[s] === 1) last.enteredLater += 1;
      }
      if (fate !== fateNumber.open)
        sumsBy(
          { keys: of.handled, ms: handled.ms },
          parts.handled[s]!,
          parts.handled[s + 1]!,
          (row, ms) => at(row)?.handling.add(ms / 1000),
        );
      if (fate === fateNumber.expired) continue;
      if (steps.wait[s]! >= 0)
        for (let c = parts.calls[s]!; c < parts.calls[s + 1]!; c += 1)
          if (calls.first[c] === 1) at(of.calls[c]!)?.wait.add(steps.wait[s]!);
      for (let a = parts.arrivals[s]!; a < parts.arrivals[s + 1]!; a += 1)
        at(of.arrivals[a]!)?.arrivals.add(orNull(arrivals.walk[a]!));
    }
    if (!timed) return;
    const times = this.side === 'windows' ? windows : people;
    const places = this.side === 'windows' ? windows.window : people.staff;
    for (let i = 0; i < places.length; i += 1) {
      const tally = at(rowOf[places[i]!]!);
      if (tally === null) continue;
      tally.openMs += times.open[i]!;
      tally.pausedMs += times.paused[i]!;
      tally.busyMs += times.busy[i]!;
    }
  }
}

function addCalls(
  at: (row: number) => WorkTally | null,
  { of, recall }: { readonly of: Int32Array; readonly recall: Int32Array },
  first: number,
  end: number,
): void {
  for (let c = first; c < end; c += 1) {
    const tally = at(of[c]!);
    if (tally === null) continue;
    if (recall[c] === 1) {
      tally.recalls += 1;
      continue;
    }
    let again = false;
    for (let before = first; before < c; before += 1)
      if (recall[before] === 0 && of[before] === of[c]) again = true;
    if (!again) tally.called += 1;
  }
}
