import { computed, type ComputedRef, watch } from 'vue';
import type { VisitorApplications } from '../../shared/contract/application.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { api } from '../../shared/ui/http.ts';
import { useAsked } from '../../shared/ui/asked.ts';
import { isOver } from './story.ts';

/**
 * What was handed in on a visit: asked for when a step ends, and, once the visit is over, with every
 * word that comes of it.
 */
export function useApplications(
  ticket: () => Ticket,
): ComputedRef<VisitorApplications['applications']> {
  const done = computed(() => ticket().steps.filter(({ status }) => status === 'done').length);
  const { answer, ask } = useAsked(
    () =>
      done.value === 0 ? null : `/api/tickets/${encodeURIComponent(ticket().token)}/applications`,
    (path) => api.get<VisitorApplications>(path),
  );
  watch(
    () => [done.value, isOver(ticket()) ? ticket().version : 0],
    () => void ask(),
  );
  return computed(() => answer.value?.applications ?? []);
}
