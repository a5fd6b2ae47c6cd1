import { type Kysely, sql } from 'kysely';
import { Problem } from '../../shared/errors.ts';
import { FairLine } from './fair-line.ts';
import { isStorageAway, storageProblem } from './faults.ts';
import type { Tx } from './reader.ts';
import type { Database } from './schema.ts';
import type { Timings } from './timings.ts';
import type { TakenRows } from './taken-rows.ts';
import { runUnit, type Unit, Unchanged } from './unit.ts';

/** How a command is run. */
export interface Work<T> {
  /** The command as a unit: the short way. Absent: it has only the long one. */
  readonly unit?: ((taken: TakenRows) => Unit<T>) | undefined;
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
  /** Whether the database has one writer, for which all lanes wait in one line. */
  readonly oneWriter: boolean;
  /**
   * Runs them and commits.
   *
   * @param joining gives what came meanwhile, to go along behind them: asked once at the most, after the
   *   first of them, which may have had to wait for another process
   * @throws what the commit threw, or what one of them threw after it had written or that is no
   *   refusal; then nothing of any of them stands
   */
  readonly run: (
    works: readonly UnitWork[],
    joining: () => readonly UnitWork[],
  ) => Promise<Outcome[]>;
}

export type UnitWork = Pick<Work<unknown>, 'refused'> & {
  readonly unit: (taken: TakenRows) => Unit<unknown>;
};

interface Job {
  readonly lane: string;
  /** When it came, on the process's own clock. */
  readonly since: number;
  readonly work: Work<unknown>;
  readonly long: boolean;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** Those that wait for one writer, and those that it has in hand. */
interface Writer {
  readonly line: FairLine<Job>;
  running: readonly Job[];
}

/**
 * So many of a lane go together where others have something to do as well: what they cost, with the
 * answers to them and what comes back for these, is what another hall's press waits for (docs/scale.md).
 */
const shareOfMany = 1;
/** A hall that has had the process for itself for so long has whole transactions. */
const aloneMs = 1000;
/** The lane of what belongs to no hall: seldom, and no press waits for it. */
const noHall = 'site';

/**
 * Durable transactions, one at a time for each writer: of the database where it has only one, else of
 * each lane. Commands that arrive together share one, so that one sync to disk acknowledges them all;
 * one that fails is rolled back alone.
 */
export class Lanes {
  private readonly writers = new Map<string, Writer>();
  private readonly db: Kysely<Database>;
  private readonly units: SharedUnits;
  private readonly timings: Timings;
  private newest = { lane: '', since: -Infinity };
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
   * @param lane the hall's id, for a command of a hall: what is in one lane is done in the order in
   *   which it came
   * @throws what the command threw; Problem `storage_unavailable` when the commit failed
   */
  run<T>(lane: string, work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const long = work.unit === undefined;
      const job: Job = { lane, since: performance.now(), work, long, resolve, reject };
      if (lane !== noHall && lane !== this.newest.lane) this.newest = { lane, since: job.since };
      const name = this.units.oneWriter ? '' : lane;
      const at = this.writers.get(name);
      if (at !== undefined) {
        at.line.add(job);
        return;
      }
      const writer: Writer = { line: new FairLine(), running: [] };
      writer.line.add(job);
      this.writers.set(name, writer);
      // What has arrived in this turn of the event loop comes along.
      setImmediate(() => void this.drain(name, writer));
    });
  }

  /** Milliseconds for which the command that has waited longest has waited; 0: none does. */
  waitedMs(): number {
    const now = performance.now();
    const waits = [...this.writers.values()].flatMap(({ line, running }) =>
      running.length === 0
        ? []
        : [...running.map(({ since }) => since), line.oldest ?? now].map((since) => now - since),
    );
    return waits.reduce((most, ms) => Math.max(most, ms), 0);
  }

  /** Commands that wait, and those that are in the database. */
  length(): number {
    return [...this.writers.values()].reduce((n, of) => n + of.line.length + of.running.length, 0);
  }

  private async drain(name: string, writer: Writer): Promise<void> {
    const { line } = writer;
    while (!line.isEmpty) {
      const together = line.next(this.share());
      writer.running = together;
      const { heard } = this.timings;
      const since = heard === null ? 0 : performance.now();
      line.putBack(
        await (together[0]!.long ? this.runLong(together) : this.runUnits(together, line)),
      );
      heard?.transaction(performance.now() - since, together.length);
      // Those who were answered come back in the next turn; let them in before the next sync.
      if (!line.isEmpty) await new Promise((next) => setImmediate(next));
    }
    this.writers.delete(name);
  }

  private share(): number {
    const alone = performance.now() - this.newest.since > aloneMs;
    return alone ? Infinity : shareOfMany;
  }

  /**
   * @param together those that wait in `line` can still come to them
   * @returns those that have to take the long way
   */
  private async runUnits(together: Job[], line: FairLine<Job>): Promise<Job[]> {
    const worksOf = (jobs: readonly Job[]) => jobs.map(({ work }) => work as UnitWork);
    let outcomes: Outcome[];
    try {
      outcomes = await this.units.run(worksOf(together), () => {
        const alone = this.share() === Infinity;
        const more = alone ? line.next(Infinity, together) : [];
        together.push(...more);
        return worksOf(more);
      });
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
