import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader } from '../db/open.ts';

/** What is learnt from the days that a hall had in another system. */

/** A past ticket, as it is kept. */
export interface PastRow {
  readonly service_day: string;
  readonly queue_id: string;
  readonly number: string;
  readonly taken_at: Instant;
  readonly called_at: Instant | null;
  readonly ended_at: Instant | null;
}

/** The days of a range of which a hall has past tickets of another system. */
export async function importedDays(
  db: Reader,
  hallId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('imported_tickets')
    .select('service_day')
    .distinct()
    .where('hall_id', '=', hallId)
    .where('service_day', '>=', from)
    .where('service_day', '<=', to)
    .orderBy('service_day')
    .execute();
  return rows.map((row) => row.service_day);
}

export function ticketsOfDay(
  db: Reader,
  hallId: string,
  day: string,
): Promise<(PastRow & { seq: number })[]> {
  return db
    .selectFrom('imported_tickets')
    .select(['service_day', 'queue_id', 'number', 'taken_at', 'called_at', 'ended_at', 'seq'])
    .where('hall_id', '=', hallId)
    .where('service_day', '=', day)
    .orderBy('taken_at')
    .orderBy('seq')
    .execute();
}
