import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Staffing, StaffingRow } from '../../shared/contract/staffing.ts';
import { type Language, textIn } from '../../shared/languages.ts';
import {
  costText,
  kindCost,
  promiseText,
  staffingNotes,
  staffingWords as words,
} from '../../shared/staffing-words.ts';

const headStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '1F5A8C' } },
  alignment: { vertical: 'center', wrapText: true },
} as const;

interface Column<R> {
  readonly head: string;
  readonly width: number;
  readonly of: (row: R) => CellValue;
  readonly numFmt?: string;
}

/** The plan of windows as a workbook: the whole hall, each queue, and how it was worked out. */
export function staffingXlsx(staffing: Staffing, language: Language): Promise<Uint8Array> {
  const say = (key: keyof typeof words): string => words[key][language];
  const time = ({ from, to }: { from: string; to: string }): string => `${from}–${to}`;
  const total = sheetOf(say('total'), staffing.total, [
    { head: say('from'), width: 16, of: time },
    { head: say('needed'), width: 14, of: (row) => row.windows },
    { head: say('apart'), width: 20, of: (row) => row.apart },
    { head: say('open'), width: 14, of: (row) => row.open },
    { head: say('planned'), width: 14, of: (row) => row.planned },
    { head: say('erlang'), width: 18, of: (row) => row.erlang },
  ]);
  const nameOf = (code: string): string => {
    const found = staffing.queues.find(({ queue }) => queue === code);
    return found === undefined ? code : textIn(found.name, language);
  };
  const halves = staffing.kinds.flatMap(({ windows, serves, rows: own }) =>
    own.map((row) => ({
      ...row,
      numbers: windows.length === 0 ? say('none') : windows.join(', '),
      serves: serves
        .map(({ queue, handicapMinutes: less }) => nameOf(queue) + (less > 0 ? ` (${less})` : ''))
        .join(', '),
    })),
  );
  const kinds = sheetOf(say('kinds'), halves, [
    { head: say('windows'), width: 24, of: (row) => row.numbers },
    { head: say('serves'), width: 50, of: (row) => row.serves },
    { head: say('from'), width: 16, of: time },
    { head: say('needed'), width: 12, of: (row) => row.windows },
    { head: say('open'), width: 12, of: (row) => row.open, numFmt: '0.0' },
    {
      head: say('cost'),
      width: 80,
      of: (row) => kindCost(row, nameOf, staffing.minutes)[language],
    },
  ]);
  const rows = staffing.queues.flatMap(({ name, rows: own }) =>
    own.map((row) => ({ ...row, name: textIn(name, language) })),
  );
  type Row = StaffingRow & { readonly name: string };
  const columns: Column<Row>[] = [
    { head: say('queue'), width: 30, of: (row) => row.name },
    { head: say('from'), width: 16, of: time },
    { head: say('visitors'), width: 14, of: (row) => row.visitors, numFmt: '0.0' },
    { head: say('handling'), width: 18, of: (row) => row.handling, numFmt: '0.0' },
    { head: say('needed'), width: 12, of: (row) => row.windows },
    { head: say('share'), width: 12, of: (row) => row.share, numFmt: '0%' },
    { head: say('p90'), width: 20, of: (row) => p90(row.p90), numFmt: '0' },
    {
      head: say('together'),
      width: 20,
      of: (row) => row.together?.share ?? null,
      numFmt: '0%',
    },
    { head: say('open'), width: 12, of: (row) => row.asWas?.windows ?? null },
    { head: say('asWas'), width: 20, of: (row) => row.asWas?.share ?? null, numFmt: '0%' },
    { head: say('planned'), width: 12, of: (row) => row.planned },
    { head: say('erlang'), width: 18, of: (row) => row.erlang },
    { head: say('cost'), width: 80, of: (row) => costText(row, staffing.minutes)[language] },
  ];
  const about: WriteSheet = {
    name: say('about'),
    columns: [{ width: 20 }, { width: 100 }],
    rows: [
      [say('promise'), promiseText(staffing)[language]],
      [say('days'), staffing.days.join(', ')],
      ...staffingNotes(staffing).map((note): CellValue[] => ['', note[language]]),
    ],
  };
  return writeXlsx({
    sheets: [
      total,
      ...(halves.length === 0 ? [] : [kinds]),
      sheetOf(say('details'), rows, columns),
      about,
    ],
    defaultFont: { name: '宋体', size: 11 },
    properties: { title: say('title') },
  });
}

const p90 = (value: StaffingRow['p90']): CellValue => (value === 'never' ? '∞' : value);

function sheetOf<R>(name: string, rows: readonly R[], columns: readonly Column<R>[]): WriteSheet {
  const last = String.fromCharCode('A'.charCodeAt(0) + columns.length - 1);
  return {
    name,
    columns: columns.map(({ width, numFmt }) => ({
      width,
      ...(numFmt === undefined ? {} : { numFmt }),
    })),
    rows: [
      columns.map(({ head }) => head),
      ...rows.map((row) => columns.map((column) => column.of(row))),
    ],
    cells: new Map(
      columns.map(({ head }, i) => [`0,${i}`, { value: head, type: 'string', style: headStyle }]),
    ),
    rowDefs: new Map([[0, { height: 32 }]]),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${last}${Math.max(2, rows.length + 1)}` },
  };
}
