import type { Catalogue } from '../../../shared/contract/catalogue.ts';
import type { EventEntry } from '../../../shared/contract/events.ts';
import type { Hall } from '../../../shared/contract/hall.ts';
import { textIn } from '../../../shared/languages.ts';
import { localDateTime } from '../../days.ts';
import { halls } from '../../hall.ts';
import { useTexts } from '../../texts/index.ts';

/**
 * What was changed of a person, a device, a client, and of what those who lead keep, in words; null where it
 * is not for people.
 */
export function useChangedWords(
  hall: () => Hall,
  catalogue: () => Pick<Catalogue, 'departments'> | null,
) {
  const { t, language } = useTexts();
  const hallName = (code: string): string => {
    const found = halls.mine.value.find((each) => each.code === code);
    return found === undefined ? code : textIn(found.name, language.value);
  };
  const zoneName = (code: string): string => {
    const found = hall().zones.find((each) => each.code === code);
    return found === undefined ? code : textIn(found.name, language.value);
  };

  const departmentName = (code: string): string => {
    const found = catalogue()?.departments.find((each) => each.code === code);
    return found === undefined ? code : textIn(found.name, language.value);
  };
  const listed = (value: unknown, say: (one: string) => string): string | null =>
    Array.isArray(value) && value.length > 0
      ? value.map((one) => say(String(one))).join(t('frame.comma'))
      : null;

  return (key: string, value: unknown, { command, data, people }: EventEntry): string | null => {
    const ofDevice = command === 'change-device';
    const isPlaced = ofDevice || command === 'change-team';
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
        return isPlaced && typeof value === 'string' ? zoneName(value) : null;
      case 'windows':
        return command === 'change-team'
          ? listed(value, (n) => t('settings.windows.number', { n }))
          : null;
      case 'members':
        return listed(value, (username) => people[username] ?? username);
      case 'stages':
      case 'itemsAdded':
      case 'itemsRemoved':
      case 'itemsChanged':
        return listed(value, (name) => name);
      case 'parts':
        return command === 'follow-setup'
          ? listed(value, (part) => t(`region.follow.part.${part as 'matters'}`))
          : null;
      case 'follows':
        return typeof value === 'string' ? hallName(value) : null;
      case 'department':
        return typeof value === 'string' ? departmentName(value) : null;
      case 'role':
        return command === 'change-walk' ? t(`walks.role.${value as 'clerk'}`) : null;
      case 'badge':
        return typeof value === 'boolean' ? t(value ? 'events.yes' : 'events.no') : null;
      case 'expiresAt':
        return typeof value === 'string' ? localDateTime(value, hall().timezone) : null;
      default:
        return null;
    }
  };
}
