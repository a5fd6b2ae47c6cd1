import { begins, type DayLines, partsOf, type StepParts } from './lines.ts';

/** A day's lines, and which of its tickets and steps are counted. */
export interface SelectedDay {
  readonly lines: DayLines;
  readonly parts: StepParts;
  /** Where the steps of each ticket begin; one more than there are tickets. */
  readonly stepsFrom: Int32Array;
  /** 1: counted; null: all are. */
  readonly tickets: Uint8Array | null;
  readonly steps: Uint8Array | null;
}

export function wholeDay(lines: DayLines): SelectedDay {
  const stepsFrom = begins(lines.of.tickets.steps);
  return { lines, parts: partsOf(lines), stepsFrom, tickets: null, steps: null };
}
