import { computed, watch } from 'vue';
import type { VisitorCases } from '../../shared/contract/case.ts';
import type { Ticket } from '../../shared/contract/ticket.ts';
import { api } from '../../shared/ui/http.ts';
import { useAsked } from '../../shared/ui/asked.ts';
import { isOver } from './story.ts';

/**
 * What a visitor told that could not be done, and bad ratings, with what was done about them: asked for
 * once a step has ended, and with every word that comes of it.
 */
export function useCases(ticket: () => Ticket) {
  const path = (): string => `/api/tickets/${encodeURIComponent(ticket().token)}/cases`;
  const began = computed(
    () => isOver(ticket()) || ticket().steps.some(({ status }) => status === 'done'),
  );
  const { answer, ask } = useAsked(
    () => (began.value ? path() : null),
    (from) => api.get<VisitorCases>(from),
  );
  watch(
    () => [began.value, isOver(ticket()) ? ticket().version : 0],
    () => void ask(),
  );
  return { cases: answer, ask };
}
