import type { Language } from '../../languages.ts';
import type { Candidate } from './found.ts';
import type { Entry } from './entries.ts';
import { isHan, readFrom, signsOf, type Term, wordsOf } from './term.ts';

const most = 12;
const letters = /[a-z]+$/;
const onlyHan = /^\p{Script=Han}+$/u;

interface Piece {
  readonly text: string;
  /** The signs and readings of it alone. */
  readonly term: Pick<Term, 'signs' | 'readings'>;
  /** How often names and everyday words begin with it or have it as a word. */
  count: number;
}

/**
 * Words and characters that the catalogue itself uses: few enough to choose from, and each of them
 * leads somewhere.
 */
export function candidatesIn(
  entries: readonly Entry[],
  traditional: (text: string) => string | null,
): (query: string, language: Language) => readonly Candidate[] {
  const words = new Map<string, Piece>();
  const characters = new Map<string, Piece>();
  const add = (to: Map<string, Piece>, term: Term, from: number, length: number): void => {
    const signs = term.signs.slice(from, from + length);
    const text = signs.join('');
    if (!onlyHan.test(text)) return;
    const known = to.get(text);
    if (known !== undefined) known.count += 1;
    else {
      // The reading that it has here, not every one that it could have.
      const readings = term.readings.slice(from, from + length).map((all) => all.slice(0, 1));
      to.set(text, { text, term: { signs, readings }, count: 1 });
    }
  };
  const terms = entries.flatMap((each) => each.terms);
  for (const term of terms) {
    let at = 0;
    for (const word of wordsOf(term.text)) {
      const length = [...word].length;
      if (length > 1) add(words, term, at, length);
      at += length;
    }
    if (term.alias !== null && term.signs.length > 1 && term.signs.length < 5)
      add(words, term, 0, term.signs.length);
    term.signs.forEach((_, i) => add(characters, term, i, 1));
  }
  for (const { signs } of terms)
    for (let length = 2; length <= Math.min(4, signs.length); length += 1) {
      const begun = words.get(signs.slice(0, length).join(''));
      if (begun !== undefined) begun.count += 1;
    }
  const often = (a: Piece, b: Piece): number => b.count - a.count;
  const allWords = [...words.values()].sort(often);
  const allCharacters = [...characters.values()].sort(often);

  return (query, language) => {
    const small = query.toLowerCase();
    const tail = letters.exec(small)?.[0] ?? '';
    if (tail === '' || language === 'en') return [];
    const head = query.slice(0, query.length - tail.length);
    const chosen = new Map<string, Candidate>();
    const offer = ({ text }: Piece, used: number): void => {
      const shown = language === 'zh-Hant' ? (traditional(text) ?? text) : text;
      if (!chosen.has(shown) && chosen.size < most)
        chosen.set(shown, { text: shown, query: head + shown + tail.slice(used) });
    };
    const signs = signsOf(tail);
    if (tail.length > 1)
      for (const word of allWords)
        if (readFrom(word.term, 0, signs) === word.term.signs.length) offer(word, tail.length);
    for (const one of allCharacters)
      if (one.term.readings[0]![0]!.startsWith(tail)) offer(one, tail.length);
    // The first syllable of several: the rest stays to be written.
    for (const one of allCharacters) {
      const reading = one.term.readings[0]![0]!;
      if (reading.length > 1 && tail.startsWith(reading)) offer(one, reading.length);
    }
    return [...chosen.values()].filter(({ text }) => isHan.test(text));
  };
}
