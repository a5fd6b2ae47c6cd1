import { type Kysely, sql } from 'kysely';
import { Problem } from '../../shared/errors.ts';
import { isStorageAway } from './faults.ts';
import type { Tx } from './open.ts';
import type { Database } from './schema.ts';

interface Job {
  /** When it came, on the process's own clock. */
  readonly since: number;
  readonly run: (tx: Tx) => Promise<unknown>;
  readonly refused: ((tx: Tx, problem: Problem) => Promise<unknown>) | undefined;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

type Outcome = { ok: true; value: unknown } | { ok: false; reason: unknown };

const jobsATransaction = 64;

/**
 * Durable transactions, one at a time in each lane. Commands that arrive together share one
 * transaction with a savepoint each, so that one sync to disk acknowledges them all; one that
 * fails is rolled back alone.
 */
export class Lanes {
  private readonly lanes = new Map<string, Job[]>();
  private readonly running = new Map<string, readonly Job[]>();
  private readonly db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.db = db;
  }

  /**
   * Runs a command. It resolves after the commit, never before.
   *
   * @param refused runs after a refused command was rolled back, in the same transaction, to keep
   *   the answer that its idempotency key will get again
   * @throws what the command threw; Problem `storage_unavailable` when the commit failed
   */
  run<T>(
    lane: string,
    run: (tx: Tx) => Promise<T>,
    refused?: (tx: Tx, problem: Problem) => Promise<unknown>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const job: Job = { since: performance.now(), run, refused, resolve, reject };
      const waiting = this.lanes.get(lane);
      if (waiting !== undefined) {
        waiting.push(job);
        return;
      }
      const jobs = [job];
      this.lanes.set(lane, jobs);
      // What has arrived in this turn of the event loop comes along.
      setImmediate(() => void this.drain(lane, jobs));
    });
  }

  /** Milliseconds for which the command that has waited longest has waited; 0: none does. */
  waitedMs(): number {
    const oldest = [...this.running.values()].map((jobs) => jobs[0]!.since);
    return oldest.length === 0 ? 0 : performance.now() - Math.min(...oldest);
  }

  private async drain(lane: string, jobs: Job[]): Promise<void> {
    while (jobs.length > 0) {
      const together = jobs.splice(0, jobsATransaction);
      this.running.set(lane, together);
      try {
        const outcomes = await this.db.transaction().execute((tx) => runTogether(tx, together));
        together.forEach((job, i) => settle(job, outcomes[i]!));
      } catch (error) {
        const problem = new Problem('storage_unavailable');
        problem.cause = error;
        for (const job of together) job.reject(problem);
      }
      // Those who were answered come back in the next turn; let them in before the next sync.
      if (jobs.length > 0) await new Promise((next) => setImmediate(next));
    }
    this.running.delete(lane);
    this.lanes.delete(lane);
  }
}

async function runTogether(tx: Tx, jobs: readonly Job[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    await sql`savepoint command`.execute(tx);
    try {
      outcomes.push({ ok: true, value: await job.run(tx) });
    } catch (reason) {
      // It would be away for the others, too: each would wait its time in turn.
      if (isStorageAway(reason)) throw reason;
      // Where this fails too, the transaction is gone: nobody in it is acknowledged.
      await sql`rollback to savepoint command`.execute(tx);
      if (reason instanceof Problem) await job.refused?.(tx, reason);
      outcomes.push({ ok: false, reason });
    }
    await sql`release savepoint command`.execute(tx);
  }
  return outcomes;
}

function settle(job: Job, outcome: Outcome): void {
  if (outcome.ok) job.resolve(outcome.value as never);
  else job.reject(outcome.reason);
}
