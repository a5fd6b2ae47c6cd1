import { onMounted, ref, shallowRef } from 'vue';
import type { Catalogue } from '../../shared/contract/catalogue.ts';
import { api } from '../../shared/ui/http.ts';

/** The hall's catalogue, read when a sheet opens that needs it. */
export function useCatalogue(hall: string, read: (catalogue: Catalogue) => void) {
  const catalogue = shallowRef<Catalogue | null>(null);
  const gone = ref(false);
  onMounted(async () => {
    try {
      const found = await api.get<Catalogue>(`/api/halls/${encodeURIComponent(hall)}/catalogue`);
      read(found);
      catalogue.value = found;
    } catch {
      gone.value = true;
    }
  });
  return { catalogue, gone };
}
