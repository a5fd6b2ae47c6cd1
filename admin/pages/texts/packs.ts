import { clipTexts, patternOf } from '../../../shared/spoken.ts';
import { at } from '../../../shared/ui/base.ts';
import type { ListedPack } from '../../../shared/voices.ts';
import { api } from '../../../shared/ui/http.ts';

export const fetchPacks = (): Promise<ListedPack[]> => api.get<ListedPack[]>('/api/voices');

/** Where its clips are: a bundled pack also where one of the hall's own has its name. */
export const baseOf = ({ pack, bundled }: ListedPack): string =>
  at(`/voices/${bundled ? 'bundled/' : ''}${encodeURIComponent(pack)}`);

export const fileOf = ({ pack, bundled }: ListedPack): string =>
  `/api/voices/${encodeURIComponent(pack)}${bundled ? '?bundled=true' : ''}`;

/** The words that are heard in the missing clips. */
export function missingWords(language: string, missing: readonly string[]): string {
  const texts = clipTexts(patternOf(language));
  return missing.map((name) => texts.get(name) ?? name).join(' ');
}

/** The pack that boards speak a language with: the hall's own, else the bundled one; complete ones only. */
export const speakerOf = (packs: readonly ListedPack[], language: string): ListedPack | undefined =>
  packs.find((each) => each.pack === language && each.missing.length === 0);
