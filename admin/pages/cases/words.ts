import { ratingReasons } from '../../../shared/contract/rating.ts';
import { useTexts } from '../../texts/index.ts';

type Reason = (typeof ratingReasons)[number];
const isReason = (code: string): code is Reason =>
  (ratingReasons as readonly string[]).includes(code);

/** Levels and reasons of bad ratings in words; a reason that has none stands as it is. */
export function useCaseWords() {
  const { t } = useTexts();
  return {
    levelName: (level: number): string => t(level === 1 ? 'cases.level.worst' : 'cases.level.bad'),
    reasonNames: (codes: readonly string[]): string =>
      codes
        .map((code) => (isReason(code) ? t(`cases.reason.${code}`) : code))
        .join(t('frame.comma')),
  };
}
