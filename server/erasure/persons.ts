import type {
  ErasePerson,
  FindPerson,
  PersonErased,
  PersonFile,
} from '../../shared/contract/privacy.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { isGoingOn } from '../../shared/contract/application.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { isToBeVisited } from '../../shared/rules/masking.ts';
import { Sources } from '../archives/sources.ts';
import { pastChanges, settled } from '../archives/store.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import type { CommandContext, CommandRequest } from '../command/types.ts';
import type { SiteKey } from '../site-key.ts';
import type { StoredTicket, Tickets } from '../tickets/service.ts';
import { idsOf } from './aged.ts';
import { eraseApplications, eraseCases } from './bare-store.ts';
import * as erasing from './person-erase-store.ts';
import * as store from './person-store.ts';
import * as view from './person-view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly tickets: Tickets;
  readonly key: SiteKey;
  /** Where the archives of past years are; null: there can be none. */
  readonly archives: string | null;
  /** Told after the commit: what was erased has to leave the file, too. */
  readonly wipe: () => Promise<void>;
}

/** All that is kept about one person in a hall. */
interface Found {
  readonly appointments: readonly store.AppointmentRow[];
  readonly homeVisits: readonly store.HomeVisitRow[];
  readonly clients: readonly store.ClientRow[];
  readonly cases: readonly store.CaseRow[];
  readonly tickets: readonly StoredTicket[];
}
type Applications = readonly store.ApplicationRow[];

