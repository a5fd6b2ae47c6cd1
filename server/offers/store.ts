import type { Insertable, Selectable } from 'kysely';
import { prepared } from '../db/prepared.ts';
import type { QueuePausesTable } from '../db/schema.ts';
import { type Bound, write } from '../db/unit.ts';
import type { Instant } from '../../shared/rules/instants.ts';

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

/** How many walked in for a queue between two instants of a day: who had booked is in no quota. */
export const walkedIn = prepared<
  { hall: string; queue: string; day: string; from: Instant; to: Instant },
  { count: number }
>((db, p) =>
  db
    .selectFrom('steps')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('steps.hall_id', '=', p('hall'))
    .where('steps.first_queue_id', '=', p('queue'))
    .where('steps.service_day', '=', p('day'))
    .where('tickets.appointment_id', 'is', null)
    .where('tickets.taken_at', '>=', p('from'))
    .where('tickets.taken_at', '<', p('to')),
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
