/** Reads Chinese: syllables with the tone as a figure, one for each character (`ü` is `v`). */
export interface Reader {
  readonly syllables: (text: string) => readonly string[];
  /** How a character is read alone, without its tone. */
  readonly alone: (character: string) => string;
}

/** One name or everyday word by which a thing is found. */
export interface Term {
  /** Small letters; Chinese in Simplified characters. */
  readonly text: string;
  readonly signs: readonly string[];
  /** For each sign, what letters may stand for it. */
  readonly readings: readonly (readonly string[])[];
  /** The syllables with their tones: what sounds alike is alike here. */
  readonly sound: string;
  /** Positions where a word begins. */
  readonly starts: ReadonlySet<number>;
  /** How many signs say all: 一件事 at the end of a package's name says nothing. */
  readonly core: number;
  /** As the hall wrote it, where it is an alias. */
  readonly alias: string | null;
}

export const isHan = /\p{Script=Han}/u;
const hollow = /一件事$/;

/** Small letters of half width, one space between words. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'’“”"()（）,，。、-]+/g, ' ')
    .trim();

/** Words of Chinese; a browser that cannot tell them knows only where the text begins. */
const words =
  typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('zh', { granularity: 'word' }) : null;

export function wordsOf(text: string): string[] {
  if (words === null) return [text];
  return [...words.segment(text)].map(({ segment }) => segment);
}

export const toneless = (syllable: string): string => syllable.replace(/\d$/, '');

/** @param text plain, in Simplified characters */
export function termOf(text: string, alias: string | null, reader: Reader): Term {
  const signs = [...text];
  const starts = new Set<number>();
  let at = 0;
  for (const word of wordsOf(text)) {
    starts.add(at);
    at += [...word].length;
  }
  const syllables = reader.syllables(text);
  return {
    text,
    signs,
    readings: signs.map((sign, i) => {
      if (!isHan.test(sign)) return [sign];
      // As it is read here, and as one reads it who does not know the word: 行 xing, in 银行 hang.
      return [...new Set([toneless(syllables[i] ?? ''), reader.alone(sign)])];
    }),
    sound: syllables.join(' '),
    starts,
    core: isHan.test(text) ? signs.length - (hollow.exec(text)?.[0].length ?? 0) : signs.length,
    alias,
  };
}

/** How many letters of a syllable may stand for it: all, zh, ch or sh, the first one. */
const shortOf = (syllable: string): readonly number[] => {
  const whole = syllable.length;
  if (whole < 2) return [whole];
  return /^[zcs]h./.test(syllable) ? [whole, 2, 1] : [whole, 1];
};

/** A query sign by sign, and what is left of it from each sign on. */
export interface Signs {
  readonly signs: readonly string[];
  readonly rests: readonly string[];
}
export function signsOf(text: string): Signs {
  const signs = [...text.replaceAll(' ', '')];
  return { signs, rests: signs.map((_, i) => signs.slice(i).join('')) };
}

/**
 * Where a query ends that is read from a place of a term on: each Chinese character as itself, each
 * letter as (the beginning of) a character's reading. The last syllable need not be finished.
 *
 * @returns the position behind the last sign that was read; null: it does not fit
 */
export function readFrom(
  term: Pick<Term, 'signs' | 'readings'>,
  at: number,
  query: Signs,
  from = 0,
): number | null {
  const asked = query.signs[from];
  if (asked === undefined) return at;
  const sign = term.signs[at];
  if (sign === undefined) return null;
  if (sign === asked) return readFrom(term, at + 1, query, from + 1);
  const rest = query.rests[from]!;
  for (const reading of term.readings[at]!) {
    if (reading[0] !== asked) continue;
    if (rest.length < reading.length && reading.startsWith(rest)) return at + 1;
    for (const length of shortOf(reading)) {
      if (!rest.startsWith(reading.slice(0, length))) continue;
      const end = readFrom(term, at + 1, query, from + length);
      if (end !== null) return end;
    }
  }
  return null;
}

/** Whether the signs of a query stand in a term in their order: 社保 in 社会保障卡. */
export function isShortFor(query: readonly string[], term: Term): boolean {
  let at = 0;
  for (const sign of term.signs) if (sign === query[at]) at += 1;
  return at === query.length;
}
