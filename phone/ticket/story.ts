import type { Ticket, TicketStep } from '../../shared/contract/ticket.ts';
import { busyStatuses, endedStatuses } from '../../shared/transitions.ts';

/** From so few people ahead on it is nearly one's turn (screens.md, "Phone"). */
const nearFrom = 3;

const isOneOf = (list: readonly string[], status: string): boolean => list.includes(status);

/** The step that keeps all others waiting: called, being served, held or missed. */
export function busyStep(ticket: Ticket): TicketStep | undefined {
  return ticket.steps.find((step) => isOneOf(busyStatuses, step.status));
}

export function isOver(ticket: Ticket): boolean {
  return isOneOf(endedStatuses, ticket.status);
}

/** Missed once too often: the ticket leads back into no queue (rules.md, "Which ticket next"). */
export function isMissedOut(ticket: Ticket): boolean {
  return ticket.steps.some(
    (step) => step.misses > 2 && isOneOf(['missed', 'cancelled'], step.status),
  );
}

export function isNear(ticket: Ticket): boolean {
  return ticket.status === 'waiting' && nearestAhead(ticket) <= nearFrom;
}

/** People ahead in the queue where fewest are. */
function nearestAhead(ticket: Ticket): number {
  return Math.min(...ticket.steps.map((step) => step.ahead ?? Infinity));
}

/** Where to wait: in the quickest queue, but in that with the fewest ahead once it is nearly one's turn there. */
export function placeToWait(
  ticket: Ticket,
): Pick<NonNullable<Ticket['next']>, 'windows' | 'ahead' | 'estimate'> | null {
  if (ticket.next === null || !isNear(ticket) || ticket.next.ahead <= nearFrom) return ticket.next;
  const ahead = nearestAhead(ticket);
  const nearest = ticket.steps.find((step) => step.ahead === ahead);
  return nearest === undefined ? ticket.next : { ...nearest, ahead };
}

/** What makes a phone ring, by a name that is new each time it should. */
export interface Occasion {
  readonly kind: 'near' | 'called';
  readonly name: string;
}

export function occasionOf(ticket: Ticket): Occasion | null {
  const called = ticket.steps.findIndex((step) => step.status === 'called');
  if (called >= 0) {
    return { kind: 'called', name: `called ${called} ${ticket.steps[called]!.calls}` };
  }
  if (!isNear(ticket)) return null;
  // Once between two calls, whoever is put in front or leaves meanwhile.
  const calls = ticket.steps.reduce((sum, step) => sum + step.calls, 0);
  return { kind: 'near', name: `near ${calls}` };
}

/** The served step that is still to be rated, with its position: the last one first. */
export function toRate(ticket: Ticket): { step: TicketStep; position: number } | null {
  const position = ticket.steps.findLastIndex(
    (step) => step.status === 'done' && step.window !== null && step.rateable && !step.rated,
  );
  return position < 0 ? null : { step: ticket.steps[position]!, position };
}
