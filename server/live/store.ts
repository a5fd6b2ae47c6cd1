import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

const heads = prepared<{ queue: string; day: string; count: number }, { ticket_id: string }>(
  (db, p) =>
    db
      .selectFrom('steps')
      .select('ticket_id')
      .where('queue_id', '=', p('queue'))
      .where('service_day', '=', p('day'))
      .where('callable', '=', sql.lit<1>(1))
      .orderBy('order_key')
      .orderBy('seq')
      .limit(p('count')),
);

/** The tickets that are called next in a queue, the first ones first. */
export async function firstInLine(
  db: Reader,
  queue: string,
  day: string,
  count: number,
): Promise<string[]> {
  return (await heads(db, { queue, day, count })).map((row) => row.ticket_id);
}
