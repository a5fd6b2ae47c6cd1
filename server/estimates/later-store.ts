import type { Insertable } from 'kysely';
import type { Tx } from '../db/open.ts';
import type { LaterEstimatesTable } from '../db/tables/days.ts';

export type LaterRow = Insertable<LaterEstimatesTable>;

/** What was told first at a mark stays. */
export async function keepLater(tx: Tx, rows: LaterRow[]): Promise<void> {
  await tx
    .insertInto('later_estimates')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['step_id', 'mark']).doNothing())
    .execute();
}
