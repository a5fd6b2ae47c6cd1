import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import type { TerminalMessage } from '../../shared/contract/message.ts';
import type { WindowState } from '../../shared/contract/window.ts';
import { useNow } from '../../shared/ui/clock.ts';
import { api, newKey } from '../../shared/ui/http.ts';
import { strike } from '../../shared/ui/tones.ts';

/** Seconds between two rings of a call. */
const ringEvery = 4;

let audio: AudioContext | null = null;
function sound(frequencies: readonly number[]): void {
  try {
    audio ??= new AudioContext();
    strike(audio, frequencies, { loud: 0.25, every: 0.2 });
  } catch {
    // Without a sound device the words alone speak.
    audio = null;
  }
}

/**
 * What the manager says to this window and nobody has read: a message sounds once, a call rings until
 * it is read. What has been read here is gone at once, also before the server has heard of it.
 *
 * @param path of the window
 */
export function useMessages(state: ComputedRef<WindowState | null>, path: string) {
  const now = useNow();
  const read = ref<ReadonlySet<string>>(new Set());
  const unread = computed((): TerminalMessage[] =>
    (state.value?.messages ?? []).filter(
      ({ id, until }) => !read.value.has(id) && Date.parse(until) > now.value,
    ),
  );
  const heard = new Set<string>();
  const rings = computed(() => unread.value.some(({ calls }) => calls));
  let timer: ReturnType<typeof setInterval> | undefined;
  watch(
    unread,
    (all) => {
      const fresh = all.filter(({ id }) => !heard.has(id));
      for (const { id } of fresh) heard.add(id);
      if (fresh.some(({ calls }) => !calls)) sound([988, 1319]);
    },
    { immediate: true },
  );
  watch(
    rings,
    (is) => {
      clearInterval(timer);
      if (!is) return;
      const ring = (): void => sound([1047, 1319, 1047, 1319]);
      ring();
      timer = setInterval(ring, ringEvery * 1000);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearInterval(timer));

  /** Says that it was read; where that does not arrive it stands here again. */
  async function take(id: string): Promise<void> {
    read.value = new Set([...read.value, id]);
    try {
      await api.post(`${path}/messages/${encodeURIComponent(id)}/read`, {
        idempotencyKey: newKey(),
      });
    } catch {
      read.value = new Set([...read.value].filter((each) => each !== id));
    }
  }
  return { unread, take };
}
