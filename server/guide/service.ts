import { packagesOf, packageWords } from '../hall/ticket-packages.ts';
import { Problem } from '../../shared/errors.ts';
import { may, requireMay, requireStaffMay } from '../../shared/rights.ts';
import type {
  FoundTicket,
  FoundTickets,
  StaffActName,
  TicketsQuery,
} from '../../shared/contract/guide.ts';
import type { Companion } from '../../shared/contract/hall.ts';
import type { Actor } from '../../shared/contract/people.ts';
import type { HelpedTicket, Ticket } from '../../shared/contract/ticket.ts';
import { inHandStatuses } from '../../shared/transitions.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import { runUnit } from '../db/unit.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest, CommandOutcome } from '../command/types.ts';
import type { HallConfig } from '../hall/config.ts';
import { colleague, hasInHand } from '../hall/people-store.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { busyStep } from '../../shared/rules/visit.ts';
import type { StoredTicket, Tickets } from '../tickets/service.ts';
import * as store from './store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly read: Reader;
  readonly clock: Clock;
}

type ByStaff = CommandRequest & { who: Actor };

/** What the staff does for visitors with their tickets, by the number (导办, 陪办). */
export class Guide {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** The tickets of today, the newest first. @throws Problem `forbidden` */
  async find(hallCode: string, query: TicketsQuery, who: Actor): Promise<FoundTickets> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'guide-visitor', hall.code);
    const { read, clock, tickets } = this.d;
    const day = serviceDay(clock.now(hall.id), hall.timezone);
    const { total, ids } = await store.page(read, { hall: hall.id, day }, query);
    const kept = new Map((await tickets.byIds(read, ids)).map((k) => [k.ticket.id, k]));
    const companions = await store.people(
      read,
      [...kept.values()].flatMap((k) => k.ticket.companion_id ?? []),
    );
    return {
      total,
      tickets: ids.map((id) => foundView(hall, kept.get(id)!, companions, tickets.isShown)),
    };
  }

  /**
   * Somebody goes along with the visitor and is told when the ticket is called; null: nobody.
   *
   * @throws Problem `forbidden`, `ticket_not_found`; `not_found` for who does not work here;
   *   `not_allowed` when the visit is over
   */
  assignCompanion(
    hallCode: string,
    number: string,
    username: string | null,
    request: ByStaff,
  ): Promise<HelpedTicket> {
    return this.asGuide(hallCode, number, request, async (c, kept) => {
      const person = username === null ? null : await colleague(c.tx, c.hall.code, username);
      if (username !== null && person === null)
        throw new Problem('not_found', `There is no "${username}" here`);
      const assigned = this.d.tickets.assignCompanionIn(c, kept, person?.id ?? null);
      const effect = await runUnit(c.tx, assigned);
      return logged(effect, { companion: username });
    });
  }

  /**
   * How many people's files a ticket has: for the clerk who has it in hand, and for guides.
   *
   * @throws Problem `forbidden`, `ticket_not_found`; `not_allowed` when the visit is over
   */
  async changeFiles(
    hallCode: string,
    number: string,
    files: number,
    request: ByStaff,
  ): Promise<HelpedTicket> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'serve-visitor', hall.code);
    const guides = may(staff, 'guide-visitor', hall.code);
    const ticket = await this.withTicket(hall, number, request, async (c, kept) => {
      if (!guides && !(await runUnit(c.tx, hasInHand(staff, kept.visit))))
        throw new Problem('forbidden', 'Only the ticket in hand; others are for guides');
      const window = busyStep(kept.visit)?.window_id ?? null;
      const changed = await runUnit(c.tx, this.d.tickets.changeFilesIn(c, kept, files));
      const effect = logged(changed, { files });
      return {
        ...effect,
        touched: { ...effect.touched, ...(window === null ? {} : { windows: [window] }) },
      };
    });
    return this.d.tickets.helped(ticket, false);
  }

  /**
   * Back after a miss, given up, or the slip once more, for a visitor who asks a person.
   *
   * @throws Problem `forbidden`, `ticket_not_found`, `not_allowed`
   */
  async act(
    hallCode: string,
    number: string,
    act: StaffActName,
    reason: string | undefined,
    request: ByStaff,
  ): Promise<HelpedTicket> {
    const { tickets } = this.d;
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'serve-visitor', hall.code);
    const guides = may(staff, 'guide-visitor', hall.code);
    const acts = {
      return: (c: CommandContext, kept: StoredTicket) => runUnit(c.tx, tickets.comeBackIn(c, kept)),
      cancel: (c: CommandContext, kept: StoredTicket) => runUnit(c.tx, tickets.cancelIn(c, kept)),
      reprint: async (c: CommandContext, kept: StoredTicket): Promise<CommandOutcome<Ticket>> => ({
        answer: await tickets.viewOf(c.tx, c.hall, kept, c.version),
        event: {
          command: 'reprint',
          ticketId: kept.ticket.id,
          // Whoever had the link rates no work of their own by it.
          data: { number, ...(guides ? { link: true } : {}) },
        },
        touched: {},
      }),
    };
    const ticket = await this.withTicket(hall, number, request, async (c, kept) => {
      if (act !== 'return' && !guides && !(await runUnit(c.tx, hasInHand(staff, kept.visit))))
        throw new Problem('forbidden', 'Only the ticket in hand; others are for guides');
      return logged(await acts[act](c, kept), reason === undefined ? {} : { reason });
    });
    return tickets.helped(ticket, act === 'reprint' && guides);
  }

  /** Whom the one who asks goes along with today. @throws Problem `forbidden` */
  async mine(hallCode: string, who: Actor): Promise<Companion[]> {
    const hall = await this.d.commands.hall(hallCode);
    const { username } = requireStaffMay(who, 'serve-visitor', hall.code);
    return (await this.companions(hall)).filter((c) => c.username === username);
  }

  /** Everybody who goes along with a visitor now. */
  async companions(hall: HallConfig): Promise<Companion[]> {
    const { read, clock } = this.d;
    const day = serviceDay(clock.now(hall.id), hall.timezone);
    return (await store.accompanied(read, hall.id, day)).map((row) => ({
      username: row.username,
      name: row.name,
      number: row.number,
      status: row.status,
      window: row.window_id === null ? null : hall.windowById.get(row.window_id)!.number,
    }));
  }

  private async asGuide(
    hallCode: string,
    number: string,
    request: ByStaff,
    run: (c: CommandContext, kept: StoredTicket) => Promise<CommandOutcome<Ticket>>,
  ): Promise<HelpedTicket> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'guide-visitor', hall.code);
    return this.d.tickets.helped(await this.withTicket(hall, number, request, run), false);
  }

  private withTicket(
    hall: HallConfig,
    number: string,
    request: ByStaff,
    run: (c: CommandContext, kept: StoredTicket) => Promise<CommandOutcome<Ticket>>,
  ): Promise<Ticket> {
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const kept = await this.d.tickets.byNumber(c.tx, hall.id, c.day, number);
      if (kept === null)
        throw new Problem('ticket_not_found', `There is no ticket ${number} today`);
      return run(c, kept);
    });
  }
}

