import type { Found } from './found.ts';
import { type Entry, written } from './entries.ts';
import { englishWords } from './english.ts';
import { isHan, type Reader, signsOf, type Term, toneless, wordsOf } from './term.ts';

const most = 6;
/** Of the longer of two words so much is to be the same. */
const least = 1 / 3;
/** Said of anything that is done here: whoever shares only these is not near. */
const hollow: ReadonlySet<string> = new Set('办理领取申请补换证件的了我要想');
const keyOf = ({ kind, code }: Pick<Found, 'kind' | 'code'>): string => `${kind} ${code}`;

/**
 * What is nearest to a query that nothing fits: what sounds like it, then what its longest parts
 * find, then whose words share most characters with it.
 */
export function likelyOf(
  entries: readonly Entry[],
  find: (query: string) => readonly Found[],
  reader: Reader,
): (query: string) => readonly Found[] {
  return (input) => {
    const text = written(input);
    const { signs } = signsOf(text);
    const near = new Map<string, Found>();
    const full = (list: readonly Found[]): boolean => {
      for (const each of list)
        if (near.size < most && !near.has(keyOf(each))) near.set(keyOf(each), each);
      return near.size === most;
    };
    const words = isHan.test(text) ? [] : englishWords(text);
    const parts = words.length > 1 ? longestFirst(words) : partsOf(signs, reader);
    for (const part of parts) if (full(find(part))) break;
    full(sharing(entries, new Set(signs.filter((sign) => isHan.test(sign))), signs.length));
    return [...near.values()];
  };
}

const longestFirst = (words: readonly string[]): string[] =>
  [...words].sort((a, b) => b.length - a.length);

/** Of letters only what they begin with, as the middle of a syllable is no word. */
function partsOf(signs: readonly string[], reader: Reader): string[] {
  const text = signs.join('');
  const lengths = Array.from(
    { length: Math.max(0, signs.length - 2) },
    (_, i) => signs.length - 1 - i,
  );
  if (!isHan.test(text))
    return lengths.filter((n) => n * 3 >= signs.length * 2 && n > 2).map((n) => text.slice(0, n));
  // One character sounds like many.
  const sound = signs.length < 2 ? [] : [reader.syllables(text).map(toneless).join('')];
  const starts = startsOf(text);
  return [
    ...sound,
    ...lengths.flatMap((n) =>
      starts
        .filter((at) => at + n <= signs.length)
        .map((at) => signs.slice(at, at + n))
        .filter((part) => part.some((sign) => !hollow.has(sign)))
        .map((part) => part.join('')),
    ),
  ];
}

/** Where the words of a text begin: what begins inside of one is none. */
function startsOf(text: string): number[] {
  let at = 0;
  return wordsOf(text).map((word) => {
    at += [...word].length;
    return at - [...word].length;
  });
}

function sharing(entries: readonly Entry[], asked: ReadonlySet<string>, length: number): Found[] {
  /** Of several characters one alone says nothing: 护照 is not 驾照. */
  const share = (term: Term): number => {
    const shared = new Set(term.signs.filter((sign) => asked.has(sign) && !hollow.has(sign))).size;
    return length > 1 && shared < 2 ? 0 : shared / Math.max(length, term.core);
  };
  return entries
    .flatMap(({ kind, code, name, terms, place }) => {
      const best = terms
        .map((term) => ({ by: term.alias, share: share(term) }))
        .reduce((a, b) => (b.share > a.share ? b : a), { by: null as string | null, share: 0 });
      return best.share <= (length === 1 ? 0 : least)
        ? []
        : [{ found: { kind, code, name, by: best.by }, ...best, place }];
    })
    .sort(
      (a, b) =>
        b.share - a.share ||
        Number(a.found.kind === 'matter') - Number(b.found.kind === 'matter') ||
        a.place - b.place,
    )
    .map(({ found }) => found);
}
