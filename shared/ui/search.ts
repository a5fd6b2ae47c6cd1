import type { Catalogue } from '../contract/catalogue.ts';
import { languages, type Text } from '../languages.ts';

export interface Found {
  readonly kind: 'package' | 'matter';
  readonly code: string;
  readonly name: Text;
}
interface Entry extends Found {
  /** Names in all languages. */
  readonly words: readonly string[];
  readonly initials: string;
  readonly pinyin: string;
  /** Whether characters, pinyin and initials, mixed, say a part of the name; every reading of 长 counts. */
  readonly reads: (query: string) => boolean;
  /** What a package contains, for a search by its matters. */
  readonly inside: readonly string[];
}
export type Index = readonly Entry[];

/** Small letters, one space between words, one before the first: a query is found where a word begins. */
const plain = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[\s'’“”"-]+/g, ' ')
    .trim()}`;
const isHan = /\p{Script=Han}/u;
const holds = (word: string, query: string): boolean =>
  isHan.test(query) ? word.includes(query) : word.includes(` ${query}`);

const namesOf = (text: Text): string[] =>
  languages.map((each) => plain(text[each] ?? '')).filter((each) => each !== ' ');

/** Reads every name once. The dictionary is large, so it comes only when somebody searches. */
export async function indexOf(catalogue: Catalogue): Promise<Index> {
  // 140 KB that only a search needs, so not in the first load.
  const { match, pinyin } = await import('pinyin-pro');
  const read = (text: string, pattern: 'first' | 'pinyin'): string =>
    pinyin(text, { pattern, toneType: 'none', type: 'array', nonZh: 'consecutive' })
      .join('')
      .toLowerCase();
  const entry = (
    kind: Found['kind'],
    { code, name }: Pick<Found, 'code' | 'name'>,
    inside: readonly Text[],
  ): Entry => ({
    kind,
    code,
    name,
    words: namesOf(name),
    initials: read(name['zh-Hans'], 'first'),
    pinyin: read(name['zh-Hans'], 'pinyin').replaceAll('ü', 'v'),
    reads: (query) => match(name['zh-Hans'], query, { continuous: true }) !== null,
    inside: inside.flatMap((each) => [...namesOf(each), ` ${read(each['zh-Hans'], 'first')}`]),
  });
  const matters = new Map(catalogue.matters.map((m) => [m.code, m.name]));
  return [
    ...catalogue.packages.map((p) =>
      entry(
        'package',
        p,
        p.steps.flatMap((s) => s.matters).flatMap((code) => matters.get(code) ?? []),
      ),
    ),
    ...catalogue.matters.filter((m) => m.mode === 'hall').map((m) => entry('matter', m, [])),
  ];
}

/** The smaller, the better; null: not found. A package comes before a matter that fits as well. */
function rank(entry: Entry, query: string): number | null {
  const weight = entry.kind === 'package' ? 0 : 1;
  const letters = query.replaceAll(' ', '');
  if (entry.words.some((w) => w.startsWith(` ${query}`)) || entry.initials.startsWith(letters))
    return weight;
  if (entry.pinyin.startsWith(letters)) return 2 + weight;
  if (entry.words.some((w) => holds(w, query)) || entry.initials.includes(letters))
    return 4 + weight;
  if (letters.length > 2 && entry.pinyin.includes(letters)) return 6 + weight;
  if (letters.length < 2) return null;
  if (entry.reads(letters)) return 8 + weight;
  return entry.inside.some((w) => holds(w, query)) ? 10 : null;
}

/** What fits a query of Chinese characters, pinyin, its initials, or English words. */
export function find(index: Index, text: string): readonly Found[] {
  const query = plain(text).trim();
  if (query === '') return [];
  return index
    .flatMap((entry, place) => {
      const order = rank(entry, query);
      return order === null ? [] : [{ entry, order, place }];
    })
    .sort((a, b) => a.order - b.order || a.place - b.place)
    .map(({ entry }) => entry);
}
