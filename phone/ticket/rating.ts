import { ref, shallowRef } from 'vue';
import type { Rating } from '../../shared/contract/ticket.ts';
import { api, newKey } from '../../shared/ui/http.ts';

/** Sends the rating of a step. Its card goes when the ticket comes back with the step rated. */
export function useRating(token: string, step: number) {
  const busy = ref(false);
  const error = shallowRef<unknown>(null);
  async function send(rating: Omit<Rating, 'step'>): Promise<boolean> {
    busy.value = true;
    error.value = null;
    try {
      await api.post(`/api/tickets/${encodeURIComponent(token)}/rating`, {
        idempotencyKey: newKey(),
        body: { ...rating, step },
      });
      return true;
    } catch (cause) {
      error.value = cause;
      busy.value = false;
      return false;
    }
  }
  return { busy, error, send };
}
