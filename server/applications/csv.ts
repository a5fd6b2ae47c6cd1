import { stringify } from 'csv-stringify/sync';
import { applicationWords as words } from '../../shared/application-words.ts';
import type { Application } from '../../shared/contract/application.ts';
import { type Language, textIn } from '../../shared/languages.ts';

/**
 * A list of applications, for Excel or WPS: they read Chinese by the byte-order mark. Text that a
 * spreadsheet would take for a formula is made text.
 */
export function listCsv(list: readonly Application[], language: Language): string {
  const { heads, status, yes, no } = words[language];
  const rows = list.map((one) => [
    one.receipt ?? '',
    textIn(one.matterName, language),
    textIn(one.departmentName, language),
    one.day,
    one.number,
    one.window,
    one.clerk?.name ?? '',
    one.promisedWorkingDays,
    one.dueDay,
    status[one.status],
    one.decidedDay ?? '',
    one.usedWorkingDays ?? '',
    one.onTime === null ? '' : one.onTime ? yes : no,
    one.overdue ? yes : '',
    one.project?.name ?? '',
  ]);
  return stringify([heads, ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
