import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ArrivalNow } from '../contract/remote-ticket.ts';
import { serverNow } from './clock.ts';
import { api } from './http.ts';

/**
 * The code of arrival that stands in a hall, always the present one; null where the hall has none or it is
 * not known: an old one is shown to nobody.
 *
 * @param hall its code; null: it has none
 */
export function useArrivalCode(hall: () => string | null) {
  const code = shallowRef<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function ask(): Promise<void> {
    clearTimeout(timer);
    const of = hall();
    if (of === null) {
      code.value = null;
      return;
    }
    let next = 15_000;
    try {
      const path = `/api/halls/${encodeURIComponent(of)}/arrival-code`;
      const now = await api.get<ArrivalNow>(path);
      if (hall() !== of) return;
      code.value = now.code;
      // By the server's clock, which a screen's own may differ from; and often enough.
      next = Math.min(30_000, Math.max(2000, Date.parse(now.until) - serverNow() + 500));
    } catch {
      code.value = null;
    }
    timer = setTimeout(() => void ask(), next);
  }
  watch(hall, () => void ask(), { immediate: true });
  onScopeDispose(() => clearTimeout(timer));
  return code;
}