/** What a hall knows of one person, told and erased on their request; every such act is in the log. */
export class Persons {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * What is kept about a person, found by telephone (bookings and home visits, and the tickets that
   * came of the bookings) or by the number of a paper (bookings, and all tickets taken with it); and
   * what was handed in there.
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
      const known = await this.knownBy(c, whom);
      const parts = await this.everywhere(c, async (db) => {
        const found = await this.found(db, known);
        return { found, tickets: await this.ticketsOf(c, db, found) };
      });
      const found = joined(parts.map((part) => part.found));
      const tickets = found.tickets.map(
        ({ ticket }) => parts.flatMap((part) => part.tickets).find((t) => t.id === ticket.id)!.view,
      );
      const applications = await this.applicationsOf(c, known, found);
      const notes = await store.notesOf(c.tx, idsOf(applications));
      return {
        answer: {
          hall: c.hall.code,
          at: c.now,
          foundBy: foundBy(known),
          appointments: found.appointments.map((row) =>
            view.appointmentOf(c.hall, row, this.d.key),
          ),
          homeVisits: found.homeVisits.map(view.homeVisitOf),
          clients: found.clients.map(view.clientOf),
          cases: found.cases.map(view.caseOf),
          tickets,
          applications: applications.map((row) => view.applicationOf(c.hall, row, notes)),
        },
        event: {
          command: 'find-person',
          data: { by: foundBy(known), ...countsOf(found, applications) },
        },
        touched: {},
      };
    });
  }

  /**
   * Erases what is known of a person; that somebody came stays in the figures.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `person_expected` with what is open: a ticket
   *   always, as what was handed in and is not over; bookings and home visits unless they are to be
   *   cancelled
   */
  async erase(
    hallCode: string,
    { cancelOpen, ...whom }: ErasePerson,
    request: CommandRequest & { who: Actor },
  ): Promise<PersonErased> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(request.who, 'know-persons', hall.code);
    const erased = await this.d.commands.inHall(hall.id, request, async (c) => {
      const known = await this.knownBy(c, whom);
      const main = await this.found(c.tx, known);
      const all = joined([main, ...(await this.inArchives(c, known))]);
      const applications = await this.applicationsOf(c, known, all);
      const open = openOf(main);
      const going = applications.filter(({ status }) => isGoingOn(status));
      if (
        open.tickets.length + going.length > 0 ||
        (!cancelOpen && open.bookings + open.visits > 0)
      )
        throw new Problem('person_expected', undefined, {
          appointments: open.bookings,
          homeVisits: open.visits,
          tickets: open.tickets,
          applications: going.map(({ number, service_day: day }) => ({ number, day })),
        });
      const { appointments, homeVisits } = open.ids;
      await erasing.eraseAppointments(c.tx, idsOf(main.appointments), appointments, c.now);
      await erasing.eraseHomeVisits(c.tx, idsOf(main.homeVisits), homeVisits, c.now);
      await erasing.eraseClients(c.tx, idsOf(main.clients), c.now);
      await erasing.eraseLifts(c.tx, known);
      await erasing.eraseRemote(c.tx, known);
      await erasing.eraseVisits(c.tx, visitsOf(c.hall.id, main));
      await eraseApplications(c.tx, idsOf(applications));
      await eraseCases(c.tx, idsOf(main.cases));
      // Where the commit fails afterwards, what is erased there already is what was asked for.
      const archived = await this.eraseInArchives(c, known);
      await pastChanges(c.tx);
      const counts = countsOf(joined([main, ...archived]), applications);
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

  private async knownBy(c: CommandContext, { phone, idNumber }: FindPerson): Promise<store.Known> {
    const { key } = this.d;
    const known: Omit<store.Known, 'clients'> =
      phone === undefined
        ? { hall: c.hall.id, by: 'person_hash', hash: key.personHash(idNumber!) }
        : { hall: c.hall.id, by: 'phone_hash', hash: key.phoneHash(phone) };
    const clients = await store.clientsOf(c.tx, known);
    return { ...known, clients: clients.map(({ id }) => id) };
  }

  /** Asks the database, then each archive. @throws Problem `archive_missing` */
  private async everywhere<T>(c: CommandContext, ask: (db: Reader) => Promise<T>): Promise<T[]> {
    const sources = await this.sources(c);
    try {
      const parts = [await ask(c.tx)];
      for (const year of sources.years) parts.push(await sources.onYear(year, ask));
      return parts;
    } finally {
      await sources.close();
    }
  }

  private async sources(c: CommandContext): Promise<Sources> {
    const { archives } = this.d;
    return new Sources(c.tx, archives, archives === null ? [] : await settled(c.tx));
  }

  /** What is known there. @throws Problem `archive_missing` */
  private async inArchives(c: CommandContext, known: store.Known): Promise<Found[]> {
    const [, ...parts] = await this.everywhere(c, (db) => this.found(db, known));
    return parts;
  }

  /** What was handed in: by the paper, and on the tickets that were found, wherever those are. */
  private applicationsOf(
    c: CommandContext,
    known: store.Known,
    { tickets }: Found,
  ): Promise<Applications> {
    return store.applicationsOf(
      c.tx,
      known,
      tickets.map(({ ticket }) => ticket.id),
    );
  }

  /** @returns what was known there. @throws Problem `archive_missing`: then nothing is erased here */
  private async eraseInArchives(c: CommandContext, known: store.Known): Promise<Found[]> {
    const sources = await this.sources(c);
    const all: Found[] = [];
    try {
      for (const year of sources.years) {
        const found = await sources.onYear(year, (db) => this.found(db, known));
        all.push(found);
        if (found.tickets.length + found.appointments.length + found.cases.length === 0) continue;
        await sources.changeYear(year, async (tx) => {
          const ids = found.appointments.map(({ id }) => id);
          await erasing.eraseAppointments(tx, ids, [], c.now);
          await erasing.eraseVisits(tx, visitsOf(c.hall.id, found));
          await eraseCases(
            tx,
            found.cases.map(({ id }) => id),
          );
        });
      }
      return all;
    } finally {
      await sources.close();
    }
  }

  private async ticketsOf(
    c: CommandContext,
    db: Reader,
    found: Found,
  ): Promise<{ id: string; view: PersonFile['tickets'][number] }[]> {
    const { tickets: ids, steps } = visitsOf(c.hall.id, found);
    const ratings = await store.ratingsOf(db, steps);
    const events = await store.eventsOf(db, ids);
    const withPaper = await store.withPaper(db, ids);
    return found.tickets.map((kept) => {
      const { id } = kept.ticket;
      return { id, view: view.ticketOf(c.hall, kept, withPaper.has(id), ratings, events) };
    });
  }

  private async found(db: Reader, known: store.Known): Promise<Found> {
    const appointments = await store.appointmentsOf(db, known);
    const homeVisits = await store.homeVisitsOf(db, known);
    const ids = await store.ticketsOf(
      db,
      known,
      appointments.map(({ id }) => id),
    );
    const clients = await store.clientsOf(db, known);
    const visits = await store.ticketsOfClients(db, known);
    const all = [...new Set([...ids, ...visits])].sort();
    const cases = await store.casesOf(db, known, all);
    return {
      appointments,
      homeVisits,
      clients,
      cases,
      tickets: await this.d.tickets.byIds(db, all),
    };
  }
}

/** What stands in several files, each thing once: in the order in which it was. */
function joined(parts: readonly Found[]): Found {
  const once = <T>(rows: readonly T[], id: (row: T) => string, order: (row: T) => string): T[] =>
    [...new Map([...rows].reverse().map((row) => [id(row), row])).values()].sort((a, b) =>
      order(a) < order(b) ? -1 : 1,
    );
  return {
    appointments: once(
      parts.flatMap((part) => part.appointments),
      ({ id }) => id,
      (row) => row.slot_from + row.id,
    ),
    homeVisits: parts.flatMap((part) => part.homeVisits),
    clients: parts.flatMap((part) => part.clients),
    cases: parts.flatMap((part) => part.cases),
    tickets: once(
      parts.flatMap((part) => part.tickets),
      ({ ticket }) => ticket.id,
      ({ ticket }) => ticket.taken_at + ticket.id,
    ),
  };
}

function visitsOf(hall: string, { tickets }: Found): erasing.Visits {
  return {
    hall,
    tickets: tickets.map(({ ticket }) => ticket.id),
    steps: tickets.flatMap(({ visit }) => visit.steps.map((step) => step.id)),
    days: [...new Set(tickets.map(({ ticket }) => ticket.service_day))],
  };
}

const foundBy = ({ by }: store.Known): PersonFile['foundBy'] =>
  by === 'phone_hash' ? 'phone' : 'idNumber';

const countsOf = (
  { appointments, homeVisits, clients, cases, tickets }: Found,
  applications: Applications,
) => ({
  appointments: appointments.length,
  homeVisits: homeVisits.length,
  clients: clients.length,
  cases: cases.length,
  tickets: tickets.length,
  applications: applications.length,
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
