import { Problem } from '../../shared/errors.ts';
import { byName } from '../../shared/natural-order.ts';
import { type CaseAct, caseTransitions } from '../../shared/case-acts.ts';
import { may, requireMay, requireStaffMay } from '../../shared/rights.ts';
import type {
  AskAgain,
  Case,
  CaseChange,
  CaseFigures,
  CaseList,
  CasesQuery,
  CaseWithSteps,
  OpenCase,
  ReportNotDone,
  VisitorCases,
} from '../../shared/contract/case.ts';
import type { Actor, Colleague as Named } from '../../shared/contract/people.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { busyStep } from '../../shared/rules/visit.ts';
import type { Calendar } from '../calendar/service.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest, CommandOutcome } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import { colleagues, hasInHand } from '../hall/people-store.ts';
import type { Ids } from '../ids.ts';
import type { SiteKey } from '../site-key.ts';
import type { StoredTicket, Tickets } from '../tickets/service.ts';
import { moveCase, requireSaid } from './acting.ts';
import { type About, type By, openCase } from './opening.ts';
import { caseFigures } from './figures.ts';
import * as store from './store.ts';
import { allowedActs, caseView, manages, partiesOf, visitorsView, withSteps } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly calendar: Calendar;
  readonly tickets: Tickets;
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly key: SiteKey;
}

type ByStaff = CommandRequest & { who: Actor };

/** Due within so many working days is soon. */
const soonDays = 2;
/** A visit has few cases: whoever reports more than so many is told to come to the desk. */
const mostOfTicket = 5;
/** What is seen to already is listed for so long; what is not, however old it is. */
const daysListed = 366;

/**
 * What somebody has to see to: bad ratings, and what could not be done (办不成事). Managers see those of
 * their hall, anybody else those that they follow up; whom a case is about sees the outcome, never who
 * it was (rules.md, "Ratings").
 */
