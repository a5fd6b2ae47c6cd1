import type { CellValue } from 'hucre/xlsx';
import type { Issue } from '../../shared/errors.ts';
import { faultAt, type FaultCode, type FaultFacts } from '../../shared/faults.ts';
import { columnLetter, type Grid, mostRows } from './grid.ts';
import type { Column, SheetForm } from './columns.ts';

/** A row that was read: what it says, and where each of its columns stands. */
export interface ReadRow {
  readonly value: Record<string, unknown>;
  /** The cell of a column by its key; the first of the row for any other. */
  readonly cell: (key?: string) => string;
  readonly raw: (key: string) => CellValue;
}
export type Fault = (place: string, code: FaultCode, facts?: FaultFacts) => void;

export class Faults {
  readonly list: Issue[] = [];
  readonly add: Fault = (place, code, facts) => {
    if (this.list.length < mostFaults) this.list.push(faultAt(place, code, facts));
  };
}
/** More help nobody. */
export const mostFaults = 500;

/**
 * The rows of one sheet by the heads of its columns, in whatever order they stand; blank rows are
 * left out. A sheet that is missing is told, and has none.
 *
 * @param codecOf how a column is read, where that is not by its own codec
 */
export function readTable(
  grids: readonly Grid[],
  form: SheetForm,
  fault: Fault,
  codecOf: (column: Column) => Column['codec'] = ({ codec }) => codec,
): ReadRow[] {
  const grid = grids.find(({ name }) => same(name) === same(form.name));
  if (grid === undefined) {
    fault(form.name, 'sheet_missing', { sheet: form.name });
    return [];
  }
  const [heads = [], ...rows] = grid.rows;
  const indexes = new Map<string, number>();
  heads.forEach((head, i) => {
    const column = form.columns.find((c) => same(c.head) === same(String(head ?? '')));
    if (column === undefined) return;
    if (indexes.has(column.key))
      fault(`${form.name}!${columnLetter(i)}1`, 'stands_twice', { code: column.head });
    else indexes.set(column.key, i);
  });
  for (const { key, head, optional } of form.columns)
    if (!indexes.has(key) && optional !== true) fault(`${form.name}!A1`, 'head_missing', { head });
  if (rows.length > mostRows)
    fault(`${form.name}!A${mostRows + 2}`, 'too_many_rows', { most: mostRows });
  return rows.slice(0, mostRows).flatMap((cells, i) => {
    if (cells.every(isBlank)) return [];
    const cell = (key = ''): string =>
      `${form.name}!${columnLetter(indexes.get(key) ?? firstOf(indexes))}${i + 2}`;
    const raw = (key: string): CellValue => {
      const index = indexes.get(key);
      return (index === undefined ? null : cells[index]) ?? null;
    };
    const value: Record<string, unknown> = {};
    for (const column of form.columns) {
      const said = codecOf(column).read(raw(column.key));
      if ('fault' in said) fault(cell(column.key), said.fault, said.facts);
      else if (said.value !== undefined) put(value, column.key, said.value);
    }
    return [{ value, cell, raw }];
  });
}

const isBlank = (cell: CellValue): boolean => cell === null || String(cell).trim() === '';
const firstOf = (indexes: ReadonlyMap<string, number>): number =>
  indexes.size === 0 ? 0 : Math.min(...indexes.values());
/** Brackets and blanks of either width are the same in a head. */
const same = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

function put(into: Record<string, unknown>, key: string, value: unknown): void {
  const dot = key.indexOf('.');
  if (dot < 0) {
    into[key] = value;
    return;
  }
  const inner = (into[key.slice(0, dot)] ??= {}) as Record<string, unknown>;
  put(inner, key.slice(dot + 1), value);
}

/** What is named and does not exist; nothing named is missing. */
export function tellUnknown(fault: Fault, place: string, code: FaultCode, named: unknown): void {
  if (typeof named === 'string' || typeof named === 'number') fault(place, code, { code: named });
  else fault(place, 'missing');
}
