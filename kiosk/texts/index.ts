import { createTexts, useTextsOf } from '../../shared/ui/i18n.ts';
import { en } from './en.ts';
import { zhHans } from './zh-Hans.ts';
import { zhHant } from './zh-Hant.ts';

export const texts = createTexts({ 'zh-Hans': zhHans, 'zh-Hant': zhHant, en });
export const useTexts = useTextsOf<typeof zhHans>;
