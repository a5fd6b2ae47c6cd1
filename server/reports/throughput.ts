import {
  type Comparison,
  type Cut,
  cuts,
  ThroughputReport,
  type ThroughputRow,
} from '../../shared/contract/throughput.ts';
import type { Language } from '../../shared/languages.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { periodBefore, yearBefore } from '../../shared/rules/sums/before.ts';
import { CutReport, type CutRow } from '../../shared/rules/sums/cut.ts';
import type { Filters } from '../../shared/rules/sums/filter.ts';
import { hoursKinds } from '../../shared/rules/sums/duty.ts';
import { onSources, type Sources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import { configOf, type HallConfig } from '../hall/config.ts';
import { OutOfOrder } from './compute.ts';
import { linesOfDays } from './day-lines.ts';
import { definitions } from './definitions.ts';
import { type Planned, periodsThen } from './hours-then.ts';
import { knownOf, type Named, namedIn, namesOf, type People } from './known.ts';
import { clients } from './stewards-store.ts';
import { staffNames } from './store.ts';
import { throughputCsv, throughputXlsx } from './throughput-files.ts';
import { outOfOrderView } from './view.ts';

/** Which figures, and as what; goes to another thread as it is. */
export interface ThroughputWish extends FiguresWish {
  readonly hallId: string;
  readonly now: Instant;
}

/** Of whichever halls. */
export interface FiguresWish {
  /** Service days, both included. */
  readonly from: string;
  readonly to: string;
  readonly by: Cut;
  readonly filters: Partial<Readonly<Record<Cut, readonly string[]>>>;
  readonly compare: readonly Comparison[];
  readonly form: 'json' | 'csv' | 'xlsx';
  readonly language: Language;
  readonly archives: string | null;
}

interface Span {
  readonly from: string;
  readonly to: string;
}

interface Making {
  readonly wish: ThroughputWish;
  readonly hall: HallConfig;
  readonly people: People;
  readonly planned: Planned;
  readonly db: Reader;
  readonly sources: Sources;
}

/** Counts, checks and writes the figures of a range: what an answer is made of, whole. */
export async function makeThroughput(
  db: Reader,
  wish: ThroughputWish,
  planned: Planned,
): Promise<string | Uint8Array> {
  const hall = await configOf(db, wish.hallId);
  const people = await peopleIn(db, wish, { hallId: hall.id, staff: await staffNames(db) });
  const report = await onSources(db, wish.archives, (sources) =>
    reportOf({ wish, hall, people, planned, db, sources }),
  );
  return inForm(report, wish);
}

/** Whom the figures of a hall name: its clients only where something is of them. */
export async function peopleIn(
  db: Reader,
  { by, filters }: Pick<FiguresWish, 'by' | 'filters'>,
  { hallId, staff }: Pick<People, 'staff'> & { readonly hallId: string },
): Promise<People> {
  const isOfClients = by === 'client' || filters.client !== undefined;
  return { staff, clients: isOfClients ? await clients(db, hallId) : new Map() };
}

/** A report as it was asked for. */
export function inForm(
  report: ThroughputReport,
  { form, language }: Pick<FiguresWish, 'form' | 'language'>,
): string | Uint8Array | Promise<Uint8Array> {
  switch (form) {
    case 'json':
      return JSON.stringify(report);
    case 'csv':
      return throughputCsv(report, language);
    case 'xlsx':
      return throughputXlsx(report, language);
  }
}

async function reportOf(making: Making): Promise<ThroughputReport> {
  const { wish, hall, people, sources } = making;
  const naming = namingOf(making);
  const { from, to, by, now, filters } = wish;
  const days = { hallId: hall.id, timezone: hall.timezone, now, from, to };
  const unfiltered = Object.keys(filters).length === 0;
  const outOfOrder = new OutOfOrder(sources, days, { rows: 100, days: unfiltered ? 31 : 0 });
  const counted = await countedOf(making, { from, to }, outOfOrder);
  const before: ThroughputReport['before'] = [];
  for (const kind of wish.compare) {
    const span = kind === 'previous' ? periodBefore({ from, to }) : yearBefore({ from, to });
    const { total, rows } = (await countedOf(making, span)).figures;
    before.push({ kind, ...span, total, rows: namedRows(rows, by, naming) });
  }
  const { total, rows, waits, estimates, heat } = counted.figures;
  return ThroughputReport.parse({
    ...{ hall: hall.code, name: hall.name, timezone: hall.timezone },
    ...{ from, to, at: now, by, filters: filtersOf(wish, naming) },
    ...{ ok: counted.ok, faults: counted.faults },
    ...{ total, rows: namedRows(rows, by, naming), before, waits, estimates, heat },
    outOfOrder: outOfOrderView(hall, people.staff, outOfOrder.rows),
    outOfOrderNotListed: outOfOrder.notListed,
    definitions: [...definitions],
  });
}

async function countedOf(
  { wish, hall, people, planned, db, sources }: Making,
  { from, to }: Span,
  outOfOrder?: OutOfOrder,
) {
  const { by, now } = wish;
  const filters = keysOf(wish);
  const isByHours = by === 'duty' || filters.duty !== undefined;
  const periods = isByHours ? await periodsThen(db, hall, { from, to }, planned) : new Map();
  const report = new CutReport({ by, filters, known: knownOf(hall, people, periods) });
  const days = { hallId: hall.id, timezone: hall.timezone, now, from, to };
  for await (const lines of linesOfDays(sources, days)) {
    report.add(lines);
    await outOfOrder?.add(lines);
  }
  return { figures: report.figures(), ok: report.ok, faults: report.faults };
}

/** What is counted only, by cut. */
export function keysOf(wish: Pick<FiguresWish, 'filters'>): Filters {
  return Object.fromEntries(
    cuts.flatMap((cut) => {
      const keys = wish.filters[cut];
      return keys === undefined ? [] : [[cut, new Set(keys.map(keyOf))]];
    }),
  );
}

const keyOf = (key: string): string | null => (key === 'none' ? null : key);

/** How the rows of a cut are called, by key, in order. */
export type Naming = (by: Cut) => ReadonlyMap<string, Named>;
const namingOf =
  ({ hall, people }: Making): Naming =>
  (by) =>
    namesOf(by, hall, people);

/** The filters of a wish, each with its name. */
export function filtersOf(
  wish: Pick<FiguresWish, 'filters'>,
  naming: Naming,
): ThroughputReport['filters'] {
  return cuts.flatMap((by) => {
    const names = naming(by);
    return (wish.filters[by] ?? []).map((given) => {
      const { name = null, label = null } = namedIn(names, given) ?? {};
      return { by, key: keyOf(given), name, ...(label === null ? {} : { label }) };
    });
  });
}

/** With names, in the hall's order; what has no place there comes by its key, what has no key last. */
export function namedRows(rows: readonly CutRow[], by: Cut, naming: Naming): ThroughputRow[] {
  const names = naming(by);
  const order = by === 'duty' ? [...hoursKinds] : [...names.keys()];
  const place = (key: string | null): number => {
    const at = order.indexOf(key ?? '');
    return key === null ? Infinity : at < 0 ? order.length : at;
  };
  return rows
    .map((row): ThroughputRow => {
      const { name = null, label = null } = namedIn(names, row.key) ?? {};
      return { ...row, name, ...(label === null ? {} : { label }) };
    })
    .sort((a, b) => place(a.key) - place(b.key) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}
