/** Time, passed in. */
export interface Clock {
  /** Now, as ISO 8601 UTC text with milliseconds. */
  readonly now: () => string;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };
