import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ArrivalNow } from '../contract/remote-ticket.ts';
import { serverNow } from './clock.ts';
import { api } from './http.ts';

/**
 * The code of arrival that stands in a hall, always the present one, and the address that opens a phone's
 * page with it; null where the hall has none or it is not known: an old one is shown to nobody.
 *
 * @param hall its code; null: it has none
 */
export function useArrivalCode(hall: () => string | null) {
  const arrival = shallowRef<ArrivalNow | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function ask(): Promise<void> {
    clearTimeout(timer);
    const of = hall();
    if (of === null) {
      arrival.value = null;
      return;
    }
    let next = 15_000;
    try {
      const path = `/api/halls/${encodeURIComponent(of)}/arrival-code`;
      const now = await api.get<ArrivalNow>(path);
      if (hall() !== of) return;
      arrival.value = now;
      // By the server's clock, which a screen's own may differ from; and often enough.
      next = Math.min(30_000, Math.max(2000, Date.parse(now.until) - serverNow() + 500));
    } catch {
      arrival.value = null;
    }
    timer = setTimeout(() => void ask(), next);
  }
  watch(hall, () => void ask(), { immediate: true });
  onScopeDispose(() => clearTimeout(timer));
  return arrival;
}