function logged(effect: CommandOutcome<Ticket>, data: object): CommandOutcome<Ticket> {
  return { ...effect, event: { ...effect.event, data: { ...effect.event.data, ...data } } };
}

function foundView(
  hall: HallConfig,
  { ticket, visit }: StoredTicket,
  companions: ReadonlyMap<string, { username: string; name: string }>,
  shown: Tickets['isShown'],
): FoundTicket {
  const companion = companions.get(ticket.companion_id ?? '');
  return {
    number: ticket.number,
    status: visit.status,
    category: hall.categoryById.get(ticket.category_id)!.code,
    ...packageWords(packagesOf(hall, ticket)),
    takenAt: ticket.taken_at,
    byAppointment: ticket.appointment_id !== null,
    companion:
      companion === undefined ? null : { username: companion.username, name: companion.name },
    steps: visit.steps.flatMap((step) => {
      if (!shown(visit, step.position)) return [];
      const queue = hall.queueById.get(step.queue_id)!;
      const at = (inHandStatuses as readonly string[]).includes(step.status)
        ? step.window_id
        : step.only_window_id;
      return {
        queue: queue.code,
        queueName: queue.name,
        items: step.matters.map(({ id, done }) => {
          const { code, name } = hall.matterById.get(id)!;
          return { code, name, done };
        }),
        status: step.status,
        window: at === null ? null : hall.windowById.get(at)!.number,
      };
    }),
  };
}
