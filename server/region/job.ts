import { writeXlsx } from 'hucre/xlsx';
import type { Reader } from '../db/open.ts';
import { type ListRead, readList } from '../workbook/list.ts';
import { sheetOf } from '../workbook/write.ts';
import { hallsForm } from './form.ts';

/** Reads a list of halls, in the background: XLSX, or CSV in UTF-8 or GB18030. Any file is answered. */
export const readHalls = (_db: Reader, file: Uint8Array): Promise<ListRead> =>
  readList(hallsForm, file);

/** An empty list to fill in, with the halls that can be followed. */
export function hallsTemplate(
  _db: Reader,
  halls: readonly { readonly code: string; readonly name: string }[],
): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      sheetOf(hallsForm, [], 'UTC'),
      {
        name: '说明',
        columns: [{ width: 22 }, { width: 70 }],
        rows: [
          ['填写说明', '把鼠标放在列名上可以看到说明'],
          ...hallsForm.columns.map(({ head, note }) => [head, note]),
          [],
          ['编号', '可以沿用的大厅'],
          ...halls.map(({ code, name }) => [code, name]),
        ],
      },
    ],
    defaultFont: { name: '宋体', size: 11 },
  });
}
