import { type Instant, plus } from './instants.ts';

/**
 * Tickets that are taken before one is there (docs/remote-tickets.md). Such a ticket counts from when it was
 * taken, if its visitor comes in time; until then it is in no line. Pure.
 */
export interface RemoteLimits {
  /** Taken in one half-hour, over all queues; 0: any number. */
  readonly remoteAHalfHour: number;
  readonly remoteADay: number;
  /** Of one telephone on a day. */
  readonly remoteAPerson: number;
}

/** What was taken on the day, those given up and missed included. */
export interface RemoteTaken {
  readonly inHalfHour: number;
  readonly onDay: number;
  readonly byPerson: number;
}

export type RemoteLimit = 'half-hour' | 'day' | 'person';

/** Which limit forbids one more; null: none does. */
export function remoteLimitReached(taken: RemoteTaken, limits: RemoteLimits): RemoteLimit | null {
  const reached = (count: number, most: number): boolean => most > 0 && count >= most;
  if (reached(taken.byPerson, limits.remoteAPerson)) return 'person';
  if (reached(taken.onDay, limits.remoteADay)) return 'day';
  if (reached(taken.inHalfHour, limits.remoteAHalfHour)) return 'half-hour';
  return null;
}

const halfHourMs = 30 * 60_000;
/** The half-hour that an instant falls in, half-open. */
export function halfHourOf(now: Instant): { from: Instant; to: Instant } {
  const from = new Date(Math.floor(Date.parse(now) / halfHourMs) * halfHourMs).toISOString();
  return { from, to: plus(from, halfHourMs / 1000) };
}

/** How long (seconds) a code of arrival stands; the one before it is good as well. */
export const arrivalSeconds = 120;
export const arrivalPeriod = (now: Instant): number =>
  Math.floor(Date.parse(now) / (arrivalSeconds * 1000));
/** When the next code comes. */
export const arrivalUntil = (now: Instant): Instant =>
  new Date((arrivalPeriod(now) + 1) * arrivalSeconds * 1000).toISOString();
