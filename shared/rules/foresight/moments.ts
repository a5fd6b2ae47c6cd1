/** The people ahead at which what a phone is told is judged, too: the nearest first. */
export const laterMarks = [2, 5, 10] as const;
type LaterMark = (typeof laterMarks)[number];

/** The mark that a line passed as it moved on from one place to another; null: none. */
export function markPassed(before: number, now: number): LaterMark | null {
  return laterMarks.find((mark) => now <= mark && before > mark) ?? null;
}
