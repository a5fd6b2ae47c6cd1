import type { Topic } from '../../shared/contract/live.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import type { StoredTicket } from '../tickets/service.ts';

/** A topic that somebody watches. */
export interface Watched {
  readonly topic: Topic;
  /** The room of those who watch it. */
  readonly key: string;
  readonly hallId: string;
  /** Of a window: its hall's code, by which somebody's rights there are known. */
  readonly hall?: string;
  readonly zone?: string | null;
  /** Of a board: without the sentences of its announcements. */
  readonly lean?: boolean;
  readonly window?: number;
  /** Of a steward's clients: the user name. */
  readonly steward?: string;
  readonly ticketId?: string;
  /** Of a board: the tickets whose calls it shows. */
  shows?: ReadonlySet<string>;
  /** Of a ticket: as it was read since it was last touched. */
  kept?: StoredTicket | undefined;
  /** Of a ticket: its state as it was built last, and as all who watch it have got it. */
  view?: Ticket | undefined;
  sent?: Ticket | undefined;
  /** When that was, in milliseconds of the process's own clock. */
  sentAt?: number;
}

/** What is watched in one hall, on this process. */
export class WatchedHall {
  readonly places = new Map<string, Watched>();
  readonly tickets = new Map<string, Watched>();

  add(watched: Watched): void {
    if (watched.ticketId === undefined) this.places.set(watched.key, watched);
    else this.tickets.set(watched.ticketId, watched);
  }

  take(watched: Watched): void {
    if (watched.ticketId === undefined) this.places.delete(watched.key);
    else this.tickets.delete(watched.ticketId);
  }

  get isEmpty(): boolean {
    return this.places.size === 0 && this.tickets.size === 0;
  }

  /** The tickets that waited in one of these queues when they were built last. */
  *waitingIn(queues: ReadonlySet<string>): Iterable<Watched> {
    for (const watched of this.tickets.values()) {
      const steps = watched.kept?.visit.steps;
      // Of one that is to be read anew nothing is known.
      if (
        steps === undefined ||
        steps.some((s) => s.status === 'waiting' && queues.has(s.queue_id))
      )
        yield watched;
    }
  }
}
