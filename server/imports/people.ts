import { stringify } from 'csv-stringify/sync';
import type { Judged } from './judge.ts';

const columns = ['name', 'username', 'number', 'roles', 'halls'] as const;

/** Roles as other systems call them: whoever is none of these serves at a window. */
const roles: readonly (readonly [RegExp, string])[] = [
  [/admin|管理员|系统/i, '管理员'],
  [/manager|supervisor|主管|主任|班长|gerente/i, '大厅主管'],
  [/guide|reception|导办|引导|triage|triagem/i, '导办员'],
];

/**
 * People of another system as the list that the import of people reads, in its columns, so that one
 * way leads to an account.
 *
 * @param hall the code of the one hall in which they are to work
 * @param headOf what that list calls a column
 */
export function peopleCsv(
  { good }: Judged,
  hall: string,
  headOf: (key: (typeof columns)[number]) => string,
): Uint8Array {
  const rows = good.map(({ value }) => [
    value['name'] ?? '',
    value['username'] ?? '',
    value['number'] ?? '',
    roles.find(([said]) => said.test(value['roles'] ?? ''))?.[1] ?? '窗口人员',
    hall,
  ]);
  return Buffer.from(stringify([columns.map(headOf), ...rows]), 'utf8');
}
