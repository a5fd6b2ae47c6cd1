import { daysBetween } from '../../shared/rules/calendar.ts';
import { DaySums } from '../../shared/rules/day-sums.ts';
import { serviceDay } from '../../shared/rules/day.ts';
import type { DayLines } from '../../shared/rules/sums/lines.ts';
import { Throughput, type ThroughputOptions } from '../../shared/rules/throughput.ts';
import type { Sources } from '../archives/sources.ts';
import { type Days, linesOfDays } from './day-lines.ts';
import { type OutOfOrderRow, readOutOfOrder } from './store.ts';

/** What to report on. */
export type ReportJob = ThroughputOptions & Days;

export interface Computed {
  readonly days: readonly {
    readonly day: string;
    readonly figures: ReturnType<DaySums['dayFigures']>;
  }[];
  readonly sums: ReturnType<Throughput['figures']>;
  readonly outOfOrder: OutOfOrder;
}

/** Counts day by day: what is in memory is some days and the sums. */
export async function compute(sources: Sources, job: ReportJob): Promise<Computed> {
  const throughput = new Throughput(job);
  const outOfOrder = new OutOfOrder(sources, job, { rows: 500, days: 366 });
  const counted = new Map<string, ReturnType<DaySums['dayFigures']>>();
  for await (const lines of linesOfDays(sources, job)) {
    counted.set(lines.day, throughput.addDay(lines));
    await outOfOrder.add(lines);
  }
  const today = serviceDay(job.now, job.timezone);
  const days = [...daysBetween(job.from, job.to)].map((day) => {
    if (day <= today) throughput.come(day);
    const figures = counted.get(day) ?? emptyDay(day <= today);
    return { day, figures };
  });
  return { days, sums: throughput.figures(), outOfOrder };
}

/** @param come whether the day has come: one that has not agrees with nothing */
function emptyDay(come: boolean): ReturnType<DaySums['dayFigures']> {
  const sums = new DaySums();
  sums.come = come;
  return sums.dayFigures();
}

/** How many are listed, and of how many days the rows are read for it. */
interface Most {
  readonly rows: number;
  readonly days: number;
}

/** Which calls were out of order, and why: the first so many, the others are only counted. */
export class OutOfOrder {
  readonly rows: OutOfOrderRow[] = [];
  notListed = 0;
  private readonly sources: Sources;
  private readonly days: Days;
  private readonly most: Most;
  private daysRead = 0;

  constructor(sources: Sources, days: Days, most: Most) {
    this.sources = sources;
    this.days = days;
    this.most = most;
  }

  async add({ day, of, transfersToFront }: DayLines): Promise<void> {
    const { chosen, recall } = of.calls;
    const count = chosen.reduce((n, is, c) => n + (is === 1 && recall[c] === 0 ? 1 : 0), 0);
    if (count + transfersToFront === 0) return;
    const room = this.most.rows - this.rows.length;
    if (room === 0 || this.daysRead === this.most.days) {
      this.notListed += count + transfersToFront;
      return;
    }
    this.daysRead += 1;
    const has = { calls: count > 0, front: transfersToFront > 0 };
    const rows = await this.sources.onDay(day, (db) =>
      readOutOfOrder(db, { ...this.days, day }, has),
    );
    this.rows.push(...rows.slice(0, room));
    this.notListed += Math.max(0, rows.length - room);
  }
}
