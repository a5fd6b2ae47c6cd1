import { useTextsOf } from '../shared/ui/i18n.ts';
import type { zhHans } from './texts/zh-Hans.ts';

/** The terminal's `t` and its language. */
export const useTexts = useTextsOf<typeof zhHans>;
