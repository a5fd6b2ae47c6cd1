import type { Insertable, Selectable } from 'kysely';
import { prepared } from '../db/prepared.ts';
import type { QueuePausesTable } from '../db/tables/days.ts';
import { type Bound, write } from '../db/unit.ts';

export type PauseRow = Selectable<QueuePausesTable>;

/** The queues of a hall that are stopped on a day, also those whose time is over. */
export const pausesOf = prepared<{ hall: string; day: string }, PauseRow>((db, p) =>
  db
    .selectFrom('queue_pauses')
    .innerJoin('queues', 'queues.id', 'queue_pauses.queue_id')
    .selectAll('queue_pauses')
    .where('queues.hall_id', '=', p('hall'))
    .where('queue_pauses.service_day', '=', p('day')),
);

/** A pause again, of the same day, takes the place of the one before. */
export function paused(row: Insertable<QueuePausesTable>): Bound {
  const { queue_id: _, service_day: __, ...changed } = row;
  return write((db) =>
    db
      .insertInto('queue_pauses')
      .values(row)
      .onConflict((conflict) => conflict.columns(['queue_id', 'service_day']).doUpdateSet(changed)),
  );
}

export function resumed(queue: string, day: string): Bound {
  return write((db) =>
    db.deleteFrom('queue_pauses').where('queue_id', '=', queue).where('service_day', '=', day),
  );
}
