/** An instant as ISO 8601 UTC text of fixed width: text order is time order. */
export type Instant = string;

/** `instant` moved by `seconds`, which may be negative. */
export function plus(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}

export function latest(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

/** Seconds from `from` to `to`. */
export function secondsBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
