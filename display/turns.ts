/**
 * Whose turn it is on a screen that cannot show all calls at once. Pages of three seconds, newest
 * first; where somebody would have to wait longer than ten seconds for that, the longest called
 * first, and shorter pages (screens.md, "Board"; faults S4).
 */
export interface Due {
  readonly id: string;
  /** By when (ms) it must have been shown. */
  readonly due: number;
}

/** Each number is readable within so many milliseconds of its call. */
export const readableWithin = 10_000;
const usualTurn = 3000;
/** A number is read in a second, hardly in less. */
const leastTurn = 1000;
/** For the way of the call to the screen. */
const margin = 500;

/**
 * The next page out of those not shown yet, given newest first, and how long (ms) it stands.
 */
export function nextPage(
  unseen: readonly Due[],
  cells: number,
  now: number,
): { readonly ids: readonly string[]; readonly milliseconds: number } {
  /** When (in pages) the i-th is shown. */
  const pageOf = (i: number): number => Math.floor(i / cells);
  const inTime = unseen.every(
    ({ due }, i) => pageOf(i) === 0 || now + pageOf(i) * usualTurn <= due - margin,
  );
  const order = inTime ? unseen : [...unseen].sort((a, b) => a.due - b.due);
  const turns = order.map(({ due }, i) =>
    pageOf(i) === 0 ? usualTurn : (due - margin - now) / pageOf(i),
  );
  return {
    ids: order.slice(0, cells).map(({ id }) => id),
    milliseconds: Math.max(leastTurn, Math.min(usualTurn, ...turns)),
  };
}

/** Two calls within so long make a burst. */
const withinMs = 5000;
/** It ends when no call has come for so long, everything was shown and all fit beside each other. */
const calmMs = 8000;

/**
 * Whether the calls share the screen. `ages` (ms) of those called and not yet there, the newest
 * first; `unseen`: how many have not been shown; `room`: how many the usual picture shows.
 */
export function isBurst(
  was: boolean,
  ages: readonly number[],
  unseen: number,
  room: number,
): boolean {
  const [first, second] = ages;
  if (first === undefined || second === undefined) return false;
  if (ages.length > room || (first <= calmMs && second - first <= withinMs)) return true;
  return was && (first <= calmMs || unseen > 0);
}
