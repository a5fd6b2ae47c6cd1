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

export function isNear(ticket: Ticket): boolean {
  return ticket.status === 'waiting' && nearestAhead(ticket) <= nearFrom;
}

/** People ahead in the queue where fewest are. */
function nearestAhead(ticket: Ticket): number {
  return Math.min(...ticket.steps.map((step) => step.ahead ?? Infinity));
}

/** What makes a phone ring, by a name that is new each time it should. */
export function occasionOf(ticket: Ticket): { kind: 'near' | 'called'; name: string } | null {
  const called = ticket.steps.findIndex((step) => step.status === 'called');
  if (called >= 0) {
    return { kind: 'called', name: `called ${called} ${ticket.steps[called]!.calls}` };
  }
  if (!isNear(ticket)) return null;
  const near = ticket.steps.findIndex((step) => step.ahead !== null && step.ahead <= nearFrom);
  return { kind: 'near', name: `near ${near} ${ticket.steps[near]!.misses}` };
}

/** The served step that is still to be rated, with its position: the last one first. */
export function toRate(ticket: Ticket): { step: TicketStep; position: number } | null {
  const position = ticket.steps.findLastIndex(
    (step) => step.status === 'done' && step.window !== null && !step.rated,
  );
  return position < 0 ? null : { step: ticket.steps[position]!, position };
}
