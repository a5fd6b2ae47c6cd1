import { Worker } from 'node:worker_threads';
import { Problem, type ProblemCode } from '../../shared/errors.ts';
import type { DatabaseOptions, Reader } from '../db/open.ts';

/** Reads, and makes something that a thread can hand to another. */
export type Job = (db: Reader, input: never) => Promise<unknown>;

export interface Question {
  readonly name: string;
  readonly input: unknown;
}
/** What is known of an error on both sides: whether the data is away is told by its code or message. */
interface Failure {
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  /** A refusal: with it, its code is that of a problem. */
  readonly extra: Problem['extra'] | undefined;
}
export type Answer = { readonly output: unknown } | { readonly failure: Failure };

interface Asked {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A worker thread that is started when it is needed first, and kept; asked one thing at a time. */
export class Thread {
  private readonly data: DatabaseOptions;
  private worker: Worker | null = null;
  private asked: Asked | null = null;
  private ending = false;

  constructor(data: DatabaseOptions) {
    this.data = data;
  }

  /** @throws Error where the data cannot be read, or the thread ended meanwhile; Problem `shutting_down` */
  readonly perform = (name: string, input: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      this.asked = { resolve, reject };
      const question: Question = { name, input };
      (this.worker ??= this.start()).postMessage(question);
    });

  async close(): Promise<void> {
    this.ending = true;
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(new URL('./background/worker.js', import.meta.url), {
      workerData: this.data,
    });
    // A report that nobody waits for any more keeps no process alive.
    worker.unref();
    worker.on('message', (answer: Answer) => {
      const { asked } = this;
      this.asked = null;
      if ('output' in answer) asked?.resolve(answer.output);
      else asked?.reject(errorOf(answer.failure));
    });
    worker.on('error', (error) => this.lose(worker, error));
    worker.on('exit', () =>
      this.lose(
        worker,
        this.ending ? new Problem('shutting_down') : new Error('The background thread ended'),
      ),
    );
    return worker;
  }

  /** The next job starts a new thread; who waits for this one is told. */
  private lose(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    this.asked?.reject(error);
    this.asked = null;
  }
}

function errorOf({ extra, ...failure }: Failure): Error {
  if (extra === undefined) return Object.assign(new Error(), failure);
  return new Problem(failure.code as ProblemCode, failure.message, extra);
}
