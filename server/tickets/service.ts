import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { TakeTicket, Ticket } from '../../shared/contract/ticket.ts';
import type { CategoryConfig, HallConfig, QueueConfig } from '../hall/config.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest, Deciding, CommandOutcome } from '../command/types.ts';
import type { Clock } from '../clock.ts';
import type { Reader, Tx } from '../db/open.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import type { Estimates } from '../estimates/service.ts';
import type { Ids } from '../ids.ts';
import type { Offers } from '../offers/service.ts';
import type { SiteKey } from '../site-key.ts';
import { keepsPage } from '../applications/store.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { plus } from '../../shared/rules/instants.ts';
import type { PlannedStep } from '../../shared/rules/journey.ts';
import { paperNumberParts } from '../../shared/numbers.ts';
import { busyStep, type Step, type Visit } from '../../shared/rules/visit.ts';
import { cancel, changeCredit, comeBack } from '../../shared/rules/visit-acts.ts';
import type { Admission } from './admission.ts';
import { TicketChanges } from './changing.ts';
import { clientById } from './client-store.ts';
import * as kepts from './kept-store.ts';
import * as lines from './line-store.ts';
import { servedByLinkHolder } from './link-holder-store.ts';
import { notRateable } from './rateable-store.ts';
import * as store from './store.ts';
import { type Coming, Taking } from './taking.ts';
import { requireTheirs } from './theirs.ts';
import { Viewing } from './viewing.ts';
import { helped, isShown, withoutNextLink } from './view.ts';
import { categoryOf, type Journey, journeyFor, newStep, plan, standardsOf } from './wish.ts';

export type { Admission, CheckedIn, OpeningHours, Openness } from './admission.ts';
export type { StoredTicket } from './kept-store.ts';
export type { Journey } from './wish.ts';
export type { TicketChanges } from './changing.ts';
export type { Change } from './visit-store.ts';
export type { Coming } from './taking.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly estimates: Estimates;
  readonly admission: Admission;
  readonly offers: Offers;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
  /** Whether a visit has a case that is open, or was closed after an instant. */
  readonly hasCase: (ticketId: string, since: string) => Promise<boolean>;
}

