import { code, type Codec, words } from './values.ts';

/** A column: `key` is the place of its value in the thing that a row is, with dots. */
export interface Column {
  readonly key: string;
  readonly head: string;
  readonly note: string;
  readonly codec: Codec;
  /** In characters. */
  readonly width: number;
  /** The sheet and column that its value is chosen from. */
  readonly from?: readonly [sheet: string, head: string];
  /** The column may be left out of the file. */
  readonly optional?: true;
}
export interface SheetForm {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly Column[];
}

export const column = (
  key: string,
  head: string,
  codec: Codec,
  note: string,
  more: Partial<Pick<Column, 'width' | 'from' | 'optional'>> = {},
): Column => ({ key, head, codec, note, width: 14, ...more });

/** A text in three languages: three columns, of which the Chinese one is needed. */
export function texts(key: string, head: string, width = 24): Column[] {
  const optional = true as const;
  return [
    column(`${key}.zh-Hans`, head, words, '简体中文，给群众看的文字', { width }),
    column(`${key}.zh-Hant`, `${head}（繁体）`, words, '选填；不填则显示简体', { width, optional }),
    column(`${key}.en`, `${head}（英文）`, words, '选填；不填则显示简体', { width, optional }),
  ];
}
export const ownCode = column(
  'code',
  '编号',
  code,
  '字母、数字、连字符；启用后请勿改动，改了就是另一项',
);
export const department = ['部门', '编号'] as const;
export const queue = ['业务队列', '编号'] as const;
export const optional = true as const;
