import type { Hall } from '../shared/contract/hall.ts';
import type { Language } from '../shared/languages.ts';
import { formatDay } from '../shared/ui/format.ts';
import { ApiProblem } from '../shared/ui/http.ts';
import { insteadText } from './gone.ts';
import type { useTexts } from './texts/index.ts';

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** The next possibility that a refusal names, as a sentence; null where there is none to name. */
export function nextPossibility(
  error: unknown,
  hall: Hall,
  t: ReturnType<typeof useTexts>['t'],
  language: Language,
): string | null {
  if (!(error instanceof ApiProblem)) return null;
  const { facts } = error;
  switch (error.code) {
    case 'hall_closed':
    case 'queue_closed':
    case 'queue_paused':
    case 'quota_reached': {
      const opens = text(facts['next']) ?? (error.code === 'hall_closed' ? hall.nextOpening : null);
      const slot = text(facts['nextSlot']);
      const sentences = insteadText({ opens, slot }, hall, t, language);
      return sentences.length === 0 ? null : sentences.join(language === 'en' ? ' ' : '');
    }
    case 'package_not_valid': {
      const from = text(facts['validFrom']);
      if (from === null || from <= hall.day) return null;
      return t('refused.validFrom', { day: formatDay(from, hall.day, language) });
    }
    case 'already_waiting': {
      const number = text(facts['number']);
      return number === null ? null : t('refused.number', { number });
    }
    case 'person_limit': {
      const { kind, numbers } = facts;
      return kind === 'open' && Array.isArray(numbers)
        ? t('refused.limitOpen', { numbers: numbers.join(language === 'en' ? ', ' : '、') })
        : t('refused.limitDay');
    }
    case 'unknown_client':
      return t('refused.clientAgain');
    default:
      return null;
  }
}
