import { useTextsOf } from '../../shared/ui/i18n.ts';
import type { zhHans } from '../texts/zh-Hans.ts';
import type { zhHans as village } from './texts/zh-Hans.ts';

/** The terminal's sentences, and those of the one screen of a small hall under `village`. */
export const useVillageTexts = useTextsOf<typeof zhHans & { village: typeof village }>;
