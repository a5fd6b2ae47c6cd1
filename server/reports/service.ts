import type { Actor } from '../../shared/contract/people.ts';
import { mostReportDays } from '../../shared/contract/report.ts';
import {
  type Comparison,
  cuts,
  mostHallsTogether,
  type RegionThroughputQuery,
  type ThroughputQuery,
} from '../../shared/contract/throughput.ts';
import { Problem } from '../../shared/errors.ts';
import type { Language } from '../../shared/languages.ts';
import { may, requireMay } from '../../shared/rights.ts';
import { archiveFolder } from '../archives/file.ts';
import type { Pace } from '../background/service.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';
import type { Configs, HallConfig } from '../hall/config.ts';
import { daysApart } from '../../shared/rules/calendar.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { type Range, spanOf } from './days.ts';
import type { ReportForm, ReportWish } from './make.ts';
import type { RegionWish } from './region.ts';
import { hallsOf } from './store.ts';
import type { ThroughputWish } from './throughput.ts';

interface Dependencies {
  readonly db: Db;
  readonly configs: Configs;
  readonly clock: Clock;
  /** Make a report away from this thread. @throws Problem `too_busy` */
  readonly makeThroughput: (pace: Pace, wish: ThroughputWish) => Promise<string | Uint8Array>;
  readonly makeRegion: (pace: Pace, wish: RegionWish) => Promise<string | Uint8Array>;
  readonly make: (pace: Pace, wish: ReportWish) => Promise<string | Uint8Array>;
}

/** A report as it is answered: whole, as text or as the bytes of a file. */
interface MadeReport {
  /** A file's name, without its ending. */
  readonly name: string;
  readonly body: string | Uint8Array;
}

/** So many days are counted while one waits; more are waited for beside them. */
const quickDays = 7;

/** The figures of a hall: of days that are over from what was drawn up of their steps, of today from the steps. */
export class Reports {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * For managers of the hall.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for a range that is backwards or
   *   longer than ten years; `too_busy` where others wait for as long a report already;
   *   `archive_missing` where the archive of one of the days cannot be read
   */
  async daily(
    hallCode: string,
    { lang, ...range }: Range & { readonly lang: Language },
    form: ReportForm,
    who: Actor,
  ): Promise<MadeReport> {
    requireMay(who, 'read-reports', hallCode);
    const { db, clock, make } = this.d;
    const hall = await this.hallOf(hallCode);
    const now = clock.now(hall.id);
    const { from, to } = spanOf(range, serviceDay(now, hall.timezone), mostReportDays);
    const pace = daysApart(from, to) < quickDays ? 'quick' : 'long';
    return {
      name: `${hall.code}-${from === to ? from : `${from}_${to}`}`,
      body: await make(pace, {
        hallId: hall.id,
        ...{ from, to, now },
        form,
        language: lang,
        archives: archiveFolder(db.reopen),
      }),
    };
  }

  /**
   * The figures of any days by any cut, for managers of the hall.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for a range that is backwards;
   *   `too_busy` where others wait for as long a report already; `archive_missing`
   */
  async throughput(
    hallCode: string,
    { lang, by, compare, from: first, to: last, ...keys }: ThroughputQuery,
    form: ReportForm,
    who: Actor,
  ): Promise<MadeReport> {
    requireMay(who, 'read-reports', hallCode);
    const { db, clock, makeThroughput } = this.d;
    const hall = await this.hallOf(hallCode);
    const now = clock.now(hall.id);
    const { from, to } = spanOf({ from: first, to: last }, serviceDay(now, hall.timezone));
    const filters = filtersIn(keys);
    const pace = daysApart(from, to) < quickDays ? 'quick' : 'long';
    return {
      name: `${hall.code}-${by}-${from === to ? from : `${from}_${to}`}`,
      body: await makeThroughput(pace, {
        hallId: hall.id,
        ...{ from, to, by, filters, now, form },
        compare: (compare?.split(',') ?? []) as Comparison[],
        language: lang,
        archives: archiveFolder(db.reopen),
      }),
    };
  }

  /**
   * The same of several halls together, for whoever leads each of them; `all`: of all that they lead.
   *
   * @throws Problem as `throughput`; `bad_input` for more halls than are counted together
   */
  async region(
    { lang, by, compare, halls, from: first, to: last, ...keys }: RegionThroughputQuery,
    form: ReportForm,
    who: Actor,
  ): Promise<MadeReport> {
    requireMay(who, 'read-reports');
    const { db, clock, makeRegion } = this.d;
    const found = await this.hallsNamed(halls, who);
    const [{ id, timezone }] = found as [HallConfig];
    const { from, to } = spanOf({ from: first, to: last }, serviceDay(clock.now(id), timezone));
    const pace = daysApart(from, to) * found.length < quickDays ? 'quick' : 'long';
    return {
      name: `region-${by}-${from === to ? from : `${from}_${to}`}`,
      body: await makeRegion(pace, {
        halls: found.map((hall) => ({ id: hall.id, now: clock.now(hall.id) })),
        ...{ from, to, by, form, filters: filtersIn(keys) },
        compare: (compare?.split(',') ?? []) as Comparison[],
        language: lang,
        archives: archiveFolder(db.reopen),
      }),
    };
  }

  private async hallsNamed(halls: string, who: Actor): Promise<HallConfig[]> {
    const { db } = this.d;
    const named = halls === 'all' ? null : [...new Set(halls.split(','))];
    for (const code of named ?? []) requireMay(who, 'read-reports', code);
    const codes =
      named ??
      (await hallsOf(db.read))
        .map(({ code }) => code)
        .filter((code) => may(who, 'read-reports', code));
    if (codes.length > mostHallsTogether)
      throw new Problem('bad_input', `${mostHallsTogether} halls at most`, {
        issues: [{ path: 'halls', message: `${mostHallsTogether} at most` }],
      });
    if (codes.length === 0) throw new Problem('forbidden');
    const found: HallConfig[] = [];
    for (const code of codes) found.push(await this.hallOf(code));
    return found;
  }

  private async hallOf(hallCode: string): Promise<HallConfig> {
    const hall = await this.d.configs.byCode(hallCode);
    if (hall === null) throw new Problem('hall_not_found', `There is no hall "${hallCode}"`);
    return hall;
  }
}

function filtersIn(keys: Pick<ThroughputQuery, (typeof cuts)[number]>) {
  return Object.fromEntries(
    cuts.flatMap((cut) => {
      const given = keys[cut];
      return given === undefined ? [] : [[cut, given.split(',')]];
    }),
  );
}
