import { type Kysely, sql } from 'kysely';
import { Problem } from '../../shared/errors.ts';
import { isStorageAway, storageProblem } from './faults.ts';
import type { Tx } from './reader.ts';
import type { Database } from './schema.ts';
import type { Timings } from './timings.ts';
import { runUnit, type Unit, Unchanged } from './unit.ts';

/** How a command is run. */
export interface Work<T> {
  /** The command as a unit: the short way. Absent: it has only the long one. */
  readonly unit?: (() => Unit<T>) | undefined;
  /** The command inside a transaction. */
  readonly run: (tx: Tx) => Promise<T>;
  /**
   * After a refusal, in the same transaction: keeps the answer that the idempotency key will get
   * again.
   */
  readonly refused?: ((problem: Problem) => Unit<unknown>) | undefined;
}

/** Thrown in a unit where the command has to take the long way. */
export class TakeTheLongWay extends Unchanged {
  constructor() {
    super('the command takes the long way');
  }
}

/** The transaction's end failed: whether it stands is not known, and it is not run again. */
export class CommitFailed extends Error {
  constructor(cause: unknown) {
    super('the commit failed', { cause });
  }
}

/** Whether a unit was refused, or found nothing to do: all else is a fault. */
export function isRefusal(reason: unknown): boolean {
  return reason instanceof Problem || reason instanceof Unchanged;
}

export type Outcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: unknown };

/** Units that share a transaction, in order. */
export interface SharedUnits {
  /**
   * Runs them and commits.
   *
   * @throws what the commit threw, or what one of them threw after it had written or that is no
   *   refusal; then nothing of any of them stands
   */
  readonly run: (works: readonly UnitWork[]) => Promise<Outcome[]>;
}

export type UnitWork = Pick<Work<unknown>, 'refused'> & { readonly unit: () => Unit<unknown> };

interface Job {
  /** When it came, on the process's own clock. */
  readonly since: number;
  readonly work: Work<unknown>;
  readonly long: boolean;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

const jobsATransaction = 64;

/**
 * Durable transactions, one at a time in each lane. Commands that arrive together share one, so that
 * one sync to disk acknowledges them all; one that fails is rolled back alone.
 */
export class Lanes {
  private readonly lanes = new Map<string, Job[]>();
  private readonly running = new Map<string, readonly Job[]>();
  private readonly db: Kysely<Database>;
  private readonly units: SharedUnits;
  private readonly timings: Timings;
  /** Transactions of commands that are not of every press, so far. */
  longRuns = 0;
  /** Told of each transaction that failed because the data are away or damaged. */
  storageFailed: (error: unknown) => void = () => undefined;
  /** Told of each that did not. */
  storageWell: () => void = () => undefined;

  constructor(db: Kysely<Database>, units: SharedUnits, timings: Timings) {
    this.db = db;
    this.units = units;
    this.timings = timings;
  }

  /**
   * Runs a command. It resolves after the commit, never before.
   *
   * @throws what the command threw; Problem `storage_unavailable` when the commit failed
   */
  run<T>(lane: string, work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const long = work.unit === undefined;
      const job: Job = { since: performance.now(), work, long, resolve, reject };
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

  /** Commands that wait, and those that are in the database. */
  length(): number {
    return [...this.lanes.values(), ...this.running.values()].reduce((n, of) => n + of.length, 0);
  }

  private async drain(lane: string, jobs: Job[]): Promise<void> {
    while (jobs.length > 0) {
      const { long } = jobs[0]!;
      const other = jobs.findIndex((job) => job.long !== long);
      const count = Math.min(other === -1 ? jobs.length : other, jobsATransaction);
      const together = jobs.splice(0, count);
      this.running.set(lane, together);
      const { heard } = this.timings;
      const since = heard === null ? 0 : performance.now();
      jobs.unshift(...(long ? await this.runLong(together) : await this.runUnits(together)));
      heard?.transaction(performance.now() - since, count);
      // Those who were answered come back in the next turn; let them in before the next sync.
      if (jobs.length > 0) await new Promise((next) => setImmediate(next));
    }
    this.running.delete(lane);
    this.lanes.delete(lane);
  }

  /** @returns those that have to take the long way */
  private async runUnits(together: readonly Job[]): Promise<Job[]> {
    let outcomes: Outcome[];
    try {
      outcomes = await this.units.run(together.map(({ work }) => work as UnitWork));
    } catch (error) {
      // One of them is at fault: each stands alone on the long way, with a savepoint. Where the data
      // is away, it would be away for each of them, too.
      const again = !(error instanceof CommitFailed) && !isStorageAway(error);
      if (again) return longWay(together);
      this.refuseAll(together, error);
      return [];
    }
    this.storageWell();
    const long: Job[] = [];
    together.forEach((job, i) => {
      const outcome = outcomes[i]!;
      if (!outcome.ok && outcome.reason instanceof TakeTheLongWay) long.push(job);
      else settle(job, outcome);
    });
    return longWay(long);
  }

  private async runLong(together: readonly Job[]): Promise<Job[]> {
    try {
      const outcomes = await this.db.transaction().execute((tx) => runTogether(tx, together));
      this.storageWell();
      together.forEach((job, i) => settle(job, outcomes[i]!));
    } catch (error) {
      this.refuseAll(together, error);
    } finally {
      this.longRuns += 1;
    }
    return [];
  }

  private refuseAll(jobs: readonly Job[], error: unknown): void {
    const cause = error instanceof CommitFailed ? error.cause : error;
    this.storageFailed(cause);
    const problem = storageProblem(cause);
    for (const job of jobs) job.reject(problem);
  }
}

function longWay(jobs: readonly Job[]): Job[] {
  return jobs.map((job) => ({ ...job, long: true }));
}

async function runTogether(tx: Tx, jobs: readonly Job[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { work } of jobs) {
    await sql`savepoint command`.execute(tx);
    try {
      outcomes.push({ ok: true, value: await work.run(tx) });
    } catch (reason) {
      // It would be away for the others, too: each would wait its time in turn.
      if (isStorageAway(reason)) throw reason;
      // Where this fails too, the transaction is gone: nobody in it is acknowledged.
      await sql`rollback to savepoint command`.execute(tx);
      if (reason instanceof Problem && work.refused !== undefined)
        await runUnit(tx, work.refused(reason));
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
