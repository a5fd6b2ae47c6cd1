import { shallowRef } from 'vue';
import { ApiProblem } from '../shared/ui/http.ts';
import { useProblemText } from '../shared/ui/i18n.ts';
import { session } from './session.ts';

/** What a form or page tried, and what the server said to it. */
export function useTrying() {
  const problemText = useProblemText();
  const busy = shallowRef(false);
  const error = shallowRef<unknown>(null);

  /** Runs; answers whether it went well. What went wrong stands in `error`. */
  async function trying(run: () => Promise<unknown>): Promise<boolean> {
    busy.value = true;
    error.value = null;
    try {
      await run();
      return true;
    } catch (cause) {
      session.noteError(cause);
      error.value = cause;
      return false;
    } finally {
      busy.value = false;
    }
  }
  /** What the server found wrong at a field, by its path. */
  const issueAt = (path: string): string | undefined =>
    error.value instanceof ApiProblem
      ? error.value.issues.find((issue) => issue.path === path)?.message
      : undefined;
  const problem = (): string | null => (error.value === null ? null : problemText(error.value));
  return { busy, error, trying, issueAt, problem };
}
