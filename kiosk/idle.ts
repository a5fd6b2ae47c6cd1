import { computed, onScopeDispose, ref, watch, type Ref } from 'vue';

/** Seconds without a touch or a key until the warning, the end of the visit, and the screen saver. */
export const idleAfter = { warning: 45, end: 60, saver: 180 };

/**
 * Counts since the last touch or key. `onEnd` is called once at the end; while `held` (a tap is
 * under way) `holdSeconds` is the limit instead. Nobody is warned who has not `begun`.
 */
export function useIdle(options: {
  onEnd: () => void;
  begun: Ref<boolean>;
  held: Ref<boolean>;
  holdSeconds: number;
}) {
  const seconds = ref(0);
  let since = performance.now();
  let ended = false;
  const touch = (): void => {
    since = performance.now();
    seconds.value = 0;
    ended = false;
  };
  const end = computed(() => (options.held.value ? options.holdSeconds : idleAfter.end));
  // A ticket that was long in coming is to be read: its time begins when it is there.
  watch(options.held, (held) => {
    if (!held) touch();
  });
  const timer = setInterval(() => {
    seconds.value = Math.floor((performance.now() - since) / 1000);
    if (seconds.value < end.value || ended) return;
    ended = true;
    options.onEnd();
  }, 250);
  /** Seconds left while the warning stands, else null. */
  const left = computed(() => {
    const rest = end.value - seconds.value;
    return options.begun.value && rest > 0 && rest <= idleAfter.end - idleAfter.warning
      ? rest
      : null;
  });
  const saving = computed(() => seconds.value >= idleAfter.saver);
  // Warning and screen saver end by their own controls: taken away at the first contact, they
  // would let the rest of the tap through to what lies below.
  const onTouch = (): void => {
    if (left.value === null && !saving.value) touch();
  };
  const events = ['pointerdown', 'keydown', 'wheel'] as const;
  for (const type of events) addEventListener(type, onTouch, { capture: true });
  onScopeDispose(() => {
    clearInterval(timer);
    for (const type of events) removeEventListener(type, onTouch, { capture: true });
  });
  return { touch, left, saving };
}
