import { existsSync } from 'node:fs';
import { basePathOf, serveBelow } from './base.ts';
import type { Commands } from './command/run.ts';
import type { GuardedRoute } from './guard.ts';
import { Health } from './health/service.ts';
import type { App } from './http.ts';
import { Lines } from './lines.ts';
import type { Live } from './live/live.ts';
import { Origins } from './origin.ts';
import { stylesIn } from './page-styles.ts';
import { servePages } from './pages.ts';
import { requestIds } from './request-log.ts';
import { buildOf, openWeb } from './web.ts';
import { wireBase } from './wiring/base.ts';
import { type Halls, wireHalls } from './wiring/halls.ts';
import { type Leading, wireLeading } from './wiring/leading.ts';
import { wireLive } from './wiring/live.ts';
import type { AppOptions } from './wiring/options.ts';
import { type People, wirePeople } from './wiring/people.ts';
import { addRoutes } from './wiring/routes.ts';
import { type SiteUpkeep, wireUpkeep } from './wiring/upkeep.ts';
import { type Visits, wireVisits } from './wiring/visits.ts';

export type { AppOptions } from './wiring/options.ts';

/** The whole server, as it is started, asked and tried. */
export type HallServer = Visits &
  People &
  Leading &
  Halls &
  SiteUpkeep & {
    readonly app: App;
    readonly commands: Commands;
    readonly live: Live;
    /** Every route of the interface, with who may use it. */
    readonly routes: readonly GuardedRoute[];
  };

/** Builds the application; everything is wired here and in `wiring/`, by hand. It listens to nothing yet. */
export async function buildApp(options: AppOptions): Promise<HallServer> {
  const base = wireBase(options);
  const { clock, commands, told, proxies, limits, siteAlarms } = base;
  const visits = wireVisits(base);
  const people = wirePeople(base);
  const leading = wireLeading(base, visits);
  const halls = wireHalls(base, visits, people, leading);
  const upkeep = wireUpkeep(base, visits, leading, halls);
  const { storage, pressure } = upkeep;
  let live: Live | undefined;
  const health = new Health({
    ...{ storage, backups: upkeep.backups, siteAlarms, db: base.db, clock, pressure },
    overview: halls.overview,
    wentBack: options.wentBack === true,
    carrier: options.carrier,
    liveClients: () => live?.connections() ?? 0,
    socketsByKind: () => live?.connectionsByKind() ?? {},
    version: options.version ?? 'unknown',
    measured: options.metricsToken !== undefined,
  });
  const services = { base, visits, people, leading, halls, upkeep, health };

  const basePath = basePathOf(options.publicUrl);
  const origins = new Origins(proxies, options.publicUrl);
  const { webDir } = options;
  const build = webDir === undefined ? null : await buildOf(webDir);
  const app = await openWeb(options.logger, {
    ...{ build, proxies, origins, limits, clock, pressure },
    actorByToken: people.sessions.actorByToken,
    requireHall: (code) => commands.hall(code),
    storageProblem: storage.problemOf,
    styles: webDir === undefined ? [] : await stylesIn(webDir),
    requestId: requestIds(base.ids.code(4)),
    heard: health.heard,
    tls: options.tls,
  });
  let routes: readonly GuardedRoute[] = [];
  await app.register((scope, _, done) => {
    routes = addRoutes(scope, services);
    done();
  });
  if (webDir !== undefined && existsSync(webDir)) await servePages(app, webDir, basePath);

  const lines = new Lines(app.server, { proxies, most: limits.linesAnAddress });
  const sockets = (live = wireLive(app, services, { origins, build }));
  serveBelow(app.server, basePath);
  told.publish = (hallId, ...change) => {
    sockets.publish(hallId, ...change);
    upkeep.feed.touched(hallId);
  };
  told.ended = sockets.end;
  told.reload = sockets.reload;
  told.counted = health.counted;
  siteAlarms.changed = () => void halls.overview.tellAll().catch(storage.failed);
  app.addHook('preClose', (done) => {
    upkeep.feed.close();
    done();
  });
  app.addHook('preClose', () => lines.endWith(sockets.close()));
  app.addHook('preClose', () => upkeep.deliveries.close().catch(storage.failed));
  app.addHook('preClose', () => visits.push.close().catch(storage.failed));
  app.addHook('preClose', () => visits.later.tick().catch(storage.failed));
  // Where the data is away, what is left to be said is lost: the server ends all the same.
  app.addHook('preClose', () => people.failedSignIns.end().catch(() => undefined));
  app.addHook('onClose', () => visits.estimates.idle());
  app.addHook('onClose', () => base.background.close());
  return {
    app,
    routes,
    commands,
    live: sockets,
    ...visits,
    ...people,
    ...leading,
    ...halls,
    ...upkeep,
  };
}
