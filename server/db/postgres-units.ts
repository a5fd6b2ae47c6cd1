import { type Kysely, sql } from 'kysely';
import { Problem } from '../../shared/errors.ts';
import { CommitFailed, isRefusal, type Outcome, type SharedUnits, type UnitWork } from './lanes.ts';
import type { Database } from './schema.ts';
import type { Timings } from './timings.ts';
import { type Bound, runOn, type Target } from './unit.ts';

/**
 * Units on PostgreSQL: one after another in one transaction, on a connection that pipelines. What
 * needs no answer does not wait for one: writes are on their way while the next unit reads, and
 * whether they went well is known before the commit.
 */
export class PostgresUnits implements SharedUnits {
  readonly oneWriter = false;
  private readonly db: Kysely<Database>;
  private readonly timings: Timings;

  constructor(db: Kysely<Database>, timings: Timings) {
    this.db = db;
    this.timings = timings;
  }

  readonly run = (works: readonly UnitWork[]): Promise<Outcome[]> =>
    this.db.connection().execute(async (connection) => {
      const onTheWay: Promise<unknown>[] = [];
      const send = (work: Promise<unknown>): void => {
        // Looked at before the commit; until then nobody else waits for it.
        work.catch(() => undefined);
        onTheWay.push(work);
      };
      const rowsOf = async (one: Bound): Promise<unknown[]> =>
        (await connection.executeQuery(one.on(connection))).rows;
      const target: Target = {
        ask: rowsOf,
        write: (all) => {
          for (const one of all) send(rowsOf(one));
          return Promise.resolve();
        },
      };
      send(sql`begin`.execute(connection));
      const outcomes: Outcome[] = [];
      try {
        for (const work of works) outcomes.push(await outcomeOf(target, work));
        await Promise.all(onTheWay);
      } catch (error) {
        const first = (await Promise.allSettled(onTheWay)).find((one) => one.status === 'rejected');
        await sql`rollback`.execute(connection);
        // A read after a write that failed says only that the transaction is over.
        throw first?.reason ?? error;
      }
      const { heard } = this.timings;
      const since = heard === null ? 0 : performance.now();
      try {
        await sql`commit`.execute(connection);
        heard?.commit(performance.now() - since);
      } catch (error) {
        throw new CommitFailed(error);
      }
      return outcomes;
    });
}

async function outcomeOf(target: Target, { unit, refused }: UnitWork): Promise<Outcome> {
  const written = { lists: 0 };
  try {
    return { ok: true, value: await runOn(target, unit(), written) };
  } catch (reason) {
    if (!isRefusal(reason) || written.lists > 0) throw reason;
    if (reason instanceof Problem && refused !== undefined) await runOn(target, refused(reason));
    return { ok: false, reason };
  }
}
