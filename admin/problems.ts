import { shallowRef } from 'vue';
import type { Issue } from '../shared/errors.ts';
import { faults, type FaultCode } from '../shared/faults.ts';
import { ApiProblem } from '../shared/ui/http.ts';
import { useProblemText } from '../shared/ui/i18n.ts';
import { session } from '../shared/ui/session.ts';
import { useTexts } from './texts/index.ts';

const isFaultCode = (code: string | undefined): code is FaultCode =>
  code !== undefined && Object.hasOwn(faults, code);

/** The sentence for what is wrong at one place of an input. */
export function useIssueText(): (issue: Issue) => string {
  const { t } = useTexts();
  return ({ code, facts }) => (isFaultCode(code) ? t(`faultCode.${code}`, facts) : t('fault.form'));
}

/** What a form or page tried, and what the server said to it. */
export function useTrying() {
  const issueText = useIssueText();
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
  const issueAt = (path: string): string | undefined => {
    if (!(error.value instanceof ApiProblem)) return undefined;
    const found = error.value.issues.find((issue) => issue.path === path);
    return found === undefined ? undefined : issueText(found);
  };
  const problem = (): string | null => (error.value === null ? null : problemText(error.value));
  return { busy, error, trying, issueAt, problem };
}
