import { parentPort, workerData } from 'node:worker_threads';
import { type DatabaseOptions, openForReading } from '../db/open.ts';
import { compute } from './compute.ts';
import type { Answer, Question } from './thread.ts';

/** The thread that reads reports, on a connection of its own: a long one delays no call. */
const db = openForReading(workerData as DatabaseOptions);
let previous = Promise.resolve();

parentPort?.on('message', ({ id, job }: Question) => {
  // One after the other: two at once would only hold twice the memory.
  previous = previous.then(async () => {
    let answer: Answer;
    try {
      answer = { id, computed: await compute(db, job) };
    } catch (error) {
      answer = {
        id,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      };
    }
    parentPort?.postMessage(answer);
  });
});
