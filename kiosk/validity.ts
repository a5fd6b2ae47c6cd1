import type { Package } from '../shared/contract/catalogue.ts';
import type { Language } from '../shared/languages.ts';
import { formatDay } from '../shared/ui/format.ts';
import type { useTexts } from './texts/index.ts';

/** Why a package cannot be taken on a day (YYYY-MM-DD), with the day from which it can; null: it can. */
export function notYet(
  { validFrom, validTo }: Pick<Package, 'validFrom' | 'validTo'>,
  today: string,
  t: ReturnType<typeof useTexts>['t'],
  language: Language,
): string | null {
  if (validFrom > today)
    return t('package.validFrom', { day: formatDay(validFrom, today, language) });
  if (validTo !== undefined && validTo < today)
    return t('package.validTo', { day: formatDay(validTo, today, language) });
  return null;
}
