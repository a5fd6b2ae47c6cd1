import { parse } from 'csv-parse/sync';
import type { Issue } from '../../shared/errors.ts';
import { faultAt } from '../../shared/faults.ts';
import { textIn } from '../upload.ts';
import type { SheetForm } from './columns.ts';
import { type Grid, NoWorkbook, readGrids } from './grid.ts';
import { Faults, readTable } from './table.ts';

/** A row of a list: what it says, and where. */
export interface ListedRow {
  readonly row: number;
  readonly value: Readonly<Record<string, unknown>>;
  readonly cells: Readonly<Record<string, string>>;
}
export interface ListRead {
  readonly rows: readonly ListedRow[];
  readonly faults: readonly Issue[];
}

/** Reads a list of one sheet: XLSX, or CSV in UTF-8 or GB18030. Any file is answered. */
export async function readList(form: SheetForm, file: Uint8Array): Promise<ListRead> {
  try {
    const grid =
      file[0] === 0x50 && file[1] === 0x4b ? await sheetIn(form, file) : csvIn(form, file);
    const faults = new Faults();
    const rows = readTable([grid], form, faults.add);
    return {
      rows: rows.map(({ value, cell }) => ({
        row: Number(/\d+$/.exec(cell())![0]),
        value,
        cells: Object.fromEntries(form.columns.map(({ key }) => [key, cell(key)])),
      })),
      faults: faults.list,
    };
  } catch (error) {
    if (!(error instanceof NoWorkbook)) throw error;
    return { rows: [], faults: [faultAt('', 'not_a_list')] };
  }
}

/** The sheet of that name, else the first that has a head of it. */
async function sheetIn({ name, columns }: SheetForm, file: Uint8Array): Promise<Grid> {
  const grids = await readGrids(file);
  const hasHead = ({ rows }: Grid): boolean =>
    rows[0]?.some((cell) => cell === columns[0]!.head) === true;
  const { rows = [] } = grids.find((g) => g.name === name) ?? grids.find(hasHead) ?? {};
  return { name, rows };
}

function csvIn({ name }: SheetForm, file: Uint8Array): Grid {
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
    return { name, rows };
  } catch (cause) {
    throw new NoWorkbook('Not a CSV file', { cause });
  }
}
