import type { Actor } from '../../shared/contract/people.ts';
import { mostReportDays } from '../../shared/contract/report.ts';
import { Problem } from '../../shared/errors.ts';
import type { Language } from '../../shared/languages.ts';
import { requireMay } from '../../shared/rights.ts';
import { archiveFolder } from '../archives/file.ts';
import type { Pace } from '../background/service.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import type { Configs } from '../hall/config.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { ReportForm, ReportWish } from './make.ts';

interface Dependencies {
  readonly db: Db;
  readonly configs: Configs;
  readonly clock: Clock;
  /** Makes a report away from this thread. @throws Problem `too_busy` */
  readonly make: (pace: Pace, wish: ReportWish) => Promise<string | Uint8Array>;
}

/** Service days, YYYY-MM-DD, both included; absent: today, or the other one. */
export interface Range {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A report as it is answered: whole, as text or as the bytes of a file. */
interface MadeReport {
  /** A file's name, without its ending. */
  readonly name: string;
  readonly body: string | Uint8Array;
}

/** So many days are counted while one waits; more are waited for beside them. */
const quickDays = 7;

/** The daily throughput report: computed from the steps whenever it is asked for, kept nowhere. */
export class Reports {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * For managers of the hall.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for a range that is backwards or
   *   longer than 366 days; `too_busy` where others wait for as long a report already;
   *   `archive_missing` where the archive of one of the days cannot be read
   */
  async daily(
    hallCode: string,
    { lang, ...range }: Range & { readonly lang: Language },
    form: ReportForm,
    who: Actor,
  ): Promise<MadeReport> {
    requireMay(who, 'read-reports', hallCode);
    const { db, configs, clock, make } = this.d;
    const hall = await configs.byCode(db.read, hallCode);
    if (hall === null) throw new Problem('hall_not_found', `There is no hall "${hallCode}"`);
    const now = clock.now(hall.id);
    const days = daysOf(range, serviceDay(now, hall.timezone));
    const [first, last] = [days[0]!, days.at(-1)!];
    const pace = days.length <= quickDays ? 'quick' : 'long';
    return {
      name: `${hall.code}-${first === last ? first : `${first}_${last}`}`,
      body: await make(pace, {
        hallId: hall.id,
        days,
        now,
        form,
        language: lang,
        archives: archiveFolder(db.reopen),
      }),
    };
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
