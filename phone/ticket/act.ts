import type { Ticket } from '../../shared/contract/ticket.ts';
import { api } from '../../shared/ui/http.ts';
import { useOnce } from '../once.ts';

/** What a visitor does with a ticket. */
export function useAct(token: string) {
  const { busy, fault, once } = useOnce();
  const act = (what: 'cancel' | 'return'): Promise<Ticket | null> =>
    once(what, (idempotencyKey) =>
      api.post<Ticket>(`/api/tickets/${encodeURIComponent(token)}/${what}`, {
        idempotencyKey,
      }),
    );
  return { busy, fault, act };
}
