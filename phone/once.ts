import { computed, ref, shallowRef } from 'vue';
import { ApiProblem, newKey, Unreachable } from '../shared/ui/http.ts';
import { useProblemText } from '../shared/ui/i18n.ts';
import { useTexts } from './texts/index.ts';

/**
 * Sends something once, whatever a hasty finger does: after a lost answer the next try carries the
 * same key. `fault` is the sentence for what went wrong.
 */
export function useOnce() {
  const { t } = useTexts();
  const problemText = useProblemText();
  const busy = ref(false);
  const error = shallowRef<unknown>(null);
  const fault = computed(() => {
    if (error.value === null) return null;
    return error.value instanceof Unreachable ? t('unsent') : problemText(error.value);
  });
  let key = newKey();
  let last = '';
  async function once<T>(what: unknown, send: (key: string) => Promise<T>): Promise<T | null> {
    if (busy.value) return null;
    busy.value = true;
    error.value = null;
    // Another wish is another request.
    if (JSON.stringify(what) !== last) key = newKey();
    last = JSON.stringify(what);
    try {
      const answer = await send(key);
      key = newKey();
      return answer;
    } catch (cause) {
      if (cause instanceof ApiProblem && cause.status < 500) key = newKey();
      error.value = cause;
      return null;
    } finally {
      busy.value = false;
    }
  }
  return { busy, error, fault, once };
}
