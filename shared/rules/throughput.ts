import { combinedCode } from '../packages.ts';
import type { Period } from './calendar.ts';
import { DaySums, TicketSums } from './day-sums.ts';
import { EstimateErrors } from './estimate-errors.ts';
import { hoursOfDays } from './local-hour.ts';
import { addDay } from './sums/adding-days.ts';
import { dutyOf, hoursKinds } from './sums/duty.ts';
import type { DayLines } from './sums/lines.ts';
import { QueueCut } from './sums/queue-cut.ts';
import { wholeDay } from './sums/selected.ts';
import { HourCut, TicketCut } from './sums/ticket-cut.ts';
import { listed } from './sums/ticket-keys.ts';
import { WorkCut } from './sums/work-cut.ts';

export interface ThroughputOptions {
  readonly timezone: string;
  /** The ids of the hall's queues, in their order. */
  readonly queueIds: readonly string[];
  /** Packages' codes by id: the versions of one package are one row. */
  readonly packageCodes: ReadonlyMap<string, string>;
  /** The hours of each day as the calendar has them; a day without any is not in it. */
  readonly periods: ReadonlyMap<string, readonly Period[]>;
}

/**
 * The daily throughput report (rules.md, "Times"): days are added one by one and forgotten, so that
 * a year needs little more room than a day. The same lines always give the same figures.
 */
export class Throughput {
  private readonly options: ThroughputOptions;
  private readonly total = new DaySums();
  private readonly queues = new QueueCut();
  private readonly packages: TicketCut<TicketSums>;
  private readonly hours: HourCut;
  private readonly duty: TicketCut<TicketSums>;
  private readonly windows = new WorkCut('windows');
  private readonly clerks = new WorkCut('staff');
  private readonly estimates = new EstimateErrors();

  constructor(options: ThroughputOptions) {
    this.options = options;
    const { packageCodes, periods, queueIds, timezone } = options;
    for (const queue of queueIds) this.queues.rows.of(queue);
    this.hours = new HourCut(hoursOfDays(timezone));
    this.packages = new TicketCut(
      ({ lines }) =>
        listed(
          lines.of.tickets.package,
          lines.names.packages.map((id) =>
            combinedCode(id, (each) => packageCodes.get(each) ?? each),
          ),
        ),
      () => new TicketSums(),
    );
    this.duty = new TicketCut(
      ({ lines }) => dutyOf(lines, periods.get(lines.day) ?? []),
      () => new TicketSums(),
    );
  }

  /** A day that has come. Hours of duty that nobody came to are a row, too: of a hall without any there is none. */
  come(day: string): void {
    this.total.come = true;
    for (const { kind } of this.options.periods.get(day) ?? []) this.duty.rows.of(kind);
  }

  /** Adds a day and gives its own figures. */
  addDay(lines: DayLines): ReturnType<DaySums['dayFigures']> {
    const selected = wholeDay(lines);
    const day = new DaySums();
    addDay(day, selected);
    this.total.addDays(day);
    for (const cut of [this.packages, this.hours, this.duty, this.queues]) cut.add(selected);
    for (const cut of [this.windows, this.clerks]) cut.add(selected, true);
    this.estimates.addDay(selected);
    return day.dayFigures();
  }

  /** The figures of all days together; rows by the ids of what they are about. */
  figures() {
    return {
      total: this.total.dayFigures(),
      queues: [...this.queues.rows.all].map(([id, t]) => [id, t.figures()] as const),
      windows: workRows(this.windows),
      clerks: workRows(this.clerks),
      packages: [...this.packages.rows.all].map(([id, t]) => [id, t.ticketFigures()] as const),
      hours: [...this.hours.rows.all]
        .map(([hour, t]) => [hour!, t.figures()] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      duty: this.dutyRows(),
      estimates: this.estimates.rows(),
    };
  }

  /** In the order of the day; none where there are no hours of duty. */
  private dutyRows() {
    const known = [...this.duty.rows.all.keys()];
    if (known.every((kind) => kind === 'regular' || kind === 'outside')) return [];
    return hoursKinds.flatMap((kind) => {
      const tally = this.duty.rows.all.get(kind);
      return tally === undefined ? [] : [{ kind, ...tally.ticketFigures() }];
    });
  }
}

export function workRows({ rows }: WorkCut) {
  return [...rows.all].flatMap(([id, tally]) =>
    tally.isEmpty() ? [] : [[id, tally.figures()] as const],
  );
}
