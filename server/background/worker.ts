import { parentPort, workerData } from 'node:worker_threads';
import { Problem } from '../../shared/errors.ts';
import { type DatabaseOptions, openForReading } from '../db/open.ts';
import { giveWay } from './give-way.ts';
import { jobs } from './jobs.ts';
import type { Answer, Job, Question } from './thread.ts';

giveWay();
/** A thread of long reads, on a connection of its own. */
const db = openForReading(workerData as DatabaseOptions);
const byName: Readonly<Record<string, Job>> = jobs;

parentPort?.on('message', ({ name, input }: Question) => {
  void answerOf(name, input).then((answer) => parentPort?.postMessage(answer));
});

async function answerOf(name: string, input: unknown): Promise<Answer> {
  try {
    return { output: await byName[name]!(db, input as never) };
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const { code } = error as { code?: unknown };
    const extra = error instanceof Problem ? error.extra : undefined;
    return {
      failure: { message, stack, code: typeof code === 'string' ? code : undefined, extra },
    };
  }
}
