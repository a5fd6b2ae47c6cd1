import { requireMay } from '../../shared/rights.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Command, CommandRequest, Commands, Effect } from '../hall/command.ts';
import type { Ids } from '../ids.ts';
import { serviceDay } from '../rules/day.ts';
import { dayRange } from '../rules/day-range.ts';
import { busyStep } from '../rules/visit.ts';
import { expire, wake } from '../rules/visit-acts.ts';
import type { Tickets } from '../tickets/service.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What came to its end with a day. */
export interface DayClosed {
  readonly day: string;
  /** Tickets that were still open: unreliable, in no average. */
  readonly expired: number;
  readonly windowsClosed: number;
}

/** The end of a day, and what the clock brings. */
export class Days {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Closes today for good, as far as it has come; it can be run again. @throws Problem `forbidden` */
  async close(hallCode: string, request: CommandRequest & { who: Actor }): Promise<DayClosed> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'close-day', hall.code);
    return this.d.commands.inHall(hall.id, request, (c) => this.closeDay(c, c.day));
  }

  /** Ends a day inside a running command: open tickets expire, open windows close. */
  readonly closeDay = async (c: Command, day: string): Promise<Effect<DayClosed>> => {
    const open = await this.d.tickets.openOn(c.tx, c.hall.id, day);
    // A server that was off closes the day as if it had been there: at its end, not when it came back.
    const end = dayRange(day, c.hall.timezone).to;
    const at = c.now < end ? c.now : end;
    for (const id of open) {
      const kept = (await this.d.tickets.byId(c.tx, id))!;
      await this.d.tickets.save(c, kept, expire(kept.visit, at));
    }
    const windowsClosed = await store.closeWindows(c.tx, {
      hall: c.hall.id,
      day,
      now: at,
      version: c.version,
      newId: this.d.ids.id,
    });
    await store.missAppointments(c.tx, c.hall.id, { day, today: c.day }, c.now);
    const answer = { day, expired: open.length, windowsClosed };
    return {
      answer,
      event: { command: 'close-day', data: answer },
      touched: { all: true, tickets: open },
    };
  };

  /**
   * What is due by the clock: days that are over are closed, holds whose time has come are woken.
   * Nothing depends on when it runs, nor on its having run before.
   */
  async tick(): Promise<void> {
    const now = this.d.clock.now();
    const system = { who: { kind: 'system' } } as const;
    for (const hall of await store.openDays(this.d.read)) {
      if (hall.open_day !== null && hall.open_day < serviceDay(now, hall.timezone)) {
        // The first command of a day closes the one before; this is that command where nobody came.
        await this.d.commands.inHall(hall.id, system, (c) =>
          Promise.resolve({
            answer: null,
            event: { command: 'open-day', data: { day: c.day } },
            touched: {},
          }),
        );
      }
    }
    for (const due of await store.dueHolds(this.d.read, now)) {
      await this.d.commands.inHall(due.hall_id, system, async (c) => {
        const kept = (await this.d.tickets.byId(c.tx, due.ticket_id))!;
        const step = busyStep(kept.visit);
        const still =
          step?.id === due.id &&
          step.status === 'held' &&
          step.hold_until !== null &&
          step.hold_until <= c.now;
        const queues =
          still && kept.ticket.service_day === c.day
            ? (await this.d.tickets.save(c, kept, wake(kept.visit, step, c.now))).queues
            : [];
        return {
          answer: null,
          event: {
            command: 'wake',
            ticketId: due.ticket_id,
            stepId: due.id,
            data: { number: kept.ticket.number, woken: queues.length > 0 },
          },
          touched: {
            queues,
            tickets: [due.ticket_id],
            windows: due.window_id === null ? [] : [due.window_id],
          },
        };
      });
    }
  }
}
