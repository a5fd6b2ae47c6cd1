import { Problem } from '../../shared/errors.ts';
import {
  type CallLater,
  mostLater,
  type TicketChange,
  type TicketMove,
} from '../../shared/contract/changes.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { HelpedTicket, Ticket } from '../../shared/contract/ticket.ts';
import { requireMay, requireStaffMay, type StaffActor } from '../../shared/rights.ts';
import { callLater, changeVisit, mattersOf, moveStep } from '../../shared/rules/change-visit.ts';
import { type Instant, plus } from '../../shared/rules/instants.ts';
import { busyStep, isEnded, type Step, type Visit } from '../../shared/rules/visit.ts';
import { changeCredit } from '../../shared/rules/visit-acts.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest, Deciding, CommandOutcome } from '../command/types.ts';
import type { CategoryConfig, HallConfig } from '../hall/config.ts';
import type { Ids } from '../ids.ts';
import type { StoredTicket, Tickets } from '../tickets/service.ts';
import { packageColumns, packagesOf } from '../hall/ticket-packages.ts';
import * as store from './store.ts';
import { wantedJourney } from './wanted.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly ids: Ids;
  readonly read: Reader;
  readonly clock: Clock;
}

type ByStaff = CommandRequest & { who: Actor };

/** What a visitor has come for, changed: 变更事项, 转队, 稍后再叫. */
export class Changes {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Matters, package, queue or category of an open ticket: for guides and managers, and for the clerk
   * who has it in hand. A window cannot undo it; it is changed again.
   *
   * @throws Problem `forbidden`, `ticket_not_found`, `reason_required`, `not_allowed`, and as a take
   */
  change(
    hallCode: string,
    number: string,
    wish: TicketChange,
    request: ByStaff,
  ): Promise<HelpedTicket> {
    const changing = (c: Deciding, kept: StoredTicket, who: StaffActor) =>
      this.changeIn(c, kept, wish, who);
    return this.withTicket(hallCode, number, request, changing);
  }

  /**
   * A waiting step goes to another queue with its seniority (W13): for guides and managers.
   *
   * @throws Problem `forbidden`, `ticket_not_found`, `unknown_queue`, `not_allowed`, and as a take
   */
  async move(
    hallCode: string,
    number: string,
    wish: TicketMove,
    request: ByStaff,
  ): Promise<HelpedTicket> {
    requireMay(request.who, 'guide-visitor', hallCode);
    return this.withTicket(hallCode, number, request, (c, kept) => this.moveIn(c, kept, wish));
  }

  /**
   * The visitor goes back in line, by people or minutes; never forward.
   *
   * @throws Problem `ticket_not_found`; `not_allowed` while it does not wait, or too often;
   *   `queue_empty` where nobody stands behind
   */
  async later(token: string, wish: CallLater, request: CommandRequest): Promise<Ticket> {
    const { ticket } = await this.d.tickets.keptByToken(token);
    const run = this.laterIn.bind(this);
    const { withId } = this.d.tickets;
    return this.d.commands.press(ticket.hall_id, request, function* (c) {
      return yield* run(c, (yield* withId(ticket.id))!, wish);
    });
  }

