import { Worker } from 'node:worker_threads';
import type { Db } from '../db/open.ts';
import { compute, type Computed, type ReportJob } from './compute.ts';

export interface Question {
  readonly id: number;
  readonly job: ReportJob;
}
export type Answer =
  | { readonly id: number; readonly computed: Computed }
  | { readonly id: number; readonly error: string };

interface Waiting {
  readonly resolve: (computed: Computed) => void;
  readonly reject: (error: Error) => void;
}

/** Runs from source: there is no bundled worker beside this file. */
const fromSource = import.meta.url.endsWith('.ts');

/**
 * Where reports are computed: one worker thread, kept, asked one thing at a time. In this thread
 * where the data lives in this process's memory, or where the server runs from its sources.
 */
export class ReportThread {
  private readonly db: Db;
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | null = null;
  private lastId = 0;

  constructor(db: Db) {
    this.db = db;
  }

  /** @throws Error where the data cannot be read, or the thread ended meanwhile */
  async compute(job: ReportJob): Promise<Computed> {
    if (this.db.reopen === null || fromSource) return compute(this.db.read, job);
    const worker = (this.worker ??= this.start(this.db.reopen));
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      const question: Question = { id, job };
      worker.postMessage(question);
    });
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private start(data: NonNullable<Db['reopen']>): Worker {
    const worker = new Worker(new URL('./reports/worker.js', import.meta.url), {
      workerData: data,
    });
    // A report that nobody waits for any more keeps no process alive.
    worker.unref();
    worker.on('message', (answer: Answer) => {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if ('computed' in answer) waiting?.resolve(answer.computed);
      else waiting?.reject(new Error(answer.error));
    });
    worker.on('error', (error) => this.lose(worker, error));
    worker.on('exit', () => this.lose(worker, new Error('The report thread ended')));
    return worker;
  }

  /** The next report starts a new thread; those that wait for this one are told. */
  private lose(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
