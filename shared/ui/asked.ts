import {
  onScopeDispose,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue';
import { ApiProblem } from './http.ts';

/** Milliseconds, the half of it by chance: many ask after the same outage. */
const retryAfter = (): number => 3000 + Math.random() * 3000;

/** A refusal stays one; a dead line, a server in trouble or a crowd does not. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status < 500 && error.status !== 429;

/**
 * What the page reads from an address, asked for until there is an answer or a refusal; `null`
 * asks nothing. `error` is what stands in the way now, `ask` asks anew.
 */
export function useAsked<T>(
  path: MaybeRefOrGetter<string | null>,
  get: (path: string) => Promise<T>,
): {
  readonly answer: ShallowRef<T | null>;
  readonly error: ShallowRef<unknown>;
  readonly ask: () => Promise<void>;
} {
  const answer = shallowRef<T | null>(null);
  const error = shallowRef<unknown>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let newest = 0;
  async function ask(): Promise<void> {
    clearTimeout(timer);
    const mine = (newest += 1);
    const at = toValue(path);
    if (at === null) return;
    try {
      const got = await get(at);
      if (mine !== newest) return;
      answer.value = got;
      error.value = null;
    } catch (cause) {
      if (mine !== newest) return;
      error.value = cause;
      if (!isRefusal(cause)) timer = setTimeout(() => void ask(), retryAfter());
    }
  }
  watch(
    () => toValue(path),
    () => void ask(),
    { immediate: true },
  );
  onScopeDispose(() => {
    newest += 1;
    clearTimeout(timer);
  });
  return { answer, error, ask };
}
