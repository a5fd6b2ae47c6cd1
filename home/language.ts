import { languages, type Language } from '../shared/languages.ts';
import { keptForGood } from '../shared/ui/kept.ts';

const place = 'yihaotong.home.language';

/** The language last chosen here, else the browser's own where it is one of ours. */
export function rememberedLanguage(): Language {
  const kept = languages.find((each) => each === keptForGood.get(place));
  if (kept !== undefined) return kept;
  const own = navigator.language.toLowerCase();
  if (/^zh-(tw|hk|mo|hant)/.test(own)) return 'zh-Hant';
  return own.startsWith('en') ? 'en' : 'zh-Hans';
}

export function rememberLanguage(language: Language): void {
  keptForGood.set(place, language);
}
