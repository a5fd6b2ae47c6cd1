import XLSX from '@e965/xlsx';
import type { DailyReport } from '../../shared/contract/report.ts';
import { type Language, textIn } from '../../shared/languages.ts';
import { words } from '../../shared/report-words.ts';
import { localTime } from '../../shared/rules/day.ts';
import type { Cell, CellKind } from './columns.ts';
import { reportTables, type Table } from './tables.ts';

const formats: Partial<Record<CellKind, string>> = { seconds: '[h]:mm:ss', percent: '0.0%' };
const secondsADay = 86_400;

/** The report as a workbook, one sheet a section. Lengths are times, rates are per cents. */
export function reportXlsx(report: DailyReport, language: Language): Buffer {
  const book = XLSX.utils.book_new();
  for (const table of reportTables(report, language)) {
    const sheet = table.section === 'total' ? overview(report, table, language) : sheetOf(table);
    XLSX.utils.book_append_sheet(book, sheet, table.title);
  }
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

function sheetOf(table: Table): XLSX.WorkSheet {
  const headings = table.columns.map(({ heading }): XLSX.CellObject => ({ t: 's', v: heading }));
  const rows = table.rows.map((row) => row.map((cell, i) => cellOf(cell, table.columns[i]!.kind)));
  return withWidths(
    [headings, ...rows],
    table.columns.map(({ key, heading }) =>
      key === 'text' ? 100 : key === 'name' ? 28 : Math.max(9, width(heading)),
    ),
  );
}

/** The one row of the totals stands upright: a figure a line. */
function overview(report: DailyReport, table: Table, language: Language): XLSX.WorkSheet {
  const made = localTime(report.at, report.timezone);
  const line = (heading: string, value: string): XLSX.CellObject[] => [
    { t: 's', v: heading },
    { t: 's', v: value },
  ];
  return withWidths(
    [
      line(words.title[language], textIn(report.name, language)),
      line(words.made[language], `${made.day} ${made.time}`),
      ...table.columns.map(({ heading, kind }, i): XLSX.CellObject[] => [
        { t: 's', v: heading },
        cellOf(table.rows[0]![i]!, kind),
      ]),
    ],
    [34, 26],
  );
}

function cellOf(cell: Cell, kind: CellKind): XLSX.CellObject {
  if (cell === null) return { t: 'z' };
  if (typeof cell === 'string') return { t: 's', v: cell };
  const z = formats[kind];
  const v = kind === 'seconds' ? cell / secondsADay : cell;
  return z === undefined ? { t: 'n', v } : { t: 'n', v, z };
}

function withWidths(rows: XLSX.CellObject[][], widths: readonly number[]): XLSX.WorkSheet {
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  sheet['!cols'] = widths.map((wch) => ({ wch }));
  return sheet;
}

/** In characters of the sheet: a Chinese one takes two. */
function width(text: string): number {
  return [...text].reduce((sum, c) => sum + (c > '\u2e7f' ? 2 : 1), 2);
}
