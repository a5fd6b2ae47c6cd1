import { onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue';
import type { WaitingTicket, WindowState } from '../../shared/contract/window.ts';
import { api } from '../../shared/ui/http.ts';

/** Milliseconds between two readings at the least: a busy hall changes several times a second. */
const atMostEvery = 1500;

/**
 * Who waits, in the order in which this window would call them: read anew whenever the window's
 * state changes, while `wanted`. What cannot be read leaves the list as it was.
 */
export function useLine(
  path: string,
  state: ComputedRef<WindowState | null>,
  wanted: () => boolean,
) {
  const line = shallowRef<readonly WaitingTicket[]>([]);
  let timer = 0;
  let lastRead = -Infinity;
  const read = async (): Promise<void> => {
    lastRead = performance.now();
    try {
      line.value = await api.get<WaitingTicket[]>(`${path}/queue`);
    } catch {
      // The next state asks again; the rest of the screen does not depend on this.
    }
  };
  watch(
    [() => state.value?.version, wanted],
    ([version, want]) => {
      clearTimeout(timer);
      if (version === undefined || !want) return;
      const pause = Math.max(0, lastRead + atMostEvery - performance.now());
      timer = window.setTimeout(() => void read(), pause);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
  });
  return line;
}
