import { useTexts } from '../../texts/index.ts';

/** What boards can be told to speak (`announceLanguages`). */
export const voices = ['zh-Hans', 'yue', 'nan', 'en'] as const;
export type Voice = (typeof voices)[number];

/** A spoken language by its name; its code where the console has no name for it. */
export function useVoiceNames(): (language: string) => string {
  const { t } = useTexts();
  return (language) => {
    const known = voices.find((voice) => voice === language);
    return known === undefined ? language : t(`said.voices.name.${known}`);
  };
}
