import { Tallies, Tally } from '../tally.ts';
import { stepTimesOf } from './adding.ts';
import type { Known } from './dimensions.ts';
import { stepKeys } from './filter.ts';
import type { SelectedDay } from './selected.ts';

/** Steps that waited: by their place in a package, or by the departments of what they are for. */
export class StepsCut {
  readonly rows = new Tallies<string | null, Tally>(() => new Tally());
  private readonly by: 'step' | 'department';
  private readonly known: Known;

  constructor(by: 'step' | 'department', known: Known) {
    this.by = by;
    this.known = known;
  }

  add(day: SelectedDay): void {
    const { steps } = day.lines.of;
    const keysOf = this.by === 'step' ? byStep(day, this.known) : byDepartment(day, this.known);
    const addTimes = stepTimesOf(day);
    for (let s = 0; s < steps.queue.length; s += 1) {
      if (day.steps !== null && day.steps[s] === 0) continue;
      // A step whose turn never came waited nowhere; what was dropped was not taken.
      if (steps.since[s]! < 0 && steps.late[s] === 0) continue;
      for (const key of keysOf(s)) {
        const row = this.rows.of(key);
        addOutcome(row, day, s);
        addTimes(row, s);
      }
    }
  }
}

function addOutcome(row: Tally, day: SelectedDay, s: number): void {
  const { steps } = day.lines.of;
  const called = steps.firstCalled[s]! >= 0;
  if (steps.dropped[s] === 0) {
    row.addTaken();
    row.addFate(steps.fate[s]!, called);
  }
  if (called) row.called += 1;
  if (steps.late[s] === 1) row.enteredLater += 1;
}

function byStep(day: SelectedDay, known: Known): (s: number) => readonly (string | null)[] {
  const keyOf = stepKeys(day, known);
  return (s) => [keyOf(s)];
}

function byDepartment(
  { lines, parts }: SelectedDay,
  known: Known,
): (s: number) => ReadonlySet<string | null> {
  const keys = lines.names.matters.map(known.departmentOfMatter);
  const nothing: ReadonlySet<string | null> = new Set([null]);
  return (s) => {
    const [from, to] = [parts.matters[s]!, parts.matters[s + 1]!];
    if (from === to) return nothing;
    const own = new Set<string | null>();
    for (let m = from; m < to; m += 1) own.add(keys[lines.of.matters.matter[m]!]!);
    return own;
  };
}
