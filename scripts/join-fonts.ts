/** The tables of a TrueType font by name (https://learn.microsoft.com/typography/opentype/spec/otff). */
type Tables = ReadonlyMap<string, Buffer>;

const short = (value: number): Buffer => Buffer.from([value >> 8, value]);
const long = (value: number): Buffer => Buffer.concat([short(value >>> 16), short(value & 0xffff)]);

interface Glyph {
  readonly outline: Buffer;
  /** How the outline changes along the axis. */
  readonly variation: Buffer;
  /** Advance width and left side bearing. */
  readonly metrics: Buffer;
}

/** What is the same in every part of one font. */
const common = ['OS/2', 'avar', 'fvar', 'gasp', 'name', 'post', 'prep', 'STAT'];

function tablesOf(font: Buffer): Tables {
  const tables = new Map<string, Buffer>();
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    const from = font.readUInt32BE(at + 8);
    tables.set(
      font.toString('latin1', at, at + 4),
      font.subarray(from, from + font.readUInt32BE(at + 12)),
    );
  }
  return tables;
}

function table(tables: Tables, name: string): Buffer {
  const found = tables.get(name);
  if (found === undefined) throw new Error(`The font has no table ${name}`);
  return found;
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

function glyphsOf(tables: Tables): Glyph[] {
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
function moved(outline: Buffer, by: number): Buffer {
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
function charactersOf(tables: Tables): [code: number, glyph: number][] {
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

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

/** Pieces one after the other, and where each begins and the last ends. */
function strung(pieces: readonly Buffer[]): { data: Buffer; offsets: Buffer } {
  const ends = pieces.reduce((all, { length }) => [...all, (all.at(-1) ?? 0) + length], [0]);
  return { data: Buffer.concat(pieces), offsets: Buffer.concat(ends.map(long)) };
}

/** A character map of format 12: one group a character. */
function characterMap(characters: readonly (readonly [code: number, glyph: number])[]): Buffer {
  const sorted = [...new Map(characters)].sort(([a], [b]) => a - b);
  const groups = sorted.flatMap(([code, glyph]) => [code, code, glyph]);
  return Buffer.concat([
    ...[0, 1, 3, 10].map(short),
    ...[12].map(long),
    ...[12, 0].map(short),
    ...[16 + 4 * groups.length, 0, sorted.length, ...groups].map(long),
  ]);
}

function fontOf(tables: Tables): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const { data, offsets } = strung(sorted.map(([, table]) => padded(table)));
  const head = 12 + 16 * sorted.length;
  const directory = sorted.map(([name, { length }], i) =>
    Buffer.concat([
      Buffer.from(name.padEnd(4), 'latin1'),
      // Whoever takes the font in reckons its check sums anew.
      ...[0, head + offsets.readUInt32BE(4 * i), length].map(long),
    ]),
  );
  const power = 2 ** Math.floor(Math.log2(sorted.length));
  const search = [16 * power, Math.log2(power), 16 * (sorted.length - power)];
  return Buffer.concat([
    long(0x10000),
    ...[sorted.length, ...search].map(short),
    ...directory,
    data,
  ]);
}

/**
 * Joins TrueType fonts that were cut from one variable font and share no character: same units and
 * one axis, other glyphs. What makes two glyphs work together (kerning, ligatures) is left out.
 * @throws Error where a part has no such form
 */
export function joinFonts(parts: readonly Buffer[]): Buffer {
  const all = parts.map(tablesOf);
  const [first] = all;
  if (first === undefined) throw new Error('There is no font to join');
  const glyphs: Glyph[] = [];
  const characters: [number, number][] = [];
  for (const tables of all) {
    const from = glyphs.length;
    glyphs.push(
      ...glyphsOf(tables).map((each) => ({ ...each, outline: padded(moved(each.outline, from)) })),
    );
    for (const [code, glyph] of charactersOf(tables)) characters.push([code, glyph + from]);
  }
  const shape = (tables: Tables): string => {
    const gvar = table(tables, 'gvar');
    const tuples = gvar.readUInt32BE(8);
    const count = gvar.readUInt16BE(6);
    return [
      table(tables, 'fvar').toString('hex'),
      count,
      gvar.toString('hex', tuples, tuples + 2 * count),
    ].join();
  };
  if (all.some((tables) => shape(tables) !== shape(first)))
    throw new Error('These are parts of several fonts');

  const outlines = strung(glyphs.map(({ outline }) => outline));
  const variations = strung(glyphs.map(({ variation }) => variation));
  const given = table(first, 'gvar');
  const tuples = given.subarray(
    given.readUInt32BE(8),
    given.readUInt32BE(8) + 2 * given.readUInt16BE(6),
  );
  const start = 20 + variations.offsets.length;
  const gvar = Buffer.concat([
    given.subarray(0, 8),
    long(start),
    ...[glyphs.length, 1].map(short),
    long(start + tuples.length),
    variations.offsets,
    tuples,
    variations.data,
  ]);
  const head = Buffer.from(table(first, 'head'));
  head.writeInt16BE(1, 50);
  const hhea = Buffer.from(table(first, 'hhea'));
  hhea.writeUInt16BE(glyphs.length, 34);
  // The largest of each, as the readers of a font set their memory aside by it.
  const maxp = Buffer.from(table(first, 'maxp'));
  for (let at = 6; at < maxp.length; at += 2)
    maxp.writeUInt16BE(
      Math.max(...all.map((tables) => table(tables, 'maxp').readUInt16BE(at))),
      at,
    );
  maxp.writeUInt16BE(glyphs.length, 4);

  return fontOf(
    new Map([
      ...common.flatMap((name) => {
        const found = first.get(name);
        return found === undefined ? [] : [[name, found] as const];
      }),
      ['glyf', outlines.data],
      ['loca', outlines.offsets],
      ['gvar', gvar],
      ['head', head],
      ['hhea', hhea],
      ['maxp', maxp],
      ['hmtx', Buffer.concat(glyphs.map(({ metrics }) => metrics))],
      ['cmap', characterMap(characters)],
    ]),
  );
}
