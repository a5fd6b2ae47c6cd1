import { languages, type Language } from '../../shared/languages.ts';
import { createTexts, useTextsOf } from '../../shared/ui/i18n.ts';
import { keptInTab } from '../../shared/ui/kept.ts';
import { en } from './en.ts';
import { zhHans } from './zh-Hans.ts';
import { zhHant } from './zh-Hant.ts';

const chosenAs = 'yihaotong.phone.language';

/** The language that the visitor chose on this page; null: none yet. */
export function chosenLanguage(): Language | null {
  const chosen = keptInTab.get(chosenAs);
  return languages.find((each) => each === chosen) ?? null;
}
export function keepLanguage(language: Language): void {
  keptInTab.set(chosenAs, language);
}

/** The one chosen, else the phone's own where it is one of ours, until the ticket says another. */
function phoneLanguage(): Language {
  const chosen = chosenLanguage();
  if (chosen !== null) return chosen;
  for (const wanted of navigator.languages) {
    if (/^zh-(Hant|TW|HK|MO)/i.test(wanted)) return 'zh-Hant';
    if (/^zh/i.test(wanted)) return 'zh-Hans';
    const found = languages.find((each) => wanted.toLowerCase().startsWith(each.toLowerCase()));
    if (found !== undefined) return found;
  }
  return 'zh-Hans';
}

export const texts = createTexts({ 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }, phoneLanguage());
export const useTexts = useTextsOf<typeof zhHans>;
