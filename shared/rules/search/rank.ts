import type { Found } from './found.ts';
import { englishWords, isEnglishFor } from './english.ts';
import { type Entry, type Latin, written } from './entries.ts';
import {
  isHan,
  isShortFor,
  type Reader,
  readFrom,
  type Signs,
  signsOf,
  type Term,
} from './term.ts';

/** How well a word fits, best first. */
const tiers = [
  /** The query is the word. */
  'whole',
  /** The word begins with it. */
  'start',
  /** A word inside begins with it. */
  'word',
  /** It has every word of it, in any order: register birth for birth household registration. */
  'words',
  /** It is short for the word: 社保 for 社会保障卡. */
  'short',
  /** It stands somewhere inside. */
  'inside',
  /** The query says the word and more: 我要补办社保卡. */
  'said',
  /** It sounds the same. */
  'sound',
  /** A matter of the package fits. */
  'matter',
] as const;
type Tier = (typeof tiers)[number];

/** Nobody looks further. */
const most = 24;

interface Fit {
  readonly tier: Tier;
  /** The smaller, the closer, among fits of one tier. */
  readonly rest: number;
  readonly by: string | null;
}

interface Query extends Signs {
  readonly text: string;
  readonly han: boolean;
  /** The words of a query of letters. */
  readonly english: readonly string[];
  /** Of a query of characters alone; null: it has letters in it. */
  readonly sound: string | null;
}

const before = (a: Fit, b: Fit): number =>
  tiers.indexOf(a.tier) - tiers.indexOf(b.tier) || a.rest - b.rest;

/** Where a query fits a term, by characters or by how they are read. */
function fitOf(term: Term, query: Query): Fit | null {
  const { signs, sound, text } = query;
  const fit = (tier: Tier, rest: number): Fit => ({ tier, rest, by: term.alias });
  const over = term.core - signs.length;
  let best: Fit | null = null;
  for (let at = 0; at < term.signs.length; at += 1) {
    const end = readFrom(term, at, query);
    if (end === null) continue;
    if (at === 0) return fit(end >= term.core ? 'whole' : 'start', term.core - end);
    // One letter says where a word begins, no more.
    if (signs.length < 2) break;
    const found = fit(term.starts.has(at) ? 'word' : 'inside', at);
    if (best === null || before(found, best) < 0) best = found;
  }
  if (sound === null || signs.length < 2) return best;
  const others = [
    term.alias === null && term.signs[0] === signs[0] && isShortFor(signs, term)
      ? fit('short', over)
      : null,
    term.core >= 2 && text.includes(term.signs.slice(0, term.core).join(''))
      ? fit('said', -term.core)
      : null,
    term.sound === sound || term.sound.startsWith(`${sound} `) ? fit('sound', over) : null,
  ];
  return [best, ...others].reduce((a, b) => {
    if (a === null || b === null) return a ?? b;
    return before(b, a) < 0 ? b : a;
  }, null);
}

/** English: where a word begins, or all the words in another order. */
function latinFit({ text: name, alias: by }: Latin, { text, english }: Query): Fit | null {
  const at = name.indexOf(` ${text}`);
  const rest = name.length - text.length;
  if (at < 0) return isEnglishFor(english, name) ? { tier: 'words', rest, by } : null;
  return { tier: rest === 1 ? 'whole' : at === 0 ? 'start' : 'word', rest, by };
}

function bestOf(entry: Entry, query: Query): Fit | null {
  const fits = [
    ...entry.terms.map((term) => fitOf(term, query)),
    ...(query.han ? [] : entry.latin.map((name) => latinFit(name, query))),
  ].filter((fit) => fit !== null);
  return fits.reduce<Fit | null>((a, b) => (a === null || before(b, a) < 0 ? b : a), null);
}

/** What a package contains counts where it fits by its words, not by how it sounds. */
const counts: ReadonlySet<Tier> = new Set(['whole', 'start', 'word', 'inside']);

/** Of what fits alike, packages before matters, then the closer, then as the catalogue has it. */
export function found(entries: readonly Entry[], input: string, reader: Reader): Found[] {
  const text = written(input);
  if (text === '') return [];
  const { signs, rests } = signsOf(text);
  const query: Query = {
    text,
    signs,
    rests,
    han: isHan.test(text),
    english: isHan.test(text) ? [] : englishWords(text),
    sound: signs.every((sign) => isHan.test(sign)) ? reader.syllables(text).join(' ') : null,
  };
  const fits = new Map(entries.map((entry) => [entry, bestOf(entry, query)]));
  return entries
    .flatMap((entry) => {
      const own = fits.get(entry) ?? null;
      if (own !== null) return [{ entry, fit: own }];
      const inside = signs.length < 2 ? [] : entry.inside.map((matter) => bestOf(matter, query));
      const through = inside.some((fit) => fit !== null && counts.has(fit.tier));
      const fit: Fit = { tier: 'matter', rest: 0, by: null };
      return through ? [{ entry, fit }] : [];
    })
    .sort(
      (a, b) =>
        tiers.indexOf(a.fit.tier) - tiers.indexOf(b.fit.tier) ||
        (a.fit.tier === 'said' ? a.fit.rest - b.fit.rest : 0) ||
        Number(a.entry.kind === 'matter') - Number(b.entry.kind === 'matter') ||
        a.fit.rest - b.fit.rest ||
        a.entry.place - b.entry.place,
    )
    .slice(0, most)
    .map(({ entry: { kind, code, name }, fit: { by } }) => ({ kind, code, name, by }));
}
