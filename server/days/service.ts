import { requireMay } from '../../shared/rights.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import {
  type CommandContext,
  type CommandRequest,
  type CommandOutcome,
  NothingDue,
} from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { dayRange } from '../../shared/rules/day-range.ts';
import { busyStep } from '../../shared/rules/visit.ts';
import { expire, wake } from '../../shared/rules/visit-acts.ts';
import type { SiteClock } from '../site-clock.ts';
import type { StoredTicket, Tickets } from '../tickets/service.ts';
import { type DayReopened, keepForReopening, reopenDay } from './reopening.ts';
import { newestInstant } from './undo-store.ts';
import { clearAlarm } from '../hall/alarm-store.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly read: Reader;
  readonly clock: SiteClock;
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
    const hall = await this.hallOf(hallCode, request.who);
    return this.d.commands.inHall(hall.id, request, (c) => this.closeDay(c, c.day));
  }

  /**
   * Goes on with today, which was closed too early or left before its end: by hand, or by a clock
   * that was ahead.
   *
   * @throws Problem `forbidden`, `nothing_to_reopen`; `day_has_begun` when a number was given since
   */
  async reopen(hallCode: string, request: CommandRequest & { who: Actor }): Promise<DayReopened> {
    const hall = await this.hallOf(hallCode, request.who);
    return this.d.commands.backToToday(hall.id, request, newestInstant, (c, from) =>
      reopenDay(c, from, this.d),
    );
  }

  private async hallOf(hallCode: string, who: Actor): Promise<HallConfig> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'close-day', hall.code);
    return hall;
  }

  /** Ends a day inside a running command: open tickets expire, open windows close. */
  readonly closeDay = async (
    c: CommandContext,
    day: string,
  ): Promise<CommandOutcome<DayClosed>> => {
    const open = await this.d.tickets.openOn(c.tx, c.hall.id, day);
    // A server that was off closes the day as if it had been there: at its end, not when it came back.
    const end = dayRange(day, c.hall.timezone).to;
    const at = c.now < end ? c.now : end;
    const before: StoredTicket[] = [];
    for (const id of open) {
      const kept = (await this.d.tickets.byId(c.tx, id))!;
      before.push(kept);
      await this.d.tickets.changes.save(c, kept, expire(kept.visit, at));
    }
    const windows = await store.closeWindows(c.tx, {
      hall: c.hall.id,
      day,
      now: at,
      version: c.version,
      newId: this.d.ids.id,
    });
    await keepForReopening(c, day, { tickets: before, windows });
    // What happened to the data was said for as long as it mattered: its numbers end with the day.
    for (const code of ['restore-backup', 'data-went-back'])
      await clearAlarm(c.tx, { hall: c.hall.id, code, subject: '', at: c.now });
    await store.missAppointments(c.tx, c.hall.id, { day, today: c.day }, c.now);
    const answer = { day, expired: open.length, windowsClosed: windows.length };
    return {
      answer,
      event: { command: 'close-day', data: answer },
      touched: { all: true, tickets: open },
    };
  };

  /**
   * What is due by the clock: days that are over are closed, holds whose time has come are woken.
   * Nothing depends on when it runs, nor on its having run before; two processes may run it at once.
   *
   * @throws AggregateError of what failed, when all else is done
   */
  async tick(): Promise<void> {
    const { clock, commands, read } = this.d;
    const failed: unknown[] = [];
    const attempt = (work: Promise<unknown>): Promise<unknown> =>
      work.catch((error: unknown) => failed.push(error));
    for (const hall of await store.openDays(read)) {
      clock.saw(hall.id, hall.last_at);
      if (hall.open_day === null || hall.open_day >= serviceDay(clock.now(hall.id), hall.timezone))
        continue;
      // The first command of a day closes the one before; this is that command where nobody came.
      await attempt(commands.whenDue(hall.id, openDay));
    }
    for (const due of await store.dueHolds(read, clock.latest())) {
      if (due.hold_until! > clock.now(due.hall_id)) continue;
      await attempt(commands.whenDue(due.hall_id, (c) => this.wake(c, due)));
    }
    if (failed.length > 0) throw new AggregateError(failed, 'the clock could not do what is due');
  }

  private async wake(c: CommandContext, due: store.DueHold): Promise<CommandOutcome<null>> {
    const kept = (await this.d.tickets.byId(c.tx, due.ticket_id))!;
    const step = busyStep(kept.visit);
    const still =
      step?.id === due.id &&
      step.status === 'held' &&
      step.hold_until !== null &&
      step.hold_until <= c.now;
    if (!still || kept.ticket.service_day !== c.day) throw new NothingDue();
    const { queues } = await this.d.tickets.changes.save(c, kept, wake(kept.visit, step, c.now));
    return {
      answer: null,
      event: {
        command: 'wake',
        ticketId: due.ticket_id,
        stepId: due.id,
        data: { number: kept.ticket.number },
      },
      touched: {
        queues,
        tickets: [due.ticket_id],
        windows: due.window_id === null ? [] : [due.window_id],
      },
    };
  }
}

/** Unless somebody's command was quicker: then the day is open. */
const openDay = (c: CommandContext): Promise<CommandOutcome<null>> => {
  if (!c.opensDay) return Promise.reject(new NothingDue());
  return Promise.resolve({
    answer: null,
    event: { command: 'open-day', data: { day: c.day } },
    touched: {},
  });
};
