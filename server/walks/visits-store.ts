import type { Reader } from '../db/open.ts';

/** The tickets of a day, with their steps and the states that these were in: what times are told from. */
export async function visitsOf(
  db: Reader,
  { hall, day, tickets }: { hall: string; day: string; tickets: readonly string[] },
) {
  if (tickets.length === 0) return [];
  const rows = await db
    .selectFrom('tickets')
    .select(['id', 'status', 'taken_at', 'ended_at'])
    .where('id', 'in', tickets)
    .execute();
  const steps = await db
    .selectFrom('steps')
    .selectAll()
    .where('ticket_id', 'in', tickets)
    .where('dropped', '=', 0)
    .orderBy('position')
    .execute();
  const intervals = await db
    .selectFrom('intervals')
    .selectAll()
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .where('ticket_id', 'in', tickets)
    .where('voided', '=', 0)
    .orderBy('began_at')
    .execute();
  return rows.map((ticket) => ({
    ticket,
    steps: steps.filter((step) => step.ticket_id === ticket.id),
    intervals: intervals.filter((interval) => interval.ticket_id === ticket.id),
  }));
}
export type VisitRows = Awaited<ReturnType<typeof visitsOf>>[number];
