import { alarmRoutes } from '../alarms/routes.ts';
import { applicationRoutes } from '../applications/routes.ts';
import { invitationRoutes } from '../appointments/inviting/routes.ts';
import { appointmentRoutes } from '../appointments/routes.ts';
import { archiveRoutes } from '../archives/routes.ts';
import { backupRoutes } from '../backups/routes.ts';
import { boardRoutes } from '../board/routes.ts';
import { calendarRoutes } from '../calendar/routes.ts';
import { caseRoutes } from '../cases/routes.ts';
import { catalogueRoutes } from '../catalogue/routes.ts';
import { changeRoutes } from '../changes/routes.ts';
import { hallServiceRoutes } from '../clients/hall-routes.ts';
import { clientRoutes } from '../clients/routes.ts';
import { dayRoutes } from '../days/routes.ts';
import { deviceRoutes } from '../devices/routes.ts';
import { personRoutes } from '../erasure/routes.ts';
import { markedDayRoutes } from '../estimates/marked-routes.ts';
import { eventRoutes } from '../events/routes.ts';
import { simulationRoutes } from '../foresight/simulation-routes.ts';
import { type GuardedRoute, guardRoutes } from '../guard.ts';
import { helpRoutes } from '../guide/help-routes.ts';
import { guideRoutes } from '../guide/routes.ts';
import { healthRoutes } from '../health/routes.ts';
import type { Health } from '../health/service.ts';
import { homeVisitRoutes } from '../homevisits/routes.ts';
import type { App } from '../http.ts';
import { importRoutes } from '../imports/routes.ts';
import { keyRoutes } from '../keys/routes.ts';
import { lateRoutes } from '../late/routes.ts';
import { mediaRoutes } from '../media/routes.ts';
import { messageRoutes } from '../messages/routes.ts';
import { pausingRoutes } from '../offers/routes.ts';
import { overviewRoutes } from '../overview/routes.ts';
import { projectRoutes } from '../projects/routes.ts';
import { pushRoutes } from '../push/routes.ts';
import { ratingRoutes } from '../ratings/routes.ts';
import { referralRoutes } from '../referrals/routes.ts';
import { regionRoutes } from '../region/routes.ts';
import { remoteRoutes } from '../remote/routes.ts';
import { reportRoutes } from '../reports/routes.ts';
import { followRoutes } from '../setup-document/follow-routes.ts';
import { setupRoutes } from '../setup-document/routes.ts';
import { sheetRoutes } from '../sheets/routes.ts';
import { slipRoutes } from '../slips/routes.ts';
import { ssoRoutes } from '../sso/routes.ts';
import { accountRoutes } from '../staff/account-routes.ts';
import { staffImportRoutes } from '../staff/import/routes.ts';
import { photoRoutes } from '../staff/photo-routes.ts';
import { staffRoutes } from '../staff/routes.ts';
import { teamRoutes } from '../teams/routes.ts';
import { plateRoutes } from '../tickets/plate-routes.ts';
import { ticketRoutes } from '../tickets/routes.ts';
import { voiceRoutes } from '../voices/routes.ts';
import { walkRoutes } from '../walks/routes.ts';
import { webhookRoutes } from '../webhooks/routes.ts';
import { windowRoutes } from '../windows/routes.ts';
import { workbookRoutes } from '../workbook/routes.ts';
import type { Base } from './base.ts';
import type { Halls } from './halls.ts';
import type { Leading } from './leading.ts';
import type { People } from './people.ts';
import type { SiteUpkeep } from './upkeep.ts';
import type { Visits } from './visits.ts';

/** All that answers requests. */
export interface Services {
  readonly base: Base;
  readonly visits: Visits;
  readonly people: People;
  readonly leading: Leading;
  readonly halls: Halls;
  readonly upkeep: SiteUpkeep;
  readonly health: Health;
}

