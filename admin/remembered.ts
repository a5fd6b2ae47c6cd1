import type { z } from 'zod';
import { Language } from '../shared/contract/text.ts';

/** What this browser remembers: how the reader likes it, and what was being written. Never the truth. */
const prefix = 'yihaotong.admin.';

/** The stored value of that form, or null where there is none or it is of another form. */
export function recall<S extends z.ZodType>(
  store: Storage,
  name: string,
  schema: S,
): z.infer<S> | null {
  const text = store.getItem(prefix + name);
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    store.removeItem(prefix + name);
    return null;
  }
}

/** Stores the value; null removes it. */
export function remember(store: Storage, name: string, value: unknown): void {
  if (value === null) store.removeItem(prefix + name);
  else store.setItem(prefix + name, JSON.stringify(value));
}

export function rememberedLanguage(): z.infer<typeof Language> {
  return recall(localStorage, 'language', Language) ?? 'zh-Hans';
}
