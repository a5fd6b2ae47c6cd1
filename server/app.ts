import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { appointmentRoutes } from './appointments/routes.ts';
import { Appointments } from './appointments/service.ts';
import { Guesses, Turns } from './attempts.ts';
import { jobs } from './background/jobs.ts';
import { Background } from './background/service.ts';
import { boardRoutes } from './board/routes.ts';
import { Board } from './board/service.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { Calendar } from './calendar/service.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { PopularThings } from './catalogue/popular.ts';
import { Catalogues } from './catalogue/service.ts';
import { Settings } from './catalogue/settings.ts';
import type { MachineClock } from './clock.ts';
import { SiteClock } from './site-clock.ts';
import { dayRoutes } from './days/routes.ts';
import { ClockAlarm } from './days/clock-alarm.ts';
import { Days } from './days/service.ts';
import { isStorageAway } from './db/faults.ts';
import type { Db } from './db/open.ts';
import { deviceRoutes } from './devices/routes.ts';
import { Devices } from './devices/service.ts';
import { Erasure } from './erasure/service.ts';
import { Estimates } from './estimates/service.ts';
import { eventRoutes } from './events/routes.ts';
import { Events } from './events/service.ts';
import { type GuardedRoute, guardRoutes } from './guard.ts';
import { healthRoutes } from './health/routes.ts';
import { Health } from './health/service.ts';
import { helpRoutes } from './guide/help-routes.ts';
import { Help } from './guide/help.ts';
import { guideRoutes } from './guide/routes.ts';
import { Guide } from './guide/service.ts';
import { Commands, type Publish } from './hall/command.ts';
import { Configs } from './hall/config.ts';
import { lateRoutes } from './late/routes.ts';
import { LateEntering } from './late/service.ts';
import { homeVisitRoutes } from './homevisits/routes.ts';
import { HomeVisits } from './homevisits/service.ts';
import { type App, sessionCookie } from './http.ts';
import { networkOf } from './network.ts';
import type { Ids } from './ids.ts';
import { type Limits, usualLimits } from './limits.ts';
import { Lines } from './lines.ts';
import { Live } from './live/live.ts';
import { Phones } from './live/phones.ts';
import { type LivePace, usualPace } from './live/publisher.ts';
import type { Carrier } from './live/redis.ts';
import { Topics } from './live/topics.ts';
import { overviewRoutes } from './overview/routes.ts';
import { Overview } from './overview/service.ts';
import { Proxies } from './proxies.ts';
import { RatingCases } from './ratings/cases.ts';
import { ratingRoutes } from './ratings/routes.ts';
import { Ratings } from './ratings/service.ts';
import { reportRoutes } from './reports/routes.ts';
import { Reports } from './reports/service.ts';
import { type PrinterPatience, usualPatience } from './slips/printer.ts';
import { Printing } from './slips/printing.ts';
import { type Ended, Sessions } from './sessions/service.ts';
import { TableTally } from './sessions/tally-store.ts';
import { slipRoutes } from './slips/routes.ts';
import { Slips } from './slips/service.ts';
import { KnownDevices } from './staff/known-devices.ts';
import { staffRoutes } from './staff/routes.ts';
import { type PasswordCost, StaffService } from './staff/service.ts';
import { OwnTally } from './tally.ts';
import { Admission } from './tickets/admission.ts';
import { placeIn, readLine } from './tickets/line-store.ts';
import { ticketRoutes } from './tickets/routes.ts';
import { Tickets } from './tickets/service.ts';
import { ticketView } from './tickets/view.ts';
import { voiceRoutes } from './voices/routes.ts';
import { Voices } from './voices/service.ts';
import { Upkeep } from './upkeep/service.ts';
import { buildOf, openWeb, servePages } from './web.ts';
import { windowRoutes } from './windows/routes.ts';
import { Windows } from './windows/service.ts';

