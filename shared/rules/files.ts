/*
 * Files on a ticket (业务笔数): an agent brings those of several people, a family comes with one number.
 * They are counted as matters, never as visits (rules.md, "Hours, duty, stations").
 */

/** Nobody behind is told of a longer wait than this many turns make: files go quicker together. */
const mostWeight = 10;

/** How many turns a ticket counts for in the wait of those behind it. */
export function weightOf(files: number): number {
  return Math.min(Math.max(1, files), mostWeight);
}
