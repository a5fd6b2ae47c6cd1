import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { alarmRoutes } from './alarms/routes.ts';
import { Alarms } from './alarms/service.ts';
import { AlarmWatch } from './alarms/watch.ts';
import { InvitedLists } from './appointments/inviting/lists.ts';
import { InvitedPlacing } from './appointments/inviting/placing.ts';
import { invitationRoutes } from './appointments/inviting/routes.ts';
import { Invitations } from './appointments/inviting/service.ts';
import { appointmentRoutes } from './appointments/routes.ts';
import { BookingLists } from './appointments/lists.ts';
import { RemoteAppointments } from './appointments/remote.ts';
import { Appointments } from './appointments/service.ts';
import { AppointmentTelling } from './appointments/telling.ts';
import { ApplicationReports } from './applications/report.ts';
import { applicationRoutes } from './applications/routes.ts';
import { Applications } from './applications/service.ts';
import { archiveFolder } from './archives/file.ts';
import { archiveRoutes } from './archives/routes.ts';
import { Archives } from './archives/service.ts';
import { Guesses, Turns } from './attempts.ts';
import { basePathOf, serveBelow } from './base.ts';
import { jobs } from './background/jobs.ts';
import { Background } from './background/service.ts';
import { backupRoutes } from './backups/routes.ts';
import { type BackupPlan, Backups } from './backups/service.ts';
import { sync } from './backups/files.ts';
import { boardRoutes } from './board/routes.ts';
import { Board } from './board/service.ts';
import { CalendarRanges } from './calendar/ranges.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { seedCalendars } from './calendar/seed.ts';
import { Calendar, planned } from './calendar/service.ts';
import { caseRoutes } from './cases/routes.ts';
import { Cases } from './cases/service.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { PopularThings } from './catalogue/popular.ts';
import { Catalogues } from './catalogue/service.ts';
import { Settings } from './catalogue/settings.ts';
import { Consultations } from './clients/consultations.ts';
import { hallServiceRoutes } from './clients/hall-routes.ts';
import { PersonLimits } from './clients/person-limits.ts';
import { clientRoutes } from './clients/routes.ts';
import { Clients } from './clients/service.ts';
import type { MachineClock } from './clock.ts';
import { SiteClock } from './site-clock.ts';
import { SiteKey } from './site-key.ts';
import { dayRoutes } from './days/routes.ts';
import { ClockAlarm } from './days/clock-alarm.ts';
import { Days } from './days/service.ts';
import type { Db } from './db/open.ts';
import { runUnit } from './db/unit.ts';
import { DeviceEnds } from './devices/ends.ts';
import { deviceRoutes } from './devices/routes.ts';
import { Devices } from './devices/service.ts';
import { Persons } from './erasure/persons.ts';
import { Retentions } from './erasure/retention.ts';
import { personRoutes } from './erasure/routes.ts';
import { Erasure } from './erasure/service.ts';
import { Fitting } from './estimates/fitting.ts';
import { LaterEstimates } from './estimates/later.ts';
import { markedDayRoutes } from './estimates/marked-routes.ts';
import { MarkedDayList } from './estimates/marking.ts';
import { Estimates } from './estimates/service.ts';
import { EveningReports } from './evening/service.ts';
import { eventRoutes } from './events/routes.ts';
import { Events } from './events/service.ts';
import { type GuardedRoute, guardRoutes } from './guard.ts';
import { healthRoutes } from './health/routes.ts';
import { Health } from './health/service.ts';
import { helpRoutes } from './guide/help-routes.ts';
import { Help } from './guide/help.ts';
import { Simulations } from './foresight/service.ts';
import { simulationRoutes } from './foresight/simulation-routes.ts';
import { guideRoutes } from './guide/routes.ts';
import { Guide } from './guide/service.ts';
import { CombinationReport } from './changes/combinations.ts';
import { changeRoutes } from './changes/routes.ts';
import { Changes } from './changes/service.ts';
import { Commands } from './command/run.ts';
import type { Publish } from './command/types.ts';
import { Configs } from './hall/config.ts';
import { lateRoutes } from './late/routes.ts';
import { LateEntering } from './late/service.ts';
import { homeVisitRoutes } from './homevisits/routes.ts';
import { HomeVisits } from './homevisits/service.ts';
import { type App, sessionCookie } from './http.ts';
import { kindOf } from './media/look.ts';
import { MediaFolder } from './media/folder.ts';
import { mediaRoutes } from './media/routes.ts';
import { MediaFiles } from './media/service.ts';
import { MediaUpkeep } from './media/upkeep.ts';
import { networkOf } from './network.ts';
import type { Ids } from './ids.ts';
import { importRoutes } from './imports/routes.ts';
import { Imports } from './imports/service.ts';
import { keyRoutes } from './keys/routes.ts';
import { ApiKeys } from './keys/service.ts';
import { type Limits, usualLimits } from './limits.ts';
import { Lines } from './lines.ts';
import { Live } from './live/live.ts';
import { Phones } from './live/phones.ts';
import { type LivePace, usualPace } from './live/publisher.ts';
import type { Carrier } from './live/redis.ts';
import { Topics } from './live/topics.ts';
import { Origins } from './origin.ts';
import { stylesIn } from './page-styles.ts';
import { Pausing } from './offers/pausing.ts';
import { pausingRoutes } from './offers/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { Messages } from './messages/service.ts';
import { Offers } from './offers/service.ts';
import { overviewRoutes } from './overview/routes.ts';
import { Overview } from './overview/service.ts';
import { servePages } from './pages.ts';
import { type Load, Pressure } from './pressure.ts';
import { projectRoutes } from './projects/routes.ts';
import { Projects } from './projects/service.ts';
import { Proxies } from './proxies.ts';
import { pushRoutes } from './push/routes.ts';
import { Push } from './push/service.ts';
import { ratingRoutes } from './ratings/routes.ts';
import { referralRoutes } from './referrals/routes.ts';
import { Referrals } from './referrals/service.ts';
import { Ratings } from './ratings/service.ts';
import { ratingOf } from './ratings/told-store.ts';
import { BusyTimes } from './region/busy.ts';
import { ManyHalls } from './region/many.ts';
import { RegionSearch } from './region/offers.ts';
import { Region } from './region/region.ts';
import { regionRoutes } from './region/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { Reports } from './reports/service.ts';
import { EstimateReports } from './reports/estimates.ts';
import { StewardReports } from './reports/stewards.ts';
import { remoteRoutes } from './remote/routes.ts';
import { RemoteTickets } from './remote/service.ts';
import { SumsUpkeep } from './reports/sums.ts';
import { requestIds } from './request-log.ts';
import { type PrinterPatience, usualPatience } from './slips/printer.ts';
import { Printing } from './slips/printing.ts';
import { Seen } from './sessions/seen.ts';
import { type Ended, Sessions } from './sessions/service.ts';
import { SiteRules } from './staff/site-rules.ts';
import { TableTally } from './sessions/tally-store.ts';
import { StorageWatch, type StorageSite } from './storage/service.ts';
import { SiteAlarms } from './storage/site-alarms.ts';
import { followRoutes } from './setup-document/follow-routes.ts';
import { Following } from './setup-document/following.ts';
import { PendingSetups } from './setup-document/pending.ts';
import { setupRoutes } from './setup-document/routes.ts';
import { SetupDocuments } from './setup-document/service.ts';
import { sheetRoutes } from './sheets/routes.ts';
import { Sheets } from './sheets/service.ts';
import { slipRoutes } from './slips/routes.ts';
import { Provider } from './sso/provider.ts';
import { ssoRoutes } from './sso/routes.ts';
import { Sso } from './sso/service.ts';
import type { SsoSettings } from './sso-settings.ts';
import { Slips } from './slips/service.ts';
import { Account } from './staff/account.ts';
import { accountRoutes } from './staff/account-routes.ts';
import { FailedSignIns } from './staff/failed-sign-ins.ts';
import { KnownDevices } from './staff/known-devices.ts';
import { staffImportRoutes } from './staff/import/routes.ts';
import { StaffImports } from './staff/import/service.ts';
import { type PasswordCost, Passwords } from './staff/passwords.ts';
import { photoRoutes } from './staff/photo-routes.ts';
import { StaffPhotos } from './staff/photos.ts';
import { staffRoutes } from './staff/routes.ts';
import { SecondFactor } from './staff/second-factor.ts';
import { StaffService } from './staff/service.ts';
import { SigningIn } from './staff/signing-in.ts';
import { OwnTally } from './tally.ts';
import { Admission } from './tickets/admission.ts';
import { KioskRate } from './tickets/kiosk-rate.ts';
import { teamRoutes } from './teams/routes.ts';
import { Teams } from './teams/service.ts';
import { placeIn, readLine } from './tickets/line-store.ts';
import { plateRoutes } from './tickets/plate-routes.ts';
import { Plates } from './tickets/plates.ts';
import { ticketRoutes } from './tickets/routes.ts';
import { Tickets } from './tickets/service.ts';
import { ticketView } from './tickets/view.ts';
import type { Tls } from './tls.ts';
import { voiceRoutes } from './voices/routes.ts';
import { Voices } from './voices/service.ts';
import { Upkeep } from './upkeep/service.ts';
import { Obstacles } from './walks/obstacles.ts';
import { walkRoutes } from './walks/routes.ts';
import { Walks } from './walks/service.ts';
import { buildOf, openWeb } from './web.ts';
import { Deliveries } from './webhooks/deliveries.ts';
import { EventFeed } from './webhooks/feed.ts';
import { WebhookOutbox } from './webhooks/outbox.ts';
import { webhookRoutes } from './webhooks/routes.ts';
import type { Reach } from './webhooks/send.ts';
import { Webhooks } from './webhooks/service.ts';
import { isAnybodyTold } from './webhooks/store.ts';
import { windowRoutes } from './windows/routes.ts';
import { Windows } from './windows/service.ts';
import { workbookRoutes } from './workbook/routes.ts';
import { Workbooks } from './workbook/service.ts';

