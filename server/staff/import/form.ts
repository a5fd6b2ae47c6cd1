import type { Role } from '../../../shared/contract/people.ts';
import type { SheetForm } from '../../workbook/columns.ts';
import { type Codec, code, words } from '../../workbook/values.ts';

const roleNames: Readonly<Record<string, Role>> = {
  窗口人员: 'clerk',
  窗口人員: 'clerk',
  窗口: 'clerk',
  导办员: 'guide',
  導辦員: 'guide',
  导办: 'guide',
  大厅主管: 'manager',
  大廳主管: 'manager',
  主管: 'manager',
  管理员: 'admin',
  管理員: 'admin',
  clerk: 'clerk',
  guide: 'guide',
  manager: 'manager',
  admin: 'admin',
  administrator: 'admin',
};
const told = ['窗口人员', '导办员', '大厅主管', '管理员'];

/** Roles by the names that the console shows, or by their codes; several in one cell. */
const roleList: Codec = {
  write: (value: readonly string[]) => value.join('、'),
  read: (cell) => {
    const parts = String(cell ?? '')
      .normalize('NFKC')
      .split(/[、,;·/\s]+/u)
      .filter(Boolean);
    if (parts.length === 0) return { value: undefined };
    const roles = parts.map((part) => roleNames[part.toLowerCase()]);
    return roles.includes(undefined)
      ? { fault: 'not_one_of', facts: { values: told.join('、') } }
      : { value: [...new Set(roles)] };
  },
};

/** Halls by name or code: a name may have blanks and commas in it, so a line or a 、 parts them. */
const hallList: Codec = {
  write: (value: readonly string[]) => value.join('、'),
  read: (cell) => {
    const value = String(cell ?? '')
      .split(/[、;；\n]/u)
      .map((each) => each.trim())
      .filter(Boolean);
    return { value: value.length === 0 ? undefined : value };
  },
};

/** The start password as it is typed: a number stays its digits. */
const secret: Codec = {
  asText: true,
  write: (value: string) => value,
  read: (cell) => ({ value: cell === null || cell === '' ? undefined : String(cell) }),
};

const optional = true as const;
export const peopleForm: SheetForm = {
  name: '人员',
  about: '一行一个人',
  columns: [
    { key: 'name', head: '姓名', codec: words, width: 16, note: '必填' },
    {
      key: 'username',
      head: '用户名',
      codec: code,
      width: 18,
      note: '必填，登录用：字母、数字、点、连字符或下划线',
    },
    {
      key: 'number',
      head: '工号',
      codec: code,
      width: 12,
      note: '选填，显示在评价器和窗口屏上',
      optional,
    },
    {
      key: 'roles',
      head: '角色',
      codec: roleList,
      width: 24,
      note: `必填：${told.join('、')}；有多个时用顿号分开`,
    },
    {
      key: 'halls',
      head: '大厅',
      codec: hallList,
      width: 30,
      note: '选填：大厅的名称或编号，用顿号分开；不填则与导入者相同',
      optional,
    },
    {
      key: 'password',
      head: '初始密码',
      codec: secret,
      width: 18,
      note: '选填，至少 8 个字符；不填由系统生成。首次登录时须修改',
      optional,
    },
  ],
};