/** Taking, following, returning and cancelling a ticket. */
export class Tickets {
  private readonly d: Dependencies;
  private readonly seen: Viewing;
  private readonly taking: Taking;
  /** What an act makes of tickets, and its rows. */
  readonly changes: TicketChanges;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.seen = new Viewing(dependencies);
    this.taking = new Taking(dependencies);
    this.changes = new TicketChanges(dependencies);
  }

  /**
   * Takes one ticket for the whole visit.
   *
   * @throws Problem `unknown_package`, `unknown_matter`, `unknown_queue`, `unknown_category`,
   *   `package_not_valid`, `nothing_to_queue`, `hall_closed`, `queue_closed`, `queue_paused`,
   *   `quota_reached`, `already_waiting`, `person_limit`, `card_needed`, `unknown_client`, `unknown_region`,
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
  takeIn(
    c: Deciding,
    wish: TakeTicket,
    begun?: (visit: Visit) => Visit,
    coming?: Coming,
  ): Unit<CommandOutcome<Ticket> & { readonly kept: kepts.StoredTicket }> {
    return this.taking.takeIn(c, wish, begun, coming);
  }

  /** @throws Problem `ticket_not_found`; `ticket_over` a day after it ended: the link is closed then,
   *   unless something of it goes on: what was handed in, a case */
  async byToken(token: string): Promise<Ticket> {
    const kept = await this.keptByToken(token);
    const hall = await this.configOf(kept.ticket.hall_id);
    const now = this.d.clock.now(hall.id);
    // A reader can wait for what is foreseen to be made anew; a command does not.
    await this.d.estimates.fresh(hall, kept.ticket.service_day, now);
    return this.viewOf(this.d.read, hall, kept, await store.hallVersion(this.d.read, hall.id));
  }

  /** The ticket behind a link that is still good, with its visit. */
  async keptByToken(token: string): Promise<kepts.StoredTicket> {
    const kept = await runUnit(this.d.read, kepts.keptByToken(token));
    if (kept === null) throw new Problem('ticket_not_found');
    const hall = await this.configOf(kept.ticket.hall_id);
    const over =
      kept.visit.ended_at !== null ||
      kept.ticket.service_day < serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const since = kept.visit.ended_at ?? kept.ticket.taken_at;
    if (
      over &&
      Date.parse(this.d.clock.now(hall.id)) - Date.parse(since) > dayMilliseconds &&
      !(await this.goesOn(kept.ticket.id, hall.id))
    )
      throw new Problem('ticket_over');
    return kept;
  }

  /** The page of a visit goes on with what was handed in there and with its cases, until a month after all of it is over. */
  private async goesOn(ticketId: string, hallId: string): Promise<boolean> {
    const overSince = plus(this.d.clock.now(hallId), -pageSeconds);
    if (await runUnit(this.d.read, keepsPage(ticketId, overSince))) return true;
    return this.d.hasCase(ticketId, overSince);
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
    act: (c: Deciding, kept: kepts.StoredTicket) => Unit<CommandOutcome<Ticket>>,
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
  readonly cancelIn = (c: Deciding, kept: kepts.StoredTicket): Unit<CommandOutcome<Ticket>> => {
    const { visit } = kept;
    const busy = busyStep(visit);
    if (visit.ended_at !== null || busy?.status === 'called' || busy?.status === 'serving')
      throw notPossible(visit, 'only one that is not at a window can be given up');
    return this.changed(c, kept, 'cancel', { visit: cancel(visit, c.now) });
  };

  /** What `comeBack` does, inside a running command. */
  readonly comeBackIn = (c: Deciding, kept: kepts.StoredTicket): Unit<CommandOutcome<Ticket>> => {
    const step = busyStep(kept.visit);
    if (step?.status !== 'missed' && step?.status !== 'held')
      throw notPossible(kept.visit, 'only a missed or held one can return');
    if (paperNumberParts(kept.ticket.number) !== null)
      throw notPossible(kept.visit, 'a number on paper is over with its day');
    const visit = comeBack(kept.visit, step, c.now, c.hall.order);
    return this.changed(c, kept, 'return', { visit });
  };

  /** Another category, and with it another place in line for the steps that wait. @throws Problem `not_allowed` */
  changeCategoryIn(
    c: Deciding,
    kept: kepts.StoredTicket,
    category: CategoryConfig,
  ): Unit<CommandOutcome<Ticket>> {
    if (kept.visit.ended_at !== null)
      throw notPossible(kept.visit, 'the category changes only while it is open');
    return this.changed(c, kept, 'change-category', {
      visit: changeCredit(kept.visit, category.creditSeconds),
      ticket: { category_id: category.id, credit_seconds: category.creditSeconds },
    });
  }

  /** Who goes along with the visitor, and is told when the ticket is called. @throws Problem `not_allowed` */
  assignCompanionIn(
    c: Deciding,
    kept: kepts.StoredTicket,
    staffId: string | null,
  ): Unit<CommandOutcome<Ticket>> {
    if (kept.visit.ended_at !== null) throw notPossible(kept.visit, 'nobody can go along any more');
    return this.changed(c, kept, 'assign-companion', { ticket: { companion_id: staffId } });
  }

  /** How many people's files it has, while it is open. @throws Problem `not_allowed` */
  changeFilesIn(
    c: Deciding,
    kept: kepts.StoredTicket,
    files: number,
  ): Unit<CommandOutcome<Ticket>> {
    if (kept.visit.ended_at !== null) throw notPossible(kept.visit, 'its files are counted');
    return this.changed(c, kept, 'change-files', { ticket: { files } });
  }

  *changed(
    c: Deciding,
    before: kepts.StoredTicket,
    command: string,
    to: Partial<kepts.Changed>,
    personHash: string | null = null,
  ): Unit<CommandOutcome<Ticket>> {
    const after = this.changes.after(c, before, to);
    const { writes, queues } = this.changes.written([{ before, after, personHash }]);
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

  /** One ticket as its visitor sees it. */
  view(hall: HallConfig, kept: kepts.StoredTicket, version: number): Unit<Ticket> {
    return this.seen.view(hall, kept, version);
  }

  /** The same, outside of a unit. */
  viewOf(db: Reader, hall: HallConfig, kept: kepts.StoredTicket, version: number): Promise<Ticket> {
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
  readonly byId = (db: Reader, id: string): Promise<kepts.StoredTicket | null> =>
    runUnit(db, kepts.keptById(id));
  readonly byIds = (db: Reader, ids: readonly string[]): Promise<kepts.StoredTicket[]> =>
    runUnit(db, kepts.keptByIds(ids));
  readonly byNumber = (
    db: Reader,
    hallId: string,
    day: string,
    number: string,
  ): Promise<kepts.StoredTicket | null> => runUnit(db, kepts.keptByNumber(hallId, day, number));
  readonly companionName = store.staffName;
  readonly clientById = clientById;
  /** Of some steps those that were rated. In a unit. */
  readonly ratedSteps = store.ratedSteps;

  /** Guides and managers any ticket of today, a clerk the one in hand. In a unit. @throws Problem `forbidden` */
  readonly requireTheirs = requireTheirs;
  /** Whose ticket it is, as a keyed hash; null: nobody knows. In a unit. */
  readonly personOf = store.personOf;
  /** The open ticket of a person in a queue; null: there is none. In a unit. */
  readonly openNumberOfPerson = store.openNumberOfPerson;

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

  /** That of packages and matters that are known already. @throws Problem `nothing_to_queue` */
  readonly journeyFor = journeyFor;

  /** What is asked for on a day, by ids. @throws Problem as `take` */
  readonly journeyOf = (
    hall: HallConfig,
    day: string,
    wish: Pick<TakeTicket, 'package' | 'matters' | 'queue'>,
  ): Journey => plan(hall, day, wish);
  readonly categoryOf = categoryOf;
  /** The standards of the hall's queues, and a step before it begins: what a change needs of a take. */
  readonly standardsOf = standardsOf;
  readonly newStep = newStep;
  /** Whether a step, by its position, is shown with its ticket. */
  readonly isShown = isShown;
  /** A ticket without the link of the one that it has gone on as. */
  readonly withoutNextLink = withoutNextLink;
  /** A ticket as those who help its visitor get it. */
  readonly helped = helped;
  /** Whether steps can be added now. In a unit. @throws Problem as `take` */
  readonly admit = (c: Deciding, steps: readonly PlannedStep[]): Unit<unknown> =>
    this.d.admission.admit(c, steps, null, false);

  /** Tickets left for a queue now; null: no limit. In a unit. */
  *leftNow({ hall, now, day }: Deciding, queue: QueueConfig): Unit<number | null> {
    return yield* this.d.admission.left(hall, now, queue, yield* lines.takenFor(queue.id, day));
  }

  /** Who would be called before one of this key who came now. In a unit. */
  aheadOf({ queue, key, day }: { queue: string; key: string; day: string }): Unit<lines.Ahead> {
    const step = { queue_id: queue, order_key: key, callable: 0 } as Parameters<
      typeof lines.countAhead
    >[0];
    return lines.countAhead(step, newest, day);
  }

  private async configOf(hallId: string): Promise<HallConfig> {
    return this.d.commands.hallById(hallId);
  }
}

/** Behind every ticket of the same key: the largest number that both databases count to. */
const newest = 2_147_483_647;
const dayMilliseconds = 24 * 60 * 60 * 1000;
/** A month (rules.md, "After the window"). */
const pageSeconds = 30 * 24 * 60 * 60;

function notPossible(visit: Visit, why: string): Problem {
  return new Problem('not_allowed', `The ticket is ${visit.status}: ${why}`, {
    state: visit.status,
  });
}
