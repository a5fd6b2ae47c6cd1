import type { Case } from '../../../shared/contract/case.ts';
import { ratingReasons } from '../../../shared/contract/rating.ts';
import { textIn } from '../../../shared/languages.ts';
import { windowName } from '../../../shared/ui/window-labels.ts';
import { reasonIn } from '../../../shared/reasons.ts';
import { useTexts } from '../../texts/index.ts';

type Reason = (typeof ratingReasons)[number];
const isReason = (code: string): code is Reason =>
  (ratingReasons as readonly string[]).includes(code);

/** What cases are about, in words; a reason that has none stands as it is. */
export function useCaseWords() {
  const { t, language } = useTexts();
  const levelName = (level: number): string =>
    t(level === 1 ? 'cases.level.worst' : 'cases.level.bad');
  const reasonNames = (codes: readonly string[]): string =>
    codes.map((code) => (isReason(code) ? t(`cases.reason.${code}`) : code)).join(t('frame.comma'));
  /** What the visitor said; a reason from the list in the reader's language. */
  const saidOf = ({ text }: Case): string =>
    text === null ? '' : reasonIn('not-done', text, language.value);
  return {
    levelName,
    reasonNames,
    saidOf,
    /** A rating's level and reasons, or the words of what could not be done. */
    aboutOf: (of: Case): string =>
      [
        of.level === null ? '' : levelName(of.level),
        reasonNames(of.reasons),
        of.kind === 'not-done' ? saidOf(of) : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
    whereOf: (of: Case): string =>
      [
        of.window === null ? '' : t('guide.window', { n: windowName(of.window) }),
        of.queueName === null ? '' : textIn(of.queueName, language.value),
      ]
        .filter((part) => part !== '')
        .join(' · '),
  };
}
