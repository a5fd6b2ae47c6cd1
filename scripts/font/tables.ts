/** The tables of a TrueType font by name (https://learn.microsoft.com/typography/opentype/spec/otff). */
export type Tables = ReadonlyMap<string, Buffer>;

export const short = (value: number): Buffer => Buffer.from([value >> 8, value]);
export const long = (value: number): Buffer =>
  Buffer.concat([short(value >>> 16), short(value & 0xffff)]);

/** The font's tables, not copied. */
export function tablesOf(font: Buffer): Tables {
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

/** @throws Error where the font has no such table */
export function table(tables: Tables, name: string): Buffer {
  const found = tables.get(name);
  if (found === undefined) throw new Error(`The font has no table ${name}`);
  return found;
}

/** Filled up to whole words of four bytes. */
export const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

/** Pieces one after the other, and where each begins and the last ends. */
export function strung(pieces: readonly Buffer[]): { data: Buffer; offsets: Buffer } {
  const ends = pieces.reduce((all, { length }) => [...all, (all.at(-1) ?? 0) + length], [0]);
  return { data: Buffer.concat(pieces), offsets: Buffer.concat(ends.map(long)) };
}

/** A font of these tables. */
export function fontOf(tables: Tables): Buffer {
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
