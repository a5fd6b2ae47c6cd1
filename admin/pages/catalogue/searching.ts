import { type Ref, shallowRef, watch } from 'vue';
import type { Catalogue } from '../../../shared/contract/catalogue.ts';
import { type Found, type Search, searchOf } from '../../../shared/ui/search.ts';

/** Finds packages and matters as visitors do: by everyday words, pinyin and its initials. */
export function useCatalogueSearch(catalogue: Ref<Catalogue | null>) {
  const search = shallowRef<Search | null>(null);
  const wanted = shallowRef(false);
  // The dictionary comes with the first letter; every new catalogue is read anew.
  watch([catalogue, wanted], async ([now, asked]) => {
    if (now !== null && asked) search.value = await searchOf(now);
  });
  return (kind: Found['kind']) =>
    (query: string): readonly string[] => {
      wanted.value = true;
      const found = search.value?.find(query) ?? [];
      return found.filter((each) => each.kind === kind).map(({ code }) => code);
    };
}
