import type { Kysely } from 'kysely';
import type pg from 'pg';
import { Problem } from '../../shared/errors.ts';
import {
  CommitFailed,
  isRefusal,
  type Outcome,
  type SharedUnits,
  TakeTheLongWay,
  type UnitWork,
} from './lanes.ts';
import type { Database } from './schema.ts';
import { lastWrites, type TakenRows } from './taken-rows.ts';
import type { Timings } from './timings.ts';
import { type Bound, runOn, type Target } from './unit.ts';

/**
 * Units on PostgreSQL: one after another in one transaction, on a connection that pipelines. What
 * needs no answer does not wait for one: writes are on their way while the next unit reads, and the
 * commit goes right behind the last of them.
 */
export class PostgresUnits implements SharedUnits {
  readonly oneWriter = false;
  private readonly db: Kysely<Database>;
  private readonly pool: pg.Pool;
  private readonly timings: Timings;

  /**
   * @param db writes the statements in this database's words
   * @param pool its connections pipeline. They are asked without `db`, which would let each statement
   *   wait for the answer to the one before.
   */
  constructor(db: Kysely<Database>, pool: pg.Pool, timings: Timings) {
    this.db = db;
    this.pool = pool;
    this.timings = timings;
  }

  readonly run: SharedUnits['run'] = async (works, joining) => {
    const client = await this.pool.connect();
    try {
      return await this.runOn(client, works, joining);
    } finally {
      client.release();
    }
  };

  private async runOn(
    client: pg.PoolClient,
    works: readonly UnitWork[],
    joining: () => readonly UnitWork[],
  ): Promise<Outcome[]> {
    const onTheWay: Promise<unknown>[] = [];
    const send = (work: Promise<unknown>): void => {
      // Looked at where the transaction does not stand; until then nobody else waits for it.
      work.catch(() => undefined);
      onTheWay.push(work);
    };
    const rowsOf = async (one: Bound): Promise<unknown[]> => {
      const { sql, parameters } = one.on(this.db);
      return (await client.query<object>(sql, [...parameters])).rows;
    };
    const target: Target = {
      ask: rowsOf,
      write: (all) => {
        for (const one of all) send(rowsOf(one));
        return Promise.resolve();
      },
    };
    send(client.query('begin'));
    const outcomes: Outcome[] = [];
    const taken: TakenRows = new Map();
    try {
      const [first, ...others] = works;
      const outcome = await outcomeOf(target, first!, taken);
      outcomes.push(outcome);
      // It may have waited while another process had the hall: who came meanwhile goes along, unless
      // they would overtake it.
      const overtaken = !outcome.ok && outcome.reason instanceof TakeTheLongWay;
      for (const work of [...others, ...(overtaken ? [] : joining())])
        outcomes.push(await outcomeOf(target, work, taken));
      await target.write(lastWrites(taken));
    } catch (error) {
      const first = await firstFault(onTheWay);
      await client.query('rollback');
      // A read after a write that failed says only that the transaction is over.
      throw first?.reason ?? error;
    }
    const { heard } = this.timings;
    const since = heard === null ? 0 : performance.now();
    let ended: pg.QueryResult;
    try {
      // Right behind the writes: where one of them fails, the database rolls back instead.
      ended = await client.query('commit');
      heard?.commit(performance.now() - since);
    } catch (error) {
      throw new CommitFailed(error);
    }
    const fault = await firstFault(onTheWay);
    const stands = ended.command === 'COMMIT';
    if (fault === undefined && stands) return outcomes;
    if (stands) throw new CommitFailed(fault!.reason);
    // Where no write failed, a read did whose answer nobody needed.
    throw fault?.reason ?? new Error('the transaction was rolled back');
  }
}

/** The first of them that failed, once all have come to their end. */
async function firstFault(
  onTheWay: readonly Promise<unknown>[],
): Promise<PromiseRejectedResult | undefined> {
  return (await Promise.allSettled(onTheWay)).find((one) => one.status === 'rejected');
}

async function outcomeOf(
  target: Target,
  { unit, refused }: UnitWork,
  taken: TakenRows,
): Promise<Outcome> {
  const written = { lists: 0 };
  try {
    return { ok: true, value: await runOn(target, unit(taken), written) };
  } catch (reason) {
    if (!isRefusal(reason) || written.lists > 0) throw reason;
    if (reason instanceof Problem && refused !== undefined) await runOn(target, refused(reason));
    return { ok: false, reason };
  }
}
