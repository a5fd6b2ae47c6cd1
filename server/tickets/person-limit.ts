import { Problem } from '../../shared/errors.ts';
import { holdsPlace, limitReached } from '../../shared/rules/person-limit.ts';
import { rows, type Unit } from '../db/unit.ts';
import type { Deciding } from '../command/types.ts';

/**
 * Who takes one ticket after the other, or stands in every queue at once, keeps others from theirs:
 * each of a person's tickets of the day counts, those given up as well.
 *
 * @throws Problem `person_limit` with `limit` and `kind`: `day` or `open`
 */
export function* requireBelowLimits(c: Deciding, personHash: string): Unit<void> {
  const { personTicketsADay, personOpenTickets } = c.hall.settings;
  if (personTicketsADay === 0 && personOpenTickets === 0) return;
  const tickets = yield* ticketsOf(c.hall.id, c.day, personHash);
  const kind = limitReached(tickets, c.hall.settings);
  if (kind === null || (yield* isLifted(c.hall.id, c.day, personHash))) return;
  const open = tickets.filter(({ status }) => holdsPlace(status));
  const limit = kind === 'day' ? personTicketsADay : personOpenTickets;
  throw new Problem(
    'person_limit',
    kind === 'day'
      ? `This person has taken ${limit} tickets today; a guide can lift the limit`
      : `This person has ${limit} open tickets; a guide can lift the limit`,
    { kind, limit, numbers: (kind === 'day' ? [] : open).map(({ number }) => number) },
  );
}

/** A person's tickets of a day, the late steps of one visit as one. In a unit. */
function ticketsOf(hall: string, day: string, personHash: string) {
  return rows((db) =>
    db
      .selectFrom('steps')
      .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
      .select(['tickets.id', 'tickets.number', 'tickets.status'])
      .distinct()
      .where('steps.hall_id', '=', hall)
      .where('steps.service_day', '=', day)
      .where('steps.person_hash', '=', personHash),
  );
}

function* isLifted(hall: string, day: string, personHash: string): Unit<boolean> {
  const found = yield* rows((db) =>
    db
      .selectFrom('person_lifts')
      .select('at')
      .where('hall_id', '=', hall)
      .where('service_day', '=', day)
      .where('person_hash', '=', personHash),
  );
  return found.length > 0;
}
