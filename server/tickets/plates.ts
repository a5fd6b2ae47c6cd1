import type { TicketPlate } from '../../shared/contract/plate.ts';
import { Problem } from '../../shared/errors.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Db } from '../db/open.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest, Deciding, CommandOutcome } from '../command/types.ts';
import type { SiteClock } from '../site-clock.ts';
import type { StoredTicket } from './kept-store.ts';
import {
  dropPlate,
  dropPlatesBefore,
  hallsWithPlates,
  keepPlate,
  plateOfTicket,
} from './plate-store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly db: Db;
  readonly clock: SiteClock;
  readonly tickets: {
    readonly keptByToken: (token: string) => Promise<StoredTicket>;
    readonly withId: (id: string) => Unit<StoredTicket | null>;
  };
}

/** Plates of visitors' cars (政省心): for the gate, until the day ends, and on nothing that others see. */
export class Plates {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** For whoever has the ticket's token. @throws Problem as `keptByToken` */
  async of(token: string): Promise<TicketPlate> {
    const { ticket } = await this.d.tickets.keptByToken(token);
    return { plate: await runUnit(this.d.db.read, plateOfTicket(ticket.id)) };
  }

  /** Keeps a plate, or takes it back. @throws Problem as `keptByToken`, `not_allowed` where the visit is over */
  async set(token: string, plate: string | null, request: CommandRequest): Promise<TicketPlate> {
    const { ticket } = await this.d.tickets.keptByToken(token);
    const { withId } = this.d.tickets;
    return this.d.commands.press(ticket.hall_id, request, function* (c: Deciding): Unit<
      CommandOutcome<TicketPlate>
    > {
      const kept = (yield* withId(ticket.id))!;
      if (kept.visit.ended_at !== null || kept.ticket.service_day !== c.day)
        throw new Problem('not_allowed', 'The visit is over', { state: kept.visit.status });
      const { id, hall_id, service_day, number } = kept.ticket;
      const row = { ticket_id: id, hall_id, service_day };
      return {
        answer: { plate },
        // The log has that one was given, never which.
        event: { command: 'plate', ticketId: id, data: { number, given: plate !== null } },
        touched: {},
        writes: [plate === null ? dropPlate(id) : keepPlate({ ...row, plate })],
      };
    });
  }

  /** Erases those of days that are over. It logs nothing: that they go is the rule. */
  async tick(): Promise<void> {
    const { commands, db, clock } = this.d;
    for (const { hall_id: id, day } of await hallsWithPlates(db.read)) {
      const { timezone } = await commands.hallById(id);
      // By the clock alone, which believes no jump.
      const today = serviceDay(clock.now(), timezone);
      if (day >= today) continue;
      const unit = function* (): Unit<void> {
        yield [dropPlatesBefore(id, today)];
      };
      await db.lanes.run(id, { unit, run: (tx) => runUnit(tx, unit()) });
    }
  }
}
