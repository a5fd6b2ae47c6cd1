/** How many there are of each, forgotten where there is none. */
export class Counts {
  private readonly counts = new Map<string, number>();

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** Those of which there are some. */
  keys(): Iterable<string> {
    return this.counts.keys();
  }

  add(key: string): void {
    this.counts.set(key, this.of(key) + 1);
  }

  takeOff(key: string): void {
    const left = this.of(key) - 1;
    if (left > 0) this.counts.set(key, left);
    else this.counts.delete(key);
  }
}
