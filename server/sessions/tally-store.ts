import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { plus } from '../rules/instants.ts';
import type { Tally } from '../tally.ts';

/** Old rows are swept once in so many. */
const sweepEvery = 500;

/** Of several server processes, which count together. */
export class TableTally implements Tally {
  private readonly db: Reader;
  private readonly clock: Clock;
  private added = 0;

  constructor(db: Reader, clock: Clock) {
    this.db = db;
    this.clock = clock;
  }

  async add(key: string, seconds: number): Promise<number> {
    const now = this.clock.now();
    this.added += 1;
    if (this.added % sweepEvery === 0)
      await this.db.deleteFrom('attempts').where('until', '<=', now).execute();
    const until = plus(now, seconds);
    const row = await this.db
      .insertInto('attempts')
      .values({ key_hash: hashed(key), count: 1, until })
      .onConflict((c) =>
        c.column('key_hash').doUpdateSet({
          count: sql<number>`case when attempts.until <= ${now} then 1 else attempts.count + 1 end`,
          until: sql<string>`case when attempts.until <= ${now} then ${until} else attempts.until end`,
        }),
      )
      .returning('count')
      .executeTakeFirstOrThrow();
    return row.count;
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
