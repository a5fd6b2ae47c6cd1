import type {
  ErasePerson,
  FindPerson,
  PersonErased,
  PersonFile,
} from '../../shared/contract/privacy.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { isToBeVisited } from '../../shared/rules/masking.ts';
import type { Command, CommandRequest, Commands } from '../hall/command.ts';
import type { SiteKey } from '../site-key.ts';
import type { Kept, Tickets } from '../tickets/service.ts';
import * as store from './person-store.ts';
import * as view from './person-view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly key: SiteKey;
  /** Told after the commit: what was erased has to leave the file, too. */
  readonly wipe: () => Promise<void>;
}

/** All that is kept about one person in a hall. */
interface Found {
  readonly appointments: readonly store.AppointmentRow[];
  readonly homeVisits: readonly store.HomeVisitRow[];
  readonly tickets: readonly Kept[];
}

/** What a hall knows of one person, told and erased on their request; every such act is in the log. */
export class Persons {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * What is kept about a person, found by telephone (bookings and home visits, and the tickets that
   * came of the bookings) or by the number of a paper (bookings, and all tickets taken with it).
   *
   * @throws Problem `forbidden`, `hall_not_found`
   */
  async search(
    hallCode: string,
    whom: FindPerson,
    request: CommandRequest & { who: Actor },
  ): Promise<PersonFile> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'know-persons', hall.code);
    return this.d.commands.inHall(hall.id, request, async (c) => {
      const known = this.knownBy(c, whom);
      const found = await this.found(c, known);
      const steps = found.tickets.flatMap(({ visit }) => visit.steps.map((step) => step.id));
      const ratings = await store.ratingsOf(c.tx, steps);
      const ids = found.tickets.map(({ ticket }) => ticket.id);
      const events = await store.eventsOf(c.tx, ids);
      const withPaper = await store.withPaper(c.tx, ids);
      return {
        answer: {
          hall: c.hall.code,
          at: c.now,
          foundBy: foundBy(known),
          appointments: found.appointments.map((row) =>
            view.appointmentOf(c.hall, row, this.d.key),
          ),
          homeVisits: found.homeVisits.map(view.homeVisitOf),
          tickets: found.tickets.map((kept) =>
            view.ticketOf(c.hall, kept, withPaper.has(kept.ticket.id), ratings, events),
          ),
        },
        event: { command: 'find-person', data: { by: foundBy(known), ...countsOf(found) } },
        touched: {},
      };
    });
  }

  /**
   * Erases what is known of a person; that somebody came stays in the figures.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `person_expected` with what is open: a ticket
   *   always, bookings and home visits unless they are to be cancelled
   */
  async erase(
    hallCode: string,
    { cancelOpen, ...whom }: ErasePerson,
    request: CommandRequest & { who: Actor },
  ): Promise<PersonErased> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'know-persons', hall.code);
    const erased = await this.d.commands.inHall(hall.id, request, async (c) => {
      const known = this.knownBy(c, whom);
      const found = await this.found(c, known);
      const open = openOf(found);
      if (open.tickets.length > 0 || (!cancelOpen && open.bookings + open.visits > 0))
        throw new Problem('person_expected', undefined, {
          appointments: open.bookings,
          homeVisits: open.visits,
          tickets: open.tickets,
        });
      const { appointments, homeVisits } = open.ids;
      const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
      await store.eraseAppointments(c.tx, idsOf(found.appointments), appointments, c.now);
      await store.eraseHomeVisits(c.tx, idsOf(found.homeVisits), homeVisits, c.now);
      await store.eraseVisits(c.tx, {
        hall: c.hall.id,
        tickets: found.tickets.map(({ ticket }) => ticket.id),
        steps: found.tickets.flatMap(({ visit }) => visit.steps.map((step) => step.id)),
        days: [...new Set(found.tickets.map(({ ticket }) => ticket.service_day))],
      });
      const counts = countsOf(found);
      return {
        answer: { ...counts, cancelled: open.bookings + open.visits },
        event: {
          command: 'erase-person',
          data: { by: foundBy(known), ...counts, cancelled: open.ids },
        },
        touched: {},
      };
    });
    await this.d.wipe();
    return erased;
  }

  private knownBy(c: Command, { phone, idNumber }: FindPerson): store.Known {
    const { key } = this.d;
    return phone === undefined
      ? { hall: c.hall.id, by: 'person_hash', hash: key.personHash(idNumber!) }
      : { hall: c.hall.id, by: 'phone_hash', hash: key.phoneHash(phone) };
  }

  private async found(c: Command, known: store.Known): Promise<Found> {
    const appointments = await store.appointmentsOf(c.tx, known);
    const homeVisits = await store.homeVisitsOf(c.tx, known);
    const ids = await store.ticketsOf(
      c.tx,
      known,
      appointments.map(({ id }) => id),
    );
    const tickets = await this.d.tickets.byIds(c.tx, ids);
    const order = ({ ticket }: Kept): string => ticket.taken_at + ticket.id;
    return {
      appointments,
      homeVisits,
      tickets: [...tickets].sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    };
  }
}

const foundBy = ({ by }: store.Known): PersonFile['foundBy'] =>
  by === 'phone_hash' ? 'phone' : 'idNumber';

const countsOf = ({ appointments, homeVisits, tickets }: Found) => ({
  appointments: appointments.length,
  homeVisits: homeVisits.length,
  tickets: tickets.length,
});

/** What of it is not over: by ids, and the numbers of the tickets. */
function openOf({ appointments, homeVisits, tickets }: Found) {
  const ids = {
    appointments: appointments.filter(({ status }) => status === 'booked').map(({ id }) => id),
    homeVisits: homeVisits.filter(({ status }) => isToBeVisited(status)).map(({ id }) => id),
  };
  return {
    ids,
    bookings: ids.appointments.length,
    visits: ids.homeVisits.length,
    tickets: tickets
      .filter(({ visit }) => visit.ended_at === null)
      .map(({ ticket }) => ticket.number),
  };
}
