import type { Cut, ThroughputRow } from '../../contract/throughput.ts';
import { DaySums, TicketSums } from '../day-sums.ts';
import { EstimateErrors } from '../estimate-errors.ts';
import { Tallies, type Tally, WorkTally } from '../tally.ts';
import { addDay, addDayFacts } from './adding-days.ts';
import { addBeside, addTickets } from './adding.ts';
import {
  type DayCut,
  isDayCut,
  isTicketCut,
  keyOfDay,
  keysOfTickets,
  type Known,
} from './dimensions.ts';
import { type Filters, selectedOf } from './filter.ts';
import { HeatMap } from './heat.ts';
import type { DayLines } from './lines.ts';
import { QueueCut } from './queue-cut.ts';
import type { SelectedDay } from './selected.ts';
import { StepsCut } from './steps-cut.ts';
import { HourCut, peaksOf, rowsOfTickets } from './ticket-cut.ts';
import { WorkCut, type WorkSide } from './work-cut.ts';

/** What is asked for. */
export interface CutOptions {
  readonly by: Cut;
  readonly filters: Filters;
  readonly known: Known;
}

/** A row without its name. */
export type CutRow = Omit<ThroughputRow, 'name' | 'label'>;

/** The sums of one cut: days are added one by one, and forgotten. */
interface Rows {
  readonly add: (day: SelectedDay) => void;
  readonly rows: () => CutRow[];
  /** Where each ticket stands in one row: adds what the rows have counted, as it need not be counted twice. */
  readonly addTo?: (sums: DaySums) => void;
}

/** Filters that choose among the rows of a cut and leave what is counted in each as it is. */
const rowFilters: Partial<Record<Cut, readonly Cut[]>> = {
  hour: ['hour'],
  queue: ['queue'],
  window: ['window', 'zone'],
  zone: ['window', 'zone'],
  clerk: ['clerk'],
};
const none: ReadonlySet<Cut> = new Set();

/**
 * The figures of any days by any cut, of everything or of what some filters leave (contract,
 * `reports/throughput`). The same lines always give the same figures.
 */
export class CutReport {
  private readonly o: CutOptions;
  private readonly all: boolean;
  private readonly of: Rows;
  /** What the rows have not counted. */
  private readonly beside = new DaySums();
  private readonly estimates = new EstimateErrors();
  private readonly heat: HeatMap;
  readonly faults: string[] = [];

  constructor(options: CutOptions) {
    this.o = options;
    const filters = Object.keys(options.filters) as Cut[];
    this.all = filters.every(isDayCut);
    this.of = rowsOf(options, this.all);
    this.heat = new HeatMap(options.known.hoursOf);
  }

  add(lines: DayLines): void {
    const { by, filters, known } = this.o;
    const selected = selectedOf(lines, { filters, known, except: none });
    if (selected === null) return;
    this.estimates.addDay(selected);
    this.heat.add(selected);
    const { beside } = this;
    const faulty = beside.faultyDays;
    if (this.of.addTo === undefined) {
      addTickets(selected, () => beside);
      addBeside(selected, () => beside);
    }
    if (this.all) addDayFacts(beside, selected);
    else beside.addPeaks(peaksOf(selected));
    if (beside.faultyDays > faulty) this.faults.push(lines.day);
    const own = rowFilters[by];
    const forRows =
      own === undefined || own.every((cut) => filters[cut] === undefined)
        ? selected
        : selectedOf(lines, { filters, known, except: new Set(own) });
    if (forRows !== null) this.of.add(forRows);
  }

  /** Whether every day reconciles; null: none has come, or what is filtered says nothing of it. */
  get ok(): boolean | null {
    return this.all && this.beside.come ? this.faults.length === 0 : null;
  }

  figures() {
    const total = new DaySums();
    total.addDays(this.beside);
    this.of.addTo?.(total);
    return {
      total: this.all ? total.dayFigures() : total.sumFigures(),
      rows: this.of.rows(),
      waits: bandsOf(total.wait.lengths()),
      estimates: this.estimates.rows(),
      heat: this.heat.figures(),
    };
  }
}

function rowsOf({ by, filters, known }: CutOptions, all: boolean): Rows {
  if (isDayCut(by)) return all ? wholeDays(by, known) : ticketRows(rowOfDay(by, known));
  if (by === 'hour')
    return hourRows(known, { timed: isTimed(filters, ['hour']), chosen: filters.hour });
  if (isTicketCut(by))
    return ticketRows(({ lines }, rows) => rowsOfTickets(rows, keysOfTickets(by, lines, known)));
  switch (by) {
    case 'queue':
      return queueRows(known, filters.queue);
    case 'step':
    case 'department': {
      const cut = new StepsCut(by, known);
      return { add: (day) => cut.add(day), rows: () => tallyRows(cut.rows, filters[by]) };
    }
    case 'window':
    case 'zone': {
      const keyOf = (id: string): string | null => {
        const [window, zone] = [known.window(id), known.zoneOfWindow(id)];
        const chosen = filters.window?.has(window) !== false && filters.zone?.has(zone) !== false;
        return chosen ? (by === 'window' ? window : zone) : null;
      };
      return workRows('windows', keyOf, isTimed(filters, ['window', 'zone']));
    }
    case 'clerk': {
      const keyOf = (id: string): string | null => {
        const clerk = known.clerk(id);
        return filters.clerk?.has(clerk) === false ? null : clerk;
      };
      return workRows('staff', keyOf, isTimed(filters, ['clerk']));
    }
  }
}

