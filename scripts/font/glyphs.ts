import { long, short, table, type Tables } from './tables.ts';

/** One drawn shape. */
export interface Glyph {
  readonly outline: Buffer;
  /** How the outline changes along the axis. */
  readonly variation: Buffer;
  /** Advance width and left side bearing. */
  readonly metrics: Buffer;
}

/** Cuts a table of pieces by its offsets, which are halved where they are short. */
function cut(pieces: Buffer, offsets: Buffer, isLong: boolean): Buffer[] {
  const size = isLong ? 4 : 2;
  const at = (i: number): number =>
    isLong ? offsets.readUInt32BE(4 * i) : 2 * offsets.readUInt16BE(2 * i);
  return Array.from({ length: offsets.length / size - 1 }, (_, i) =>
    pieces.subarray(at(i), at(i + 1)),
  );
}

/** The glyphs of a font by their numbers. */
export function glyphsOf(tables: Tables): Glyph[] {
  const [gvar, hmtx] = [table(tables, 'gvar'), table(tables, 'hmtx')];
  const outlines = cut(
    table(tables, 'glyf'),
    table(tables, 'loca'),
    table(tables, 'head').readInt16BE(50) === 1,
  );
  const isLong = (gvar.readUInt16BE(14) & 1) === 1;
  const offsets = gvar.subarray(20, 20 + (outlines.length + 1) * (isLong ? 4 : 2));
  const variations = cut(gvar.subarray(gvar.readUInt32BE(16)), offsets, isLong);
  const wide = table(tables, 'hhea').readUInt16BE(34);
  return outlines.map((outline, i) => {
    const advance = hmtx.readUInt16BE(4 * Math.min(i, wide - 1));
    const bearing = hmtx.readInt16BE(i < wide ? 4 * i + 2 : 4 * wide + 2 * (i - wide));
    const metrics = Buffer.alloc(4);
    metrics.writeUInt16BE(advance);
    metrics.writeInt16BE(bearing, 2);
    return { outline, variation: variations[i] ?? Buffer.alloc(0), metrics };
  });
}

/** The same outline with the numbers of the glyphs that it is made of moved up. */
export function moved(outline: Buffer, by: number): Buffer {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return outline;
  const copy = Buffer.from(outline);
  let [at, flags] = [10, 0];
  do {
    flags = copy.readUInt16BE(at);
    copy.writeUInt16BE(copy.readUInt16BE(at + 2) + by, at + 2);
    // Two offsets of one or two bytes, then a scale of none, one, two or four numbers.
    at += 4 + ((flags & 1) === 0 ? 2 : 4);
    if ((flags & 0x08) !== 0) at += 2;
    else if ((flags & 0x40) !== 0) at += 4;
    else if ((flags & 0x80) !== 0) at += 8;
  } while ((flags & 0x20) !== 0);
  return copy;
}

/** Which glyph draws a character: segments of the Basic Multilingual Plane (format 4). */
export function charactersOf(tables: Tables): [code: number, glyph: number][] {
  const cmap = table(tables, 'cmap');
  const starts = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) =>
    cmap.readUInt32BE(8 + 8 * i),
  );
  const start = starts.find((each) => cmap.readUInt16BE(each) === 4);
  if (start === undefined) throw new Error('The font has no character map of format 4');
  const map = cmap.subarray(start);
  const segments = map.readUInt16BE(6) / 2;
  const found: [number, number][] = [];
  for (let i = 0; i < segments; i += 1) {
    const [end, first] = [14, 16 + 2 * segments].map((from) => map.readUInt16BE(from + 2 * i));
    const [delta, range] = [16 + 4 * segments, 16 + 6 * segments].map((from) =>
      map.readUInt16BE(from + 2 * i),
    );
    const rangeAt = 16 + 6 * segments + 2 * i;
    for (let code = first!; code <= end! && code < 0xffff; code += 1) {
      const at = rangeAt + range! + 2 * (code - first!);
      const glyph = range === 0 ? code : map.readUInt16BE(at);
      if (glyph !== 0) found.push([code, (glyph + delta!) & 0xffff]);
    }
  }
  return found;
}

/** A character map of format 12: one group a character. */
export function characterMap(
  characters: readonly (readonly [code: number, glyph: number])[],
): Buffer {
  const sorted = [...new Map(characters)].sort(([a], [b]) => a - b);
  const groups = sorted.flatMap(([code, glyph]) => [code, code, glyph]);
  return Buffer.concat([
    ...[0, 1, 3, 10].map(short),
    ...[12].map(long),
    ...[12, 0].map(short),
    ...[16 + 4 * groups.length, 0, sorted.length, ...groups].map(long),
  ]);
}
