import type { CellValue, WriteSheet } from 'hucre/xlsx';
import type { Cell, CellKind } from './columns.ts';
import type { Table } from './tables.ts';

/** Of cells: lengths are times, which may be over a day; rates are per cents. */
export const formats: Partial<Record<CellKind, string>> = {
  seconds: '[h]:mm:ss',
  percent: '0.0%',
};
const secondsADay = 86_400;
const headStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '1F5A8C' } },
  alignment: { vertical: 'center', wrapText: true },
} as const;

/** So much of a table's width stands on one page, in characters: beyond it nobody could read it. */
const widthOfPage = 150;

/**
 * A table as a sheet: its heads frozen and filtered. Printed on A4 across, as many pages beside each other as it
 * takes to be read, heads and first column on each, with what it is of and the page's number.
 *
 * @param about of which hall and days
 */
export function sheetOf({ title, columns, rows }: Table, about: string): WriteSheet {
  const widthOf = (text: string): number =>
    [...text].reduce((sum, c) => sum + (c > '\u2e7f' ? 2 : 1), 2);
  const longest = (i: number): number =>
    rows.reduce((most, row) => Math.max(most, widthOf(String(row[i] ?? ''))), 0);
  const widths = columns.map(({ kind, heading: head }, i) =>
    kind === 'text'
      ? Math.min(100, Math.max(10, longest(i)))
      : Math.max(9, Math.min(14, widthOf(head))),
  );
  const pages = Math.ceil(widths.reduce((sum, width) => sum + width, 0) / widthOfPage);
  return {
    name: title,
    columns: columns.map(({ kind }, i) => ({
      width: widths[i]!,
      ...(formats[kind] === undefined ? {} : { numFmt: formats[kind] }),
    })),
    rows: [
      columns.map(({ heading: head }) => head),
      ...rows.map((row) => row.map((cell, i): CellValue => valueOf(cell, columns[i]!.kind))),
    ],
    cells: new Map(
      columns.map(({ heading: value }, i) => [
        `0,${i}`,
        { value, type: 'string', style: headStyle },
      ]),
    ),
    rowDefs: new Map([[0, { height: 34 }]]),
    freezePane: { rows: 1, columns: 1 },
    autoFilter: { range: `A1:${letterOf(columns.length - 1)}${rows.length + 1}` },
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: pages,
      fitToHeight: 0,
      paperSize: 'a4',
      printTitlesRow: '$1:$1',
      ...(pages > 1 ? { printTitlesColumn: '$A:$A' } : {}),
    },
    headerFooter: headerFooter(`${title} · ${about}`),
  };
}

/** What stands over and under each printed page. */
export function headerFooter(title: string): NonNullable<WriteSheet['headerFooter']> {
  // "&" begins a sign of its own.
  return { oddHeader: `&L${title.replaceAll('&', '&&')}`, oddFooter: '&R&P / &N' };
}

/** What a spreadsheet is given of a cell. */
export function valueOf(cell: Cell, kind: CellKind): CellValue {
  return kind === 'seconds' && typeof cell === 'number' ? cell / secondsADay : cell;
}

function letterOf(column: number): string {
  const rest = String.fromCharCode(65 + (column % 26));
  return column < 26 ? rest : letterOf(Math.floor(column / 26) - 1) + rest;
}
