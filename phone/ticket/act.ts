import { ref, shallowRef } from 'vue';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { api, newKey } from '../../shared/ui/http.ts';

/** What a visitor does with a ticket: sent once, whatever a hasty finger does. */
export function useAct(token: string) {
  const busy = ref(false);
  const error = shallowRef<unknown>(null);
  async function act(what: string, body?: object): Promise<Ticket | null> {
    if (busy.value) return null;
    busy.value = true;
    error.value = null;
    try {
      return await api.post<Ticket>(`/api/tickets/${encodeURIComponent(token)}/${what}`, {
        idempotencyKey: newKey(),
        body,
      });
    } catch (cause) {
      error.value = cause;
      return null;
    } finally {
      busy.value = false;
    }
  }
  return { busy, error, act };
}
