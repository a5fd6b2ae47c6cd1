import { computed, type ComputedRef } from 'vue';
import { ApiProblem } from '../http.ts';
import { type Texts, useProblemText, useSharedTexts } from '../i18n.ts';
import { account } from './texts/account.ts';

type Words = Texts<(typeof account)['zh-Hans']>;

/** The words of one's own account: only screens for people who work here load them. */
export function useAccountWords(): ComputedRef<Words> {
  const { language } = useSharedTexts();
  return computed(() => account[language.value]);
}

const reasons = {
  password_common: 'common',
  password_like_name: 'likeName',
  password_guessable: 'guessable',
  password_same: 'same',
} as const;
const isReason = (fault: unknown): fault is keyof typeof reasons =>
  typeof fault === 'string' && Object.hasOwn(reasons, fault);

/** The sentence for what went wrong, with the reason why a password was refused. */
export function useAccountProblem(): (error: unknown) => string {
  const words = useAccountWords();
  const problemText = useProblemText();
  return (error) => {
    const fault = error instanceof ApiProblem ? error.facts['fault'] : undefined;
    return isReason(fault) ? words.value.password[reasons[fault]] : problemText(error);
  };
}
