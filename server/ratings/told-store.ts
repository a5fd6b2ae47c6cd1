import type { Reader } from '../db/open.ts';
import { rows, type Unit } from '../db/unit.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Handled } from './csv.ts';
import { type RatedService, serviceOf } from './told.ts';

/** Ratings with their services. */
function rated(db: Reader) {
  return db
    .selectFrom('ratings')
    .innerJoin('steps', 'steps.id', 'ratings.step_id')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .leftJoin('staff', 'staff.id', 'steps.staff_id')
    .select([
      'ratings.id',
      'ratings.step_id',
      'ratings.level',
      'ratings.reasons',
      'ratings.comment',
      'ratings.way',
      'ratings.at',
      'steps.matters',
      'steps.queue_id',
      'steps.window_id',
      'steps.started_at',
      'steps.ended_at',
      'tickets.id as ticket',
      'tickets.number',
      'tickets.service_day',
      'staff.number as clerk',
    ]);
}

/** A rating of a step with the service that it was given for, as others are told; null: there is none. In a unit. */
export function* ratingOf(hall: HallConfig, stepId: string): Unit<RatedService | null> {
  const [row] = yield* rows((db) => rated(db).where('ratings.step_id', '=', stepId));
  if (row === undefined) return null;
  const receipts = yield* rows((db) =>
    db
      .selectFrom('applications')
      .select('receipt')
      .where('ticket_id', '=', row.ticket)
      .where('step_id', '=', stepId),
  );
  return serviceOf(
    hall,
    row,
    receipts.flatMap(({ receipt }) => receipt ?? []),
  );
}

/** Those of some days of a hall, in the order in which they were given, with what was done about bad ones. */
export async function ratingsOf(
  db: Reader,
  hall: HallConfig,
  { from, to, most }: { readonly from: string; readonly to: string; readonly most: number },
): Promise<{ rated: RatedService; handled: Handled | null }[]> {
  const found = await rated(db)
    .leftJoin('cases', 'cases.rating_id', 'ratings.id')
    .select([
      'cases.status',
      'cases.justified',
      'cases.contacted',
      'cases.resolution',
      'cases.answered_at',
    ])
    .where('ratings.hall_id', '=', hall.id)
    .where('ratings.service_day', '>=', from)
    .where('ratings.service_day', '<=', to)
    .orderBy('ratings.service_day')
    .orderBy('ratings.at')
    .limit(most)
    .execute();
  // By the day, those without a receipt too: asked for receipts only, PostgreSQL may go through every
  // receipt that the hall ever gave.
  const handedIn = await db
    .selectFrom('applications')
    .select(['step_id', 'receipt'])
    .where('hall_id', '=', hall.id)
    .where('service_day', '>=', from)
    .where('service_day', '<=', to)
    .execute();
  const receipts = new Map<string, string[]>();
  for (const { step_id: step, receipt } of handedIn)
    if (receipt !== null) receipts.set(step, [...(receipts.get(step) ?? []), receipt]);
  return found.map((row) => ({
    rated: serviceOf(hall, row, receipts.get(row.step_id) ?? []),
    handled:
      row.status === null
        ? null
        : {
            status: row.status,
            justified: row.justified,
            contacted: row.contacted,
            resolution: row.resolution,
            answered_at: row.answered_at,
          },
  }));
}
