/** How often a whole number came: as many as there are different ones, however many there are. */
export type Counted = ReadonlyMap<number, number>;

/**
 * Nearest rank, as everywhere: the smallest number that at least `p` per cent of all do not exceed;
 * null: there are none. Pure.
 */
export function percentileOf(counted: Counted, p: number): number | null {
  const sorted = [...counted].sort(([a], [b]) => a - b);
  const count = sorted.reduce((sum, [, n]) => sum + n, 0);
  const rank = Math.max(1, Math.ceil((count * p) / 100));
  let seen = 0;
  for (const [value, n] of sorted) {
    seen += n;
    if (seen >= rank) return value;
  }
  return null;
}
