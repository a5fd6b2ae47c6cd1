import { useTextsOf } from '../../shared/ui/i18n.ts';
import type { zhHans } from './zh-Hans.ts';

export const useTexts = useTextsOf<typeof zhHans>;
