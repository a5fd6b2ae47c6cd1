import { z } from 'zod';
import { languages } from '../languages.ts';

export const Language = z.enum(languages);

/** A name or sentence that the hall itself wrote. Only Simplified Chinese is required. */
export const Text = z.strictObject({
  'zh-Hans': z.string().trim().min(1),
  'zh-Hant': z.string().trim().min(1).optional(),
  en: z.string().trim().min(1).optional(),
});
export type Text = z.infer<typeof Text>;
