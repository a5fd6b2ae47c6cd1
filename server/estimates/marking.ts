import { type MarkDay, type MarkedDay, mostMarkedDays } from '../../shared/contract/marked-day.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit, writes } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import * as store from './marked-store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  /** The days that a hall learns from are others now. */
  readonly fitAgain: (hallId: string) => void;
}

const usualDays = 100;

/** Days that were unusual (a closure, a power cut, a campaign): nothing is learnt from them. */
export class MarkedDayList {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Those of a span, both ends included; of the last hundred days where none is given.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for a span that is turned round or over 800 days
   */
  async list(
    hallCode: string,
    span: { readonly from?: string | undefined; readonly to?: string | undefined },
    who: Actor,
  ): Promise<MarkedDay[]> {
    const { commands, clock, read } = this.d;
    const hall = await commands.hall(hallCode);
    requireMay(who, 'read-reports', hall.code);
    const to = span.to ?? serviceDay(clock.now(hall.id), hall.timezone);
    const from = span.from ?? addDays(to, -usualDays);
    if (to < from || from < addDays(to, -mostMarkedDays)) {
      const message = `0 to ${mostMarkedDays} days after "from"`;
      throw new Problem('bad_input', `"to" lies ${message}`, { issues: [{ path: 'to', message }] });
    }
    const rows = await runUnit(read, store.markedBetween(hall.id, { from, to }));
    return rows.map(({ day, reason, marked_at }) => ({ day, reason, markedAt: marked_at }));
  }

  /**
   * Marks a day, or gives it another reason.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for a day that is still to come
   */
  async mark(
    hallCode: string,
    day: string,
    { reason }: MarkDay,
    request: CommandRequest & { who: Actor },
  ): Promise<MarkedDay> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'mark-days', hall.code);
    const marked = await this.d.commands.inHall(hall.id, request, async (c) => {
      if (day > c.day) {
        const message = 'Nobody knows yet what a day to come will be like';
        throw new Problem('bad_input', message, { issues: [{ path: 'day', message }] });
      }
      const row = { day, reason, marked_at: c.now };
      await runUnit(c.tx, writes([store.marked(hall.id, row)]));
      return {
        answer: { day, reason, markedAt: c.now },
        event: { command: 'mark-day', data: { day, reason } },
        touched: {},
      };
    });
    this.d.fitAgain(hall.id);
    return marked;
  }

  /** @throws Problem `forbidden`, `hall_not_found`; `not_found` where it is not marked */
  async unmark(
    hallCode: string,
    day: string,
    request: CommandRequest & { who: Actor },
  ): Promise<void> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'mark-days', hall.code);
    await this.d.commands.inHall(hall.id, request, async (c) => {
      const [row] = await runUnit(c.tx, store.markedBetween(hall.id, { from: day, to: day }));
      if (row === undefined) throw new Problem('not_found', `${day} is not marked`);
      await runUnit(c.tx, writes([store.unmarked(hall.id, day)]));
      return {
        answer: null,
        event: { command: 'unmark-day', data: { day, reason: row.reason } },
        touched: {},
      };
    });
    this.d.fitAgain(hall.id);
  }
}
