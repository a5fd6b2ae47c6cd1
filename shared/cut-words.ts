import type { DutyRow } from './contract/report.ts';
import type { Cut, ThroughputRow } from './contract/throughput.ts';
import { type Language, textIn } from './languages.ts';
import { dutyWords, type Word, words } from './report-words.ts';

/** The word that heads what a cut is by. */
export const cutWords: Readonly<Record<Cut, Word>> = {
  day: 'day',
  week: 'week',
  month: 'month',
  weekday: 'weekday',
  hour: 'hour',
  queue: 'queue',
  window: 'window',
  clerk: 'clerk',
  zone: 'zone',
  direction: 'direction',
  stage: 'stage',
  package: 'package',
  step: 'step',
  department: 'department',
  category: 'category',
  language: 'language',
  duty: 'period',
  client: 'client',
  region: 'region',
  hall: 'hall',
};

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  'zh-Hans': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  'zh-Hant': ['週一', '週二', '週三', '週四', '週五', '週六', '週日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const languageNames: Readonly<Record<string, string>> = {
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
};

/** What has no key in a cut; of all others it is what has no package. */
const noneWords: Partial<Readonly<Record<Cut, Word>>> = {
  department: 'noMatter',
  client: 'noClient',
  region: 'thisRegion',
};

/** A row of a cut by its name, or by what its key means. */
export function keyText(
  by: Cut,
  { key, name, label }: Pick<ThroughputRow, 'key' | 'name' | 'label'>,
  language: Language,
): string {
  if (key === null) return words[noneWords[by] ?? 'withoutPackage'][language];
  switch (by) {
    case 'weekday':
      return weekdays[language][Number(key) - 1] ?? key;
    case 'language':
      return languageNames[key] ?? key;
    case 'duty':
      return words[dutyWords[key as DutyRow['kind']]][language];
    case 'window':
      return name === null ? key : `${label ?? key} ${textIn(name, language)}`;
    default:
      return name === null ? key : textIn(name, language);
  }
}
