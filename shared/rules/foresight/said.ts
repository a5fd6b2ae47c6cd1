/*
 * A wait as it is said: nobody can foresee it to the minute, and a number that looks exact is taken as
 * a promise. Up to ten minutes to the minute, then to five, over an hour to a quarter.
 */

function gridOf(minutes: number): number {
  return minutes <= 10 ? 1 : minutes <= 60 ? 5 : 15;
}

/** Minutes of a wait of so many seconds, one at the least. */
export function saidMinutes(seconds: number): number {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const grid = gridOf(minutes);
  return Math.round(minutes / grid) * grid;
}

/** Minutes that nine in ten are not to wait longer than: never rounded down, nor below what is said of half. */
export function saidAtMost({ p50, p90 }: { readonly p50: number; readonly p90: number }): number {
  const minutes = Math.max(1, Math.ceil(p90 / 60));
  const grid = gridOf(minutes);
  return Math.max(saidMinutes(p50), Math.ceil(minutes / grid) * grid);
}

/** When the call may come, in milliseconds since the epoch: to five minutes where the wait is said so. */
export function saidCall(now: number, p50: number): number {
  const minutes = saidMinutes(p50);
  const at = now + minutes * 60_000;
  const grid = (minutes <= 10 ? 1 : 5) * 60_000;
  return Math.round(at / grid) * grid;
}