/** Every route of the interface, each with who may use it. */
export function addRoutes(api: App, services: Services): readonly GuardedRoute[] {
  const routes = guardRoutes(api);
  addVisits(api, services);
  addSite(api, services);
  return routes;
}

function addVisits(api: App, { base, visits, people, leading, halls }: Services): void {
  const { clock, limits, tally } = base;
  const { publicUrl } = base.options;
  const { guesses } = people;
  const { appointments, bookingLists: lists, remoteAppointments: remote, telling } = visits;
  overviewRoutes(api, halls);
  alarmRoutes(api, { alarms: halls.alarmWatch });
  calendarRoutes(api, { calendar: visits.calendar, ranges: halls.ranges });
  pausingRoutes(api, visits);
  appointmentRoutes(api, { appointments, lists, remote, telling, guesses, clock });
  homeVisitRoutes(api, { homeVisits: visits.homeVisits, clock, tally, limits });
  const { applications } = visits;
  applicationRoutes(api, { applications, figures: leading.applicationReports, clock });
  projectRoutes(api, visits);
  walkRoutes(api, { walks: leading.walks, obstacles: visits.obstacles });
  teamRoutes(api, visits);
  sheetRoutes(api, leading);
  guideRoutes(api, visits);
  changeRoutes(api, {
    ...{ changes: visits.changes, combinations: leading.combinations, clock, publicUrl },
    print: (...job) => halls.printing.print(...job),
  });
  referralRoutes(api, visits);
  remoteRoutes(api, { remote: visits.remoteTickets, guesses, clock, publicUrl });
  helpRoutes(api, visits);
  messageRoutes(api, visits);
  clientRoutes(api, visits);
  const { invitations, invitedLists } = visits;
  invitationRoutes(api, { invitations, lists: invitedLists, publicUrl });
  hallServiceRoutes(api, { consultations: visits.consultations, limits: visits.personLimits });
  ratingRoutes(api, { ratings: visits.ratings, clock });
  caseRoutes(api, { cases: visits.cases, clock });
  ticketRoutes(api, { tickets: visits.tickets, kiosks: people.kiosks, guesses, clock });
  plateRoutes(api, { plates: visits.plates, clock });
  pushRoutes(api, { push: visits.push, clock });
  slipRoutes(api, { slips: halls.slips, printing: halls.printing, clock, publicUrl });
  windowRoutes(api, visits);
  lateRoutes(api, visits);
  boardRoutes(api, visits);
  dayRoutes(api, visits);
}

function addSite(api: App, { base, people, leading, halls, upkeep, health }: Services): void {
  const { clock, options } = base;
  personRoutes(api, upkeep);
  staffRoutes(api, people);
  photoRoutes(api, people);
  staffImportRoutes(api, { imports: people.staffImports });
  accountRoutes(api, people);
  voiceRoutes(api, halls);
  mediaRoutes(api, { media: halls.media, folder: halls.mediaFolder });
  deviceRoutes(api, { ...people, lookAgain: (who) => halls.printing.lookAgain(who) });
  keyRoutes(api, people);
  webhookRoutes(api, upkeep);
  ssoRoutes(api, { sso: people.sso, base: options.sso?.base ?? '', clock });
  const { reports, stewardReports: stewards, estimateReports: estimates } = leading;
  reportRoutes(api, { reports, stewards, estimates });
  simulationRoutes(api, leading);
  markedDayRoutes(api, leading);
  eventRoutes(api, leading);
  catalogueRoutes(api, halls);
  setupRoutes(api, halls);
  importRoutes(api, halls);
  followRoutes(api, halls);
  regionRoutes(api, { ...halls, search: halls.regionSearch });
  workbookRoutes(api, halls);
  backupRoutes(api, upkeep);
  archiveRoutes(api, upkeep);
  healthRoutes(api, { health, metricsToken: options.metricsToken });
  api.get(
    '/api/openapi.json',
    { config: { right: 'public', answers: 'kept' }, schema: { hide: true } },
    () => api.swagger(),
  );
}
