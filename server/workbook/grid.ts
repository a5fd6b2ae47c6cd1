import { type CellValue, readXlsx } from 'hucre/xlsx';
import { BadZip, plainZip } from './zip.ts';

/** A sheet as it was read: its name, and its rows from the first, cells from column A. */
export interface Grid {
  readonly name: string;
  readonly rows: readonly (readonly CellValue[])[];
}

/** The file cannot be read as a workbook at all. */
export class NoWorkbook extends Error {}

/** A set-up of 246 packages has 5,000 rows in the longest sheet; nothing that is read is larger. */
export const mostRows = 20_000;
const mostSheets = 40;
const mostColumns = 40;
const bounds = { files: 400, bytes: 64 * 1024 * 1024 } as const;

/**
 * Every visible row of a workbook, whoever wrote it.
 *
 * @throws NoWorkbook where it is none, is damaged, protected by a password, or too large inside
 */
export async function readGrids(file: Uint8Array): Promise<Grid[]> {
  try {
    const plain = plainZip(Buffer.from(file), bounds);
    const { sheets } = await readXlsx(plain, {
      sheets: (_info, index) => index < mostSheets,
      // One row more than is taken tells that there are too many.
      range: `A1:${columnLetter(mostColumns - 1)}${mostRows + 2}`,
    });
    return sheets.map(({ name, rows }) => ({ name: name.trim(), rows }));
  } catch (cause) {
    if (cause instanceof BadZip) throw new NoWorkbook(cause.message, { cause });
    // What the reader cannot make sense of is a fault of the file, whatever it trips over.
    throw new NoWorkbook('Not a workbook that can be read', { cause });
  }
}

/** The letters of a column, from 0: A … Z, AA … */
export function columnLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetter(Math.floor(index / 26) - 1) + letter;
}
