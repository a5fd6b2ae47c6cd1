import type { z } from 'zod';
import { Language } from '../shared/contract/text.ts';

/**
 * What this machine remembers between two loads of the page: never the truth, which is the
 * server's, only where the clerk was and how they like it.
 */
const prefix = 'yihaotong.window.';

/** The stored value of that form, or null where there is none or it is of another form. */
export function recall<S extends z.ZodType>(name: string, schema: S): z.infer<S> | null {
  const text = localStorage.getItem(prefix + name);
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    localStorage.removeItem(prefix + name);
    return null;
  }
}

/** Stores the value; null removes it. */
export function remember(name: string, value: unknown): void {
  if (value === null) localStorage.removeItem(prefix + name);
  else localStorage.setItem(prefix + name, JSON.stringify(value));
}

export function rememberedLanguage(): z.infer<typeof Language> {
  return recall('language', Language) ?? 'zh-Hans';
}
