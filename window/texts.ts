import { useTextsOf } from '../shared/ui/i18n.ts';
import type { zhHans } from './texts/zh-Hans.ts';

/** Where the browser keeps the language that the clerk chose. */
export const languageKept = 'yihaotong.window.language';

/** The terminal's `t` and its language. */
export const useTexts = useTextsOf<typeof zhHans>;
