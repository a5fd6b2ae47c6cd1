import { DailyReport } from '../../shared/contract/report.ts';
import type { Language } from '../../shared/languages.ts';
import { onSources } from '../archives/sources.ts';
import type { Reader } from '../db/open.ts';
import { loadConfig } from '../hall/config-store.ts';
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
  /** Service days, ascending. */
  readonly days: readonly string[];
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
    periods: await periodsThen(db, hall, days, planned),
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
