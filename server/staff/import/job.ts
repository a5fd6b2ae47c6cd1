import { parse } from 'csv-parse/sync';
import { writeXlsx } from 'hucre/xlsx';
import type { Issue } from '../../../shared/errors.ts';
import { faultAt } from '../../../shared/faults.ts';
import type { Reader } from '../../db/open.ts';
import { textIn } from '../../upload.ts';
import { type Grid, NoWorkbook, readGrids } from '../../workbook/grid.ts';
import { Faults, readTable } from '../../workbook/table.ts';
import { sheetOf } from '../../workbook/write.ts';
import { peopleForm } from './form.ts';

/** A row of the list: what it says, and where. */
export interface ListedPerson {
  readonly row: number;
  readonly value: Readonly<Record<string, unknown>>;
  readonly cells: Readonly<Record<string, string>>;
}
export interface ListRead {
  readonly people: readonly ListedPerson[];
  readonly faults: readonly Issue[];
}

/** Reads a list of people, in the background: XLSX, or CSV in UTF-8 or GB18030. Any file is answered. */
export async function readPeople(_db: Reader, file: Uint8Array): Promise<ListRead> {
  try {
    const grid = file[0] === 0x50 && file[1] === 0x4b ? await sheetIn(file) : csvIn(file);
    const faults = new Faults();
    const rows = readTable([grid], peopleForm, faults.add);
    return {
      people: rows.map(({ value, cell }) => ({
        row: Number(/\d+$/.exec(cell())![0]),
        value,
        cells: Object.fromEntries(peopleForm.columns.map(({ key }) => [key, cell(key)])),
      })),
      faults: faults.list,
    };
  } catch (error) {
    if (!(error instanceof NoWorkbook)) throw error;
    return { people: [], faults: [faultAt('', 'not_a_list')] };
  }
}

/** The sheet of that name, else the first that has a head of it. */
async function sheetIn(file: Uint8Array): Promise<Grid> {
  const grids = await readGrids(file);
  const { name, columns } = peopleForm;
  const hasHead = ({ rows }: Grid): boolean =>
    rows[0]?.some((cell) => cell === columns[0]!.head) === true;
  const { rows = [] } = grids.find((g) => g.name === name) ?? grids.find(hasHead) ?? {};
  return { name, rows };
}

function csvIn(file: Uint8Array): Grid {
  const text = textIn(file);
  // A binary file is no list.
  if (text.includes('\0')) throw new NoWorkbook('Not text');
  try {
    const rows = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 10_000,
    });
    return { name: peopleForm.name, rows };
  } catch (cause) {
    throw new NoWorkbook('Not a CSV file', { cause });
  }
}

/** An empty list to fill in, with the halls that can stand in it. */
export function writePeopleTemplate(
  _db: Reader,
  halls: readonly { readonly code: string; readonly name: string }[],
): Promise<Uint8Array> {
  const list = sheetOf(peopleForm, [], 'UTC');
  const roles = peopleForm.columns.find(({ key }) => key === 'roles')!.note;
  return writeXlsx({
    sheets: [
      list,
      {
        name: '说明',
        columns: [{ width: 18 }, { width: 60 }],
        rows: [
          ['填写说明', '把鼠标放在列名上可以看到说明'],
          ['角色', roles],
          [],
          ['大厅编号', '大厅名称'],
          ...halls.map(({ code, name }) => [code, name]),
        ],
      },
    ],
    defaultFont: { name: '宋体', size: 11 },
  });
}