/** Whether the time that each was open says anything beside the work: not where something else is filtered. */
function isTimed(filters: Filters, own: readonly Cut[]): boolean {
  const given = Object.keys(filters) as Cut[];
  return given.every((cut) => own.includes(cut) || isDayCut(cut));
}

function wholeDays(by: DayCut, known: Known): Rows {
  const rows = new Tallies<string, DaySums>(() => new DaySums());
  return {
    add: (day) => {
      const row = rows.of(keyOfDay(by, day.lines.day, known));
      addDay(row, day);
    },
    rows: () => [...rows.all].map(([key, sums]) => ({ key, ...sums.dayFigures() })),
    addTo: (total) => {
      for (const sums of rows.all.values()) total.addSums(sums);
    },
  };
}

type RowOfTicket = (t: number) => TicketSums;
type TicketRows = Tallies<string | null, TicketSums>;

/** Of part of a day's tickets: the day's row. */
function rowOfDay(by: DayCut, known: Known) {
  return ({ lines }: SelectedDay, rows: TicketRows): RowOfTicket => {
    const key = keyOfDay(by, lines.day, known);
    return () => rows.of(key);
  };
}

function ticketRows(rowsOfDay: (day: SelectedDay, rows: TicketRows) => RowOfTicket): Rows {
  const rows: TicketRows = new Tallies(() => new TicketSums());
  return {
    add: (day) => {
      const rowOf = rowsOfDay(day, rows);
      addTickets(day, rowOf);
      addBeside(day, rowOf);
    },
    rows: () =>
      [...rows.all].map(([key, sums]) => {
        // Of part of a day's tickets it says little, and takes long to find.
        const { peaks: _, ...figures } = sums.sumFigures();
        return { key, ...figures };
      }),
    addTo: (total) => {
      for (const sums of rows.all.values()) total.addSums(sums);
    },
  };
}

function hourRows(
  known: Known,
  { timed, chosen }: { timed: boolean; chosen: ReadonlySet<string | null> | undefined },
): Rows {
  const cut = new HourCut(known.hoursOf);
  const open = new Tallies<string, WorkTally>(() => new WorkTally());
  const timesOf = (
    hour: string | null,
  ): Pick<CutRow, 'openSeconds' | 'pausedSeconds' | 'utilisation'> => {
    const { openSeconds, pausedSeconds, utilisation } = open.of(hour ?? '').figures();
    return timed ? { openSeconds, pausedSeconds, utilisation } : {};
  };
  return {
    add: (day) => {
      cut.add(day);
      addOpenHours(open, day);
    },
    rows: () =>
      [...cut.rows.all].flatMap(([key, hour]) => {
        const row = { key, ...hour.figures(), ratings: hour.ratings.figures(), ...timesOf(key) };
        return chosen?.has(key) === false ? [] : [row];
      }),
  };
}

/** How long the windows were open in each hour, all together. */
function addOpenHours(rows: Tallies<string, WorkTally>, { lines }: SelectedDay): void {
  const { hour, open, paused, busy } = lines.of.windows;
  for (let i = 0; i < hour.length; i += 1) {
    const row = rows.of(`${String(hour[i]).padStart(2, '0')}:00`);
    row.openMs += open[i]!;
    row.pausedMs += paused[i]!;
    row.busyMs += busy[i]!;
  }
}

function queueRows(known: Known, chosen: ReadonlySet<string | null> | undefined): Rows {
  const cut = new QueueCut();
  return {
    add: (day) => cut.add(day),
    rows: () =>
      [...cut.rows.all].flatMap(([id, queue]) => {
        const key = known.queue(id);
        return chosen?.has(key) === false ? [] : [{ key, ...queue.figures() }];
      }),
  };
}

function tallyRows(
  { all }: Tallies<string | null, Tally>,
  chosen: ReadonlySet<string | null> | undefined,
): CutRow[] {
  return [...all].flatMap(([key, tally]) =>
    chosen?.has(key) === false
      ? []
      : [{ key, ...tally.outcomes(), ...tally.stepFigures(), ratings: tally.ratings.figures() }],
  );
}

function workRows(side: WorkSide, keyOf: (id: string) => string | null, timed: boolean): Rows {
  const cut = new WorkCut(side, keyOf);
  const figuresOf = (tally: WorkTally): Omit<CutRow, 'key'> => {
    const figures = tally.figures();
    if (timed) return figures;
    const { openSeconds: _open, pausedSeconds: _paused, utilisation: _share, ...own } = figures;
    return own;
  };
  return {
    add: (day) => cut.add(day, timed),
    rows: () =>
      [...cut.rows.all].flatMap(([key, tally]) =>
        tally.isEmpty() ? [] : [{ key, ...figuresOf(tally) }],
      ),
  };
}

const bandEnds = [1, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120].map((minutes) => minutes * 60);

/** How many lengths lie in each band; the last has no end. */
function bandsOf(lengths: Iterable<[number, number]>): { upTo: number | null; count: number }[] {
  const bands = [...bandEnds.map((upTo) => ({ upTo, count: 0 })), { upTo: null, count: 0 }];
  for (const [seconds, count] of lengths)
    bands.find(({ upTo }) => upTo === null || seconds <= upTo)!.count += count;
  return bands;
}
