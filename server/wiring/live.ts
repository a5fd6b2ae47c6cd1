import { type App, sessionCookie } from '../http.ts';
import { Live } from '../live/live.ts';
import { Phones } from '../live/phones.ts';
import { usualPace } from '../live/publisher.ts';
import { Topics } from '../live/topics.ts';
import { networkOf } from '../network.ts';
import type { Origins } from '../origin.ts';
import { placeIn, readLine } from '../tickets/line-store.ts';
import { ticketView } from '../tickets/view.ts';
import type { Services } from './routes.ts';

/** The live states of all screens, on the same server as the routes. */
export function wireLive(
  app: App,
  { base, visits, people, halls }: Services,
  { origins, build }: { readonly origins: Origins; readonly build: string | null },
): Live {
  const { read, clock, commands, key, limits, proxies, options } = base;
  const { tickets, estimates, later, offers, board, windows, ratings, clients } = visits;
  const phones = new Phones({
    ...{ tickets, estimates, later, offers, read, clock },
    ways: {
      ...{ readLine, placeIn },
      view: (stored, at, token) =>
        ticketView(stored, { ...at, tokenOf: (id) => token ?? key.ticketToken(id) }),
    },
    version: (hallId) => windows.hallVersion(read, hallId),
  });
  const { overview } = halls;
  return new Live(app.server, {
    topics: new Topics({
      ...{ commands, board, windows, tickets, overview, ratings, phones, read, clients },
    }),
    ...{ phones, limits, clock, build },
    pace: { ...usualPace, ...options.livePace },
    log: app.log,
    sessions: people.sessions,
    addressOf: (request) => networkOf(proxies.addressOf(request)),
    mayConnect: origins.allows,
    carrier: options.carrier,
    cookieToken: (header) =>
      header === undefined ? null : (app.parseCookie(header)[sessionCookie] ?? null),
  });
}
