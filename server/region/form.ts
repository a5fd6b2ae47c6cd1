import type { SheetForm } from '../workbook/columns.ts';
import { column, optional, texts } from '../workbook/columns.ts';
import { hallKindNames } from '../workbook/hall-sheets.ts';
import { choice, code, decimal, words } from '../workbook/values.ts';

const said = (note: string, width = 18) => ({ note, width, optional });

/** One hall a row; heads as people write them. */
export const hallsForm: SheetForm = {
  name: '大厅清单',
  about: '一行一个大厅',
  columns: [
    column('code', '编号', code, '必填：字母、数字、连字符，例如 dongmei；启用后不能改', {
      width: 18,
    }),
    ...texts('name', '名称', 28),
    column('kind', '类型', kindCodec(), '选填：区级、镇街、村级或社区邻里', {
      width: 20,
      optional,
    }),
    column('parent', '上级大厅', code, '选填；上级大厅的编号，可以是本表中的', {
      width: 16,
      optional,
    }),
    ...texts('address', '地址', 36).map((each) => ({
      ...each,
      ...said('选填，给群众看的地址', 36),
    })),
    column('lat', '纬度', decimal, '选填，例如 24.8852；与经度一起填', { optional }),
    column('lon', '经度', decimal, '选填，例如 118.6051', { optional }),
    column('follows', '沿用大厅', code, '选填；照搬并跟随这个大厅的设置，填它的编号', {
      width: 16,
      optional,
    }),
    column('timezone', '时区', words, '选填；不填为 Asia/Shanghai', { width: 18, optional }),
  ],
};

/** The kinds by their long and their short names. */
function kindCodec() {
  const { choices, ...long } = choice(hallKindNames);
  const short = choice({
    district: '区级',
    township: '镇街',
    village: '村级',
    neighbourhood: '邻里中心',
  });
  return {
    ...long,
    ...(choices === undefined ? {} : { choices }),
    read: (cell: Parameters<typeof long.read>[0]) => {
      const told = short.read(cell);
      return 'fault' in told ? long.read(cell) : told;
    },
  };
}