export interface AppOptions {
  readonly db: Db;
  readonly clock: MachineClock;
  readonly ids: Ids;
  readonly logger: FastifyBaseLogger | false;
  /** Where the built browser apps are; absent: the API only. */
  readonly webDir?: string | undefined;
  /** Where the product's own files are, and the site's: voices. */
  readonly dataDirs: { readonly bundled: string; readonly own: string };
  /** The site's key (`key-file.ts`): of hashes, of tokens, of what is sealed. */
  readonly secret: string;
  /** The address that phones reach the hall by; absent: that of the request. */
  readonly publicUrl?: string | undefined;
  /** How long a slip printer is waited for; absent: as usual. */
  readonly printerPatience?: PrinterPatience | undefined;
  /** What a password hash costs; absent: argon2's own defaults. */
  readonly passwordCost?: PasswordCost | undefined;
  /** The administration's own accounts, to sign in with; absent: there are none. */
  readonly sso?: SsoSettings | undefined;
  /** Whoever has it may read the figures; absent: there are none. */
  readonly metricsToken?: string | undefined;
  /** Proxies that say where a request comes from; absent: those of this machine. */
  readonly proxies?: Proxies | undefined;
  /** What strangers may cost, where it is not as usual. */
  readonly limits?: Partial<Limits> | undefined;
  /** How often screens hear of what happens, where it is not as usual. */
  readonly livePace?: Partial<LivePace> | undefined;
  /** Carries changes between several server processes; absent: this one is alone. */
  readonly carrier?: Carrier | undefined;
  /** Where and how often backups are made; absent: none are. */
  readonly backupPlan?: BackupPlan | undefined;
  /** Where the report of each evening goes; absent: nowhere. */
  readonly reportDir?: string | undefined;
  /** What is to be watched of this machine's disk. */
  readonly storageSite?: StorageSite | undefined;
  /** The data were older than the site's mark, and numbers were moved on. */
  readonly wentBack?: boolean | undefined;
  /** Of the product; absent: not known. */
  readonly version?: string | undefined;
  /** Speaks https itself; absent: http. */
  readonly tls?: Tls | undefined;
  /** How webhooks reach others, where it is not as usual. */
  readonly reach?: Partial<Reach> | undefined;
  /** What there is to do, where it is not measured. */
  readonly load?: (() => Load) | undefined;
}