export class Cases {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `forbidden`, `window_not_found` */
  async list(hallCode: string, query: CasesQuery, who: Actor): Promise<CaseList> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(who, 'handle-cases', hall.code);
    const window = query.window === undefined ? undefined : hall.windowByNumber.get(query.window);
    if (query.window !== undefined && window === undefined) throw new Problem('window_not_found');
    const { today, soon } = await this.days(hall);
    const { total, rows } = await store.page(this.d.read, {
      hall: hall.id,
      seer: { id: staff.id, manages: manages(staff) },
      query,
      window: window?.id,
      today,
      soon,
      since: addDays(today, -daysListed),
    });
    return { total, cases: rows.map((row) => caseView(hall, row, staff, today)) };
  }

  /** One, with what was done about it. @throws Problem `forbidden`, `not_found` */
  async one(hallCode: string, id: string, who: Actor): Promise<CaseWithSteps> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(who, 'handle-cases', hall.code);
    const row = await store.caseById(this.d.read, hall.id, id);
    if (row === null || partiesOf(staff, row).length === 0) throw new Problem('not_found');
    const { today } = await this.days(hall);
    return withSteps(caseView(hall, row, staff, today), await store.stepsOf(this.d.read, id));
  }

  /**
   * What could not be done, told by somebody who works here: of a ticket, or without one at the desk.
   *
   * @throws Problem `forbidden` for a clerk without the ticket in hand; `ticket_not_found`,
   *   `unknown_matter`; `already_exists` while one of the ticket is open
   */
  async open(hallCode: string, input: OpenCase, request: ByStaff): Promise<Case> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'open-case', hall.code);
    const guides = may(staff, 'guide-visitor', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const { number } = input;
      if (number === undefined && !guides)
        throw new Problem('forbidden', 'Only of the ticket in hand; others are for guides');
      const kept =
        number === undefined ? null : await this.d.tickets.byNumber(c.tx, c.hall.id, c.day, number);
      if (number !== undefined && kept === null)
        throw new Problem('ticket_not_found', `There is no ticket ${number} today`);
      if (kept !== null && !guides && !(await runUnit(c.tx, hasInHand(staff, kept.visit))))
        throw new Problem('forbidden', 'Only of the ticket in hand; others are for guides');
      const { username, name } = staff;
      return this.opened(c, kept, input, { username, name }, (row) =>
        caseView(c.hall, row, staff, c.day),
      );
    });
  }

  /** The same by the visitor, of his visit. @throws Problem `ticket_not_found`, `ticket_over`, `already_exists` */
  async report(
    token: string,
    input: ReportNotDone,
    request: CommandRequest,
  ): Promise<VisitorCases> {
    requireMay(request.who, 'follow-visit');
    const { ticket } = await this.d.tickets.keptByToken(token);
    return this.d.commands.inHall(ticket.hall_id, request, async (c) => {
      const kept = (await this.d.tickets.byId(c.tx, ticket.id))!;
      const all = await store.casesOfTicket(c.tx, ticket.id);
      if (all.length >= mostOfTicket)
        throw new Problem('not_allowed', 'There are enough reports of this visit: ask at the desk');
      const effect = await this.opened(
        c,
        kept,
        input,
        { username: 'visitor', name: null },
        () => null,
      );
      return { ...effect, answer: await this.visitorsCases(c.tx, ticket.id) };
    });
  }

  /** The cases of a visit, as its visitor follows them. @throws Problem `ticket_not_found`, `ticket_over` */
  async ofVisit(token: string): Promise<VisitorCases> {
    const { ticket } = await this.d.tickets.keptByToken(token);
    return this.visitorsCases(this.d.read, ticket.id);
  }

  /**
   * The visitor is not content with what was done. Once a case.
   *
   * @throws Problem `ticket_not_found`, `ticket_over`, `not_found`; `not_allowed` while it is seen to
   */
  async askAgain(
    token: string,
    id: string,
    { text }: AskAgain,
    request: CommandRequest,
  ): Promise<VisitorCases> {
    requireMay(request.who, 'follow-visit');
    const { ticket } = await this.d.tickets.keptByToken(token);
    return this.d.commands.inHall(ticket.hall_id, request, async (c) => {
      const row = await store.caseById(c.tx, ticket.hall_id, id);
      if (row === null || row.ticket_id !== ticket.id) throw new Problem('not_found');
      if (
        row.asked_again_at !== null ||
        !caseTransitions['ask-again'].from.includes(row.status as never)
      )
        throw new Problem('not_allowed', undefined, { state: row.status });
      const event = await moveCase(c, row, 'ask-again', { note: text }, null, () => this.dueDay(c));
      return {
        answer: await this.visitorsCases(c.tx, ticket.id),
        event,
        touched: { tickets: [ticket.id] },
      };
    });
  }

  /**
   * Takes a case further, by the table in `shared/case-acts.ts`.
   *
   * @throws Problem `forbidden`; `not_found`, also for a case that is not theirs to see; `not_allowed`
   *   with what is; `reason_required` for an act without its words; `bad_input` for one that needs more
   */
  async act(
    hallCode: string,
    id: string,
    act: Exclude<CaseAct, 'ask-again'>,
    change: CaseChange,
    request: ByStaff,
  ): Promise<CaseWithSteps> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'handle-cases', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const row = await store.caseById(c.tx, hall.id, id);
      const parties = row === null ? [] : partiesOf(staff, row);
      if (row === null || parties.length === 0) throw new Problem('not_found');
      const allowed = allowedActs(row, parties);
      if (!allowed.includes(act))
        throw new Problem(
          'not_allowed',
          `"${act}" is not possible while the case is ${row.status}; allowed: ${allowed.join(', ') || 'nothing'}`,
          { state: row.status, allowed },
        );
      requireSaid(act, change);
      const event = await moveCase(c, row, act, change, staff, () => this.dueDay(c));
      const changed = (await store.caseById(c.tx, hall.id, id))!;
      return {
        answer: withSteps(caseView(c.hall, changed, staff, c.day), await store.stepsOf(c.tx, id)),
        event,
        touched: row.ticket_id === null ? {} : { tickets: [row.ticket_id] },
      };
    });
  }

  /**
   * Who can follow a case up, by name: all who work here but whom it is about.
   *
   * @throws Problem `forbidden`; `not_found`, also for a case that is not theirs to pass on
   */
  async possibleOwners(hallCode: string, id: string, who: Actor): Promise<Named[]> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(who, 'handle-cases', hall.code);
    const row = await store.caseById(this.d.read, hall.id, id);
    const parties = row === null ? [] : partiesOf(staff, row);
    if (row === null || !parties.some((party) => party !== 'clerk')) throw new Problem('not_found');
    const people = (await colleagues(this.d.read, hall.code)).filter((p) => p.id !== row.clerk_id);
    return byName(people, (p) => p.name).map(({ username, name }) => ({ username, name }));
  }

  /** Opens a case inside a running command of another feature; answers its id. */
  openIn(c: CommandContext, about: About, by: By): Promise<string> {
    return openCase(c, this.d, about, by);
  }

  /** By kind, of service days that are not archived. @throws Problem `forbidden` */
  async figures(
    hallCode: string,
    range: { readonly from: string; readonly to: string },
    who: Actor,
  ): Promise<CaseFigures> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'read-reports', hall.code);
    const rows = await store.casesOfDays(this.d.read, hall.id, range);
    return caseFigures(rows, hall.timezone, (await this.days(hall)).today);
  }

  /** Whether a visit has a case that is open, or was closed after an instant. */
  hasCase(ticketId: string, since: Instant): Promise<boolean> {
    return store.hasCase(this.d.read, ticketId, since);
  }

  private async days(hall: HallConfig): Promise<{ today: string; soon: string }> {
    const today = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const soon = await this.d.calendar.dueDay(this.d.read, hall, today, soonDays);
    return { today, soon };
  }

  /** By when what is told, or not settled, now is to be answered. */
  private dueDay(c: CommandContext): Promise<string> {
    return this.d.calendar.dueDay(c.tx, c.hall, c.day, c.hall.settings.ratingDueWorkingDays);
  }

  private async opened<T>(
    c: CommandContext,
    kept: StoredTicket | null,
    input: Pick<OpenCase, 'matter' | 'text' | 'phone'>,
    by: By,
    view: (row: store.CaseRow) => T,
  ): Promise<CommandOutcome<T>> {
    const matter = input.matter === undefined ? null : c.hall.matterByCode.get(input.matter);
    if (matter === undefined)
      throw new Problem('unknown_matter', `There is no matter "${input.matter}"`);
    if (kept !== null && (await store.hasOpenReport(c.tx, kept.ticket.id)))
      throw new Problem('already_exists', 'It is being seen to already');
    // At a window now, else where the visitor was last.
    const step =
      kept === null
        ? undefined
        : (busyStep(kept.visit) ?? kept.visit.steps.filter((s) => s.ended_at !== null).at(-1));
    const { phone } = input;
    const id = await openCase(
      c,
      this.d,
      {
        kind: 'not-done',
        service_day: kept?.ticket.service_day ?? c.day,
        rating_id: null,
        ticket_id: kept?.ticket.id ?? null,
        step_id: step?.id ?? null,
        queue_id: step?.queue_id ?? null,
        window_id: step?.window_id ?? null,
        clerk_id: step?.staff_id ?? null,
        matter_id: matter?.id ?? null,
        text: input.text,
        phone: phone ?? null,
        phone_hash: phone === undefined ? null : this.d.key.phoneHash(phone),
      },
      by,
    );
    return {
      answer: view((await store.caseById(c.tx, c.hall.id, id))!),
      event: {
        command: 'open-case',
        ticketId: kept?.ticket.id ?? null,
        stepId: step?.id ?? null,
        windowId: step?.window_id ?? null,
        data: { case: id, kind: 'not-done' },
      },
      touched: kept === null ? {} : { tickets: [kept.ticket.id] },
    };
  }

  private async visitorsCases(db: Reader, ticketId: string): Promise<VisitorCases> {
    const rows = await store.casesOfTicket(db, ticketId);
    const isOpen = rows.some(
      (row) => row.kind === 'not-done' && (row.status === 'open' || row.status === 'in-progress'),
    );
    return {
      canReport: !isOpen && rows.length < mostOfTicket,
      cases: rows.map((row) => visitorsView(row)),
    };
  }
}
