import { stringify } from 'csv-stringify/sync';
import { writeXlsx } from 'hucre/xlsx';
import type { Outcomes, StepFigures } from '../../shared/contract/report.ts';
import type { Cut, ThroughputReport, ThroughputRow } from '../../shared/contract/throughput.ts';
import { type Language, textIn } from '../../shared/languages.ts';
import { reasonIn } from '../../shared/reasons.ts';
import { cutWords, keyText } from '../../shared/cut-words.ts';
import { heading, standardsText, words } from '../../shared/report-words.ts';
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
import { sheetOf } from './sheet.ts';
import { localIn, type Table, tableIn } from './tables.ts';

type Row = ThroughputRow;

/** Columns of those of the rows that have them. */
function where<R>(has: (row: Row) => boolean, columns: readonly Column<R>[]): Column<Row>[] {
  return columns.map((c) => ({ ...c, of: (row) => (has(row) ? c.of(row as never) : null) }));
}

function columnsOf(by: Cut, language: Language, timezone: string): Column<Row>[] {
  const local = localIn(timezone);
  const head: Column<Row>[] = [
    column(cutWords[by], 'text', (r) => keyText(by, r, language)),
    ...(by === 'window' || by === 'clerk' || by === 'queue' || by === 'package' || by === 'client'
      ? [column<Row>('code', 'text', (r) => r.label ?? r.key)]
      : []),
  ];
  const always = () => true;
  const stepColumns: Column<Outcomes & StepFigures>[] = [...outcomes, ...stepRates, ...stepSpreads];
  const steps = where(always, stepColumns);
  switch (by) {
    case 'window':
    case 'zone':
    case 'clerk':
      return [
        ...head,
        ...where(always, workColumns).map((c) =>
          c.key.startsWith('utilisation')
            ? { ...c, of: (r: Row) => (r.utilisation === undefined ? null : c.of(r)) }
            : c,
        ),
      ];
    case 'queue':
      return [
        ...head,
        column('standards', 'text', (r) => standardsText(r.standards ?? [], language)),
        ...where(always, counts('transferredIn', 'transferredOut')),
        ...steps,
        // All together have the peaks of a day, not of a queue.
        ...where(
          (r) => r.peak !== undefined,
          peakColumns('peakTaken', (r: Row) => r.peak!, local),
        ),
        ...where(always, ratingColumns),
      ];
    case 'step':
    case 'department':
      return [...head, ...steps, ...where(always, ratingColumns)];
    case 'hour':
      return [
        ...head,
        ...where(always, counts('callsInHour', 'doneInHour')),
        ...where(always, ticketColumns),
        ...where(always, ratingColumns),
      ];
    case 'day':
    case 'week':
    case 'month':
    case 'weekday':
    case 'hall':
    case 'direction':
    case 'stage':
    case 'package':
    case 'category':
    case 'language':
    case 'duty':
    case 'client':
    case 'region':
      return [...head, ...sumColumns(local)];
  }
}

/** Of tickets: everything, with what a package's visits saved. */
function sumColumns(local: (instant: string) => string): Column<Row>[] {
  return [
    ...where(() => true, ticketColumns),
    ...where(
      (r) => r.peaks !== undefined,
      [
        ...peakColumns('peakTaken', (r: Row) => r.peaks!.taken, local),
        ...peakColumns('peakCalled', (r: Row) => r.peaks!.called, local),
        ...peakColumns('peakDone', (r: Row) => r.peaks!.done, local),
      ],
    ),
    ...where(
      (r) => r.outOfOrder !== undefined,
      [...rateColumns('outOfOrderRate', (r: Row) => r.outOfOrder!)],
    ),
    ...where((r) => r.completion !== undefined, [...rates('completion')] as never),
    ...where(
      (r) => r.savings !== undefined,
      [
        column('packageVisits', 'count', (r: Row) => r.savings!.visits),
        column('packageMatters', 'count', (r: Row) => r.savings!.matters),
        column('saved', 'count', (r: Row) => r.savings!.saved),
      ],
    ),
    ...where((r) => r.ratings !== undefined, ratingColumns as never),
  ];
}

/** The figures as tables: all together first, then the cut, then what they are compared with. */
function throughputTables(report: ThroughputReport, language: Language): Table[] {
  const { by, timezone } = report;
  const local = localIn(timezone);
  const table = tableIn(language);
  const rangeOf = ({ from, to }: { from: string; to: string }): string =>
    from === to ? from : `${from} – ${to}`;
  const spans = [report, ...report.before].map(({ total, ...span }) => ({
    ...total,
    ...{ key: rangeOf(span), name: null },
  }));
  const columns = columnsOf(by, language, timezone);
  return [
    table('total', spans, [column('day', 'text', (r) => r.key), ...sumColumns(local)]),
    table(cutWords[by], report.rows, columns),
    ...report.before.map((before) =>
      table(before.kind === 'previous' ? 'lastPeriod' : 'lastYear', before.rows, columns),
    ),
    table('estimates', report.estimates, [
      column('ahead', 'text', (r) => r.ahead.replace('-', '–')),
      column('count', 'count', (r) => r.count),
      column('meanAbsoluteError', 'seconds', (r) => r.meanAbsoluteError),
      ...rates('withinP90'),
    ]),
    table('outOfOrder', report.outOfOrder, [
      column('time', 'text', (r) => local(r.at)),
      column('kind', 'text', (r) => heading([r.kind], language)),
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
  ].filter((t) => t.rows.length > 0);
}

/**
 * The rows of the cut, to be filtered in Excel or WPS, which read Chinese by the byte-order mark; all
 * together stand in the last row. Lengths in seconds, rates in per cent.
 */
export function throughputCsv(report: ThroughputReport, language: Language): string {
  const [, rows] = throughputTables(report, language);
  const columns = columnsOf(report.by, language, report.timezone);
  const total = { ...report.total, key: words.total[language], name: null };
  const last = columns.map((c, i): Cell => (i === 0 ? words.total[language] : c.of(total)));
  const body = report.rows.length === 0 ? [] : rows!.rows;
  const isOfTickets = columns.some((c) => c.key === 'taken');
  return stringify(
    [
      columns.map((c) => `${heading(c.heading, language)}${unitOf(c.kind, language)}`),
      ...[...body, ...(isOfTickets ? [last] : [])].map((row) =>
        row.map((cell, i) => inPercent(cell, columns[i]!.kind)),
      ),
    ],
    { bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
}

function unitOf(kind: CellKind, language: Language): string {
  const [table] = [tableIn(language)('total', [], [column('count', kind, () => null)])];
  return table.columns[0]!.unit;
}

function inPercent(cell: Cell, kind: CellKind): Cell {
  return kind === 'percent' && typeof cell === 'number' ? (cell * 100).toFixed(1) : cell;
}

/** A sheet a table, heads frozen and filtered, lengths as times and rates as per cents; prints on A4 across. */
export function throughputXlsx(report: ThroughputReport, language: Language): Promise<Uint8Array> {
  const days = report.from === report.to ? report.from : `${report.from} – ${report.to}`;
  const about = `${textIn(report.name, language)} ${days}`;
  const sheets = throughputTables(report, language).map((table) => sheetOf(table, about));
  const made = localTime(report.at, report.timezone);
  return writeXlsx({
    sheets,
    defaultFont: { name: '宋体', size: 11 },
    properties: { title: `${textIn(report.name, language)} ${made.day} ${made.time}` },
  });
}
