import { characterMap, charactersOf, type Glyph, glyphsOf, moved } from './glyphs.ts';
import { fontOf, long, padded, short, strung, table, tablesOf, type Tables } from './tables.ts';

/** What is the same in every part of one font. */
const common = ['OS/2', 'avar', 'fvar', 'gasp', 'name', 'post', 'prep', 'STAT'];

/** The places on the axis that the variations of several glyphs share. */
function tuplesOf(gvar: Buffer): Buffer {
  const from = gvar.readUInt32BE(8);
  return gvar.subarray(from, from + 2 * gvar.readUInt16BE(6));
}
const axisOf = (tables: Tables): string[] =>
  [table(tables, 'fvar'), tuplesOf(table(tables, 'gvar'))].map((bytes) => bytes.toString('hex'));

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
  if (all.some((tables) => axisOf(tables).join() !== axisOf(first).join()))
    throw new Error('These are parts of several fonts');

  const outlines = strung(glyphs.map(({ outline }) => outline));
  const variations = strung(glyphs.map(({ variation }) => variation));
  const tuples = tuplesOf(table(first, 'gvar'));
  const start = 20 + variations.offsets.length;
  const gvar = Buffer.concat([
    table(first, 'gvar').subarray(0, 8),
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
