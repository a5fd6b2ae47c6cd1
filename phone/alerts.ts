import { onScopeDispose, ref } from 'vue';

/** Sound and vibration. Browsers allow sound only after a touch or a key: until then it is silent. */
const storedAs = 'yihaotong.phone.ring';

export function useAlerts() {
  const ringing = ref(localStorage.getItem(storedAs) !== 'off');
  let audio: AudioContext | null = null;

  const wake = (): void => {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') void audio.resume();
  };
  const gestures = ['pointerdown', 'keydown'] as const;
  for (const each of gestures) addEventListener(each, wake);
  onScopeDispose(() => {
    for (const each of gestures) removeEventListener(each, wake);
    void audio?.close();
  });

  /** Short notes, one after the other. */
  function ring(notes: readonly number[]): void {
    if (!ringing.value || audio?.state !== 'running') return;
    notes.forEach((frequency, i) => {
      const at = audio!.currentTime + i * 0.28;
      const tone = audio!.createOscillator();
      const volume = audio!.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(0.5, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.26);
      tone.connect(volume).connect(audio!.destination);
      tone.start(at);
      tone.stop(at + 0.28);
    });
  }
  function vibrate(pattern: number[]): void {
    // Refused without a touch before, unknown on some phones: then there is what the page shows.
    if ('vibrate' in navigator && navigator.userActivation.hasBeenActive)
      navigator.vibrate(pattern);
  }

  return {
    ringing,
    setRinging(on: boolean): void {
      ringing.value = on;
      localStorage.setItem(storedAs, on ? 'on' : 'off');
      if (on) ring([880]);
    },
    near(): void {
      ring([660, 880]);
      vibrate([200, 100, 200]);
    },
    called(): void {
      ring([880, 660, 880, 1100]);
      vibrate([400, 150, 400, 150, 600]);
    },
  };
}
