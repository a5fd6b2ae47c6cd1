/** So many are kept at most; then all are read anew. */
const most = 5000;

/**
 * What was read of rows that seldom change, for as long as nothing but presses changed the data
 * (`Db.stamp`): who a token belongs to, which hall has a code.
 */
export class Cached<V> {
  private readonly stamp: () => string | null;
  private readonly values = new Map<string, V>();
  private under: string | null = null;

  constructor(stamp: () => string | null) {
    this.stamp = stamp;
  }

  /** What is kept under a key, else what `read` finds; it is kept where it still holds. */
  async of(key: string, read: () => Promise<V>): Promise<V> {
    const before = this.stamp();
    if (before === null) return read();
    if (before !== this.under || this.values.size >= most) {
      this.values.clear();
      this.under = before;
    }
    const kept = this.values.get(key);
    if (kept !== undefined) return kept;
    const value = await read();
    if (this.under === before && this.stamp() === before) this.values.set(key, value);
    return value;
  }
}
