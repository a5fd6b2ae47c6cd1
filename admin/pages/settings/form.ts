import type { HallChange } from '../../../shared/contract/change.ts';
import type { Hall, HallSettings, Hours } from '../../../shared/contract/hall.ts';

/** A number field that may stand empty. */
export type Maybe = number | '';
export interface SettingsForm {
  enforceHours: boolean;
  hours: Hours[];
  /** The languages of announcements are set with the voices. */
  settings: Omit<HallSettings, 'announceLanguages' | 'eraseTextsAfterDays'> & {
    eraseTextsAfterDays: Maybe;
  };
  categories: { code: string; creditMinutes: Maybe; atKiosk: boolean }[];
}

export function formOf(hall: Hall): SettingsForm {
  const { announceLanguages: _, eraseTextsAfterDays, ...settings } = hall.settings;
  return {
    enforceHours: hall.enforceHours,
    hours: hall.hours.map((hours) => ({
      kind: 'regular' as const,
      ...hours,
      days: [...hours.days],
    })),
    settings: { ...settings, eraseTextsAfterDays: eraseTextsAfterDays ?? '' },
    categories: hall.categories.map(({ code, creditMinutes, atKiosk }) => ({
      code,
      creditMinutes,
      atKiosk,
    })),
  };
}

const orNull = (value: Maybe): number | null => (value === '' ? null : value);
/**
 * What the form changes, section by section: a list is sent whole, so that the place of a fault in
 * the request is its place in the form. Empty required numbers go as they are and are refused.
 */
export function changeOf(
  form: SettingsForm,
  before: SettingsForm,
): { [K in keyof HallChange]: unknown } {
  const change: { [K in keyof HallChange]: unknown } = {};
  const changed = (key: keyof SettingsForm): boolean =>
    JSON.stringify(form[key]) !== JSON.stringify(before[key]);
  if (changed('enforceHours')) change.enforceHours = form.enforceHours;
  if (changed('hours')) change.hours = form.hours;
  if (changed('settings'))
    change.settings = {
      ...form.settings,
      eraseTextsAfterDays: orNull(form.settings.eraseTextsAfterDays),
    };
  if (changed('categories')) change.categories = form.categories;
  return change;
}
