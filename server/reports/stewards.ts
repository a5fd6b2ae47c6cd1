import { StewardReport, type StewardReportQuery } from '../../shared/contract/steward-report.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { requireMay } from '../../shared/rights.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { archiveFolder } from '../archives/file.ts';
import { onSources } from '../archives/sources.ts';
import type { Pace } from '../background/service.ts';
import type { Clock } from '../clock.ts';
import type { Db, Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import { configOf, type HallConfig, regionOf } from '../hall/config.ts';
import { daysOf } from './days.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import * as store from './stewards-store.ts';

/** Which report; goes to another thread as it is. */
export interface StewardWish {
  readonly hallId: string;
  /** Service days, ascending. */
  readonly days: readonly string[];
  readonly now: Instant;
  /** Where the archives of past years are; null: there can be none. */
  readonly archives: string | null;
}

interface Dependencies {
  readonly db: Db;
  readonly commands: Commands;
  readonly clock: Clock;
  /** Makes it away from this thread. @throws Problem `too_busy` */
  readonly make: (pace: Pace, wish: StewardWish) => Promise<StewardReport>;
}

const quickDays = 7;

/** Visits by client and steward, files, other regions and questions answered: computed when asked for. */
export class StewardReports {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /** @throws Problem `forbidden`, `hall_not_found`; `bad_input`, `too_busy`, `archive_missing` as the daily report */
  async make(hallCode: string, range: StewardReportQuery, who: Actor): Promise<StewardReport> {
    const { db, clock, commands, make } = this.d;
    const hall = await commands.hall(hallCode);
    requireMay(who, 'read-reports', hall.code);
    const now = clock.now(hall.id);
    const days = daysOf(range, serviceDay(now, hall.timezone));
    const wish = { hallId: hall.id, days, now, archives: archiveFolder(db.reopen) };
    return make(days.length <= quickDays ? 'quick' : 'long', wish);
  }
}

/**
 * Reads day by day, each where it is, and adds up.
 *
 * @param known the hall's set-up, where whoever asks has read it already
 */
export async function makeStewardReport(
  db: Reader,
  wish: StewardWish,
  known?: HallConfig,
): Promise<StewardReport> {
  const hall = known ?? (await configOf(db, wish.hallId));
  const today = serviceDay(wish.now, hall.timezone);
  const days = await onSources(db, wish.archives, async (sources) => {
    const read: { day: string; rows: store.DayRows }[] = [];
    for (const day of wish.days)
      if (day <= today)
        read.push({
          day,
          rows: await sources.onDay(day, (source) => store.readDay(source, hall.id, day)),
        });
    return read;
  });
  return StewardReport.parse(added(hall, wish, days, await store.clients(db, hall.id)));
}

type Days = readonly { readonly day: string; readonly rows: store.DayRows }[];

/** The sums of a group's rows; on PostgreSQL a sum comes as text. */
function sumsBy<T, K>(
  rows: readonly T[],
  keyOf: (row: T) => K,
  counts: (row: T) => Record<string, number>,
): Map<K, Record<string, number>> {
  const sums = new Map<K, Record<string, number>>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = sums.get(key) ?? {};
    for (const [name, count] of Object.entries(counts(row)))
      sum[name] = (sum[name] ?? 0) + Number(count);
    sums.set(key, sum);
  }
  return sums;
}

function added(
  hall: HallConfig,
  { days: asked, now }: StewardWish,
  days: Days,
  clients: ReadonlyMap<string, store.ClientNames>,
): unknown {
  const tickets = days.flatMap(({ rows }) => rows.tickets);
  const asOf = ({ visits, files, done }: store.DayRows['tickets'][number]) => ({
    visits,
    files,
    done,
  });
  const none = { visits: 0, files: 0, done: 0 };
  const total = (of: typeof tickets) => ({ ...none, ...sumsBy(of, () => 0, asOf).get(0) });
  const byClient = sumsBy(
    tickets.filter(({ client_id }) => client_id !== null && clients.has(client_id)),
    ({ client_id }) => client_id!,
    asOf,
  );
  const clientRows = [...clients].map(([id, names]) => ({
    ...names,
    ...none,
    ...byClient.get(id),
  }));
  const bySteward = sumsBy(
    clientRows,
    ({ steward }) => steward,
    ({ visits, files, done }) => ({
      visits,
      files,
      done,
      clients: 1,
    }),
  );
  const nameOf = new Map(clientRows.map(({ steward, stewardName }) => [steward, stewardName]));
  const consulted = days.flatMap(({ rows }) => rows.consultations);
  const count = ({ count: consultations }: { count: number }) => ({ consultations });
  const all = total(tickets);
  const agents = total(tickets.filter(({ agent }) => agent === 1));
  return {
    hall: hall.code,
    from: asked[0]!,
    to: asked.at(-1)!,
    at: now,
    total: {
      visits: all.visits,
      files: all.files,
      agentVisits: agents.visits,
      agentFiles: agents.files,
      consultations: 0,
      ...sumsBy(consulted, () => 0, count).get(0),
    },
    clients: clientRows.sort((a, b) => b.visits - a.visits || (a.code < b.code ? -1 : 1)),
    stewards: [...bySteward]
      .map(([steward, sums]) => ({ steward, name: nameOf.get(steward)!, ...sums }))
      .sort((a, b) => (a.steward < b.steward ? -1 : 1)),
    regions: [...sumsBy(tickets, ({ region }) => region ?? '', asOf)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, sums]) => {
        const region = code === '' ? null : code;
        return { region, name: regionOf(hall, region)?.name ?? null, ...sums };
      }),
    windows: windowRows(
      hall,
      days,
      sumsBy(consulted, ({ window_id }) => window_id, count),
    ),
    zones: [...sumsBy(consulted, ({ zone_id }) => zone_id, count)].map(([zone, sums]) => {
      const named = zone === null ? undefined : hall.zoneById.get(zone);
      return { zone: named?.code ?? null, name: named?.name ?? null, ...sums };
    }),
    days: days.map(({ day, rows }) => {
      const { visits, files } = total([...rows.tickets]);
      const consultations = sumsBy(rows.consultations, () => 0, count).get(0);
      return { day, visits, files, consultations: 0, ...consultations };
    }),
  };
}

function windowRows(
  hall: HallConfig,
  days: Days,
  asked: ReadonlyMap<string | null, Record<string, number>>,
) {
  const done = sumsBy(
    days.flatMap(({ rows }) => rows.windows),
    ({ window_id }) => window_id,
    (row) => ({
      done: row.done,
      files: row.files,
      otherRegions: row.region === 1 ? row.done : 0,
    }),
  );
  const ids = new Set([...done.keys(), ...[...asked.keys()].filter((id) => id !== null)]);
  return [...ids]
    .flatMap((id) => {
      const window = hall.windowById.get(id);
      if (window === undefined) return [];
      return {
        window: window.number,
        ...(window.label === null ? {} : { label: window.label }),
        ...{ done: 0, files: 0, otherRegions: 0, consultations: 0 },
        ...done.get(id),
        ...asked.get(id),
      };
    })
    .sort((a, b) => a.window - b.window);
}