export interface HallServer {
  readonly app: App;
  /** Every route of the interface, with who may use it. */
  readonly routes: readonly GuardedRoute[];
  readonly days: Days;
  readonly clockAlarm: ClockAlarm;
  readonly erasure: Erasure;
  readonly upkeep: Upkeep;
  readonly mediaUpkeep: MediaUpkeep;
  readonly seen: Seen;
  readonly deviceEnds: DeviceEnds;
  readonly kiosks: KioskRate;
  readonly commands: Commands;
  readonly staff: StaffService;
  readonly sessions: Sessions;
  readonly failedSignIns: FailedSignIns;
  readonly devices: Devices;
  readonly tickets: Tickets;
  readonly windows: Windows;
  readonly board: Board;
  readonly overview: Overview;
  readonly alarmWatch: AlarmWatch;
  readonly fitting: Fitting;
  readonly estimates: Estimates;
  readonly later: LaterEstimates;
  readonly live: Live;
  readonly deliveries: Deliveries;
  readonly plates: Plates;
  readonly push: Push;
  readonly archives: Archives;
  readonly sums: SumsUpkeep;
  readonly reports: Reports;
  readonly setups: SetupDocuments;
  readonly events: Events;
  readonly backups: Backups;
  readonly evening: EveningReports;
  readonly storage: StorageWatch;
}

