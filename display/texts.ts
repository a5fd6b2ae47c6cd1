import { useTextsOf } from '../shared/ui/i18n.ts';
import { en } from './texts/en.ts';
import { zhHans } from './texts/zh-Hans.ts';
import { zhHant } from './texts/zh-Hant.ts';

export const texts = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en };
export const useTexts = useTextsOf<typeof zhHans>;
