import type { EventEntry } from '../../../shared/contract/events.ts';
import type { Hall } from '../../../shared/contract/hall.ts';
import { textIn } from '../../../shared/languages.ts';
import { localDateTime } from '../../days.ts';
import { halls } from '../../hall.ts';
import { useTexts } from '../../texts/index.ts';

/** What was changed of a person, a device or a client, in words; null where it is not for people. */
export function useChangedWords(hall: () => Hall) {
  const { t, language } = useTexts();
  const hallName = (code: string): string => {
    const found = halls.mine.value.find((each) => each.code === code);
    return found === undefined ? code : textIn(found.name, language.value);
  };
  const zoneName = (code: string): string => {
    const found = hall().zones.find((each) => each.code === code);
    return found === undefined ? code : textIn(found.name, language.value);
  };

  return (key: string, value: unknown, { command, data }: EventEntry): string | null => {
    const ofDevice = command === 'change-device';
    switch (key) {
      case 'halls':
        if (!Array.isArray(value)) return null;
        return value.length === 0
          ? t('events.allHalls')
          : value.map((code) => hallName(String(code))).join(t('frame.comma'));
      case 'number':
        return command === 'change-staff' && typeof value === 'string' ? value : null;
      case 'active':
        if (!('before' in data) || typeof value !== 'boolean') return null;
        return t(value ? 'events.active' : 'events.inactive');
      case 'window':
        return ofDevice && typeof value === 'number'
          ? t('settings.windows.number', { n: value })
          : null;
      case 'zone':
        return ofDevice && typeof value === 'string' ? zoneName(value) : null;
      case 'expiresAt':
        return typeof value === 'string' ? localDateTime(value, hall().timezone) : null;
      default:
        return null;
    }
  };
}
