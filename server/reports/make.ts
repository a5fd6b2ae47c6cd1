import { DailyReport } from '../../shared/contract/report.ts';
import type { Language } from '../../shared/languages.ts';
import { onSources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import { loadConfig } from '../hall/config-store.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { compute } from './compute.ts';
import type { HallConfig } from '../hall/config.ts';
import type { DayPlan, Period } from '../../shared/rules/calendar.ts';
import { runUnit, type Unit } from '../db/unit.ts';
import { reportCsv } from './csv.ts';
import { staffNames } from './store.ts';
import { reportView } from './view.ts';
import { reportXlsx } from './xlsx.ts';

export type ReportForm = 'json' | 'csv' | 'xlsx';

/** Which report, and as what; goes to another thread as it is. */
export interface ReportWish {
  readonly hallId: string;
  /** Service days, ascending. */
  readonly days: readonly string[];
  readonly now: Instant;
  readonly form: ReportForm;
  /** Of a file's headings and texts. */
  readonly language: Language;
  /** Where the archives of past years are; null: there can be none. */
  readonly archives: string | null;
}

/** The days of a hall, as its calendar plans them. */
export type Planned = (hall: HallConfig, from: string, count: number) => Unit<Iterable<DayPlan>>;

/** Reads, counts, checks and writes a report: what an answer is made of, whole. */
export async function makeReport(
  db: Reader,
  wish: ReportWish,
  planned: Planned,
): Promise<string | Uint8Array> {
  const { hallId, days, now, form, language, archives } = wish;
  const hall = await loadConfig(db, hallId);
  const job = {
    hallId,
    timezone: hall.timezone,
    days,
    now,
    // Those that were retired since come along where the days have them.
    queueIds: hall.queues.map((q) => q.id),
    packageCodes: new Map(hall.packages.map((p) => [p.id, p.code])),
    periods: await periodsOf(db, hall, days, planned),
  };
  const computed = await onSources(db, archives, (sources) => compute(sources, job));
  const report = DailyReport.parse(reportView(hall, await staffNames(db), now, computed));
  switch (form) {
    case 'json':
      return JSON.stringify(report);
    case 'csv':
      return reportCsv(report, language);
    case 'xlsx':
      return reportXlsx(report, language);
  }
}

/** The hours of each day, as the hall and its calendar have them now. */
async function periodsOf(
  db: Reader,
  hall: HallConfig,
  days: readonly string[],
  planned: Planned,
): Promise<Map<string, readonly Period[]>> {
  const [first] = days;
  if (first === undefined) return new Map();
  const plans = await runUnit(db, planned(hall, first, days.length));
  return new Map([...plans].map(({ day, periods }) => [day, periods]));
}
