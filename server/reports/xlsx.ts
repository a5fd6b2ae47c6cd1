import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { DailyReport } from '../../shared/contract/report.ts';
import { type Language, textIn } from '../../shared/languages.ts';
import { words } from '../../shared/report-words.ts';
import { localTime } from '../../shared/rules/day.ts';
import { formats, headerFooter, sheetOf, valueOf } from './sheet.ts';
import { reportTables, type Table } from './tables.ts';

/** The report as a workbook: one page first, then a sheet a section. Lengths are times, rates are per cents. */
export function reportXlsx(report: DailyReport, language: Language): Promise<Uint8Array> {
  const days = report.from === report.to ? report.from : `${report.from} – ${report.to}`;
  const about = `${textIn(report.name, language)} ${days}`;
  const sheets = reportTables(report, language).map((table) =>
    table.section === 'total' ? overview(report, table, language) : sheetOf(table, about),
  );
  return writeXlsx({
    sheets,
    defaultFont: { name: '宋体', size: 11 },
    properties: { title: `${textIn(report.name, language)} ${words.title[language]}` },
  });
}

/** The one row of the totals stands upright: a figure a line. */
function overview(report: DailyReport, table: Table, language: Language): WriteSheet {
  const made = localTime(report.at, report.timezone);
  const heads: CellValue[][] = [
    [words.title[language], textIn(report.name, language)],
    [words.made[language], `${made.day} ${made.time}`],
  ];
  const figures = table.columns.map(({ heading, kind }, i): CellValue[] => [
    heading,
    valueOf(table.rows[0]![i]!, kind),
  ]);
  const titleStyle = { font: { bold: true, size: 14 } };
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  for (const [i, value] of heads[0]!.entries())
    cells.set(`0,${i}`, { value, type: 'string', style: titleStyle });
  for (const [i, { kind }] of table.columns.entries()) {
    const [numFmt, value] = [formats[kind], figures[i]![1]!];
    if (numFmt !== undefined && typeof value === 'number')
      cells.set(`${heads.length + i},1`, { value, type: 'number', style: { numFmt } });
  }
  return {
    name: table.title,
    columns: [{ width: 34 }, { width: 30 }],
    rows: [...heads, ...figures],
    cells,
    freezePane: { rows: heads.length },
    pageSetup: {
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      paperSize: 'a4',
    },
    headerFooter: headerFooter(table.title),
  };
}
