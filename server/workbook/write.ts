import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import { explanation } from './about.ts';
import type { Column, SheetForm } from './columns.ts';
import { columnLetter } from './grid.ts';
import { instantIn } from './instants.ts';
import { type Row, rowsOf } from './rows.ts';
import { type FormKey, forms } from './sheets.ts';
import { moment } from './values.ts';

/** So many rows can be filled in with the help of the drop-down lists. */
const rowsWithLists = 3000;
const headStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '1F5A8C' } },
  alignment: { vertical: 'center', wrapText: true },
} as const;

/** The set-up of a hall as a workbook: with frozen heads, notes on them, and lists to choose from. */
export async function writeWorkbook(document: SetupDocument): Promise<Uint8Array> {
  const rows = rowsOf(document);
  const sheets = (Object.keys(forms) as FormKey[]).map((key) =>
    sheetOf(forms[key], rows[key], document.hall.timezone),
  );
  return writeXlsx({
    sheets: [explanation(document), ...sheets],
    defaultFont: { name: '宋体', size: 11 },
    properties: { title: document.hall.name['zh-Hans'] },
  });
}

/** A sheet of one list; also for other files that are filled in by hand. */
export function sheetOf(form: SheetForm, rows: readonly Row[], timezone: string): WriteSheet {
  const { name, columns } = form;
  const codecOf = codecIn(timezone);
  return {
    name,
    columns: columns.map(({ width, codec }) => ({
      width,
      // "@": digits that are typed stay as they are.
      ...(codec.asText === true ? { numFmt: '@' } : {}),
    })),
    rows: [
      columns.map(({ head }) => head),
      ...rows.map((row) => columns.map((column) => cellOf(column, row, codecOf))),
    ],
    cells: new Map(
      columns.map(({ head, note }, i) => [
        `0,${i}`,
        { value: head, type: 'string', style: headStyle, comment: { text: note } },
      ]),
    ),
    rowDefs: new Map([[0, { height: 24 }]]),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${columnLetter(columns.length - 1)}${Math.max(2, rows.length + 1)}` },
    dataValidations: columns.flatMap((column, i) => validationOf(column, columnLetter(i))),
  };
}

function cellOf(column: Column, row: Row, codecOf: ReturnType<typeof codecIn>): CellValue {
  const value = at(row, column.key);
  if (value === undefined || value === null) return null;
  return escaped(codecOf(column).write(value as never));
}

/** How a column is written and read in a hall of this time zone. */
export function codecIn(timezone: string): (column: Column) => Column['codec'] {
  const instant = instantIn(timezone);
  return ({ codec }) => (codec === moment ? instant : codec);
}

function at(row: Row, key: string): unknown {
  let value: unknown = row;
  for (const part of key.split('.')) value = (value as Row | undefined)?.[part];
  return value;
}

/** In a workbook `_x000D_` is a sign of its own: as text it is written so. */
function escaped(cell: CellValue): CellValue {
  return typeof cell === 'string' ? cell.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : cell;
}

function validationOf(
  { codec: { choices }, from }: Column,
  letter: string,
): NonNullable<WriteSheet['dataValidations']> {
  const range = `${letter}2:${letter}${rowsWithLists}`;
  if (choices !== undefined)
    return [
      {
        type: 'list',
        values: [...choices],
        range,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: '请从列表中选择',
        errorMessage: choices.join('、'),
      },
    ];
  if (from === undefined) return [];
  const [sheet, head] = from;
  const columns: readonly Column[] = Object.values(forms).find((f) => f.name === sheet)!.columns;
  const source = columnLetter(columns.findIndex((c) => c.head === head));
  return [
    {
      type: 'list',
      formula1: `'${sheet}'!$${source}$2:$${source}$${rowsWithLists}`,
      range,
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'warning',
      errorTitle: '没有这一项',
      errorMessage: `请填写“${sheet}”表中“${head}”一列里的值`,
    },
  ];
}
