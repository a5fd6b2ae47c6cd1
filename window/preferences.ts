import { ref, watch } from 'vue';
import { z } from 'zod';
import { keptForGood } from '../shared/ui/kept.ts';
import { readRemembered, remember } from '../shared/ui/remembered.ts';

const kept = 'yihaotong.window.preferences';
const Preferences = z.object({ sound: z.boolean(), singleKeys: z.boolean() });

/** How this desk likes it: the sound of the alarm, and keys of a single character. */
export function usePreferences() {
  const before = readRemembered(keptForGood, kept, Preferences);
  const sound = ref(before?.sound ?? true);
  const singleKeys = ref(before?.singleKeys ?? true);
  watch([sound, singleKeys], () => {
    remember(keptForGood, kept, { sound: sound.value, singleKeys: singleKeys.value });
  });
  return {
    sound,
    singleKeys,
    toggleSound: () => {
      sound.value = !sound.value;
    },
    toggleSingleKeys: () => {
      singleKeys.value = !singleKeys.value;
    },
  };
}
export type Preferences = ReturnType<typeof usePreferences>;
