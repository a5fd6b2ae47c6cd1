import { writeXlsx } from 'hucre/xlsx';
import type { Reader } from '../../db/open.ts';
import { type ListRead, readList } from '../../workbook/list.ts';
import { sheetOf } from '../../workbook/write.ts';
import { invitedForm } from './form.ts';

/** Reads a list of people to invite, in the background: XLSX, or CSV in UTF-8 or GB18030. */
export const readInvited = (_db: Reader, file: Uint8Array): Promise<ListRead> =>
  readList(invitedForm, file);

/** An empty list to fill in, with what people can be invited for. */
export function invitedTemplate(
  _db: Reader,
  wishes: readonly { readonly code: string; readonly name: string }[],
): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      sheetOf(invitedForm, [], 'UTC'),
      {
        name: '说明',
        columns: [{ width: 22 }, { width: 70 }],
        rows: [
          ['填写说明', '把鼠标放在列名上可以看到说明'],
          ...invitedForm.columns.map(({ head, note }) => [head, note]),
          [],
          ['编号', '可以填写的办理事项'],
          ...wishes.map(({ code, name }) => [code, name]),
        ],
      },
    ],
    defaultFont: { name: '宋体', size: 11 },
  });
}
