import { catalogueForms } from './catalogue-sheets.ts';
import { column, optional, type SheetForm } from './columns.ts';
import { hallForms } from './hall-sheets.ts';
import { code, words } from './values.ts';

/** Every sheet of the workbook, in the order in which they stand. */
export const forms = {
  ...hallForms,
  ...catalogueForms,
  settings: {
    name: '设置',
    about: '规则的数值；只改“值”这一列',
    columns: [
      column('label', '设置', words, '说明用，不读入', { width: 30, optional }),
      column('value', '值', words, '只改这一列', { width: 20 }),
      column('about', '说明', words, '说明用，不读入', { width: 70, optional }),
      column('key', '代号', code, '请勿改动', { width: 24 }),
    ],
  },
  proposed: {
    name: '待校繁体',
    about: '由系统转换、还没有人校对过的繁体文字；校对后删去该行',
    columns: [column('place', '位置', words, '系统填写，请勿改动', { width: 60 })],
  },
} satisfies Record<string, SheetForm>;
export type FormKey = keyof typeof forms;
export const aboutSheet = '说明';
