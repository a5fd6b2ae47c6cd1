import { ref, shallowRef } from 'vue';
import { ApiProblem, newKey } from '../../shared/ui/http.ts';

/** Sends something once: after a lost answer the next try carries the same key. */
export function useOnce() {
  const busy = ref(false);
  const error = shallowRef<unknown>(null);
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
      if (cause instanceof ApiProblem) key = newKey();
      error.value = cause;
      return null;
    } finally {
      busy.value = false;
    }
  }
  return { busy, error, once };
}
