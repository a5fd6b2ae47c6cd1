import type { DayFigures } from '../../shared/contract/report.ts';
import type { Sources } from '../archives/sources.ts';
import { DaySums } from '../../shared/rules/day-sums.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import { Throughput, type ThroughputOptions } from '../../shared/rules/throughput.ts';
import { type OutOfOrderRow, readDay } from './store.ts';

/** What to report on. */
export interface ReportJob extends ThroughputOptions {
  readonly hallId: string;
  /** Service days, ascending. */
  readonly days: readonly string[];
}

export interface Computed {
  readonly days: readonly { readonly day: string; readonly figures: DayFigures }[];
  readonly sums: ReturnType<Throughput['figures']>;
  /** The first so many; the others are only counted. */
  readonly outOfOrder: readonly OutOfOrderRow[];
  readonly outOfOrderNotListed: number;
}

const listed = 500;

/** Reads and counts day by day, each where it is: what is in memory is one day and the sums. */
export async function compute(sources: Sources, job: ReportJob): Promise<Computed> {
  const throughput = new Throughput(job);
  const days: Computed['days'][number][] = [];
  const outOfOrder: OutOfOrderRow[] = [];
  let notListed = 0;
  const today = serviceDay(job.now, job.timezone);
  for (const day of job.days) {
    if (day > today) {
      days.push({ day, figures: new DaySums().figures() });
      continue;
    }
    const read = await sources.onDay(day, (db) => readDay(db, { ...job, day }));
    days.push({ day, figures: throughput.addDay(read.facts) });
    const room = read.outOfOrder.slice(0, listed - outOfOrder.length);
    outOfOrder.push(...room);
    notListed += read.outOfOrder.length - room.length;
  }
  return { days, sums: throughput.figures(), outOfOrder, outOfOrderNotListed: notListed };
}
