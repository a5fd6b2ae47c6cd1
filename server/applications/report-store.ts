import { sql } from 'kysely';
import type { Reader } from '../db/open.ts';

export interface DecidedGroup {
  readonly matter_id: string;
  readonly promised_days: number;
  readonly used_days: number;
  readonly on_time: number;
  readonly count: number;
}

/** Applications that were decided on these days, alike ones counted together. */
export async function decidedBetween(
  db: Reader,
  hall: string,
  from: string,
  to: string,
): Promise<DecidedGroup[]> {
  const isOnTime = sql<number>`case when decided_day <= due_day then 1 else 0 end`;
  const found = await db
    .selectFrom('applications')
    .select((e) => [
      'matter_id',
      'promised_days',
      'used_days',
      isOnTime.as('on_time'),
      e.fn.countAll<number | string>().as('count'),
    ])
    .where('hall_id', '=', hall)
    .where('decided_day', 'is not', null)
    .where('decided_day', '>=', from)
    .where('decided_day', '<=', to)
    .groupBy(['matter_id', 'promised_days', 'used_days', isOnTime])
    .execute();
  return found.map((row) => ({ ...row, used_days: row.used_days!, count: Number(row.count) }));
}

/** How many were handed in on these days, by matter. */
export async function acceptedBetween(
  db: Reader,
  hall: string,
  from: string,
  to: string,
): Promise<{ matter_id: string; count: number }[]> {
  const found = await db
    .selectFrom('applications')
    .select((e) => ['matter_id', e.fn.countAll<number | string>().as('count')])
    .where('hall_id', '=', hall)
    .where('service_day', '>=', from)
    .where('service_day', '<=', to)
    .groupBy('matter_id')
    .execute();
  return found.map((row) => ({ ...row, count: Number(row.count) }));
}
