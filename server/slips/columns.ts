import iconv from 'iconv-lite';

/** Signs of typesetting that a printer has only as wide as a Chinese character. */
const narrow: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '·': '-',
};

/**
 * A text as any printer with GB18030 has it: on one line, without invisible signs and without
 * pictures, which are in no printer's font (four bytes there, and no letters). Words of a Latin text
 * are written without accents, as an accented letter stands apart, as wide as a Chinese one.
 */
export function printable(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').replace(/[\p{Cf}\ufe00-\ufe0f]/gu, '');
  const latin = !/\p{L}/u.test(line.replace(/\p{Script=Latin}/gu, ''));
  const shown = latin
    ? line
        .replace(/[‘’“”–—…·]/gu, (sign) => narrow[sign]!)
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
    : line.normalize('NFC');
  const kept = [...shown].filter(
    (sign) => /[\p{L}\p{M}\p{N}]/u.test(sign) || iconv.encode(sign, 'gb18030').length < 4,
  );
  return kept.join('').replace(/ {2,}/g, ' ').trim();
}

/** Text in the columns of a receipt printer: a wide character takes two, as GB18030 has it. */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.codePointAt(0)! < 0x80 ? 1 : 2), 0);
}

/** Marks that never begin a line: they belong to the word before. */
const closing = /^[，。、；：！？）”’)\],.;:!?]/u;
/** Marks that never end a line: they belong to the word after. */
const opening = /[（“‘《〈「『【([]$/u;
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** They belong to what follows. */
const joins = /^[及和与與或]$/u;
const single = /^\p{Script=Han}$/u;

/**
 * Chinese words for the end of a line. The dictionary cuts apart what it does not know (水|电气|联|动|过|户):
 * characters that it leaves alone go together by twos, one by itself with its neighbour.
 */
function chineseWords(text: string): string[] {
  const found: string[] = [];
  const run: string[] = [];
  let open = '';
  const put = (word: string): void => {
    found.push(open + word);
    open = '';
  };
  const close = (): void => {
    while (run.length > 1) put(run.splice(0, run.length === 3 ? 3 : 2).join(''));
    const [last] = run.splice(0);
    if (last === undefined) return;
    if (open !== '' || found.length === 0) open += last;
    else found.push(`${found.pop()}${last}`);
  };
  for (const { segment } of words.segment(text)) {
    if (joins.test(segment)) {
      close();
      open += segment;
    } else if (single.test(segment)) run.push(segment);
    else {
      close();
      put(segment);
    }
  }
  close();
  if (open !== '') found.push(open);
  return found;
}

/** Words stay whole, Chinese ones too. */
function piecesOf(text: string): string[] {
  const runs = text.match(/[!-~]+|\s+|[^\s!-~]+/gu) ?? [];
  const pieces: string[] = [];
  for (const segment of runs.flatMap((run) =>
    /^[\s!-~]/u.test(run) ? [run] : chineseWords(run),
  )) {
    const before = pieces.at(-1);
    if (before !== undefined && (closing.test(segment) || opening.test(before)))
      pieces[pieces.length - 1] = before + segment;
    else pieces.push(segment);
  }
  return pieces;
}

/**
 * Breaks a text into as few lines of at most `columns` as it takes, of about the same length: no
 * word stands alone on the last. A word longer than a line is cut.
 */
export function wrap(text: string, columns: number): string[] {
  const lines = fill(text, columns);
  if (lines.length === 1) return lines;
  for (let most = Math.ceil(columnsOf(text) / lines.length); most < columns; most += 1) {
    const even = fill(text, most);
    if (even.length === lines.length) return even;
  }
  return lines;
}

function fill(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  const put = (piece: string): void => {
    if (columnsOf(line + piece) <= columns) {
      line += piece;
      return;
    }
    if (/^\s/u.test(piece)) return;
    lines.push(line.trimEnd());
    line = '';
    for (const character of piece) {
      if (columnsOf(line + character) > columns) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  };
  for (const piece of piecesOf(text.trim())) put(piece);
  return [...lines, line.trimEnd()].filter((each) => each !== '');
}
