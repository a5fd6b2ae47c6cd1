import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { TakeTicket, Ticket } from '../../shared/contract/ticket.ts';
import type { CategoryConfig, HallConfig } from '../hall/config.ts';
import type { Command, CommandRequest, Commands, Deciding, Effect } from '../hall/command.ts';
import type { Clock } from '../clock.ts';
import type { Reader, Tx } from '../db/open.ts';
import { type Bound, runUnit, type Unit, writes } from '../db/unit.ts';
import type { Estimates } from '../estimates/service.ts';
import type { Ids } from '../ids.ts';
import type { Offers } from '../offers/service.ts';
import type { SiteKey } from '../site-key.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { paperNumberParts } from '../../shared/numbers.ts';
import { busyStep, type Step, type Visit } from '../../shared/rules/visit.ts';
import { unblockSteps } from '../../shared/rules/begin-waiting.ts';
import { cancel, changeCredit, comeBack } from '../../shared/rules/visit-acts.ts';
import type { Admission } from './admission.ts';
import * as kepts from './kept-store.ts';
import { servedByLinkHolder } from './link-holder-store.ts';
import { notRateable } from './rateable-store.ts';
import * as store from './store.ts';
import { Taking } from './taking.ts';
import * as written from './visit-store.ts';
import { Viewing } from './viewing.ts';
import { categoryOf, type Journey, plan, standardsOf } from './wish.ts';

export type { Admission, CheckedIn, OpeningHours, Openness } from './admission.ts';
export type { Kept } from './kept-store.ts';
export type { Change } from './visit-store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly estimates: Estimates;
  readonly admission: Admission;
  readonly offers: Offers;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
}

