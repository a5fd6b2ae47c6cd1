import { Worker } from 'node:worker_threads';

/** Whether this runs from source: there is no bundled worker beside this file. */
const fromSource = import.meta.url.endsWith('.ts');

export interface Watchdog {
  readonly close: () => Promise<void>;
}

const beatMs = 1000;

/**
 * Watches the event loop from a thread of its own. A loop that computes for a minute without a turn
 * answers nobody and never will: the process is ended, and whatever keeps it running starts it anew.
 * A loop that waits for its disk uses no processor, and is left alone however long it takes.
 *
 * @returns null where the server runs from its sources
 */
export function watchLoop(onError: (error: Error) => void): Watchdog | null {
  if (fromSource) return null;
  const beats = new SharedArrayBuffer(4);
  const beat = new Int32Array(beats);
  const timer = setInterval(() => Atomics.add(beat, 0, 1), beatMs);
  timer.unref();
  const worker = new Worker(new URL('./watchdog/worker.js', import.meta.url), {
    workerData: { beats, pid: process.pid },
    execArgv: [],
  });
  // Without it the hall runs on as before.
  worker.on('error', (error) => onError(error));
  worker.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await worker.terminate();
    },
  };
}
