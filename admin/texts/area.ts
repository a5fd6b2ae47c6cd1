import type { Language } from '../../shared/languages.ts';
import type { Texts } from '../../shared/ui/i18n.ts';

export interface Tree {
  readonly [key: string]: string | Tree;
}

/** The sentences of one part of the console, side by side; none can be missing in a language. */
export function area<const T extends Tree>(
  zhHans: T,
  zhHant: Texts<T>,
  en: Texts<T>,
): Record<Language, Texts<T>> {
  return { 'zh-Hans': zhHans as Texts<T>, 'zh-Hant': zhHant, en };
}