/** Taking, following, returning and cancelling a ticket. */
export class Tickets {
  private readonly d: Dependencies;
  private readonly seen: Viewing;
  private readonly taking: Taking;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.seen = new Viewing(dependencies);
    this.taking = new Taking(dependencies);
  }

  /**
   * Takes one ticket for the whole visit.
   *
   * @throws Problem `unknown_package`, `unknown_matter`, `unknown_queue`, `unknown_category`,
   *   `package_not_valid`, `nothing_to_queue`, `hall_closed`, `queue_closed`, `queue_paused`,
   *   `quota_reached`, `already_waiting`, `card_needed`,
   *   `appointment_not_found`, `appointment_over`, `forbidden`
   */
  async take(
    hallCode: string,
    wish: TakeTicket,
    request: CommandRequest & { who: Actor },
  ): Promise<Ticket> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'take-ticket', hall.code);
    return this.d.commands.press(hall.id, request, (command) => this.takeIn(command, wish));
  }

  /** Takes a ticket inside a running command: what `take` does after the lock. */
  takeIn(c: Deciding, wish: TakeTicket): Unit<Effect<Ticket>> {
    return this.taking.takeIn(c, wish);
  }

  /** @throws Problem `ticket_not_found`; `ticket_over` a day after it ended: the link is closed then */
  async byToken(token: string): Promise<Ticket> {
    const kept = await this.keptByToken(token);
    const hall = await this.configOf(kept.ticket.hall_id);
    return this.viewOf(this.d.read, hall, kept, await store.hallVersion(this.d.read, hall.id));
  }

  /** The ticket behind a link that is still good, with its visit. */
  async keptByToken(token: string): Promise<kepts.Kept> {
    const kept = await runUnit(this.d.read, kepts.keptByToken(token));
    if (kept === null) throw new Problem('ticket_not_found');
    const hall = await this.configOf(kept.ticket.hall_id);
    const over =
      kept.visit.ended_at !== null ||
      kept.ticket.service_day < serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const since = kept.visit.ended_at ?? kept.ticket.taken_at;
    if (over && Date.parse(this.d.clock.now(hall.id)) - Date.parse(since) > dayMilliseconds)
      throw new Problem('ticket_over');
    return kept;
  }

  /** The visitor gives the ticket up. @throws Problem `not_allowed` at a window or when ended */
  cancel(token: string, request: CommandRequest): Promise<Ticket> {
    return this.byVisitor(token, request, this.cancelIn);
  }

  /** Back after a miss, or from a hold. @throws Problem `not_allowed` where nothing was missed or held */
  comeBack(token: string, request: CommandRequest): Promise<Ticket> {
    return this.byVisitor(token, request, this.comeBackIn);
  }

  private async byVisitor(
    token: string,
    request: CommandRequest,
    act: (c: Deciding, kept: kepts.Kept) => Unit<Effect<Ticket>>,
  ): Promise<Ticket> {
    const { ticket } = await this.keptByToken(token);
    return this.d.commands.press(ticket.hall_id, request, function* (c) {
      const kept = (yield* kepts.keptById(ticket.id))!;
      if (kept.ticket.service_day !== c.day)
        throw new Problem('not_allowed', 'The day of this ticket is over', { state: 'expired' });
      return yield* act(c, kept);
    });
  }

  /** What `cancel` does, inside a running command. */
  readonly cancelIn = (c: Deciding, kept: kepts.Kept): Unit<Effect<Ticket>> => {
    const { visit } = kept;
    const busy = busyStep(visit);
    if (visit.ended_at !== null || busy?.status === 'called' || busy?.status === 'serving')
      throw notPossible(visit, 'only one that is not at a window can be given up');
    return this.changed(c, kept, 'cancel', { visit: cancel(visit, c.now) });
  };

  /** What `comeBack` does, inside a running command. */
  readonly comeBackIn = (c: Deciding, kept: kepts.Kept): Unit<Effect<Ticket>> => {
    const step = busyStep(kept.visit);
    if (step?.status !== 'missed' && step?.status !== 'held')
      throw notPossible(kept.visit, 'only a missed or held one can return');
    if (paperNumberParts(kept.ticket.number) !== null)
      throw notPossible(kept.visit, 'a number on paper is over with its day');
    const visit = comeBack(kept.visit, step, c.now, c.hall.order);
    return this.changed(c, kept, 'return', { visit });
  };

  /** Another category, and with it another place in line; only while the ticket waits. @throws Problem `not_allowed` */
  changeCategoryIn(c: Deciding, kept: kepts.Kept, category: CategoryConfig): Unit<Effect<Ticket>> {
    if (kept.visit.status !== 'waiting')
      throw notPossible(kept.visit, 'the category changes only while it waits');
    return this.changed(c, kept, 'change-category', {
      visit: changeCredit(kept.visit, category.creditSeconds),
      ticket: { category_id: category.id, credit_seconds: category.creditSeconds },
    });
  }

  /** Who goes along with the visitor, and is told when the ticket is called. @throws Problem `not_allowed` */
  assignCompanionIn(c: Deciding, kept: kepts.Kept, staffId: string | null): Unit<Effect<Ticket>> {
    if (kept.visit.ended_at !== null) throw notPossible(kept.visit, 'nobody can go along any more');
    return this.changed(c, kept, 'assign-companion', { ticket: { companion_id: staffId } });
  }

  private *changed(
    c: Deciding,
    before: kepts.Kept,
    command: string,
    to: Partial<kepts.Changed>,
  ): Unit<Effect<Ticket>> {
    const after = this.after(c, before, to);
    const { writes, queues } = this.written([{ before, after }]);
    yield writes;
    return {
      answer: yield* this.view(c.hall, after, c.version),
      event: {
        command,
        ticketId: after.ticket.id,
        stepId: busyStep(before.visit)?.id ?? null,
        data: { number: after.ticket.number },
      },
      touched: { queues, tickets: [after.ticket.id] },
    };
  }

  /** A ticket as an act makes it, with the steps that the act sets free. Nothing is written yet. */
  after(
    c: Deciding,
    before: kepts.Kept,
    { visit = before.visit, ticket }: Partial<kepts.Changed>,
  ): kepts.Kept {
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
    return written.changedVisits(changes, this.d.ids.id);
  }

  /** The rows of a visit that is over already: no counter gave its number and no line ever had it. */
  overAlready(ticket: written.NewTicket, visit: Visit): Bound[] {
    return written.overAlready(ticket, visit, this.d.ids.id);
  }

  /** Writes what an act made of a visit, with the steps that it set free. */
  async save(c: Command, before: kepts.Kept, visit: Visit): Promise<{ queues: string[] }> {
    const { writes: all, queues } = this.written([
      { before, after: this.after(c, before, { visit }) },
    ]);
    await runUnit(c.tx, writes(all));
    return { queues };
  }

  /** A ticket as it was before, in a new version: what `undo` makes. */
  restored(c: Deciding, present: kepts.Kept, before: kepts.Kept): written.Change {
    const { note } = before.ticket;
    const { status, ended_at } = before.visit;
    return {
      before: present,
      after: {
        ticket: { ...present.ticket, status, ended_at, note, version: c.version },
        visit: { ...before.visit, intervals: [] },
      },
    };
  }

  /** Puts a ticket back as it was. */
  async restore(c: Command, present: kepts.Kept, before: kepts.Kept): Promise<void> {
    await runUnit(c.tx, writes(this.written([this.restored(c, present, before)]).writes));
  }

  /** One ticket as its visitor sees it. */
  view(hall: HallConfig, kept: kepts.Kept, version: number): Unit<Ticket> {
    return this.seen.view(hall, kept, version);
  }

  /** The same, outside of a unit. */
  viewOf(db: Reader, hall: HallConfig, kept: kepts.Kept, version: number): Promise<Ticket> {
    return runUnit(db, this.view(hall, kept, version));
  }

  /** Of some steps that are done those that cannot be rated. */
  readonly notRateable = (db: Reader, stepIds: readonly string[]): Promise<ReadonlySet<string>> =>
    runUnit(db, notRateable(stepIds));
  /** Of some steps those that were served by somebody who was given the visitor's link. */
  readonly servedByLinkHolder = (
    db: Reader,
    stepIds: readonly string[],
  ): Promise<ReadonlySet<string>> => runUnit(db, servedByLinkHolder(stepIds));
  /** A ticket with its visit; null: there is none. In a unit. */
  readonly withId = kepts.keptById;
  /** A ticket of a day by its number; null: there is none. In a unit. */
  readonly withNumber = kepts.keptByNumber;
  readonly byId = (db: Reader, id: string): Promise<kepts.Kept | null> =>
    runUnit(db, kepts.keptById(id));
  readonly byIds = (db: Reader, ids: readonly string[]): Promise<kepts.Kept[]> =>
    runUnit(db, kepts.keptByIds(ids));
  readonly byNumber = (
    db: Reader,
    hallId: string,
    day: string,
    number: string,
  ): Promise<kepts.Kept | null> => runUnit(db, kepts.keptByNumber(hallId, day, number));
  readonly companionName = store.staffName;
  /** Of some steps those that were rated. In a unit. */
  readonly ratedSteps = store.ratedSteps;

  /**
   * One open step a person and queue, also where a step comes to another queue or comes back. In a unit.
   *
   * @throws Problem `already_waiting`, with the number
   */
  *refuseSecond(step: Pick<Step, 'id'>, queueId: string): Unit<void> {
    const number = yield* store.openBeside(step.id, queueId);
    if (number !== null)
      throw new Problem('already_waiting', `${number} is open for this person there`, { number });
  }

  readonly openOn = (tx: Tx, hallId: string, day: string): Promise<string[]> =>
    kepts.openTicketIds(tx, hallId, day);

  /** What is asked for on a day, by ids. @throws Problem as `take` */
  readonly journeyOf = (
    hall: HallConfig,
    day: string,
    wish: Pick<TakeTicket, 'package' | 'matters' | 'queue'>,
  ): Journey => plan(hall, day, wish);
  readonly categoryOf = categoryOf;

  private async configOf(hallId: string): Promise<HallConfig> {
    return this.d.commands.hallById(hallId);
  }
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

function notPossible(visit: Visit, why: string): Problem {
  return new Problem('not_allowed', `The ticket is ${visit.status}: ${why}`, {
    state: visit.status,
  });
}
