import { ApplicationReports } from '../applications/report.ts';
import { CombinationReport } from '../changes/combinations.ts';
import { Fitting } from '../estimates/fitting.ts';
import { MarkedDayList } from '../estimates/marking.ts';
import { Events } from '../events/service.ts';
import { Simulations } from '../foresight/service.ts';
import { EstimateReports } from '../reports/estimates.ts';
import { Reports } from '../reports/service.ts';
import { StewardReports } from '../reports/stewards.ts';
import { SumsUpkeep } from '../reports/sums.ts';
import { Sheets } from '../sheets/service.ts';
import { Walks } from '../walks/service.ts';
import type { Base } from './base.ts';
import type { Visits } from './visits.ts';

/** Figures, the log, foresight, and the tools of those who lead. */
export function wireLeading(base: Base, { tickets, obstacles, calendar }: Visits) {
  const { db, read, commands, configs, clock, ids, log, background, archives } = base;
  const fitting = new Fitting({
    ...{ db, clock, log },
    fit: (wish) => background.run('upkeep', 'foresight', wish),
  });
  return {
    fitting,
    marked: new MarkedDayList({
      ...{ commands, read, clock },
      fitAgain: (hallId) => fitting.again(hallId),
    }),
    simulations: new Simulations({
      ...{ db, commands, clock },
      staff: (wish) => background.run('long', 'staffing', wish),
      whatIf: (work) => background.run('long', 'what-if', work),
    }),
    reports: new Reports({
      ...{ db, configs, clock },
      make: (pace, wish) => background.run(pace, 'report', wish),
      makeThroughput: (pace, wish) => background.run(pace, 'throughput', wish),
      makeRegion: (pace, wish) => background.run(pace, 'region-throughput', wish),
    }),
    stewardReports: new StewardReports({
      ...{ db, commands, clock },
      make: (pace, wish) => background.run(pace, 'steward-report', wish),
    }),
    estimateReports: new EstimateReports({
      ...{ db, commands, clock },
      make: (pace, wish) => background.run(pace, 'estimate-quality', wish),
    }),
    sums: new SumsUpkeep({
      ...{ db, clock, ids, log },
      alarms: base.siteAlarms,
      draw: (drawing) => background.run('upkeep', 'sums', drawing),
    }),
    events: new Events({
      ...{ commands, archives },
      search: (search) => background.run('quick', 'log', search),
    }),
    applicationReports: new ApplicationReports({ commands, read, clock }),
    combinations: new CombinationReport({ commands, read, clock }),
    sheets: new Sheets({ commands, calendar, read, clock, ids }),
    walks: new Walks({ ...{ commands, tickets, obstacles, read, clock, ids, archives } }),
  };
}
export type Leading = ReturnType<typeof wireLeading>;
