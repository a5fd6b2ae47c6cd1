import { writeXlsx } from 'hucre/xlsx';
import type { Reader } from '../../db/open.ts';
import { type ListRead, readList } from '../../workbook/list.ts';
import { sheetOf } from '../../workbook/write.ts';
import { peopleForm } from './form.ts';

/** Reads a list of people, in the background: XLSX, or CSV in UTF-8 or GB18030. Any file is answered. */
export const readPeople = (_db: Reader, file: Uint8Array): Promise<ListRead> =>
  readList(peopleForm, file);

/** An empty list to fill in, with the halls that can stand in it. */
export function writePeopleTemplate(
  _db: Reader,
  halls: readonly { readonly code: string; readonly name: string }[],
): Promise<Uint8Array> {
  const list = sheetOf(peopleForm, [], 'UTC');
  const roles = peopleForm.columns.find(({ key }) => key === 'roles')!.note;
  return writeXlsx({
    sheets: [
      list,
      {
        name: '说明',
        columns: [{ width: 18 }, { width: 60 }],
        rows: [
          ['填写说明', '把鼠标放在列名上可以看到说明'],
          ['角色', roles],
          [],
          ['大厅编号', '大厅名称'],
          ...halls.map(({ code, name }) => [code, name]),
        ],
      },
    ],
    defaultFont: { name: '宋体', size: 11 },
  });
}
