/** Something that is to happen. */
interface Coming {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly order: number;
  readonly happen: () => Promise<unknown>;
}

/** What is to come, the next first; of one instant, what was planned first (a binary heap). */
export class Timeline {
  private readonly heap: Coming[] = [];
  private planned = 0;

  at(at: number, happen: () => Promise<unknown>): void {
    const { heap } = this;
    this.planned += 1;
    heap.push({ at, order: this.planned, happen });
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (before(heap[parent]!, heap[i]!)) return;
      [heap[parent], heap[i]] = [heap[i]!, heap[parent]!];
      i = parent;
    }
  }

  next(): Coming | null {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && before(heap[child]!, heap[least]!)) least = child;
      if (least === i) return first;
      [heap[least], heap[i]] = [heap[i]!, heap[least]!];
      i = least;
    }
  }
}

function before(a: Coming, b: Coming): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
