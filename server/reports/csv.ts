import { stringify } from 'csv-stringify/sync';
import type { DailyReport } from '../../shared/contract/report.ts';
import type { Language } from '../../shared/languages.ts';
import { words } from '../../shared/report-words.ts';
import type { Cell } from './columns.ts';
import { reportTables, type Table } from './tables.ts';

/** What a row is about comes first, in one place whatever the section. */
const leading = ['day', 'time', 'code', 'name'];

/**
 * The report as one table with a column that says the section: to be filtered in Excel or WPS, which
 * read Chinese by the byte-order mark. Lengths in seconds, rates in per cent. Text that a
 * spreadsheet would take for a formula is made text.
 */
export function reportCsv(report: DailyReport, language: Language): string {
  const tables = reportTables(report, language);
  const columns = allColumns(tables);
  const rows = tables.flatMap((table) => {
    const places = columns.map(({ key }) => table.columns.findIndex((c) => c.key === key));
    return table.rows.map((row) => [
      table.title,
      ...places.map((i): Cell => (i < 0 ? null : cellText(row[i]!, table.columns[i]!.kind))),
    ]);
  });
  const headings = columns.map(({ heading, unit }) => `${heading}${unit}`);
  return stringify([[words.section[language], ...headings], ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

function allColumns(tables: readonly Table[]): Table['columns'][number][] {
  const byKey = new Map(tables.flatMap((t) => t.columns.map((c) => [c.key, c] as const)));
  const first = leading.flatMap((key) => byKey.get(key) ?? []);
  return [...first, ...[...byKey.values()].filter(({ key }) => !leading.includes(key))];
}

function cellText(cell: Cell, kind: Table['columns'][number]['kind']): Cell {
  return kind === 'percent' && typeof cell === 'number' ? (cell * 100).toFixed(1) : cell;
}
