import type {
  LiftLimit,
  LimitedPerson,
  LimitedPersons,
} from '../../shared/contract/person-limit.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay, requireStaffMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { holdsPlace, limitReached } from '../../shared/rules/person-limit.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandRequest } from '../command/types.ts';
import * as store from './person-limit-store.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
}

/** People who have as many tickets as one may, and may have more where a guide has looked at it. */
export class PersonLimits {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** Who has reached a limit today, the newest first. @throws Problem `forbidden`, `hall_not_found` */
  async list(hallCode: string, who: Actor): Promise<LimitedPersons> {
    const { commands, read, clock } = this.d;
    const hall = await commands.hall(hallCode);
    requireMay(who, 'guide-visitor', hall.code);
    const { personTicketsADay: ticketsADay, personOpenTickets: openTickets } = hall.settings;
    const day = serviceDay(clock.now(hall.id), hall.timezone);
    const lifts = await store.lifts(read, hall.id, day);
    const least = Math.min(...[ticketsADay, openTickets].filter((limit) => limit > 0), Infinity);
    const all =
      least === Infinity ? [] : await store.ticketsOfMany(read, { hall: hall.id, day, least });
    const byPerson = new Map<string, typeof all>();
    for (const row of all)
      byPerson.set(row.person_hash, [...(byPerson.get(row.person_hash) ?? []), row]);
    const persons = [...byPerson].flatMap(([hash, tickets]): LimitedPerson[] => {
      const open = tickets.filter(({ status }) => holdsPlace(status)).length;
      const reached = limitReached(tickets, hall.settings) !== null;
      const lift = lifts.get(hash);
      if (!reached && lift === undefined) return [];
      const newest = tickets.at(-1)!;
      return [
        {
          number: newest.number,
          numbers: tickets.map(({ number }) => number),
          taken: tickets.length,
          cancelled: tickets.filter(({ status }) => status === 'cancelled').length,
          open,
          lastAt: newest.taken_at,
          lifted: lift === undefined ? null : { by: lift.name, at: lift.at },
        },
      ];
    });
    return {
      ticketsADay,
      openTickets,
      persons: persons.sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1)),
    };
  }

  /**
   * From now on the person of a ticket may take more today.
   *
   * @throws Problem `forbidden`, `ticket_not_found`; `not_allowed` where nobody's paper was read for it
   */
  async lift(
    hallCode: string,
    { number, reason }: LiftLimit,
    request: CommandRequest & { who: Actor },
  ): Promise<LimitedPersons> {
    const hall = await this.d.commands.hall(hallCode);
    const staff = requireStaffMay(request.who, 'guide-visitor', hall.code);
    await this.d.commands.inHall(hall.id, request, async (c) => {
      const found = await store.personOf(c.tx, c.hall.id, c.day, number);
      if (found === undefined)
        throw new Problem('ticket_not_found', `There is no ticket ${number} today`);
      if (found === null)
        throw new Problem('not_allowed', `${number} was taken without an ID: no limit binds it`, {
          state: 'no_id',
        });
      await store.lift(c.tx, {
        hall_id: c.hall.id,
        service_day: c.day,
        person_hash: found.person_hash,
        staff_id: staff.id,
        at: c.now,
      });
      return {
        answer: { number },
        event: {
          command: 'lift-person-limit',
          ticketId: found.ticket_id,
          data: { number, reason },
        },
        touched: {},
      };
    });
    return this.list(hallCode, request.who);
  }
}
