import type {
  LateEntered,
  LateEntry,
  LateResult,
  LateResults,
} from '../../shared/contract/late.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay, requireStaffMay, type StaffActor, worksIn } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { lateDay } from '../../shared/rules/late-entry.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { type Unit, Unchanged } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { Deciding, CommandOutcome } from '../command/types.ts';
import type { HallConfig, WindowConfig } from '../hall/config.ts';
import { sumsOutdated } from '../hall/sums-store.ts';
import type { Ids } from '../ids.ts';
import type { Tickets } from '../tickets/service.ts';
import type { Windows } from '../windows/service.ts';
import { lateEnd } from './end.ts';
import { paperVisit } from './paper.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly windows: Windows;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The entry was made by an earlier request. */
class EnteredBefore extends Unchanged {}

/** What was done while the server was away, entered afterwards. */
export class LateEntering {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Enters what was done at a window, one after the other: each is a command of its own, so that one
   * that is refused holds up no other. The same entry again, by its id, changes nothing and is
   * answered as entered.
   *
   * @throws Problem `hall_not_found`, `window_not_found`, `forbidden`, `not_your_window`;
   *   `storage_unavailable`, after which the same request may simply be sent again
   */
  async enter(
    hallCode: string,
    number: number,
    entries: readonly LateEntry[],
    who: Actor,
  ): Promise<LateResults> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(who, 'work-at-window', hall.code);
    const results: LateResult[] = [];
    for (const entry of entries) results.push(await this.resultOf(hall, number, entry, staff));
    return { entered: results.filter((r) => r.entered).length, results };
  }

  private async resultOf(
    hall: HallConfig,
    number: number,
    entry: LateEntry,
    who: StaffActor,
  ): Promise<LateResult> {
    const about = { id: entry.id, number: (entry.paperNumber ?? entry.number)! };
    try {
      await this.d.commands.press(hall.id, { who }, (c) => this.decide(c, number, entry, who));
      return { ...about, entered: true, problem: null };
    } catch (error) {
      if (error instanceof EnteredBefore) return { ...about, entered: true, problem: null };
      if (!(error instanceof Problem) || isOfAll(error)) throw error;
      const { status, title, detail, code, extra } = error;
      const problem = { ...extra, type: 'about:blank', status, title, detail, code };
      // Bad places are those of the request, and this is one entry of it.
      return { ...about, entered: false, problem: problem as LateResult['problem'] };
    }
  }

  private *decide(
    c: Deciding,
    number: number,
    entry: LateEntry,
    who: StaffActor,
  ): Unit<CommandOutcome<null>> {
    const window =
      retiredWindow(c.hall, number, entry) ??
      (yield* this.d.windows.requireAt(c.hall, number, who));
    const request = JSON.stringify({ window: number, ...entry });
    const before = yield* store.entryOf(c.hall.id, entry.id);
    if (before?.request === request) throw new EnteredBefore();
    if (before !== null)
      throw new Problem('idempotency_key_reused', `The entry ${entry.id} was something else`);
    const day = lateDay(entry, {
      now: c.now,
      timezone: c.hall.timezone,
      daysBack: c.hall.settings.lateEntryDays,
    });
    const staffId = yield* servedBy(c.hall, entry.clerk, who);
    const { tickets, ids } = this.d;
    const entering = { c, entry, window, day, staffId, tickets, ids };
    const isPaper = entry.paperNumber !== undefined;
    const made = isPaper ? yield* paperVisit(entering) : yield* lateEnd(entering);
    const { id, matters: _, ...said } = entry;
    return {
      answer: null,
      writes: [
        ...made.writes,
        ...(day === c.day ? [] : [sumsOutdated.with({ hall: c.hall.id, day })]),
        // What the window did before the line went cannot be undone behind the end of its ticket.
        ...(isPaper ? [] : [this.d.windows.nothingToUndo(window.id)]),
        ...store.kept({
          ...made.row,
          hall_id: c.hall.id,
          id,
          service_day: day,
          window_id: window.id,
          ended_at: entry.endedAt,
          outcome: entry.outcome,
          entered_at: c.now,
          entered_by: who.id,
          request,
          version: c.version,
        }),
      ],
      event: {
        command: 'enter-late',
        ticketId: made.row.ticket_id,
        stepId: made.row.step_id,
        windowId: window.id,
        data: { ...said, number: made.row.number, window: number, entry: id },
      },
      touched: made.touched,
    };
  }

  /** What was entered later of a day. @throws Problem `forbidden`, `hall_not_found` */
  async entered(hallCode: string, day: string | undefined, who: Actor): Promise<LateEntered> {
    requireMay(who, 'read-reports', hallCode);
    const hall = await this.d.commands.hall(hallCode);
    const of = day ?? serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const rows = await store.entered(this.d.read, hall.id, of);
    return {
      day: of,
      items: rows.map((row) => {
        const queue = hall.queueById.get(row.queue_id)!;
        const { number, label } = hall.windowById.get(row.window_id)!;
        return {
          id: row.id,
          kind: row.kind,
          number: row.number,
          queue: queue.code,
          queueName: queue.name,
          window: number,
          ...(label === null ? {} : { label }),
          clerk: row.clerk,
          enteredBy: row.enterer,
          enteredAt: row.entered_at,
          calledAt: row.called_at,
          startedAt: row.started_at,
          endedAt: row.ended_at,
          outcome: row.outcome,
        };
      }),
    };
  }
}

/**
 * The window of an entry by a number on paper, where it was retired since: what was done there was done,
 * and nobody can be at it any more to enter it. Null: it is offered, or never was.
 */
function retiredWindow(hall: HallConfig, number: number, entry: LateEntry): WindowConfig | null {
  if (entry.paperNumber === undefined || hall.windowByNumber.has(number)) return null;
  return [...hall.windowById.values()].find((w) => w.retired && w.number === number) ?? null;
}

/** What is not about the one entry but about who sends them, where, or the storage. */
function isOfAll({ code, status }: Problem): boolean {
  return status >= 500 || ['forbidden', 'not_your_window', 'window_not_found'].includes(code);
}

/** @throws Problem `unknown_clerk` */
function* servedBy(hall: HallConfig, username: string | undefined, who: StaffActor): Unit<string> {
  if (username === undefined || username === who.username) return who.id;
  const found = yield* store.staffNamed(username);
  if (found === null || !worksIn({ halls: JSON.parse(found.halls) as string[] }, hall.code))
    throw new Problem('unknown_clerk', `Nobody named "${username}" works here`);
  return found.id;
}