export interface AppOptions {
  readonly db: Db;
  readonly clock: MachineClock;
  readonly ids: Ids;
  readonly logger: FastifyBaseLogger | false;
  /** Where the built browser apps are; absent: the API only. */
  readonly webDir?: string | undefined;
  /** Where the product's own files are, and the site's: voices. */
  readonly dataDirs: { readonly bundled: string; readonly own: string };
  /** The key of the hash that stands for an ID number. */
  readonly secret: string;
  /** The address that phones reach the hall by; absent: that of the request. */
  readonly publicUrl?: string | undefined;
  /** How long a slip printer is waited for; absent: as usual. */
  readonly printerPatience?: PrinterPatience | undefined;
  /** What a password hash costs; absent: argon2's own defaults. */
  readonly passwordCost?: PasswordCost | undefined;
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
}

export interface Hall {
  readonly app: App;
  /** Every route of the interface, with who may use it. */
  readonly routes: readonly GuardedRoute[];
  readonly days: Days;
  readonly clockAlarm: ClockAlarm;
  readonly erasure: Erasure;
  readonly upkeep: Upkeep;
  readonly commands: Commands;
  readonly staff: StaffService;
  readonly devices: Devices;
  readonly tickets: Tickets;
  readonly windows: Windows;
  readonly board: Board;
  readonly overview: Overview;
  readonly live: Live;
}

