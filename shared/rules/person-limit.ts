import { openStatuses, type TicketStatus } from '../transitions.ts';

/** Tickets that one person may take on a day, and have open at once; 0: any number. */
export interface PersonLimits {
  readonly personTicketsADay: number;
  readonly personOpenTickets: number;
}

/** Whether a ticket counts as one that is open: who missed a call has no place in a line. */
export function holdsPlace(status: TicketStatus): boolean {
  return status !== 'missed' && (openStatuses as readonly string[]).includes(status);
}

/** @param limit 0: any number */
export function isLimitReached(count: number, limit: number): boolean {
  return limit > 0 && count >= limit;
}

/**
 * Which limit somebody's tickets of a day have reached; null: none. Those given up count as well: who
 * takes one ticket after the other keeps others from theirs.
 */
export function limitReached(
  tickets: readonly { readonly status: TicketStatus }[],
  { personTicketsADay, personOpenTickets }: PersonLimits,
): 'day' | 'open' | null {
  if (isLimitReached(tickets.length, personTicketsADay)) return 'day';
  const open = tickets.filter(({ status }) => holdsPlace(status)).length;
  return isLimitReached(open, personOpenTickets) ? 'open' : null;
}
