import { shallowRef } from 'vue';
import type { Popular } from '../shared/contract/catalogue.ts';
import { api } from '../shared/ui/http.ts';
import type { Found } from '../shared/ui/search.ts';
import { useHall } from './hall.ts';

const taken = shallowRef<Popular | null>(null);

/** What people come for most, while nothing is typed: what was taken lately, else the hall's own list. */
export function usePopular(): { popular: () => readonly Found[]; read: () => Promise<void> } {
  const offer = useHall();
  const found = (kind: Found['kind'], code: string): Found[] => {
    const thing = kind === 'package' ? offer.packages.get(code) : offer.matters.get(code);
    return thing === undefined ? [] : [{ kind, code, name: thing.name, by: null }];
  };
  return {
    popular: () =>
      taken.value?.flatMap(({ kind, code }) => found(kind, code)) ??
      offer.hall.settings.popular.flatMap(
        (code) => found('package', code)[0] ?? found('matter', code),
      ),
    /** Gives up quietly: the hall's own list is there. */
    read: async () => {
      try {
        taken.value = await api.get<Popular>(
          `/api/halls/${encodeURIComponent(offer.hall.code)}/popular`,
        );
      } catch {
        // The kiosk says by other means that the system is away.
      }
    },
  };
}
