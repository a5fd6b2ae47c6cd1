import { BookingLists } from '../appointments/lists.ts';
import { InvitedLists } from '../appointments/inviting/lists.ts';
import { InvitedPlacing } from '../appointments/inviting/placing.ts';
import { Invitations } from '../appointments/inviting/service.ts';
import { RemoteAppointments } from '../appointments/remote.ts';
import { Appointments } from '../appointments/service.ts';
import { AppointmentTelling } from '../appointments/telling.ts';
import { Applications } from '../applications/service.ts';
import { Board } from '../board/service.ts';
import { Calendar, planned } from '../calendar/service.ts';
import { Cases } from '../cases/service.ts';
import { Changes } from '../changes/service.ts';
import { Consultations } from '../clients/consultations.ts';
import { PersonLimits } from '../clients/person-limits.ts';
import { Clients } from '../clients/service.ts';
import { Days } from '../days/service.ts';
import { LaterEstimates } from '../estimates/later.ts';
import { Estimates } from '../estimates/service.ts';
import { Guide } from '../guide/service.ts';
import { Help } from '../guide/help.ts';
import { HomeVisits } from '../homevisits/service.ts';
import { LateEntering } from '../late/service.ts';
import { Messages } from '../messages/service.ts';
import { Pausing } from '../offers/pausing.ts';
import { Offers } from '../offers/service.ts';
import { Projects } from '../projects/service.ts';
import { Push } from '../push/service.ts';
import { Ratings } from '../ratings/service.ts';
import { Referrals } from '../referrals/service.ts';
import { RemoteTickets } from '../remote/service.ts';
import { Teams } from '../teams/service.ts';
import { Admission } from '../tickets/admission.ts';
import { Plates } from '../tickets/plates.ts';
import { Tickets } from '../tickets/service.ts';
import { Obstacles } from '../walks/obstacles.ts';
import { Windows } from '../windows/service.ts';
import type { Base } from './base.ts';

/** A visit from its appointment to its rating: who comes, waits, is called, changed, referred, told. */
export function wireVisits(base: Base) {
  const { db, read, commands, clock, ids, key, log, background, archives } = base;
  const { publicUrl } = base.options;
  const estimates = new Estimates({
    ...{ read, clock },
    plan: planned,
    failed: (err) => log.error({ err }, 'the waits of a hall could not be read'),
  });
  const later = new LaterEstimates(db);
  const calendar = new Calendar({ commands, read, clock });
  const offers = new Offers(calendar);
  const pausing = new Pausing({ commands, offers });
  const admission = new Admission(calendar, offers, {
    checkIn: (c, code) => appointments.checkIn(c, code),
    nextFree: (hall, now, queues) => appointments.nextFree(hall, now, queues),
  });
  const tickets = new Tickets({
    ...{ commands, estimates, admission, offers, read, clock, ids, key },
    hasCase: (ticketId, since) => cases.hasCase(ticketId, since),
  });
  const days = new Days({ commands, tickets, read, clock, ids });
  base.days.close = (command, openDay) => days.closeDay(command, openDay);

  const appointments: Appointments = new Appointments({
    ...{ commands, calendar, offers, tickets, read, clock, ids, key },
  });
  const bookingLists = new BookingLists({
    ...{ commands, read, clock, key, archives },
    affected: appointments.affected.bind(appointments),
  });
  const remoteAppointments = new RemoteAppointments({ commands, read, clock, key });
  const telling = new AppointmentTelling({ commands });
  const placing = new InvitedPlacing({ calendar, offers, tickets, key });
  const invitations = new Invitations({
    ...{ commands, read, clock, ids, key, placing, archives },
  });
  const invitedLists = new InvitedLists({
    ...{ commands, read, clock, placing },
    readList: (file) => background.run('long', 'read-invited', file),
    makeTemplate: (wishes) => background.run('long', 'invited-template', wishes),
  });

  const applications = new Applications({ commands, tickets, read, clock });
  const projects = new Projects({ commands, tickets, read, clock, ids });
  const obstacles = new Obstacles({ commands, calendar, read, clock, ids });
  const teams = new Teams({ commands, obstacles, read, ids });
  const consultations = new Consultations({ commands, ids });
  const personLimits = new PersonLimits({ commands, read, clock });
  const homeVisits = new HomeVisits({ commands, calendar, clock, read, ids, key });
  const cases: Cases = new Cases({ commands, calendar, tickets, read, clock, ids, key });
  const ratings = new Ratings({ commands, cases, tickets, teams, read, clock, ids });

  const windows = new Windows({ commands, tickets, offers, read, clock, ids });
  const clients = new Clients({
    ...{ commands, read, clock, ids, key },
    version: (hallId) => windows.hallVersion(read, hallId),
  });
  const late = new LateEntering({ commands, tickets, windows, read, clock, ids });
  const board = new Board({ commands, offers, read, clock });
  const messages = new Messages({ commands, windows, read, clock, ids });
  const guide = new Guide({ commands, tickets, read, clock });
  const help = new Help({ commands, read, clock, ids });
  const changes = new Changes({ commands, tickets, ids, read, clock });
  const remoteTickets = new RemoteTickets({
    ...{ commands, tickets, estimates, read, clock, ids, key },
  });
  const referrals = new Referrals({
    ...{ commands, tickets },
    nothingToUndo: (windowId) => windows.nothingToUndo(windowId),
  });
  const plates = new Plates({ commands, db, clock, tickets });
  const push = new Push({
    ...{ db, commands, clock, ids, key, tickets, log, publicUrl },
    reach: base.reach,
  });
  return {
    ...{ estimates, later, calendar, offers, pausing, admission, tickets, days },
    ...{ appointments, bookingLists, remoteAppointments, telling, invitations, invitedLists },
    ...{ applications, projects, obstacles, teams, consultations, personLimits, homeVisits },
    ...{ cases, ratings, windows, clients, late, board, messages, guide, help, changes },
    ...{ remoteTickets, referrals, plates, push },
  };
}
export type Visits = ReturnType<typeof wireVisits>;
