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

/** People ahead in the queue where fewest are, of those that a window calls now. */
function nearestAhead(ticket: Ticket): number {
  return Math.min(
    ...ticket.steps.map((step) => (step.openWindows > 0 ? (step.ahead ?? Infinity) : Infinity)),
  );
}

/** Where to wait: in the quickest queue, but in that with the fewest ahead once it is nearly one's turn there. */
export function placeToWait(
  ticket: Ticket,
): Pick<NonNullable<Ticket['next']>, 'windows' | 'ahead' | 'estimate' | 'openWindows'> | null {
  if (ticket.next === null || !isNear(ticket) || ticket.next.ahead <= nearFrom) return ticket.next;
  const ahead = nearestAhead(ticket);
  const nearest = ticket.steps.find((step) => step.openWindows > 0 && step.ahead === ahead);
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

/** The served steps that are still to be rated, each with its position: the one that ended last first. */
export function toRate(ticket: Ticket): { step: TicketStep; position: number }[] {
  return ticket.steps
    .map((step, position) => ({ step, position }))
    .filter(({ step: s }) => s.status === 'done' && s.window !== null && s.rateable && !s.rated)
    .sort((a, b) => (b.step.endedAt ?? '').localeCompare(a.step.endedAt ?? ''));
}

/** Why a ticket stands where it stands in the line; null: by the time when it was taken. */
type Reason = 'category' | 'appointment' | 'both' | 'late' | 'missed' | 'later';

/** @param credit seconds of head start of the ticket's category */
export function reasonOf(ticket: Ticket, credit: number): Reason | null {
  if (ticket.status !== 'waiting') return null;
  if (ticket.steps.some((s) => s.status === 'waiting' && s.misses > 0)) return 'missed';
  const treated = Date.parse(ticket.treatedAsCameAt);
  if (ticket.appointment !== null) {
    const slot = Date.parse(ticket.appointment.from);
    if (treated === slot - credit * 1000) return credit > 0 ? 'both' : 'appointment';
    if (ticket.steps.every((step) => step.status !== 'done')) return 'late';
  }
  const taken = Date.parse(ticket.takenAt);
  if (treated < taken) return credit > 0 ? 'category' : null;
  return treated > taken ? 'later' : null;
}
