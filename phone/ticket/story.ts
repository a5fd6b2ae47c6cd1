import type { Ticket, TicketStep } from '../../shared/contract/ticket.ts';
import { mayComeBack } from '../../shared/rules/order.ts';
import { busyStatuses, endedStatuses } from '../../shared/transitions.ts';

/** From so few people ahead on it is nearly one's turn (screens.md, "Phone"). */
const nearFrom = 3;
/** ... and if half of those who wait like this are called within so long (seconds). */
const nearSeconds = 600;

const isOneOf = (list: readonly string[], status: string): boolean => list.includes(status);

/** The step that keeps all others waiting: called, being served, held or missed. */
export function busyStep(ticket: Ticket): TicketStep | undefined {
  return ticket.steps.find((step) => isOneOf(busyStatuses, step.status));
}

/** Nothing more will come of it: ended, or void after the last miss. */
export function isOver(ticket: Ticket): boolean {
  return isOneOf(endedStatuses, ticket.status) || isMissedOut(ticket);
}

/** Missed once too often: the ticket leads back into no queue (rules.md, "Which ticket next"). */
export function isMissedOut(ticket: Ticket): boolean {
  return ticket.steps.some(
    (step) => !mayComeBack(step.misses) && isOneOf(['missed', 'cancelled'], step.status),
  );
}

/**
 * The waiting step that calls next, if it is nearly one's turn there: few are ahead at a window that
 * is open, and it will not take long, as far as that can be known (faults S13).
 */
function nearStep(ticket: Ticket): TicketStep | null {
  if (ticket.status !== 'waiting') return null;
  // Its turn may be counted from a moment still to come: whoever comes before it goes first.
  const mayBeToCome = ticket.treatedAsCameAt > ticket.takenAt;
  return ticket.steps
    .filter(
      ({ openWindows, ahead, estimate }) =>
        openWindows > 0 &&
        ahead !== null &&
        (ahead === 0 ||
          (ahead <= nearFrom && (estimate === null ? !mayBeToCome : estimate.p50 <= nearSeconds))),
    )
    .reduce<TicketStep | null>((a, b) => (a === null || b.ahead! < a.ahead! ? b : a), null);
}

export const isNear = (ticket: Ticket): boolean => nearStep(ticket) !== null;

/** Where to wait: in the quickest queue, but where it is nearly one's turn once it is so. */
export function placeToWait(
  ticket: Ticket,
): Pick<NonNullable<Ticket['next']>, 'windows' | 'ahead' | 'estimate' | 'openWindows'> | null {
  const near = nearStep(ticket);
  return near === null || ticket.next === null ? ticket.next : { ...near, ahead: near.ahead! };
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
    .map((step) => ({ step, position: step.position }))
    .filter(({ step: s }) => s.status === 'done' && s.window !== null && s.rateable && !s.rated)
    .sort((a, b) => (b.step.endedAt ?? '').localeCompare(a.step.endedAt ?? ''));
}
