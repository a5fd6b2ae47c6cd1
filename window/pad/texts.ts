import { useTextsOf } from '../../shared/ui/i18n.ts';
import type { zhHans } from './texts/zh-Hans.ts';

export const usePadTexts = useTextsOf<typeof zhHans>;
