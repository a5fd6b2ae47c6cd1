import { sql } from 'kysely';
import { rows, type Unit } from '../db/unit.ts';

/** Written with the event of a slip that was printed again with the ticket's link on it. */
const saysLink = `%"link":true%`;

/**
 * Of some steps those that were served by somebody who was given the visitor's link: who took the
 * ticket, referred its visitor here, printed its slip again, or booked for the visitor and so has the code that leads to it. By
 * the link one rates, and nobody rates their own work.
 */
export function* servedByLinkHolder(stepIds: readonly string[]): Unit<ReadonlySet<string>> {
  if (stepIds.length === 0) return new Set();
  const found = yield* rows((db) =>
    db
      .selectFrom('steps')
      .innerJoin('staff', 'staff.id', 'steps.staff_id')
      .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
      .leftJoin('appointments', 'appointments.id', 'tickets.appointment_id')
      .select('steps.id')
      .where('steps.id', 'in', stepIds)
      .where((e) =>
        e.or([
          e('appointments.created_by', '=', e.ref('staff.username')),
          e.exists(
            e
              .selectFrom('events')
              .select('events.version')
              .whereRef('events.ticket_id', '=', 'steps.ticket_id')
              .where('events.actor', '=', sql<string>`'staff:' || ${e.ref('staff.username')}`)
              .where((o) =>
                o.or([
                  o('events.command', 'in', ['take', 'refer-in']),
                  o.and([o('events.command', '=', 'reprint'), o('events.data', 'like', saysLink)]),
                ]),
              ),
          ),
        ]),
      ),
  );
  return new Set(found.map((row) => row.id));
}
