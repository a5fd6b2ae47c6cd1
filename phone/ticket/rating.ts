import { computed, ref } from 'vue';
import type { Rating } from '../../shared/contract/ticket.ts';
import { api } from '../../shared/ui/http.ts';
import { useOnce } from '../once.ts';

/** Sends the rating of a step. Its card goes when the ticket comes back with the step rated. */
export function useRating(token: string, step: number) {
  const { busy: sending, fault, once } = useOnce();
  const sent = ref(false);
  async function send(rating: Omit<Rating, 'step'>): Promise<boolean> {
    const body = { ...rating, step };
    const answer = await once(body, (idempotencyKey) =>
      api.post(`/api/tickets/${encodeURIComponent(token)}/rating`, { idempotencyKey, body }),
    );
    sent.value = answer !== null;
    return sent.value;
  }
  return { busy: computed(() => sending.value || sent.value), fault, send };
}
