import { z } from 'zod';

/** The languages of screens, slips, phone pages and announcements; the first is the default. */
export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** A name or sentence that the hall itself wrote. Only Simplified Chinese is required. */
export const Text = z.object({
  'zh-Hans': z.string().trim().min(1),
  'zh-Hant': z.string().trim().min(1).optional(),
  en: z.string().trim().min(1).optional(),
});
export type Text = z.infer<typeof Text>;

/** The text in the language asked for, else in the nearest one that exists. */
export function textIn(text: Text, language: Language): string {
  return text[language] ?? text['zh-Hans'];
}
