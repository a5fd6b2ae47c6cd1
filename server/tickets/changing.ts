import type { CommandContext, Deciding } from '../command/types.ts';
import { type Bound, runUnit, writes } from '../db/unit.ts';
import type { Ids } from '../ids.ts';
import { unblockSteps } from '../../shared/rules/begin-waiting.ts';
import { withdrawn } from '../../shared/rules/change-visit.ts';
import type { Visit } from '../../shared/rules/visit.ts';
import type { Changed, StoredTicket, TicketRow } from './kept-store.ts';
import * as written from './visit-store.ts';
import { standardsOf } from './wish.ts';

/** What an act, an undo or the close of a day makes of tickets, and the rows of it. */
export class TicketChanges {
  private readonly ids: Ids;

  constructor({ ids }: { readonly ids: Ids }) {
    this.ids = ids;
  }

  /** A ticket as an act makes it, with the steps that the act sets free. Nothing is written yet. */
  after(
    c: Deciding,
    before: StoredTicket,
    { visit = before.visit, ticket }: Partial<Changed>,
  ): StoredTicket {
    const next = unblockSteps(visit, c.now, c.hall.order, standardsOf(c.hall));
    return {
      ticket: {
        ...before.ticket,
        ...ticket,
        status: next.status,
        ended_at: next.ended_at,
        version: c.version,
      },
      visit: next,
    };
  }

  /** The rows of what changed in some tickets of a day, and the queues whose line changed. */
  written(changes: readonly written.Change[]): { writes: Bound[]; queues: string[] } {
    return written.changedVisits(changes, this.ids.id);
  }

  /** The rows of a visit that is over already: no counter gave its number and no line ever had it. */
  overAlready(ticket: written.NewTicket, visit: Visit): Bound[] {
    return written.overAlready(ticket, visit, this.ids.id);
  }

  /** Writes what an act made of a visit, with the steps that it set free. */
  async save(c: CommandContext, before: StoredTicket, visit: Visit): Promise<{ queues: string[] }> {
    const { writes: all, queues } = this.written([
      { before, after: this.after(c, before, { visit }) },
    ]);
    await runUnit(c.tx, writes(all));
    return { queues };
  }

  /** A ticket as it was before, in a new version: what `undo` makes. */
  restored(c: Deciding, present: StoredTicket, before: StoredTicket): written.Change {
    // What was kept for an undo by an earlier version does not know of files.
    const { note, files = present.ticket.files } = before.ticket as Partial<TicketRow> &
      Pick<TicketRow, 'note'>;
    const { status, ended_at } = before.visit;
    return {
      before: present,
      after: {
        ticket: { ...present.ticket, status, ended_at, note, files, version: c.version },
        visit: { ...before.visit, intervals: [] },
      },
    };
  }

  /** A ticket that was opened at a window by mistake: what `undo` makes of it. */
  withdrawn(c: Deciding, present: StoredTicket): written.Change {
    const visit = withdrawn(present.visit, c.now);
    const { status, ended_at } = visit;
    const ticket = { ...present.ticket, status, ended_at, version: c.version };
    return { before: present, after: { ticket, visit } };
  }

  /** Puts a ticket back as it was. */
  async restore(c: CommandContext, present: StoredTicket, before: StoredTicket): Promise<void> {
    await runUnit(c.tx, writes(this.written([this.restored(c, present, before)]).writes));
  }
}
