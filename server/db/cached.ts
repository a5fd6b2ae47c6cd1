/** So many are kept at most; then all are read anew. */
const most = 5000;

/** Keys that are about to be read together, and what is found. */
interface Gathered<V> {
  readonly keys: Set<string>;
  readonly found: Promise<ReadonlyMap<string, V>>;
}

/**
 * Rows that seldom change, by a key: who a token belongs to, which hall has a code. They are kept for as
 * long as nothing but presses changed the data (`Db.stamp`). Those that are asked for in one turn of the
 * event loop are read in one statement, which begins after all of them were asked for.
 */
export class Cached<V> {
  private readonly stamp: () => string | null;
  private readonly readAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>;
  private readonly values = new Map<string, V | undefined>();
  private under: string | null = null;
  private gathering: Gathered<V> | null = null;

  /** @param readAll leaves out the keys for which there is nothing */
  constructor(
    stamp: () => string | null,
    readAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
  ) {
    this.stamp = stamp;
    this.readAll = readAll;
  }

  /** What is kept under a key, else what is read; it is kept where it still holds. Undefined: nothing. */
  async of(key: string): Promise<V | undefined> {
    const before = this.stamp();
    if (before === null) return this.read(key);
    if (before !== this.under || this.values.size >= most) {
      this.values.clear();
      this.under = before;
    }
    if (this.values.has(key)) return this.values.get(key);
    const value = await this.read(key);
    if (this.under === before && this.stamp() === before) this.values.set(key, value);
    return value;
  }

  private async read(key: string): Promise<V | undefined> {
    const together = (this.gathering ??= this.gather());
    together.keys.add(key);
    return (await together.found).get(key);
  }

  private gather(): Gathered<V> {
    const keys = new Set<string>();
    const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.gathering = null;
      return this.readAll([...keys]);
    });
    return { keys, found };
  }
}
