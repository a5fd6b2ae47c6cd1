import type { Ticket } from '../../shared/contract/ticket.ts';
import type { Text } from '../../shared/languages.ts';
import { rows, type Unit } from '../db/unit.ts';
import type { TicketRow } from './kept-store.ts';

type Referral = Pick<Ticket, 'referredFrom' | 'referredTo'>;

/**
 * The tickets of other halls that a ticket goes on from and has gone on as. One that is in an archive is
 * told no more: its page is closed by then.
 *
 * @param tokenOf the token of a ticket's page, by its id
 */
export function* referralOf(
  { referred_from, referred_to }: TicketRow,
  tokenOf: (ticketId: string) => string,
): Unit<Referral> {
  const from = referred_from === null ? null : yield* otherTicket(referred_from);
  const to = referred_to === null ? null : yield* otherTicket(referred_to);
  return {
    ...(from === null ? {} : { referredFrom: from.ticket }),
    ...(to === null
      ? {}
      : { referredTo: { ...to.ticket, token: tokenOf(referred_to!), ...to.place } }),
  };
}

function* otherTicket(id: string) {
  const [found] = yield* rows((db) =>
    db
      .selectFrom('tickets')
      .innerJoin('halls', 'halls.id', 'tickets.hall_id')
      .selectAll('halls')
      .select('tickets.number')
      .where('tickets.id', '=', id),
  );
  if (found === undefined) return null;
  const hallName = JSON.parse(found.name) as Text;
  return { ticket: { hall: found.code, hallName, number: found.number }, place: placeOf(found) };
}

/** How to get to a hall, of what it says of itself. @param hall its row; not every hall has an address */
export function placeOf(hall: { settings: string; address?: string | null }): {
  address?: Text;
  telephone?: string;
} {
  const { telephone = '' } = JSON.parse(hall.settings) as { telephone?: string };
  const address = hall.address ?? null;
  return {
    ...(address === null ? {} : { address: JSON.parse(address) as Text }),
    ...(telephone === '' ? {} : { telephone }),
  };
}