  /**
   * The link of a ticket, for its slip to be printed: it stays in the server.
   *
   * @throws Problem `forbidden`, `ticket_not_found`
   */
  async tokenFor(hallCode: string, number: string, who: Actor): Promise<string> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(who, 'serve-visitor', hall.code);
    const { read, tickets, clock } = this.d;
    const day = serviceDay(clock.now(hall.id), hall.timezone);
    const kept = await tickets.byNumber(read, hall.id, day, number);
    if (kept === null) throw new Problem('ticket_not_found', `There is no ticket ${number} today`);
    await runUnit(read, tickets.requireTheirs(hall, kept, staff));
    return (await tickets.viewOf(read, hall, kept, kept.ticket.version)).token;
  }

  private async withTicket(
    hallCode: string,
    number: string,
    request: ByStaff,
    run: (c: Deciding, kept: StoredTicket, who: StaffActor) => Unit<CommandOutcome<Ticket>>,
  ): Promise<HelpedTicket> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'serve-visitor', hall.code);
    const { withNumber, requireTheirs } = this.d.tickets;
    const ticket = await this.d.commands.press(hall.id, request, function* (c) {
      const kept = yield* withNumber(hall.id, c.day, number);
      if (kept === null)
        throw new Problem('ticket_not_found', `There is no ticket ${number} today`);
      yield* requireTheirs(hall, kept, staff);
      return yield* run(c, kept, staff);
    });
    return this.d.tickets.helped(ticket, false);
  }

  private *changeIn(
    c: Deciding,
    kept: StoredTicket,
    wish: TicketChange,
    who: StaffActor,
  ): Unit<CommandOutcome<Ticket>> {
    const { tickets } = this.d;
    const { category: code, reason } = wish;
    if (reason === undefined) throw new Problem('reason_required');
    const { hall, day, now } = c;
    const was = hall.categoryById.get(kept.ticket.category_id)!;
    const category =
      code === undefined
        ? was
        : tickets.categoryOf(hall, [code], { idNumber: undefined, day }, who);
    const journey = wantedJourney({ hall, day, tickets }, kept, wish);
    if (journey === null)
      return logged(yield* tickets.changeCategoryIn(c, kept, category), {
        ...{ from: was.code, category: category.code, reason },
      });
    const credited =
      category === was ? kept.visit : changeCredit(kept.visit, category.creditSeconds);
    const visit = changeVisit(credited, journey.steps, {
      now,
      settings: hall.order,
      standardOf: tickets.standardsOf(hall),
      makeStep: (position, planned) =>
        tickets.newStep(this.d.ids.id(), position, planned, category, now),
    });
    const added = visit.steps.slice(kept.visit.steps.length);
    const planned = added.map(({ queue_id: queue, matters, after }) => ({
      queue,
      matters: matters.map(({ id }) => id),
      after,
    }));
    if (added.length > 0) yield* tickets.admit(c, planned);
    const person = yield* tickets.personOf(kept.ticket.id);
    if (person !== null) yield* this.requireAlone(c, { kept, visit, added, person });
    const ticket = {
      ...packageColumns(journey.packageIds),
      ...categoryOf(category),
    };
    const after = { ticket: { ...kept.ticket, ...ticket }, visit };
    const effect = yield* tickets.changed(c, kept, 'change-visit', { visit, ticket }, person);
    return logged(effect, {
      reason,
      before: wordsOf(hall, kept),
      ...wordsOf(hall, after),
      asked: { ...wish, reason: undefined },
    });
  }

  /** One open step a person and queue, with what is added. @throws Problem `already_waiting` */
  private *requireAlone(
    c: Deciding,
    {
      kept,
      visit,
      added,
      person,
    }: { kept: StoredTicket; visit: Visit; added: readonly Step[]; person: string },
  ): Unit<void> {
    const { number: own } = kept.ticket;
    for (const { id, queue_id } of added) {
      const beside = visit.steps.some((s) => s.id !== id && !isEnded(s) && s.queue_id === queue_id);
      const number = beside
        ? own
        : yield* this.d.tickets.openNumberOfPerson(c.hall.id, c.day, person, queue_id);
      if (number !== null && (beside || number !== own))
        throw new Problem('already_waiting', `${number} is open for this person`, { number });
    }
  }

  private *moveIn(c: Deciding, kept: StoredTicket, wish: TicketMove): Unit<CommandOutcome<Ticket>> {
    const { tickets } = this.d;
    const { hall } = c;
    const queueOf = (code: string) => {
      const queue = hall.queueByCode.get(code);
      if (queue === undefined) throw new Problem('unknown_queue', `There is no queue "${code}"`);
      return queue;
    };
    const to = queueOf(wish.queue);
    const from = wish.from === undefined ? null : queueOf(wish.from);
    const { visit, ticket } = kept;
    const step = visit.steps.find(
      (s) => s.status === 'waiting' && (from === null || s.queue_id === from.id),
    );
    if (step === undefined || busyStep(visit) !== undefined)
      throw new Problem('not_allowed', 'Only a ticket that waits can be moved', {
        state: visit.status,
      });
    if (visit.steps.some((s) => !isEnded(s) && s.queue_id === to.id))
      throw new Problem('already_waiting', `${ticket.number} stands there already`, {
        number: ticket.number,
      });
    yield* tickets.refuseSecond(step, to.id);
    yield* tickets.admit(c, [{ queue: to.id, matters: [], after: [] }]);
    const was = hall.queueById.get(step.queue_id)!.code;
    const moved = { visit: moveStep(visit, step, to.id, c.now) };
    const effect = yield* tickets.changed(c, kept, 'move', moved);
    return logged(effect, { queue: to.code, before: { queue: was }, reason: wish.reason });
  }

  private *laterIn(c: Deciding, kept: StoredTicket, wish: CallLater): Unit<CommandOutcome<Ticket>> {
    const { ticket, visit } = kept;
    const { state, left } = { state: visit.status, left: mostLater - ticket.later_count };
    if (ticket.service_day !== c.day || state !== 'waiting' || left <= 0)
      throw new Problem(
        'not_allowed',
        left <= 0
          ? `A visit is put off ${mostLater} times at the most`
          : `The ticket is ${state}: only one that waits can be called later`,
        { state, left: Math.max(0, left) },
      );
    const keys = new Map<string, Instant>();
    for (const step of visit.steps.filter((s) => s.status === 'waiting')) {
      const key = step.order_key!;
      if (wish.minutes !== undefined) keys.set(step.id, plus(key, wish.minutes * 60));
      else {
        const place = { queue: step.queue_id, day: c.day };
        const own = { id: step.id, key, seq: ticket.seq };
        const behind = yield* store.keyBehind(place, own, wish.places!);
        if (behind !== null) keys.set(step.id, plus(behind, 0.001));
      }
    }
    if (keys.size === 0) throw new Problem('queue_empty', 'Nobody stands behind this ticket');
    const later = callLater(visit, (step) => keys.get(step.id) ?? null);
    const counted = { later_count: ticket.later_count + 1 };
    const to = { visit: later, ticket: counted };
    return logged(yield* this.d.tickets.changed(c, kept, 'later', to), wish);
  }
}

function categoryOf({ id, creditSeconds }: CategoryConfig) {
  return { category_id: id, credit_seconds: creditSeconds };
}

/** What the log keeps of what a visitor had come for. */
function wordsOf(
  hall: HallConfig,
  { ticket, visit }: Pick<StoredTicket, 'ticket' | 'visit'>,
): object {
  const [pack = null, ...more] = packagesOf(hall, ticket).map(({ code }) => code);
  const open = visit.steps.filter((s) => !isEnded(s) || s.status === 'done');
  return {
    package: pack,
    ...(more.length === 0 ? {} : { packages: [pack, ...more] }),
    category: hall.categoryById.get(ticket.category_id)!.code,
    matters: mattersOf(visit).map((id) => hall.matterById.get(id)!.code),
    queues: open.map((s) => hall.queueById.get(s.queue_id)!.code),
  };
}

function logged(effect: CommandOutcome<Ticket>, data: object): CommandOutcome<Ticket> {
  return { ...effect, event: { ...effect.event, data: { ...effect.event.data, ...data } } };
}
