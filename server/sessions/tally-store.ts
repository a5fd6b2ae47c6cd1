import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';
import type { Tally } from '../tally.ts';

/** Old rows are swept once in so many. */
const sweepEvery = 500;

/** The database's own time: what one process counts ends for all, whatever their clocks say. */
function fromNow(seconds: number) {
  return sql<string>`to_char(
    (clock_timestamp() + make_interval(secs => ${seconds})) at time zone 'utc',
    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Of several server processes, which count together on PostgreSQL. */
export class TableTally implements Tally {
  private readonly db: Reader;
  private added = 0;

  constructor(db: Reader) {
    this.db = db;
  }

  async add(key: string, seconds: number): Promise<number> {
    this.added += 1;
    if (this.added % sweepEvery === 0) await this.sweep();
    const row = await this.db
      .insertInto('attempts')
      .values({ key_hash: hashed(key), count: 1, until: fromNow(seconds) })
      .onConflict((c) =>
        c.column('key_hash').doUpdateSet({
          count: sql<number>`case when attempts.until <= ${fromNow(0)} then 1 else attempts.count + 1 end`,
          // Never longer than from now on: the database's clock, too, can be set back.
          until: sql<string>`case when attempts.until <= ${fromNow(0)} then excluded.until
            else least(attempts.until, excluded.until) end`,
        }),
      )
      .returning('count')
      .executeTakeFirstOrThrow();
    return row.count;
  }

  /** Two processes that sweep at once leave each other's rows alone. */
  private async sweep(): Promise<void> {
    const over = this.db
      .selectFrom('attempts')
      .select('key_hash')
      .where('until', '<=', fromNow(0))
      .forUpdate()
      .skipLocked();
    await this.db.deleteFrom('attempts').where('key_hash', 'in', over).execute();
  }

  async giveBack(key: string): Promise<void> {
    await this.db
      .updateTable('attempts')
      .set({ count: sql<number>`count - 1` })
      .where('key_hash', '=', hashed(key))
      .where('count', '>', 0)
      .execute();
  }
}

/** Keys hold names and addresses, and of these nothing is to be read in the table. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
