import { computed, reactive, ref, watch } from 'vue';
import { z } from 'zod';
import { keptInTab } from '../../shared/ui/kept.ts';
import { readRemembered, remember } from '../../shared/ui/remembered.ts';

const Kept = z.object({ base: z.string(), form: z.unknown() });

/**
 * A form whose unsaved changes survive a reload or a lost sign-in, in this tab only. `base` is what
 * the server has; a draft of something that has changed there meanwhile is kept, and can be discarded.
 */
export function useDraft<F extends object>(name: string, initial: () => F) {
  const place = `yihaotong.admin.draft.${name}`;
  const base = ref(JSON.stringify(initial()));
  const kept = readRemembered(keptInTab, place, Kept);
  const form = reactive(structuredClone((kept?.form as F | undefined) ?? initial())) as F;
  const dirty = computed(() => JSON.stringify(form) !== base.value);

  watch(
    () => JSON.stringify(form),
    (now) => {
      remember(keptInTab, place, now === base.value ? null : { base: base.value, form });
    },
  );
  /** Takes what the server has now: after saving, or to give the changes up. */
  function reset(): void {
    Object.assign(form, structuredClone(initial()));
    base.value = JSON.stringify(initial());
    remember(keptInTab, place, null);
  }
  return { form, dirty, base, reset };
}
