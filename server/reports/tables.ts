import type { DailyReport, DayFigures } from '../../shared/contract/report.ts';
import { type Language, textIn } from '../../shared/languages.ts';
import { reasonIn } from '../../shared/reasons.ts';
import { dutyWords, heading, standardsText, units, type Word } from '../../shared/report-words.ts';
import { localTime } from '../../shared/rules/day.ts';
import {
  type Cell,
  type CellKind,
  type Column,
  column,
  counts,
  outcomes,
  peakColumns,
  rateColumns,
  rates,
  ratingColumns,
  stepRates,
  stepSpreads,
  ticketColumns,
  workColumns,
} from './columns.ts';

/** One part of the report as a table, its headings and texts in one language. */
export interface Table {
  readonly section: Word;
  readonly title: string;
  readonly columns: readonly {
    readonly key: string;
    readonly heading: string;
    readonly unit: string;
    readonly kind: CellKind;
  }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** An instant as the hall's clock shows it. */
export function localIn(timezone: string): (instant: string) => string {
  return (instant) => {
    const { day, time } = localTime(instant, timezone);
    return `${day} ${time.slice(0, 5)}`;
  };
}

/** Makes tables of rows, their headings in one language. */
export function tableIn(language: Language) {
  return <R>(
    section: Word,
    rows: readonly R[],
    ...columns: readonly (readonly Column<R>[])[]
  ): Table => {
    const flat = columns.flat();
    return {
      section,
      title: heading([section], language),
      columns: flat.map(({ key, heading: list, kind }) => ({
        key,
        heading: heading(list, language),
        unit: kind === 'seconds' || kind === 'percent' ? units[kind][language] : '',
        kind,
      })),
      rows: rows.map((row) => flat.map((c) => c.of(row))),
    };
  };
}

/** The report as tables: faults first, where there are any; the definitions last. */
export function reportTables(report: DailyReport, language: Language): Table[] {
  const say = (word: Word): string => heading([word], language);
  const local = localIn(report.timezone);
  const yes = (ok: boolean | null): string => say(ok === null ? 'notCome' : ok ? 'yes' : 'no');
  const table = tableIn(language);
  const dayColumns: Column<DayFigures>[] = [
    column('numbersGiven', 'count', (d) => d.reconciliation.numbersGiven),
    column('reconciled', 'text', (d) => yes(d.reconciliation.ok)),
    ...ticketColumns,
    ...peakColumns('peakTaken', (d: DayFigures) => d.peaks.taken, local),
    ...peakColumns('peakCalled', (d: DayFigures) => d.peaks.called, local),
    ...peakColumns('peakDone', (d: DayFigures) => d.peaks.done, local),
    ...rateColumns('outOfOrderRate', (d: DayFigures) => d.outOfOrder),
    ...counts('transfersToFront'),
    ...ratingColumns,
  ];
  const { services } = report;
  const serviceCounts = counts('visits', 'files');
  const tables = [
    table('faults', report.faults, [
      column('day', 'text', (f) => f.day),
      column('text', 'text', (f) => textIn(f.text, language)),
    ]),
    table(
      'total',
      [report.total],
      [
        column('day', 'text', () =>
          report.from === report.to ? report.from : `${report.from} – ${report.to}`,
        ),
        column('name', 'text', () => textIn(report.name, language)),
      ],
      dayColumns,
      [column('notListed', 'count', () => report.outOfOrderNotListed)],
    ),
    table('days', report.days, [column('day', 'text', (d) => d.day)], dayColumns),
    table(
      'queues',
      report.queues,
      [
        column('code', 'text', (q) => q.queue),
        column('name', 'text', (q) => textIn(q.name, language)),
        column('serviceLevelSeconds', 'seconds', (q) => q.serviceLevelSeconds),
        column('standards', 'text', (q) => standardsText(q.standards, language)),
        column('reconciled', 'text', (q) => yes(q.reconciled)),
        ...counts('transferredIn', 'transferredOut'),
      ],
      outcomes,
      stepRates,
      stepSpreads,
      peakColumns('peakTaken', (q) => q.peak, local),
      ratingColumns,
    ),
    table(
      'windows',
      report.windows,
      [
        column('code', 'text', (r) => r.label ?? String(r.window)),
        column('name', 'text', (r) => textIn(r.name, language)),
      ],
      workColumns,
    ),
    table(
      'clerks',
      report.clerks,
      [column('code', 'text', (r) => r.clerk), column('name', 'text', (r) => r.name)],
      workColumns,
    ),
    table(
      'packages',
      report.packages,
      [
        column('code', 'text', (r) => r.package),
        column('name', 'text', (r) =>
          r.name === null ? say('withoutPackage') : textIn(r.name, language),
        ),
      ],
      ticketColumns,
    ),
    table(
      'services',
      // Where everybody brought the own files only, it says no more than the total.
      services !== null && (services.files !== services.visits || services.agentVisits > 0)
        ? [services]
        : [],
      serviceCounts,
      [
        column('agentVisits', 'count', (r) => r.agentVisits),
        column('agentFiles', 'count', (r) => r.agentFiles),
      ],
    ),
    table(
      'clients',
      services?.clients ?? [],
      [
        column('code', 'text', (r) => r.code),
        column('name', 'text', (r) => r.name),
        column('steward', 'text', (r) => r.stewardName),
      ],
      serviceCounts,
      [column('done', 'count', (r) => r.done)],
    ),
    table(
      'regions',
      services?.regions.some(({ region }) => region !== null) === true ? services.regions : [],
      [
        column('code', 'text', (r) => r.region),
        column('name', 'text', (r) =>
          r.name === null ? (r.region ?? say('thisRegion')) : textIn(r.name, language),
        ),
      ],
      serviceCounts,
      [column('done', 'count', (r) => r.done)],
    ),
    table(
      'hours',
      report.hours,
      [column('code', 'text', (r) => r.hour), ...counts('callsInHour', 'doneInHour')],
      ticketColumns,
    ),
    table(
      'duty',
      report.duty,
      [column('period', 'text', (r) => say(dutyWords[r.kind]))],
      ticketColumns,
    ),
    table('estimates', report.estimates, [
      // With a hyphen, a spreadsheet would read a date.
      column('ahead', 'text', (r) => r.ahead.replace('-', '–')),
      column('count', 'count', (r) => r.count),
      column('meanAbsoluteError', 'seconds', (r) => r.meanAbsoluteError),
      ...rates('withinP90'),
    ]),
    table('outOfOrder', report.outOfOrder, [
      column('time', 'text', (r) => local(r.at)),
      column('kind', 'text', (r) => say(r.kind)),
      column('number', 'text', (r) => r.number),
      column('queue', 'text', (r) => r.queue),
      column('window', 'text', (r) => r.label ?? (r.window === null ? null : String(r.window))),
      column('clerk', 'text', (r) => r.clerk),
      column('reason', 'text', (r) =>
        reasonIn(r.kind === 'call' ? 'call' : 'transfer', r.reason ?? '', language),
      ),
    ]),
    table('definitions', report.definitions, [
      column('name', 'text', (d) => textIn(d.term, language)),
      column('text', 'text', (d) => textIn(d.text, language)),
    ]),
  ];
  // Where there is nothing of their kind at all.
  const optional: readonly Word[] = ['faults', 'services', 'clients', 'regions', 'duty'];
  return tables.filter((t) => !optional.includes(t.section) || t.rows.length > 0);
}
