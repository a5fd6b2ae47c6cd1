import type { Catalogue } from '../contract/catalogue.ts';
import type { Named } from '../rules/search/entries.ts';
import type { Search } from '../rules/search/found.ts';

export type { Candidate, Found, Search } from '../rules/search/found.ts';

/**
 * A search of a catalogue, for every screen where somebody picks a package or a matter. The
 * dictionary is large (150 KB), so it comes only when somebody searches.
 */
export async function searchOf(catalogue: Catalogue): Promise<Search> {
  const { engineOf } = await import('../rules/search/engine.ts');
  return engineOf(catalogue);
}

/** The same of things that have a name alone. @returns finds the codes of what fits, best first */
export async function nameSearchOf(
  items: readonly Named[],
): Promise<(query: string) => readonly string[]> {
  const { nameEngine } = await import('../rules/search/engine.ts');
  return nameEngine(items);
}