/** Builds the application; everything is wired here, by hand. It listens to nothing yet. */
export async function buildApp(options: AppOptions): Promise<HallServer> {
  const { db, ids } = options;
  const { read } = db;
  const log = options.logger === false ? silent : options.logger;
  const clock = new SiteClock(options.clock);
  const key = new SiteKey(options.secret);
  let publish: Publish = () => undefined;
  let countLiveClients = (): number => 0;
  let socketsByKind = (): Readonly<Record<string, number>> => ({});
  let counted = (_command: string): void => undefined;
  const configs = new Configs(db.stamp);
  const commands = new Commands({
    db,
    configs,
    clock,
    ids,
    publish: (...change) => publish(...change),
    // A day is closed by its first command's successor; the two know each other only here.
    closeDays: (command, openDay) => days.closeDay(command, openDay),
    waitingSetups: {
      due: (tx, hallId, day) => pendingSetups.due(tx, hallId, day),
      apply: (hallId) => pendingSetups.apply(hallId),
    },
    counted: (command) => counted(command),
  });
  const pendingSetups: PendingSetups = new PendingSetups({
    ...{ commands, ids },
    failed: (err) => log.error({ err }, 'a set-up that waited for this day could not be applied'),
  });
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
    commands,
    estimates,
    admission,
    offers,
    read,
    clock,
    ids,
    key,
    hasCase: (ticketId, since) => cases.hasCase(ticketId, since),
  });
  const appointments: Appointments = new Appointments({
    commands,
    calendar,
    offers,
    tickets,
    read,
    clock,
    ids,
    key,
  });
  const bookingLists = new BookingLists({
    ...{ commands, read, clock, key, archives: archiveFolder(db.reopen) },
    affected: appointments.affected.bind(appointments),
  });
  const remote = new RemoteAppointments({ commands, read, clock, key });
  const telling = new AppointmentTelling({ commands });
  const applications = new Applications({ commands, tickets, read, clock });
  const figures = new ApplicationReports({ commands, read, clock });
  const projects = new Projects({ commands, tickets, read, clock, ids });
  const obstacles = new Obstacles({ commands, calendar, read, clock, ids });
  const walks = new Walks({
    ...{ commands, tickets, obstacles, read, clock, ids },
    archives: archiveFolder(db.reopen),
  });
  const teams = new Teams({ commands, obstacles, read, ids });
  const sheets = new Sheets({ commands, calendar, read, clock, ids });
  const consultations = new Consultations({ commands, ids });
  const personLimits = new PersonLimits({ commands, read, clock });
  const homeVisits = new HomeVisits({ commands, calendar, clock, read, ids, key });
  const cases: Cases = new Cases({ commands, calendar, tickets, read, clock, ids, key });
  const ratings = new Ratings({ commands, cases, tickets, teams, read, clock, ids });
  const retentions = new Retentions({ commands, read });
  const erasure = new Erasure({ commands, db, clock, retentions });
  const persons = new Persons({
    commands,
    tickets,
    key,
    archives: archiveFolder(db.reopen),
    wipe: () => erasure.wipe(),
  });
  const plates = new Plates({ commands, db, clock, tickets });
  const days: Days = new Days({ commands, tickets, read, clock, ids });
  const clockAlarm = new ClockAlarm({ commands, read, clock });
  const upkeep = new Upkeep({
    db,
    clock,
    answerHours: async () => (await retentions.now()).answerHours,
  });
  const windows = new Windows({ commands, tickets, offers, read, clock, ids });
  const clients: Clients = new Clients({
    ...{ commands, read, clock, ids, key },
    version: (hallId) => windows.hallVersion(read, hallId),
  });
  const late = new LateEntering({ commands, tickets, windows, read, clock, ids });
  const board = new Board({ commands, offers, read, clock });
  const messages = new Messages({ commands, windows, read, clock, ids });
  const guide = new Guide({ commands, tickets, read, clock });
  const changes = new Changes({ commands, tickets, ids, read, clock });
  const remoteTickets = new RemoteTickets({
    ...{ commands, tickets, estimates, read, clock, ids, key },
  });
  const referrals = new Referrals({
    ...{ commands, tickets },
    nothingToUndo: (windowId) => windows.nothingToUndo(windowId),
  });
  const combinations = new CombinationReport({ commands, read, clock });
  const following = new Following({ commands, read, clock, ids });
  const siteAlarms = new SiteAlarms();
  const help = new Help({ commands, read, clock, ids });
  const alarms = new Alarms({
    ...{ read, siteAlarms, listeningSince: clock.now() },
    dueApplications: (...of) => applications.dueApplications(...of),
    overdueObstacles: obstacles.overdue,
    teams: teams.active,
    following: (hall) => following.standing(hall),
  });
  const overview = new Overview({
    commands,
    estimates,
    hours: calendar,
    plan: calendar.plan,
    offers,
    admission,
    guide,
    help,
    alarms,
    read,
    clock,
    publish: (...change) => publish(...change),
    publicUrl: options.publicUrl,
  });
  const alarmWatch = new AlarmWatch({
    ...{ commands, db, ids, clock, overview },
    publish: (...change) => publish(...change),
  });
  const proxies = options.proxies ?? new Proxies();
  const origins = new Origins(proxies, options.publicUrl);
  const limits = { ...usualLimits, ...options.limits };
  const seen = new Seen({ db, clock });
  const sessions = new Sessions({ read, clock, seen, db });
  let end: (who: Ended) => void = () => undefined;
  const ended = (who: Ended): void => end(who);
  const background = new Background(db, jobs);
  const fitting = new Fitting({
    ...{ db, clock, log },
    fit: (wish) => background.run('upkeep', 'foresight', wish),
  });
  const marked = new MarkedDayList({
    ...{ commands, read, clock },
    fitAgain: (hallId) => fitting.again(hallId),
  });
  const passwords = new Passwords(
    {
      turns: new Turns(limits.passwordsAtOnce, limits.passwordsWaiting),
      judge: (password) => background.run('quick', 'password', password),
      cost: options.passwordCost,
    },
    ids.token(),
  );
  const staff = new StaffService({
    ...{ commands, read, ids, passwords, sessions, ended },
    publish: (...change) => publish(...change),
  });
  const photos = new StaffPhotos({ commands, read, ids, staff, kindOf });
  const staffImports = new StaffImports({
    commands,
    read,
    ids,
    passwords,
    readList: (file) => background.run('long', 'read-people', file),
    makeTemplate: (halls) => background.run('long', 'people-template', halls),
  });
  const placing = new InvitedPlacing({ calendar, offers, tickets, key });
  const invitations = new Invitations({
    ...{ commands, read, clock, ids, key, placing },
    archives: archiveFolder(db.reopen),
  });
  const invitedLists = new InvitedLists({
    ...{ commands, read, clock, placing },
    readList: (file) => background.run('long', 'read-invited', file),
    makeTemplate: (wishes) => background.run('long', 'invited-template', wishes),
  });
  let reload = (_device: string): void => undefined;
  const devices = new Devices({
    ...{ commands, db, read, clock, ids, key, ended },
    reload: (device) => reload(device),
  });
  const deviceEnds = new DeviceEnds({ commands, read, clock, ended });
  const keys = new ApiKeys({ commands, read, ids, ended });
  const reach: Reach = { allowLocal: false, timeoutMs: 10_000, ...options.reach };
  const push = new Push({
    ...{ db, commands, clock, ids, key, tickets, reach, log },
    publicUrl: options.publicUrl,
  });
  const outbox = new WebhookOutbox({ db, commands, clock, ids, ratingOf });
  const deliveries = new Deliveries({
    ...{ db, clock, ids, key, outbox, reach, log },
  });
  const webhooks = new Webhooks({
    ...{ commands, read, clock, ids, key, deliveries },
    allowLocal: reach.allowLocal,
  });
  const feed = new EventFeed({ commands, read });
  const kiosks = new KioskRate({
    commands,
    read,
    clock,
    ticketsAMinute: sessions.ticketsAMinute,
  });
  const voices = new Voices({
    commands,
    ids,
    bundledDir: resolve(options.dataDirs.bundled, 'voices'),
    ownDir: resolve(options.dataDirs.own, 'own-voices'),
  });
  const slips = new Slips({ commands, tickets, clock });
  const patience = options.printerPatience ?? usualPatience;
  const printing = new Printing({ commands, tickets, devices, slips, clock, patience });
  const reports = new Reports({
    db,
    configs,
    clock,
    make: (pace, wish) => background.run(pace, 'report', wish),
    makeThroughput: (pace, wish) => background.run(pace, 'throughput', wish),
    makeRegion: (pace, wish) => background.run(pace, 'region-throughput', wish),
  });
  const stewardReports = new StewardReports({
    ...{ db, commands, clock },
    make: (pace, wish) => background.run(pace, 'steward-report', wish),
  });
  const sums = new SumsUpkeep({
    ...{ db, clock, ids, log },
    alarms: siteAlarms,
    draw: (drawing) => background.run('upkeep', 'sums', drawing),
  });
  const simulations = new Simulations({
    ...{ db, commands, clock },
    staff: (wish) => background.run('long', 'staffing', wish),
    whatIf: (work) => background.run('long', 'what-if', work),
  });
  const estimateReports = new EstimateReports({
    ...{ db, commands, clock },
    make: (pace, wish) => background.run(pace, 'estimate-quality', wish),
  });
  const events = new Events({
    commands,
    archives: archiveFolder(db.reopen),
    search: (search) => background.run('quick', 'log', search),
  });
  const mediaFolder = new MediaFolder(resolve(options.dataDirs.own, 'own-media'), sync);
  const media = new MediaFiles({ commands, ids, folder: mediaFolder });
  const mediaUpkeep = new MediaUpkeep({ read, clock, folder: mediaFolder });
  const settings = new Settings({ commands, overview, ids, media });
  const catalogues = new Catalogues({ commands, clock, ids });
  const setups = new SetupDocuments({
    ...{ commands, overview, read, clock, ids, seedCalendars },
    media,
  });
  const imports = new Imports({
    ...{ commands, db, clock, ids, setups },
    staff: staffImports,
    judge: (judging) => background.run('long', 'judge-import', judging),
    learnAnew: (hallId) => fitting.again(hallId),
  });
  const region = new Region({ commands, overview, read, clock });
  const regionSearch = new RegionSearch({ commands, read, clock });
  const busy = new BusyTimes({
    ...{ commands, clock },
    count: (wish) => background.run('long', 'busy-hours', wish),
  });
  const many = new ManyHalls({
    ...{ commands, read, clock, ids, seedCalendars },
    readList: (file) => background.run('long', 'read-halls', file),
    makeTemplate: (halls) => background.run('long', 'halls-template', halls),
    isOpen: async (hall) =>
      !hall.enforceHours || (await runUnit(read, calendar.isOpen(hall, clock.now(hall.id)))).open,
    following: (hall) => following.standing(hall),
  });
  const workbooks = new Workbooks({
    commands,
    clock,
    make: (document) => background.run('long', 'workbook', document),
    read: (file) => background.run('long', 'read-workbook', file),
  });
  const popular = new PopularThings({ commands, read: db.read, clock });
  const timezone = async (): Promise<string> => (await overview.halls())[0]?.timezone ?? 'UTC';
  const storage = new StorageWatch({
    db,
    clock,
    alarms: siteAlarms,
    log,
    check: () => (db.reopen?.kind === 'sqlite' ? background.run('upkeep', 'check', null) : well()),
    timezone,
    site: options.storageSite,
  });
  const backups = new Backups({
    plan: options.backupPlan,
    database: db.reopen,
    read,
    commands,
    clock,
    ids,
    alarms: siteAlarms,
    log,
    make: (wish) => background.run('upkeep', 'backup', wish),
  });
  const evening = new EveningReports({
    ...{ commands, db, clock, calendar, reports, log },
    folder: options.reportDir,
    isAnybodyTold: () => isAnybodyTold(read, 'report.evening'),
    language: 'zh-Hans',
    halls: () => overview.halls(),
    alarms: siteAlarms,
  });
  const archives = new Archives({
    db,
    commands,
    clock,
    log,
    afterYears: async () => (await retentions.now()).archiveAfterYears,
    work: (work) => background.run('upkeep', 'archive', work),
  });
  const pressure = new Pressure(db.lanes, options.load);
  const health = new Health({
    storage,
    backups,
    siteAlarms,
    wentBack: options.wentBack === true,
    db,
    clock,
    carrier: options.carrier,
    overview,
    pressure,
    liveClients: () => countLiveClients(),
    socketsByKind: () => socketsByKind(),
    version: options.version ?? 'unknown',
    measured: options.metricsToken !== undefined,
  });
  counted = health.counted;
  const tally = db.reopen?.kind === 'postgres' ? new TableTally(read) : new OwnTally(clock);
  const guesses = new Guesses({
    tally,
    seconds: 15 * 60,
    firstDelayMs: limits.firstDelayMs,
  });

  const basePath = basePathOf(options.publicUrl);
  const failedSignIns = new FailedSignIns({ commands, clock });
  const factor = new SecondFactor(options.secret);
  const own = { commands, read, ids, passwords, factor, guesses, ended };
  const signingIn = new SigningIn({ ...own, failed: failedSignIns });
  const account = new Account({ ...own, signingIn, sessions });
  const siteRules = new SiteRules({ commands, read });
  const sso =
    options.sso === undefined
      ? null
      : new Sso({
          settings: options.sso,
          provider: new Provider(options.sso),
          ...{ commands, staff, signingIn, clock, ids, tally, ended },
          secret: options.secret,
        });

  const build = options.webDir === undefined ? null : await buildOf(options.webDir);
  const app = await openWeb(options.logger, {
    actorByToken: sessions.actorByToken,
    requireHall: (code) => commands.hall(code),
    storageProblem: storage.problemOf,
    build,
    styles: options.webDir === undefined ? [] : await stylesIn(options.webDir),
    proxies,
    origins,
    limits,
    clock,
    requestId: requestIds(ids.code(4)),
    heard: health.heard,
    pressure,
    tls: options.tls,
  });
  let routes: readonly GuardedRoute[] = [];
  await app.register((scope, _, done) => {
    const api = scope as App;
    routes = guardRoutes(api);
    overviewRoutes(api, { overview });
    alarmRoutes(api, { alarms: alarmWatch });
    calendarRoutes(api, { calendar, ranges: new CalendarRanges({ commands, read }) });
    pausingRoutes(api, { pausing });
    appointmentRoutes(api, { appointments, lists: bookingLists, remote, telling, guesses, clock });
    homeVisitRoutes(api, { homeVisits, clock, tally, limits });
    applicationRoutes(api, { applications, figures, clock });
    projectRoutes(api, { projects });
    walkRoutes(api, { walks, obstacles });
    teamRoutes(api, { teams });
    sheetRoutes(api, { sheets });
    personRoutes(api, { persons, retentions });
    guideRoutes(api, { guide });
    changeRoutes(api, {
      changes,
      combinations,
      print: printing.print.bind(printing),
      clock,
      publicUrl: options.publicUrl,
    });
    referralRoutes(api, { referrals });
    remoteRoutes(api, {
      ...{ remote: remoteTickets, guesses, clock },
      publicUrl: options.publicUrl,
    });
    helpRoutes(api, { help });
    messageRoutes(api, { messages });
    clientRoutes(api, { clients });
    invitationRoutes(api, {
      ...{ invitations, lists: invitedLists },
      publicUrl: options.publicUrl,
    });
    hallServiceRoutes(api, { consultations, limits: personLimits });
    ratingRoutes(api, { ratings, clock });
    caseRoutes(api, { cases, clock });
    ticketRoutes(api, { tickets, kiosks, guesses, clock });
    plateRoutes(api, { plates, clock });
    pushRoutes(api, { push, clock });
    slipRoutes(api, { slips, printing, clock, publicUrl: options.publicUrl });
    windowRoutes(api, { windows });
    lateRoutes(api, { late });
    boardRoutes(api, { board });
    dayRoutes(api, { days });
    const knownDevices = new KnownDevices(ids, options.secret);
    staffRoutes(api, { staff, signingIn, guesses, knownDevices });
    photoRoutes(api, { photos });
    staffImportRoutes(api, { imports: staffImports });
    accountRoutes(api, { account, siteRules });
    voiceRoutes(api, { voices });
    mediaRoutes(api, { media, folder: mediaFolder });
    deviceRoutes(api, { devices, guesses, lookAgain: (who) => printing.lookAgain(who) });
    keyRoutes(api, { keys });
    webhookRoutes(api, { webhooks, feed });
    ssoRoutes(api, { sso, base: options.sso?.base ?? '', clock });
    reportRoutes(api, { reports, stewards: stewardReports, estimates: estimateReports });
    simulationRoutes(api, { simulations });
    markedDayRoutes(api, { marked });
    eventRoutes(api, { events });
    catalogueRoutes(api, { catalogues, settings, popular });
    setupRoutes(api, { setups });
    importRoutes(api, { imports });
    followRoutes(api, { following });
    regionRoutes(api, { region, search: regionSearch, busy, many });
    workbookRoutes(api, { workbooks });
    backupRoutes(api, { backups });
    archiveRoutes(api, { archives });
    healthRoutes(api, { health, metricsToken: options.metricsToken });
    api.get(
      '/api/openapi.json',
      { config: { right: 'public', answers: 'kept' }, schema: { hide: true } },
      () => app.swagger(),
    );
    done();
  });
  if (options.webDir !== undefined && existsSync(options.webDir))
    await servePages(app, options.webDir, basePath);

  const lines = new Lines(app.server, { proxies, most: limits.linesAnAddress });
  const phones = new Phones({
    tickets,
    estimates,
    later,
    offers,
    ways: {
      readLine,
      placeIn,
      view: (kept, at) => ticketView(kept, { ...at, tokenOf: key.ticketToken }),
    },
    read,
    clock,
    version: (hallId) => windows.hallVersion(read, hallId),
  });
  const live = new Live(app.server, {
    topics: new Topics({
      ...{ commands, board, windows, tickets, overview, ratings, phones, read },
      clients,
    }),
    phones,
    pace: { ...usualPace, ...options.livePace },
    log: app.log,
    sessions,
    limits,
    addressOf: (request) => networkOf(proxies.addressOf(request)),
    mayConnect: origins.allows,
    clock,
    build,
    carrier: options.carrier,
    cookieToken: (header) =>
      header === undefined ? null : (app.parseCookie(header)[sessionCookie] ?? null),
  });
  serveBelow(app.server, basePath);
  publish = (hallId, ...change) => {
    live.publish(hallId, ...change);
    feed.touched(hallId);
  };
  siteAlarms.changed = () => void overview.tellAll().catch(storage.failed);
  end = live.end;
  reload = live.reload;
  countLiveClients = live.connections;
  socketsByKind = live.connectionsByKind;
  app.addHook('preClose', (done) => {
    feed.close();
    done();
  });
  app.addHook('preClose', () => lines.endWith(live.close()));
  app.addHook('preClose', () => deliveries.close().catch(storage.failed));
  app.addHook('preClose', () => push.close().catch(storage.failed));
  app.addHook('preClose', () => later.tick().catch(storage.failed));
  // Where the data is away, what is left to be said is lost: the server ends all the same.
  app.addHook('preClose', () => failedSignIns.end().catch(() => undefined));
  app.addHook('onClose', () => estimates.idle());
  app.addHook('onClose', () => background.close());
  return {
    app,
    routes,
    days,
    clockAlarm,
    erasure,
    upkeep,
    mediaUpkeep,
    seen,
    deviceEnds,
    kiosks,
    commands,
    staff,
    sessions,
    failedSignIns,
    devices,
    tickets,
    windows,
    board,
    overview,
    alarmWatch,
    fitting,
    estimates,
    later,
    live,
    deliveries,
    plates,
    push,
    archives,
    sums,
    reports,
    setups,
    events,
    backups,
    evening,
    storage,
  };
}

const well = (): Promise<null> => Promise.resolve(null);
const silent = { info: () => undefined, error: () => undefined };
