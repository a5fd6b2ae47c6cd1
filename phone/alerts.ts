import { onScopeDispose, ref } from 'vue';
import { keptForGood, keptInTab } from '../shared/ui/kept.ts';
import type { Occasion } from './ticket/story.ts';

/** Sound and vibration. Browsers allow sound only after a touch or a key: until then it is silent. */
const storedAs = 'yihaotong.phone.ring';
const rungAs = 'yihaotong.phone.rung';

const sounds = {
  near: { notes: [660, 880], shakes: [200, 100, 200] },
  called: { notes: [880, 660, 880, 1100], shakes: [400, 150, 400, 150, 600] },
} as const;

/** For one ticket's page: `token` tells its occasions from those of another. */
export function useAlerts(token: string) {
  const wanted = ref(keptForGood.get(storedAs) !== 'off');
  /** Whether the browser lets the page be heard. */
  const audible = ref(false);
  let audio: AudioContext | null = null;

  /** Within a touch or a key press, the only time at which browsers allow it. */
  async function wake(): Promise<void> {
    audio ??= new AudioContext();
    if (audio.state !== 'running') await audio.resume();
    audible.value = true;
  }
  const onGesture = (): void => void wake().catch(() => undefined);
  const gestures = ['click', 'touchend', 'keydown'] as const;
  for (const each of gestures) addEventListener(each, onGesture);
  onScopeDispose(() => {
    for (const each of gestures) removeEventListener(each, onGesture);
    void audio?.close();
  });

  /** Short notes, one after the other. */
  function ring(notes: readonly number[]): void {
    if (!wanted.value || audio?.state !== 'running') return;
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
  function vibrate(pattern: readonly number[]): void {
    // Unknown on some phones, and refused without a touch before: then there is what the page shows.
    if (!('vibrate' in navigator)) return;
    if ('userActivation' in navigator && !navigator.userActivation.hasBeenActive) return;
    navigator.vibrate([...pattern]);
  }

  return {
    wanted,
    audible,
    /** Turned on by a touch: what is heard at once is what will be heard. */
    want: async (on: boolean): Promise<void> => {
      wanted.value = on;
      keptForGood.set(storedAs, on ? 'on' : 'off');
      if (!on) return;
      await wake().catch(() => undefined);
      ring([880]);
    },
    /** Once for each occasion, also where the page is loaded again meanwhile. */
    announce: ({ kind, name }: Occasion): void => {
      const occasion = `${token} ${name}`;
      if (keptInTab.get(rungAs) === occasion) return;
      keptInTab.set(rungAs, occasion);
      ring(sounds[kind].notes);
      vibrate(sounds[kind].shakes);
    },
  };
}
