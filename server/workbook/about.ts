import type { WriteSheet } from 'hucre/xlsx';
import type { SetupDocument } from '../../shared/contract/setup.ts';
import { aboutSheet, forms } from './sheets.ts';

const rules = [
  '每张表第一行是列名，请勿改动；列的先后可以调换。把鼠标放在列名上可以看到说明。',
  '不填的格子就是没有。日期写 2026-01-01，时间写 09:00；全角数字也可以。',
  '编号是每一项的身份：改了编号就是删去旧的一项、增加新的一项。删去一行就是以后不再提供，以前的记录仍保留。',
  '改好后在后台“大厅设置”中导入。系统先检查，指出有问题的表和格子；发布之前什么都不会改变。',
  '大厅标识（图片）不在此文件中，导入后保持原样；画面表只有名称和时间，图片和短片在后台上传。',
] as const;

/** The first sheet says how the others are filled in, and what each is for. */
export function explanation({ hall }: SetupDocument): WriteSheet {
  const title = `${hall.name['zh-Hans']} 设置`;
  const list = Object.values(forms).map(({ name, about }) => [name, about]);
  const first = rules.length + 3;
  return {
    name: aboutSheet,
    columns: [{ width: 18 }, { width: 100, style: { alignment: { wrapText: true } } }],
    rows: [
      [title],
      [],
      ...rules.map((rule, i) => [String(i + 1), rule]),
      [],
      ['工作表', '内容'],
      ...list,
    ],
    cells: new Map([
      ['0,0', { value: title, type: 'string', style: { font: { bold: true, size: 16 } } }],
      [`${first},0`, { value: '工作表', type: 'string', style: { font: { bold: true } } }],
      [`${first},1`, { value: '内容', type: 'string', style: { font: { bold: true } } }],
    ]),
    freezePane: { rows: 1 },
  };
}
