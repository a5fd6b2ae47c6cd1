import { onScopeDispose, ref, watch, type Ref } from 'vue';

/** Seconds between two rings. */
const every = 3;

let audio: AudioContext | null = null;

/** Two bright tones, no clip needed. */
function strike(context: AudioContext): void {
  const start = context.currentTime + 0.02;
  for (const [i, frequency] of [1047, 1319, 1047, 1319].entries()) {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    const from = start + i * 0.18;
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(0.3, from + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.17);
    tone.connect(loudness).connect(context.destination);
    tone.start(from);
    tone.stop(from + 0.18);
  }
}

/** Rings for as long as `rings`; a browser that keeps it silent is said, and asked again by a touch. */
export function useBell(rings: Ref<boolean>) {
  const silent = ref(false);
  const ring = (): void => {
    try {
      audio ??= new AudioContext();
      silent.value = audio.state !== 'running';
      if (!silent.value) strike(audio);
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
