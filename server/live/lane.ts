/**
 * What is to be sent to one kind of screen, collected and worked through at most every so often: the
 * first at once, what comes meanwhile together afterwards.
 */
export class Lane<T> {
  private readonly due = new Set<T>();
  private readonly d: {
    /** Milliseconds from the beginning of one run to that of the next. */
    readonly everyMs: number;
    /** Milliseconds that the first waits, too; absent: it goes in the same turn of the loop. */
    readonly afterMs?: number | undefined;
    readonly run: (due: readonly T[]) => Promise<void>;
  };
  private began = -Infinity;
  private running: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(d: Lane<T>['d']) {
    this.d = d;
  }

  /** What is added together goes together. */
  add(...some: readonly T[]): void {
    for (const one of some) this.due.add(one);
    this.wake();
  }

  /** Another lane sends it. */
  drop(one: T): void {
    this.due.delete(one);
  }

  /** Resolves when nothing is being sent. */
  async settled(): Promise<void> {
    await this.running;
  }

  close(): void {
    this.closed = true;
    this.due.clear();
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private wake(): void {
    if (this.running !== null || this.timer !== null || this.closed || this.due.size === 0) return;
    const wait = Math.max(
      this.began + this.d.everyMs - performance.now(),
      this.d.afterMs ?? -Infinity,
    );
    if (wait <= 0 && this.d.afterMs === undefined) {
      this.work();
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = null;
      this.work();
    }, wait);
  }

  private work(): void {
    this.began = performance.now();
    const due = [...this.due];
    this.due.clear();
    this.running = this.d.run(due).finally(() => {
      this.running = null;
      this.wake();
    });
  }
}
