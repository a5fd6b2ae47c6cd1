import type { Insertable } from 'kysely';
import type { TicketStatus } from '../../shared/transitions.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { PersonLiftsTable } from '../db/tables/days.ts';
import type { Instant } from '../../shared/rules/instants.ts';

interface PersonTicket {
  readonly person_hash: string;
  readonly number: string;
  readonly status: TicketStatus;
  readonly taken_at: Instant;
}

/** The tickets of a day of everybody who has at least so many, in the order in which they were taken. */
export async function ticketsOfMany(
  db: Reader,
  at: { readonly hall: string; readonly day: string; readonly least: number },
): Promise<PersonTicket[]> {
  const rows = await db
    .selectFrom('steps')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select([
      'steps.person_hash',
      'tickets.seq',
      'tickets.number',
      'tickets.status',
      'tickets.taken_at',
    ])
    .distinct()
    .where('steps.hall_id', '=', at.hall)
    .where('steps.service_day', '=', at.day)
    .where('steps.person_hash', 'in', (e) =>
      e
        .selectFrom('steps')
        .select('person_hash')
        .where('hall_id', '=', at.hall)
        .where('service_day', '=', at.day)
        .where('person_hash', 'is not', null)
        .groupBy('person_hash')
        .having((h) => h.fn.count('ticket_id').distinct(), '>=', at.least)
        .limit(mostPersons),
    )
    .$narrowType<{ person_hash: string }>()
    .orderBy('tickets.seq')
    .execute();
  return rows;
}

/** So many people are listed: more have never been seen on one day. */
const mostPersons = 200;

/** Whose limit was lifted on a day, and by whom. */
export async function lifts(
  db: Reader,
  hall: string,
  day: string,
): Promise<ReadonlyMap<string, { name: string; at: Instant }>> {
  const rows = await db
    .selectFrom('person_lifts')
    .innerJoin('staff', 'staff.id', 'person_lifts.staff_id')
    .select(['person_lifts.person_hash', 'person_lifts.at', 'staff.name'])
    .where('person_lifts.hall_id', '=', hall)
    .where('person_lifts.service_day', '=', day)
    .execute();
  return new Map(rows.map(({ person_hash, ...lift }) => [person_hash, lift]));
}

/** Whose paper a ticket of today was taken with; null: nobody's; undefined: there is no such ticket. */
export async function personOf(
  db: Reader,
  hall: string,
  day: string,
  number: string,
): Promise<{ ticket_id: string; person_hash: string } | null | undefined> {
  const [, prefix = '', count = '0'] = /^(\D+)(\d+)$/.exec(number) ?? [];
  const rows = await db
    .selectFrom('tickets')
    .innerJoin('steps', 'steps.ticket_id', 'tickets.id')
    .select(['steps.ticket_id', 'steps.person_hash'])
    .where('tickets.hall_id', '=', hall)
    .where('tickets.service_day', '=', day)
    .where('tickets.prefix', '=', prefix)
    .where('tickets.count', '=', Number(count))
    .execute();
  if (rows.length === 0) return undefined;
  const [row] = rows.flatMap(({ ticket_id, person_hash }) =>
    person_hash === null ? [] : [{ ticket_id, person_hash }],
  );
  return row ?? null;
}

/** A second time changes nothing. */
export async function lift(tx: Tx, row: Insertable<PersonLiftsTable>): Promise<void> {
  await tx
    .insertInto('person_lifts')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['hall_id', 'service_day', 'person_hash']).doNothing(),
    )
    .execute();
}
