/** How a page comes back when its line is lost, and how long it waits for what. Milliseconds. */
export interface Pace {
  /** The first try comes after at most this; each later one after at most twice the one before. */
  readonly first: number;
  /** No wait is longer. */
  readonly most: number;
  /** The share of each wait that is left to chance, so that many do not come at once. */
  readonly chance: number;
  /** How long opening the line may take. */
  readonly connect: number;
  /** How long the answer to a question is waited for. */
  readonly answer: number;
}

/** The screens of a hall: some dozens, with people before them. Back within a second. */
export const inHall: Pace = { first: 300, most: 1000, chance: 0.5, connect: 3000, answer: 5000 };

/**
 * Visitors' phones, up to 5,000, that a restart of the server drops at one instant: they come back
 * over six seconds, 900 a second, and over a minute if the server stays away.
 */
export const inPocket: Pace = {
  first: 6000,
  most: 30_000,
  chance: 0.95,
  connect: 5000,
  answer: 15_000,
};

/** Before what can be done at once, so that it is done by no loop. */
export const noWait = 50;

/**
 * The wait before a try, after so many that failed.
 *
 * @param random 0 up to 1
 */
export function waitBefore(failed: number, pace: Pace, random = Math.random()): number {
  const longest = Math.min(pace.most, pace.first * 2 ** Math.min(failed, 16));
  return Math.max(noWait, Math.round(longest * (1 - pace.chance * random)));
}
