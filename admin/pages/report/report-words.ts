import { heading, type Word } from '../../../shared/report-words.ts';
import { useTexts } from '../../texts/index.ts';

/** The words of the report in the language in use: those of its files. */
export function useReportWords() {
  const { language } = useTexts();
  return (...words: readonly Word[]): string => heading(words, language.value);
}
