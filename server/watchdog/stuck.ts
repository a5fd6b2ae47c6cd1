/** The event loop as it was seen at an instant. */
export interface Seen {
  /** Counts the turns of the loop. */
  readonly beat: number;
  readonly atMs: number;
  /** Processor time of the loop's thread; null: not known here. */
  readonly cpuMs: number | null;
}

const mostMs = 60_000;

/** Whether the loop has stood for a minute and computed for nearly all of it. */
export function isStuck(since: Seen, now: Seen): boolean {
  if (now.beat !== since.beat || now.atMs - since.atMs < mostMs) return false;
  if (since.cpuMs === null || now.cpuMs === null) return false;
  return now.cpuMs - since.cpuMs > 0.9 * (now.atMs - since.atMs);
}
