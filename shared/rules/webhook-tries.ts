/**
 * Pauses (s) before each further try of a message: short ones for a receiver that is started anew, long
 * ones for one that somebody has to mend. With them a message is tried for about three days.
 */
const pauses = [5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 72_000] as const;

/** A receiver for which nothing went well for so long (s) is told nothing more. */
export const disabledAfterSeconds = 5 * 24 * 60 * 60;

/** The longest pause that a receiver can ask for by `Retry-After`, in seconds. */
const longestAsked = 24 * 60 * 60;

/** By so much a pause is longer at most, so that not all come back in the same moment. */
const jitter = 0.25;

/**
 * Seconds until a message is tried again; null: it is not.
 *
 * @param tries how often it was tried so far, from 1
 * @param chance from 0 to 1
 * @param asked seconds that the receiver asked for; null: it did not
 */
export function pauseAfter(tries: number, chance: number, asked: number | null): number | null {
  const pause = pauses[tries - 1];
  if (pause === undefined) return null;
  const least = pause * (1 + jitter * chance);
  return asked === null ? least : Math.max(least, Math.min(asked, longestAsked));
}

/** What a receiver asks for by `Retry-After`, in seconds; null: nothing that is understood. */
export function askedPause(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : null;
}
