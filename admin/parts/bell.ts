import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { strike } from '../../shared/ui/tones.ts';

/** Seconds between two rings. */
const every = 3;

let audio: AudioContext | null = null;

/** Two bright tones, twice. */
const ringing = [1047, 1319, 1047, 1319];

/** Rings for as long as `rings`; a browser that keeps it silent is said, and asked again by a touch. */
export function useBell(rings: Ref<boolean>) {
  const silent = ref(false);
  const ring = (): void => {
    try {
      audio ??= new AudioContext();
      silent.value = audio.state !== 'running';
      if (!silent.value) strike(audio, ringing, { loud: 0.3, every: 0.18 });
    } catch {
      // Without a sound device the colour alone speaks.
      audio = null;
    }
  };
  /** Within a touch or a key press, the only time at which browsers allow it. */
  const wake = (): void => {
    if (!rings.value) return;
    audio ??= new AudioContext();
    void audio.resume().then(ring, () => undefined);
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  watch(
    rings,
    (now) => {
      clearInterval(timer);
      if (!now) return;
      ring();
      timer = setInterval(ring, every * 1000);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearInterval(timer);
  });
  return { silent, wake };
}
