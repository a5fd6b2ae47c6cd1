import type {
  ApplicationFigures,
  ApplicationReport,
  ApplicationReportQuery,
} from '../../shared/contract/application.ts';
import type { Actor } from '../../shared/contract/people.ts';
import { Problem } from '../../shared/errors.ts';
import { requireMay } from '../../shared/rights.ts';
import { daysApart } from '../../shared/rules/calendar.ts';
import { percentileOf } from '../../shared/rules/counted.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { rate } from '../../shared/rules/stats.ts';
import type { Clock } from '../clock.ts';
import type { Reader } from '../db/open.ts';
import type { Commands } from '../command/run.ts';
import * as store from './report-store.ts';
import { departmentName } from './view.ts';

interface Dependencies {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
}

/** A year and a day, as of every report. */
const mostDays = 366;

/** The figures of applications: by the day on which each was decided (rules.md, "After the window"). */
export class ApplicationReports {
  private readonly d: Dependencies;

  constructor(dependencies: Dependencies) {
    this.d = dependencies;
  }

  /**
   * On time ÷ decided, and days promised against days used, in all, by department and by matter.
   *
   * @throws Problem `forbidden`, `hall_not_found`; `bad_input` for a range that is turned round or
   *   over 366 days
   */
  async between(
    hallCode: string,
    range: ApplicationReportQuery,
    who: Actor,
  ): Promise<ApplicationReport> {
    const hall = await this.d.commands.hall(hallCode);
    requireMay(who, 'read-reports', hall.code);
    const today = serviceDay(this.d.clock.now(hall.id), hall.timezone);
    const from = range.from ?? range.to ?? today;
    const to = range.to ?? from;
    const days = daysApart(from, to);
    if (days < 0 || days >= mostDays)
      throw new Problem('bad_input', `"to" lies 0 to ${mostDays - 1} days after "from"`, {
        issues: [{ path: 'to', message: `0 to ${mostDays - 1} days after "from"` }],
      });
    const { read } = this.d;
    const decided = await store.decidedBetween(read, hall.id, from, to);
    const accepted = await store.acceptedBetween(read, hall.id, from, to);
    const figures = (ids: ReadonlySet<string>): ApplicationFigures =>
      figuresOf(
        decided.filter((group) => ids.has(group.matter_id)),
        accepted.filter((group) => ids.has(group.matter_id)),
      );
    const seen = new Set([...decided, ...accepted].map(({ matter_id: id }) => id));
    const matters = [...seen].map((id) => hall.matterById.get(id)!);
    const departments = [...new Set(matters.map(({ department }) => department))];
    return {
      ...{ hall: hall.code, from, to },
      total: figures(seen),
      departments: departments.sort().map((code) => ({
        code,
        name: departmentName(hall, code),
        ...figures(new Set(matters.filter((m) => m.department === code).map(({ id }) => id))),
      })),
      matters: matters
        .sort((a, b) => (a.code < b.code ? -1 : 1))
        .map(({ id, code, name, department }) => ({
          ...{ code, name, department },
          ...figures(new Set([id])),
        })),
    };
  }
}

function figuresOf(
  decided: readonly store.DecidedGroup[],
  accepted: readonly { readonly count: number }[],
): ApplicationFigures {
  const sum = (groups: readonly { readonly count: number }[]): number =>
    groups.reduce((all, { count }) => all + count, 0);
  const days = (of: 'promised_days' | 'used_days') => {
    const counted = new Map<number, number>();
    for (const group of decided)
      counted.set(group[of], (counted.get(group[of]) ?? 0) + group.count);
    return { p50: percentileOf(counted, 50), p90: percentileOf(counted, 90) };
  };
  const all = sum(decided);
  return {
    accepted: sum(accepted),
    decided: all,
    onTime: rate(sum(decided.filter(({ on_time: isOnTime }) => isOnTime === 1)), all),
    promised: days('promised_days'),
    used: days('used_days'),
  };
}
