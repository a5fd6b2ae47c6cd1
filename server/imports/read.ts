import { parse } from 'csv-parse/sync';
import type { CellValue } from 'hucre/xlsx';
import { mostImportRows } from '../../shared/contract/imports.ts';
import { textIn } from '../upload.ts';
import { NoWorkbook, readGrids } from '../workbook/grid.ts';

/** A list of another system: the names of its columns, and its rows as text. */
export interface ForeignList {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** There are more than are taken. */
  readonly tooMany: boolean;
}

const mostColumns = 60;
const longestCell = 500;

/** Reads XLSX (its first sheet with two rows), or CSV with whichever sign between. @throws NoWorkbook */
export async function readForeign(file: Uint8Array): Promise<ForeignList> {
  const isZip = file[0] === 0x50 && file[1] === 0x4b;
  const all = isZip ? await sheetIn(file) : csvIn(file);
  const first = all.findIndex((row) => row.some((cell) => cell !== ''));
  if (first < 0) throw new NoWorkbook('Nothing in it');
  const head = all[first]!.slice(0, mostColumns);
  const seen = new Map<string, number>();
  // A column without a name is called by its place, a name that stands twice by which of them it is.
  const columns = head.map((cell, i) => {
    const name = cell === '' ? `#${i + 1}` : cell.slice(0, 190);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
  const rows = all.slice(first + 1).filter((row) => row.some((cell) => cell !== ''));
  return { columns, rows: rows.slice(0, mostImportRows), tooMany: rows.length > mostImportRows };
}

async function sheetIn(file: Uint8Array): Promise<string[][]> {
  const grids = await readGrids(file);
  const grid = grids.find(({ rows }) => rows.length > 1) ?? grids[0];
  return (grid?.rows ?? []).map((row) => row.map(textOf));
}

/** A date as people write it: a sheet knows no zone. */
function textOf(cell: CellValue): string {
  if (cell === null) return '';
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return '';
    const text = cell.toISOString().slice(0, 19).replace('T', ' ');
    // A time alone is a day of 1899 or 1900.
    if (/^1(899|900)-/.test(text)) return text.slice(11);
    return text.replace(/ 00:00:00$/, '');
  }
  return String(cell).trim().slice(0, longestCell);
}

function csvIn(file: Uint8Array): string[][] {
  const text = textIn(file);
  if (text.includes('\0')) throw new NoWorkbook('Not text');
  const line = text.slice(0, 5000).split(/\r?\n/, 1)[0] ?? '';
  // The sign that stands most often in the first line: a comma can stand inside a name.
  const [delimiter] = [',', ';', '\t', '|']
    .map((sign) => [sign, line.split(sign).length] as const)
    .reduce((best, one) => (one[1] > best[1] ? one : best));
  try {
    const rows: string[][] = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 20_000,
      to: mostImportRows + 2,
    });
    return rows.map((row) => row.map((cell) => cell.slice(0, longestCell)));
  } catch (cause) {
    throw new NoWorkbook('Not a CSV file', { cause });
  }
}
