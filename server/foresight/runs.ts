import { Problem } from '../../shared/errors.ts';

/** How far a run is, in thousandths, and whether it is to end: shared with the thread that does it. */
export type RunSignal = SharedArrayBuffer;

/** What a run does now and then. @param done 0 … 1 @throws Problem `run_stopped` when it is to end */
export function tell(signal: RunSignal, done: number): void {
  const shared = new Int32Array(signal);
  if (Atomics.load(shared, 1) === 1) throw new Problem('run_stopped');
  Atomics.store(shared, 0, Math.round(1000 * Math.min(1, Math.max(0, done))));
}

/** So many are known at once; the oldest make room. */
const most = 100;

/** Simulations that somebody waits for: how far each is, and an end for it. Kept by this process only. */
export class Runs {
  private readonly running = new Map<string, RunSignal>();

  /**
   * Does something that tells how far it is, under the name that whoever waits for it gave.
   *
   * @param gone aborted when nobody waits for it any more
   */
  async during<T>(
    { hall, run }: { readonly hall: string; readonly run: string | undefined },
    gone: AbortSignal,
    work: (signal: RunSignal) => Promise<T>,
  ): Promise<T> {
    const signal: RunSignal = new SharedArrayBuffer(8);
    const key = run === undefined ? null : `${hall}/${run}`;
    if (key !== null) {
      const [oldest] = this.running.keys();
      if (this.running.size >= most) this.running.delete(oldest!);
      this.running.set(key, signal);
    }
    const stop = (): void => end(signal);
    gone.addEventListener('abort', stop);
    try {
      return await work(signal);
    } finally {
      gone.removeEventListener('abort', stop);
      if (key !== null) this.running.delete(key);
    }
  }

  /** 0 … 1; null: it is over, or is done by another process. */
  progress(hall: string, run: string): number | null {
    const signal = this.running.get(`${hall}/${run}`);
    return signal === undefined ? null : Atomics.load(new Int32Array(signal), 0) / 1000;
  }

  stop(hall: string, run: string): void {
    const signal = this.running.get(`${hall}/${run}`);
    if (signal !== undefined) end(signal);
  }
}

function end(signal: RunSignal): void {
  Atomics.store(new Int32Array(signal), 1, 1);
}
