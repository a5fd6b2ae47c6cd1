import type { Actor } from '../../shared/contract/people.ts';
import { type DailyReport, mostReportDays } from '../../shared/contract/report.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import type { Configs } from '../hall/config.ts';
import { serviceDay } from '../rules/day.ts';
import { staffNames } from './store.ts';
import { ReportThread } from './thread.ts';
import { reportView } from './view.ts';

interface Dependencies {
  readonly db: Db;
  readonly configs: Configs;
  readonly clock: Clock;
}

/** Service days, YYYY-MM-DD, both included; absent: today, or the other one. */
export interface Range {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The daily throughput report: computed from the steps whenever it is asked for, kept nowhere. */
export class Reports {
  private readonly d: Dependencies;
  private readonly thread: ReportThread;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
    this.thread = new ReportThread(dependencies.db);
  }

  /**
   * For managers of the hall.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for a range that is backwards or
   *   longer than 366 days
   */
  async daily(hallCode: string, range: Range, who: Actor): Promise<DailyReport> {
    requireMay(who, 'read-reports', hallCode);
    const { db, configs, clock } = this.d;
    const hall = await configs.byCode(db.read, hallCode);
    if (hall === null) throw new Problem('hall_not_found', `There is no hall "${hallCode}"`);
    const now = clock.now(hall.id);
    const days = daysOf(range, serviceDay(now, hall.timezone));
    const computed = await this.thread.compute({
      hallId: hall.id,
      timezone: hall.timezone,
      days,
      now,
      queueIds: hall.queues.map((q) => q.id),
      packageCodes: new Map(hall.packages.map((p) => [p.id, p.code])),
    });
    return reportView(hall, await staffNames(db.read), now, computed);
  }

  close(): Promise<void> {
    return this.thread.close();
  }
}

function daysOf({ from, to }: Range, today: string): string[] {
  const first = from ?? to ?? today;
  const last = to ?? from ?? today;
  const refuse = (path: string, message: string): never => {
    throw new Problem('bad_input', message, { issues: [{ path, message }] });
  };
  if (last < first) refuse('to', 'The range ends before it begins');
  const days: string[] = [];
  const end = Date.parse(last);
  // As dates of the calendar, counted in UTC: no day has 23 or 25 hours there.
  for (let t = Date.parse(first); t <= end; t += 86_400_000) {
    if (days.length === mostReportDays)
      refuse('to', `A report covers ${mostReportDays} days at the most`);
    days.push(new Date(t).toISOString().slice(0, 10));
  }
  return days;
}
