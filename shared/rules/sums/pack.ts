import { z } from 'zod';
import {
  columnsOf,
  type DayGroups,
  type DayLines,
  type GroupName,
  groupNames,
  named,
} from './lines.ts';

/**
 * Lines of a day as bytes: four for the length of a head in JSON, the head, then column after column,
 * each in as few bytes a number as its largest needs, little-endian; of one that has the same number throughout
 * only the head speaks. The same lines are always the same bytes. Pure.
 */
const version = 2;

const Pair = z.tuple([z.number(), z.number()]);

/** By how many bytes a number takes; 0: all are the number that stands beside it. */
const Head = z.object({
  version: z.literal(version),
  day: z.string(),
  begins: z.number(),
  numbersGiven: z.number(),
  transfersToFront: z.number(),
  peaks: z.object({ taken: Pair, called: Pair, done: Pair }),
  names: z.record(z.enum(named), z.array(z.string())),
  /** Group by group: how many lines, then of each column its bytes and its only number. */
  groups: z.array(z.tuple([z.number(), z.array(z.tuple([z.number(), z.number()]))])),
});

const arrays = { 1: Int8Array, 2: Int16Array, 4: Int32Array } as const;
const limits = { 1: 0x7f, 2: 0x7fff } as const;

export function packed(lines: DayLines): Uint8Array {
  const bodies: Uint8Array[] = [];
  const groups = groupNames.map((group): [number, [number, number][]] => {
    const columns = columnsOf(group).map((name) => columnOf(lines.of, group, name));
    const widths = columns.map((column): [number, number] => {
      const [bytes, only] = widthOf(column);
      if (bytes !== 0) {
        const narrow = new arrays[bytes](column);
        bodies.push(new Uint8Array(narrow.buffer, 0, narrow.byteLength));
      }
      return [bytes, only];
    });
    return [columns[0]!.length, widths];
  });
  const { of: _columns, ...about } = lines;
  const head = new TextEncoder().encode(JSON.stringify({ version, ...about, groups }));
  const size = bodies.reduce((sum, body) => sum + body.length, 4 + head.length);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let at = 4 + head.length;
  for (const body of bodies) {
    bytes.set(body, at);
    at += body.length;
  }
  return bytes;
}

/** @returns null: of another version of this form, or damaged: made anew from the rows */
export function unpacked(bytes: Uint8Array): DayLines | null {
  try {
    return read(new Uint8Array(bytes));
  } catch {
    return null;
  }
}

function read(bytes: Uint8Array<ArrayBuffer>): DayLines | null {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  const found = Head.safeParse(JSON.parse(text));
  if (!found.success) return null;
  const { version: _form, groups, ...about } = found.data;
  const sizes = groups.reduce((sum, [count, widths]) => sum + count * widths.length, 0);
  // One piece of memory for all columns: some seventy of them a day, for years of days.
  const all = new Int32Array(sizes);
  let [at, filled] = [4 + length, 0];
  const of = Object.fromEntries(
    groupNames.map((group, g) => {
      const [count, widths] = groups[g]!;
      const columns = columnsOf(group).map((name, c): [string, Int32Array] => {
        const [width, only] = widths[c]!;
        const column = all.subarray(filled, (filled += count));
        if (width === 0) return [name, column.fill(only)];
        const end = at + count * width;
        if (end > bytes.length) throw new Error('cut off');
        // A copy where it is needed: a column of wider numbers may not begin just anywhere.
        const body =
          width === 1
            ? new Int8Array(bytes.buffer, at, count)
            : new arrays[width as 2 | 4](bytes.buffer.slice(at, end));
        at = end;
        column.set(body);
        return [name, column];
      });
      return [group, Object.fromEntries(columns)];
    }),
  ) as unknown as DayGroups;
  return { ...about, of };
}

function columnOf(of: DayGroups, group: GroupName, name: string): Int32Array {
  return (of[group] as Readonly<Record<string, Int32Array>>)[name]!;
}

function widthOf(column: Int32Array): [0 | 1 | 2 | 4, number] {
  let [least, most] = [0, 0];
  let same = true;
  for (const value of column) {
    if (value !== column[0]) same = false;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (same) return [0, column[0] ?? 0];
  const fits = (width: 1 | 2): boolean => most <= limits[width] && least >= -limits[width] - 1;
  return [fits(1) ? 1 : fits(2) ? 2 : 4, 0];
}
