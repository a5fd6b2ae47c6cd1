import iconv from 'iconv-lite';

export interface PrintedLine {
  readonly text: string;
  /** How many times wider and higher than a plain character. */
  readonly size: number;
}

export interface PrintedPaper {
  readonly lines: readonly PrintedLine[];
  /** Rows of dots of each raster image. */
  readonly images: readonly (readonly boolean[])[][];
  readonly cut: boolean;
  readonly encodings: ReadonlySet<string>;
}

/** Commands of a fixed length that set how text looks or where it stands: first bytes → length. */
const settings: Record<string, number> = {
  '1b40': 2,
  '1d61': 3,
  '1b4d': 3,
  '1b20': 3,
  '1c53': 4,
  '1b32': 2,
  '1b33': 3,
  '1b7b': 3,
  '1d4c': 4,
  '1d57': 4,
  '1b61': 3,
  '1b74': 3,
  '1b45': 3,
  '1b2d': 3,
  '1c2d': 3,
  '1d42': 3,
};

/** Reads ESC/POS as a printer does: what would stand on the paper. Unknown commands fail. */
export function readEscpos(bytes: Buffer): PrintedPaper {
  const lines: PrintedLine[] = [];
  const images: boolean[][][] = [];
  const encodings = new Set<string>();
  let cut = false;
  let size = 1;
  let line: { column: number; text: string; size: number } = { column: 0, text: '', size: 1 };
  let wide = false;
  const moveTo = (dots: number): void => {
    const column = Math.round(dots / 12);
    line.text += ' '.repeat(Math.max(0, Math.round((column - line.column) / size)));
    line.column = Math.max(line.column, column);
  };
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at]!;
    const two = bytes.subarray(at, at + 2).toString('hex');
    const word = (offset: number): number => bytes.readUInt16LE(at + offset);
    if (byte === 0x0a) {
      lines.push({ text: line.text, size: line.size });
      line = { column: 0, text: '', size: 1 };
      at += 1;
    } else if (two in settings) {
      at += settings[two]!;
    } else if (two === '1c26' || two === '1c2e') {
      wide = two === '1c26';
      at += 2;
    } else if (two === '1d21') {
      size = (bytes[at + 2]! & 7) + 1;
      if (bytes[at + 2]! >> 4 !== size - 1) throw new Error('width and height differ');
      at += 3;
    } else if (two === '1b24') {
      moveTo(word(2));
      at += 4;
    } else if (two === '1b5c') {
      moveTo(line.column * 12 + word(2));
      at += 4;
    } else if (two === '1d76') {
      const across = word(4);
      const down = word(6);
      images.push(rasterOf(bytes.subarray(at + 8, at + 8 + across * down), across));
      at += 8 + across * down;
    } else if (two === '1d56') {
      cut = true;
      at += 4;
    } else if (two === '1d72') {
      if (at + 3 !== bytes.length) throw new Error('the question of the end is not at the end');
      at += 3;
    } else if (byte >= 0x20 && byte !== 0x7f) {
      // GB18030: a second byte that is a digit begins the second half of a character of four.
      const four = byte >= 0x80 && bytes[at + 1]! < 0x40;
      const length = byte < 0x80 ? 1 : four ? 4 : 2;
      if (length > 1 && !wide) throw new Error(`a wide character at ${at} in narrow mode`);
      encodings.add(length > 1 ? 'gb18030' : 'ascii');
      line.text += iconv.decode(bytes.subarray(at, at + length), 'gb18030');
      line.column += Math.min(length, 2) * size;
      line.size = Math.max(line.size, size);
      at += length;
    } else {
      throw new Error(`unknown command ${two} at ${at}`);
    }
  }
  return { lines, images, cut, encodings };
}

function rasterOf(bytes: Buffer, across: number): boolean[][] {
  const rows: boolean[][] = [];
  for (let y = 0; y < bytes.length / across; y += 1) {
    const row = [...bytes.subarray(y * across, (y + 1) * across)];
    rows.push(row.flatMap((b) => [128, 64, 32, 16, 8, 4, 2, 1].map((bit) => (b & bit) !== 0)));
  }
  return rows;
}

/** The modules of a QR code out of its dots, each `cell` dots wide. */
export function modulesOf(image: readonly (readonly boolean[])[], cell: number): boolean[][] {
  const count = image.length / cell;
  return Array.from({ length: count }, (_, y) =>
    Array.from({ length: count }, (__, x) => image[y * cell]![x * cell]!),
  );
}
