import { Heap } from './heap.ts';

interface Planned<T> {
  readonly at: number;
  readonly version: number;
  readonly order: number;
  readonly what: T;
}

/** What is to come: the earliest first; of one instant, by the log's versions, then as it was planned. */
export class Coming<T> {
  private readonly heap = new Heap<Planned<T>>([], isBefore);
  private planned = 0;

  /** @param at milliseconds */
  plan(at: number, version: number, what: T): void {
    this.planned += 1;
    this.heap.push({ at, version, order: this.planned, what });
  }

  next(): Pick<Planned<T>, 'at' | 'what'> | null {
    return this.heap.pop();
  }
}

function isBefore<T>(a: Planned<T>, b: Planned<T>): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.version < b.version || (a.version === b.version && a.order < b.order);
}
