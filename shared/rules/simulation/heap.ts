/** What comes first, first (a binary heap). */
export class Heap<T> {
  readonly all: T[];
  private readonly isBefore: (a: T, b: T) => boolean;

  constructor(items: readonly T[], isBefore: (a: T, b: T) => boolean) {
    this.isBefore = isBefore;
    this.all = [];
    for (const item of items) this.push(item);
  }

  get size(): number {
    return this.all.length;
  }

  get first(): T | undefined {
    return this.all[0];
  }

  push(item: T): void {
    const { all, isBefore } = this;
    all.push(item);
    for (let i = all.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!isBefore(all[i]!, all[parent]!)) return;
      [all[parent], all[i]] = [all[i]!, all[parent]!];
      i = parent;
    }
  }

  pop(): T | null {
    const { all, isBefore } = this;
    const first = all[0];
    const last = all.pop();
    if (first === undefined || last === undefined) return null;
    if (all.length === 0) return first;
    all[0] = last;
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < all.length && isBefore(all[child]!, all[least]!)) least = child;
      if (least === i) return first;
      [all[least], all[i]] = [all[i]!, all[least]!];
      i = least;
    }
  }
}
