import { onScopeDispose, readonly, ref, watch } from 'vue';
import { serverNow } from '../../shared/ui/clock.ts';
import { useConnection, useHeartbeat } from '../../shared/ui/live.ts';

/** The first connection of a page takes a moment (ms): that is not a loss. */
const firstConnection = 1200;

/**
 * Whether the server is heard, and since when it is not. The page asks every moment whether it is
 * there, so that a line that has gone silent is known within two seconds.
 */
export function useOnline() {
  useHeartbeat();
  const { connected } = useConnection();
  const lostSince = ref<number | null>(null);
  let known = false;
  const settle = (): void => {
    if (connected.value) {
      known = true;
      lostSince.value = null;
    } else if (known) lostSince.value ??= serverNow();
  };
  const timer = window.setTimeout(() => {
    known = true;
    settle();
  }, firstConnection);
  watch(connected, settle, { immediate: true });
  onScopeDispose(() => {
    clearTimeout(timer);
  });
  return { online: connected, lostSince: readonly(lostSince) };
}
