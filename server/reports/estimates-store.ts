import type { Reader } from '../db/open.ts';

/** The estimates that were given on a day for one queue, with what came of them. */
export async function estimatesOfDay(db: Reader, queue: string, day: string) {
  return db
    .selectFrom('steps')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select(['tickets.number', 'tickets.taken_at', 'steps.service_day', 'steps.queue_id'])
    .select(['steps.status', 'steps.first_queue_id', 'steps.window_id', 'steps.waits_from'])
    .select(['steps.first_called_at', 'steps.waited_ms', 'steps.ended_at'])
    .select(['steps.estimate_ahead', 'steps.estimate_p50', 'steps.estimate_p90'])
    .where('steps.queue_id', '=', queue)
    .where('steps.service_day', '=', day)
    .where('steps.entered_later', '=', 0)
    .execute();
}
export type EstimatedStep = Awaited<ReturnType<typeof estimatesOfDay>>[number];

/** What phones were told of a queue on a day as the turn came near, with what came of it. */
export async function laterOfDay(db: Reader, queue: string, day: string) {
  return db
    .selectFrom('steps')
    .innerJoin('later_estimates as later', 'later.step_id', 'steps.id')
    .select(['later.mark', 'later.given_at', 'later.p50', 'later.p90'])
    .select(['steps.status', 'steps.first_called_at', 'steps.ended_at'])
    .where('steps.queue_id', '=', queue)
    .where('steps.service_day', '=', day)
    .where('steps.entered_later', '=', 0)
    .execute();
}
export type LaterEstimate = Awaited<ReturnType<typeof laterOfDay>>[number];

/** Days from which nothing is learnt. */
export async function markedBetween(
  db: Reader,
  hall: string,
  { from, to }: { readonly from: string; readonly to: string },
) {
  return db
    .selectFrom('marked_days')
    .select(['day', 'reason', 'marked_at'])
    .where('hall_id', '=', hall)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute();
}

/** How far a hall was fitted, and how gamma was chosen. */
export async function fitOf(db: Reader, hall: string) {
  return db
    .selectFrom('foresight')
    .select(['fitted_to', 'choice'])
    .where('hall_id', '=', hall)
    .executeTakeFirst();
}

/** When windows were open on a day. */
export async function openTimes(db: Reader, hall: string, day: string) {
  return db
    .selectFrom('window_intervals')
    .select(['window_id', 'ended_at'])
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .where('status', '=', 'open')
    .where('voided', '=', 0)
    .execute();
}
