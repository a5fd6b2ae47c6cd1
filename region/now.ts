import { onScopeDispose, ref, shallowRef } from 'vue';
import type { RegionState } from '../shared/contract/region.ts';
import { api } from '../shared/ui/http.ts';

/** Milliseconds; each phone a little other than the next. */
const every = (): number => 15_000 + Math.random() * 5000;

/** The region as it is now, asked for again while the page is looked at; what was stays where it cannot be had. */
export function useRegion() {
  const state = shallowRef<RegionState | null>(null);
  const away = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function ask(): Promise<void> {
    clearTimeout(timer);
    if (document.visibilityState !== 'hidden') {
      try {
        state.value = await api.get<RegionState>('/api/region');
        away.value = false;
      } catch {
        away.value = true;
      }
    }
    timer = setTimeout(() => void ask(), every());
  }
  const seen = (): void => {
    if (document.visibilityState === 'visible') void ask();
  };
  document.addEventListener('visibilitychange', seen);
  onScopeDispose(() => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  });
  void ask();
  return { state, away };
}
