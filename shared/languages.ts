import type { Text } from './contract/text.ts';

export type { Text };

/** The languages of screens, slips, phone pages and announcements; the first is the default. */
export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type Language = (typeof languages)[number];

/** The text in the language asked for, else in the nearest one that exists. */
export function textIn(text: Text, language: Language): string {
  return text[language] ?? text['zh-Hans'];
}
