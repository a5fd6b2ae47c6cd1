import type { Catalogue } from '../contract/catalogue.ts';
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
