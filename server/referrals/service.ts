import { Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { Referral } from '../../shared/contract/referral.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { requireStaffMay, type StaffActor } from '../../shared/rights.ts';
import { keepsCredit, referredReference } from '../../shared/rules/referral.ts';
import { busyStep } from '../../shared/rules/visit.ts';
import { refer } from '../../shared/rules/visit-acts.ts';
import { inHandStatuses } from '../../shared/transitions.ts';
import { type Bound, runUnit, type Unit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest, Part } from '../command/types.ts';
import type { CategoryConfig, HallConfig } from '../hall/config.ts';
import type { Coming, StoredTicket, Tickets } from '../tickets/service.ts';
import { journeyThere } from './journey.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  /** What a window did last can no more be undone: a row to be written. */
  readonly nothingToUndo: (windowId: string) => Bound;
}

type ByStaff = CommandRequest & { who: Actor };

/** A visitor goes on in another hall: 转其他大厅. */
export class Referrals {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * Ends an open ticket as `referred` and gives its visitor one in another hall, with what is still to be
   * done and at most half an hour of seniority. Both happen or neither. It is not undone: the visitor is on
   * the way. The other hall can refer back.
   *
   * For guides and managers, and for the clerk who has the ticket in hand; nothing of the other hall is
   * asked of them.
   *
   * @returns the ticket there
   * @throws Problem `forbidden`, `hall_not_found`, `same_hall`, `ticket_not_found`; `not_allowed` where
   *   the ticket has ended; for the other hall as a take: `unknown_matter`, `unknown_queue`, `hall_closed`,
   *   `queue_closed`, `queue_paused`, `quota_reached`, `already_waiting`, `person_limit` …
   */
  async refer(hallCode: string, number: string, wish: Referral, request: ByStaff): Promise<Ticket> {
    const { commands, tickets } = this.d;
    const own = await commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'serve-visitor', own.code);
    const there = await commands.hall(wish.hall);
    if (there.id === own.id) throw new Problem('same_hall');
    return commands.inTwoHalls([own.id, there.id], request, async (c, other) => {
      const kept = await this.referable(c, number, staff);
      const coming = await runUnit(c.tx, this.coming(c, other, kept, wish));
      const { files, language } = kept.ticket;
      const taking = tickets.takeIn(
        other,
        {
          language: language as Ticket['language'],
          ...(kept.ticket.agent === 1 ? { agent: true } : {}),
          ...(files === 1 ? {} : { files }),
          ...regionThere(other.hall, kept.ticket.region, coming),
        },
        undefined,
        coming,
      );
      const { answer, kept: made, ...taken } = await runUnit(c.tx, taking);
      const left = await this.leave(c, kept, { made, wish, there: other.hall });
      return { answer, parts: [left, taken] };
    });
  }

  /** The ticket, where it is open and theirs. */
  private async referable(
    c: CommandContext,
    number: string,
    staff: StaffActor,
  ): Promise<StoredTicket> {
    const kept = await this.d.tickets.byNumber(c.tx, c.hall.id, c.day, number);
    if (kept === null) throw new Problem('ticket_not_found', `There is no ticket ${number} today`);
    await runUnit(c.tx, this.d.tickets.requireTheirs(c.hall, kept, staff));
    if (kept.visit.ended_at !== null)
      throw new Problem('not_allowed', `${number} is ${kept.visit.status}: its visit is over`, {
        state: kept.visit.status,
      });
    return kept;
  }

  private *coming(
    c: CommandContext,
    { hall: there, day }: CommandContext,
    kept: StoredTicket,
    { reason, hall: _, ...said }: Referral,
  ): Unit<Coming> {
    const { tickets } = this.d;
    const { ticket, visit } = kept;
    const journey =
      Object.keys(said).length > 0
        ? tickets.journeyOf(there, day, said)
        : journeyThere({ own: c.hall, there, day }, kept);
    return {
      referral: {
        ticketId: ticket.id,
        from: { hall: c.hall.code, hallName: c.hall.name, number: ticket.number },
        reason,
      },
      journey,
      reference: referredReference(visit, c.now),
      category: categoryThere(c.hall, there, kept),
      personHash: yield* tickets.personOf(ticket.id),
    };
  }

  /** What becomes of the ticket here. */
  private async leave(
    c: CommandContext,
    kept: StoredTicket,
    { made, wish, there }: { made: StoredTicket; wish: Referral; there: HallConfig },
  ): Promise<Part> {
    const visit = refer(kept.visit, c.now);
    const ticket = { referred_to: made.ticket.id };
    const changed = this.d.tickets.changed(c, kept, 'refer', { visit, ticket });
    const { event, touched } = await runUnit(c.tx, changed);
    const step = busyStep(kept.visit);
    const window = step?.window_id ?? null;
    const inHand =
      step !== undefined && (inHandStatuses as readonly string[]).includes(step.status);
    return {
      event: {
        ...event,
        windowId: inHand ? window : null,
        data: {
          ...event.data,
          toHall: there.code,
          toNumber: made.ticket.number,
          reason: wish.reason,
        },
      },
      touched: { ...touched, ...(window === null ? {} : { windows: [window] }) },
      writes: inHand && window !== null ? [this.d.nothingToUndo(window)] : [],
    };
  }
}

/** The category by the same code; a hall that has none such treats everybody alike. */
function categoryThere(
  own: HallConfig,
  there: HallConfig,
  { ticket, visit }: StoredTicket,
): CategoryConfig {
  const { code } = own.categoryById.get(ticket.category_id)!;
  const same = there.categoryByCode.get(code) ?? there.categoryByCode.get('general')!;
  return keepsCredit(visit) ? same : { ...same, creditSeconds: 0 };
}

/** The region that the visit is for, where the other hall handles something of it for that one. */
function regionThere(
  there: HallConfig,
  region: string | null,
  { journey }: Coming,
): { region?: string } {
  if (region === null || !there.regions.some(({ code }) => code === region)) return {};
  const handled = journey.steps.some((step) =>
    step.matters.some((id) => there.matterById.get(id)!.regions),
  );
  return handled ? { region } : {};
}
