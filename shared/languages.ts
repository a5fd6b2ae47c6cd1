import type { Text } from './contract/text.ts';

export type { Text };

/** The languages of screens, slips, phone pages and announcements; the first is the default. */
export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type Language = (typeof languages)[number];

const han = /\p{Script=Han}/u;
const halfWidthPair = /(.?)\s?\(([^()]*)\)/gu;

/** Brackets beside or around Chinese are as wide as it, however they were typed. */
function withWideBrackets(text: string): string {
  if (!text.includes('(')) return text;
  return text.replace(halfWidthPair, (pair, before: string, inside: string) =>
    han.test(before + inside) ? `${before}（${inside}）` : pair,
  );
}

/** The text in the language asked for, else in the nearest one that exists. */
export function textIn(text: Text, language: Language): string {
  return withWideBrackets(text[language] ?? text['zh-Hans']);
}

/** A name without what explains it in brackets: 老年人（60周岁以上） → 老年人. */
export function shortName(name: string): string {
  return name.replace(/\s*[（(][^（()）]*[)）]$/u, '') || name;
}
