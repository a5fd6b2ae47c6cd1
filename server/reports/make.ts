import { daysApart, daysBetween } from '../../shared/rules/calendar.ts';
import { mostDaysOfRows } from './days.ts';
import { makeStewardReport } from './stewards.ts';
import { DailyReport } from '../../shared/contract/report.ts';
import type { Language } from '../../shared/languages.ts';
import { onSources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import { configOf, type HallConfig } from '../hall/config.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { compute } from './compute.ts';
import { reportCsv } from './csv.ts';
import { type Planned, periodsThen } from './hours-then.ts';
import { staffNames } from './store.ts';
import { reportView } from './view.ts';
import { reportXlsx } from './xlsx.ts';

export type ReportForm = 'json' | 'csv' | 'xlsx';

/** Which report, and as what; goes to another thread as it is. */
export interface ReportWish {
  readonly hallId: string;
  /** Service days, both included. */
  readonly from: string;
  readonly to: string;
  readonly now: Instant;
  readonly form: ReportForm;
  /** Of a file's headings and texts. */
  readonly language: Language;
  /** Where the archives of past years are; null: there can be none. */
  readonly archives: string | null;
}

/** Reads, counts, checks and writes a report: what an answer is made of, whole. */
export async function makeReport(
  db: Reader,
  wish: ReportWish,
  planned: Planned,
): Promise<string | Uint8Array> {
  const { hallId, from, to, now, form, language, archives } = wish;
  const hall = await configOf(db, hallId);
  const job = {
    hallId,
    timezone: hall.timezone,
    ...{ from, to, now },
    // Those that were retired since come along where the days have them.
    queueIds: hall.queues.map((q) => q.id),
    packageCodes: new Map(hall.packages.map((p) => [p.id, p.code])),
    periods: await periodsThen(db, hall, { from, to }, planned),
  };
  const computed = await onSources(db, archives, (sources) => compute(sources, job));
  const services = await servicesOf(db, wish, hall);
  const figures = reportView(hall, await staffNames(db), now, computed);
  const report = DailyReport.parse({ ...figures, services });
  switch (form) {
    case 'json':
      return JSON.stringify(report);
    case 'csv':
      return reportCsv(report, language);
    case 'xlsx':
      return reportXlsx(report, language);
  }
}

/** Files, clients and regions, read day by day; null: of too many days. */
async function servicesOf(
  db: Reader,
  { hallId, from, to, now, archives }: ReportWish,
  hall: HallConfig,
): Promise<DailyReport['services']> {
  if (daysApart(from, to) >= mostDaysOfRows) return null;
  const wish = { hallId, days: [...daysBetween(from, to)], now, archives };
  const { total, clients, regions } = await makeStewardReport(db, wish, hall);
  return { ...total, clients: clients.filter(({ visits }) => visits > 0), regions };
}
