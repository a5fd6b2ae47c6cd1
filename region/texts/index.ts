import { languages, type Language } from '../../shared/languages.ts';
import { createTexts, useTextsOf } from '../../shared/ui/i18n.ts';
import { keptInTab } from '../../shared/ui/kept.ts';
import { en } from './en.ts';
import { zhHans } from './zh-Hans.ts';
import { zhHant } from './zh-Hant.ts';

// The page of a ticket and that of booking go on in the same language.
const chosenAs = 'yihaotong.phone.language';

export function keepLanguage(language: Language): void {
  keptInTab.set(chosenAs, language);
}

/** The one chosen, else the phone's own where it is one of ours. */
function ownLanguage(): Language {
  const chosen = languages.find((each) => each === keptInTab.get(chosenAs));
  if (chosen !== undefined) return chosen;
  for (const wanted of navigator.languages) {
    if (/^zh-(Hant|TW|HK|MO)/i.test(wanted)) return 'zh-Hant';
    if (/^zh/i.test(wanted)) return 'zh-Hans';
    if (/^en/i.test(wanted)) return 'en';
  }
  return 'zh-Hans';
}

export const texts = createTexts({ 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }, ownLanguage());
export const useTexts = useTextsOf<typeof zhHans>;
