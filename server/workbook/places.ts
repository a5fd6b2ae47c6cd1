import type { ReadRow } from './table.ts';

/** Where in the workbook each place of the document was read. */
export class Places {
  private readonly rows = new Map<string, ReadRow>();
  private readonly cells = new Map<string, string>();

  /** A thing of the document was read from a row: its members stand in the row's columns. */
  row(path: string, row: ReadRow): void {
    this.rows.set(path, row);
  }
  /** A single place was read from a cell, or stands for a sheet. */
  cell(path: string, cell: string): void {
    this.cells.set(path, cell);
  }

  /** The nearest cell to a place: its own, that of what it is in, or the sheet of its list. */
  of(path: string): string {
    const parts = path.split('.');
    for (let n = parts.length; n > 0; n--) {
      const outer = parts.slice(0, n).join('.');
      const cell = this.cells.get(outer);
      if (cell !== undefined) return cell;
      const row = this.rows.get(outer);
      if (row !== undefined) return inRow(row, parts.slice(n));
    }
    return path;
  }
}

function inRow(row: ReadRow, rest: readonly string[]): string {
  for (let n = rest.length; n > 0; n--) {
    const cell = row.cell(rest.slice(0, n).join('.'));
    if (cell !== row.cell()) return cell;
  }
  // A text as a whole stands where its Chinese does.
  return rest.length === 0 ? row.cell() : row.cell(`${rest[0]!}.zh-Hans`);
}
