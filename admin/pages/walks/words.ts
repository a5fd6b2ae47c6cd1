import type { Catalogue } from '../../../shared/contract/catalogue.ts';
import { type Text, textIn } from '../../../shared/languages.ts';
import { useTexts } from '../../texts/index.ts';

/** A row of the catalogue in the reader's words. */
export function useNamed() {
  const { language } = useTexts();
  const nameOf = (name: Text): string => textIn(name, language.value);
  return {
    nameOf,
    namesOf: (list: readonly { name: Text }[]): string[] => list.map(({ name }) => nameOf(name)),
    /** Words as the server knows them: those that name a matter by its code, all others as they are. */
    mattersFrom: (
      words: readonly string[],
      matters: Catalogue['matters'],
    ): { matters: string[]; otherMatters: string[] } => {
      const codeOf = (word: string): string | undefined =>
        matters.find(({ code, name }) => code === word || Object.values(name).includes(word))?.code;
      return {
        matters: words.flatMap((word) => codeOf(word) ?? []),
        otherMatters: words.filter((word) => codeOf(word) === undefined),
      };
    },
  };
}

/** Seconds in words: minutes from a minute on. */
export function useDuration() {
  const { t } = useTexts();
  return (seconds: number | null): string =>
    seconds === null
      ? t('walks.unknown')
      : seconds < 60
        ? t('walks.seconds', { n: Math.round(seconds) })
        : t('walks.minutes', { n: Math.round(seconds / 60) });
}

/** What the summary of walks counts, in its order. */
export const summaryCounts = [
  'departments',
  'leaders',
  'matters',
  'obstaclesFound',
  'obstaclesSolved',
  'workingDaysCut',
  'papersCut',
] as const;