/** Builds the application; everything is wired here, by hand. It listens to nothing yet. */
export async function buildApp(options: AppOptions): Promise<Hall> {
  const { db, ids } = options;
  const { read } = db;
  const clock = new SiteClock(options.clock);
  let publish: Publish = () => undefined;
  let countLiveClients = (): number => 0;
  const configs = new Configs(db.stamp);
  const commands = new Commands({
    db,
    configs,
    clock,
    ids,
    publish: (...change) => publish(...change),
    // A day is closed by its first command's successor; the two know each other only here.
    closeDays: (command, openDay) => days.closeDay(command, openDay),
  });
  const estimates = new Estimates();
  const calendar = new Calendar({ commands, read, clock });
  const admission = new Admission(calendar, {
    checkIn: (c, code) => appointments.checkIn(c, code),
    nextFree: (hall, now, queue) => appointments.nextFree(hall, now, queue),
  });
  const tickets = new Tickets({
    commands,
    estimates,
    admission,
    read,
    clock,
    ids,
    secret: options.secret,
  });
  const appointments: Appointments = new Appointments({
    commands,
    calendar,
    tickets,
    read,
    clock,
    ids,
    secret: options.secret,
  });
  const homeVisits = new HomeVisits({ commands, read, ids });
  const ratings = new Ratings({ commands, calendar, tickets, read, clock, ids });
  const cases = new RatingCases({ commands, read, clock });
  const erasure = new Erasure({ commands, read, clock });
  const days: Days = new Days({ commands, tickets, read, clock, ids });
  const clockAlarm = new ClockAlarm({ commands, read, clock });
  const upkeep = new Upkeep({ db, clock });
  const windows = new Windows({ commands, tickets, read, clock, ids });
  const late = new LateEntering({ commands, tickets, windows, read, clock, ids });
  const board = new Board({ commands, read, clock });
  const guide = new Guide({ commands, tickets, read, clock });
  const help = new Help({ commands, read, clock, ids });
  const overview = new Overview({
    commands,
    estimates,
    hours: calendar,
    admission,
    guide,
    help,
    read,
    clock,
    publish: (...change) => publish(...change),
    publicUrl: options.publicUrl,
  });
  const proxies = options.proxies ?? new Proxies();
  const limits = { ...usualLimits, ...options.limits };
  const sessions = new Sessions({ read, clock, stamp: db.stamp });
  let end: (who: Ended) => void = () => undefined;
  const ended = (who: Ended): void => end(who);
  const staff = new StaffService({
    commands,
    read,
    clock,
    ids,
    ended,
    turns: new Turns(limits.passwordsAtOnce, limits.passwordsWaiting),
    passwordCost: options.passwordCost,
  });
  const devices = new Devices({ commands, db, read, clock, ids, ended });
  const voices = new Voices({
    commands,
    ids,
    bundledDir: resolve(options.dataDirs.bundled, 'voices'),
    ownDir: resolve(options.dataDirs.own, 'own-voices'),
  });
  const slips = new Slips({ commands, tickets, clock });
  const patience = options.printerPatience ?? usualPatience;
  const printing = new Printing({ commands, tickets, devices, slips, clock, patience });
  const background = new Background(db, jobs);
  const reports = new Reports({
    db,
    configs,
    clock,
    make: (pace, wish) => background.run(pace, 'report', wish),
  });
  const events = new Events({
    commands,
    search: (search) => background.run('quick', 'log', search),
  });
  const settings = new Settings({ commands, overview });
  const catalogues = new Catalogues({ commands, clock, ids });
  const popular = new PopularThings({ commands, read: db.read, clock });
  const health = new Health({
    read,
    clock,
    waitedMs: () => db.lanes.waitedMs(),
    carrier: options.carrier,
    overview,
    liveClients: () => countLiveClients(),
    measured: options.metricsToken !== undefined,
  });
  const guesses = new Guesses({
    tally: db.reopen?.kind === 'postgres' ? new TableTally(read) : new OwnTally(clock),
    seconds: 15 * 60,
    firstDelayMs: limits.firstDelayMs,
  });

  const build = options.webDir === undefined ? null : await buildOf(options.webDir);
  const app = await openWeb(options.logger, {
    actorByToken: sessions.actorByToken,
    requireHall: (code) => commands.hall(code),
    isStorageAway,
    build,
    proxies,
    limits,
  });
  let routes: readonly GuardedRoute[] = [];
  await app.register((scope, _, done) => {
    const api = scope as App;
    routes = guardRoutes(api);
    overviewRoutes(api, { overview });
    calendarRoutes(api, { calendar });
    appointmentRoutes(api, { appointments, guesses, clock });
    homeVisitRoutes(api, { homeVisits, clock });
    guideRoutes(api, { guide });
    helpRoutes(api, { help });
    ratingRoutes(api, { ratings, cases, clock });
    ticketRoutes(api, { tickets, clock });
    slipRoutes(api, { slips, printing, clock, publicUrl: options.publicUrl });
    windowRoutes(api, { windows });
    lateRoutes(api, { late });
    boardRoutes(api, { board });
    dayRoutes(api, { days });
    staffRoutes(api, { staff, guesses, knownDevices: new KnownDevices(ids, options.secret) });
    void voiceRoutes(api, { voices });
    deviceRoutes(api, { devices, guesses, lookAgain: (who) => printing.lookAgain(who) });
    reportRoutes(api, { reports });
    eventRoutes(api, { events });
    catalogueRoutes(api, { catalogues, settings, popular });
    healthRoutes(api, { health, metricsToken: options.metricsToken });
    api.get(
      '/api/openapi.json',
      { config: { right: 'public', answers: 'kept' }, schema: { hide: true } },
      () => app.swagger(),
    );
    done();
  });
  if (options.webDir !== undefined && existsSync(options.webDir))
    await servePages(app, options.webDir);

  const lines = new Lines(app.server, { proxies, most: limits.linesAnAddress });
  const phones = new Phones({
    tickets,
    estimates,
    ways: { readLine, placeIn, view: ticketView },
    read,
    clock,
    version: (hallId) => windows.hallVersion(read, hallId),
  });
  const live = new Live(app.server, {
    topics: new Topics({ commands, board, windows, tickets, overview, ratings, phones, read }),
    phones,
    pace: { ...usualPace, ...options.livePace },
    log: app.log,
    sessions,
    limits,
    addressOf: (request) => networkOf(proxies.addressOf(request)),
    clock,
    build,
    carrier: options.carrier,
    cookieToken: (header) =>
      header === undefined ? null : (app.parseCookie(header)[sessionCookie] ?? null),
  });
  publish = live.publish;
  end = live.end;
  countLiveClients = live.connections;
  app.addHook('preClose', () => lines.endWith(live.close()));
  app.addHook('onClose', () => background.close());
  return {
    app,
    routes,
    days,
    clockAlarm,
    erasure,
    upkeep,
    commands,
    staff,
    devices,
    tickets,
    windows,
    board,
    overview,
    live,
  };
}
