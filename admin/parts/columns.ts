import { compareNames } from '../../shared/natural-order.ts';

/** A column of a table: `value` is what it sorts by, `text` what it shows and is filtered by. */
export interface Column<R> {
  readonly key: string;
  readonly title: string;
  /** Spoken and shown on hover where the title is short. */
  readonly hint?: string;
  readonly value: (row: R) => string | number | null;
  readonly text?: (row: R) => string;
  /** Figures stand at the end of their cell. */
  readonly figures?: boolean;
  /** Never broken over two lines: a date, a time. */
  readonly whole?: boolean;
  /** Left out on a small desk, where it is told elsewhere: in the row's dialog, by its ticket. */
  readonly roomy?: boolean;
}

export function textOf<R>(column: Column<R>, row: R): string {
  if (column.text !== undefined) return column.text(row);
  const value = column.value(row);
  return value === null ? '–' : String(value);
}

export interface Sort {
  readonly key: string;
  readonly down: boolean;
}

/** Rows in the order asked for; what has no value comes last either way, ties stay as they were. */
export function sorted<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  sort: Sort | null,
): readonly R[] {
  const column = columns.find((c) => c.key === sort?.key);
  if (sort === null || column === undefined) return rows;
  const sign = sort.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [column.value(a), column.value(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
    return sign * compareNames(String(x), String(y));
  });
}

/** Rows in which every word of the filter occurs somewhere. */
export function filtered<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  filter: string,
): readonly R[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns
      .map((column) => textOf(column, row))
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** How long a text is, in ems: a Chinese character is one wide, any other about half. */
function lengthOf(text: string): number {
  let ems = 0;
  for (const each of text) ems += each > '\u2e7f' ? 1 : 0.55;
  return ems;
}

/** Up to this many ems a text is one word to the eye, and is never cut in two. */
const oneWord = 6;
/** A cell is made no wider than this (ems) for the sake of two lines. */
const mostWidth = 13;

/** Whether a text stands in one line whatever room there is. */
export function staysWhole(text: string, most = oneWord): boolean {
  return lengthOf(text) <= most;
}

/** The width (ems) that a longer text needs to stand in two lines, up to a bound. */
export function twoLines(text: string): number {
  return Math.min(mostWidth, lengthOf(text) / 2 + 1);
}
