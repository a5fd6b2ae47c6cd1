import { pinyin } from 'pinyin-pro';
import type { Catalogue } from '../../contract/catalogue.ts';
import type { Search } from './found.ts';
import { candidatesIn } from './candidates.ts';
import { entriesOf, entryOf, type Named } from './entries.ts';
import { likelyOf } from './likely.ts';
import { found } from './rank.ts';
import { traditionalBy } from './script.ts';
import type { Reader } from './term.ts';

/** Reads every name and everyday word once. */
export function engineOf(catalogue: Catalogue): Search {
  const reader = dictionary();
  const entries = entriesOf(catalogue, reader);
  const traditional = traditionalBy(
    [...catalogue.packages, ...catalogue.matters].map(({ name }) => [
      name['zh-Hans'],
      name['zh-Hant'] ?? '',
    ]),
  );
  const find = (query: string) => found(entries, query, reader);
  const candidates = candidatesIn(entries, traditional);
  return {
    find,
    likely: likelyOf(entries, find, reader),
    candidates,
    wordIn: (alias, language) => {
      if (language === 'zh-Hans') return alias;
      return language === 'zh-Hant' ? traditional(alias) : /^[ -~]+$/.test(alias) ? alias : null;
    },
  };
}

/**
 * A search of things by their names alone, as a catalogue is searched.
 *
 * @returns finds the codes of what fits a query, best first
 */
export function nameEngine(items: readonly Named[]): (query: string) => readonly string[] {
  const reader = dictionary();
  const entries = items.map((item, place) => entryOf('package', item, place, reader));
  return (query) => found(entries, query, reader).map(({ code }) => code);
}

function dictionary(): Reader {
  const alone = new Map<string, string>();
  return {
    syllables: (text) => pinyin(text, { type: 'array', toneType: 'num', v: true }),
    alone: (character) => {
      const known = alone.get(character);
      if (known !== undefined) return known;
      const reading = pinyin(character, { toneType: 'none', v: true });
      alone.set(character, reading);
      return reading;
    },
  };
}
