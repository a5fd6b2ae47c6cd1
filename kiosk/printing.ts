import { ref } from 'vue';
import type { PrintedSlip } from '../shared/contract/slip.ts';
import { printerFaults, type PrinterFault } from '../shared/printer-faults.ts';
import { ApiProblem, newKey, postSurely } from '../shared/ui/http.ts';

/** Why there is no slip: what the printer says of itself, else which of the others did not answer. */
export type NoSlip = PrinterFault | 'late' | 'system';

/** How a slip fares. A browser, or a printer that reports nothing, does not say whether paper came out: `sent`. */
export type Printing =
  | { readonly at: 'busy' }
  | { readonly at: 'sent' }
  | { readonly at: 'printed' }
  | { readonly at: 'failed'; readonly why: NoSlip };

function whyOf(error: unknown): NoSlip {
  if (!(error instanceof ApiProblem)) return 'system';
  if (error.code === 'reprint_too_late') return 'late';
  return printerFaults.find((fault) => fault === error.facts['fault']) ?? 'system';
}

/**
 * Prints a ticket's slip, one tap at a time and with a key of its own: on the kiosk's network printer
 * where it has one, else by the browser. A lost answer is asked for twice more, a printer's fault
 * never: the visitor or the staff start it again.
 */
export function usePrinting(token: string, byBrowser: () => Promise<boolean>) {
  const state = ref<Printing>({ at: 'busy' });
  const left = new AbortController();
  let under = false;

  const attempt = async (): Promise<Printing> => {
    try {
      const { paper } = await postSurely<PrintedSlip>(
        `/api/tickets/${encodeURIComponent(token)}/print`,
        {
          idempotencyKey: newKey(),
          // A slow printer may take a quarter of a minute.
          timeout: 30_000,
          attempts: 3,
          signal: left.signal,
        },
      );
      return { at: paper === 'unwatched' ? 'sent' : 'printed' };
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'no_printer'))
        return { at: 'failed', why: whyOf(error) };
      return (await byBrowser()) ? { at: 'sent' } : { at: 'failed', why: 'system' };
    }
  };
  return {
    state,
    print: async (): Promise<void> => {
      if (under) return;
      under = true;
      state.value = { at: 'busy' };
      const outcome = await attempt();
      under = false;
      if (!left.signal.aborted) state.value = outcome;
    },
    /** The visitor has gone: nothing is asked for any more. */
    leave: (): void => {
      left.abort();
    },
  };
}
