import type { hourKinds } from '../../shared/contract/hall.ts';
import type { matterModes } from '../../shared/contract/catalogue.ts';
import {
  afterSteps,
  aliases,
  capitals,
  choice,
  code,
  type Codec,
  codes,
  day,
  moment,
  numbers,
  timeOfDay,
  weekdays,
  wholeNumber,
  words,
  yesNo,
} from './values.ts';

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

const column = (
  key: string,
  head: string,
  codec: Codec,
  note: string,
  more: Partial<Pick<Column, 'width' | 'from' | 'optional'>> = {},
): Column => ({ key, head, codec, note, width: 14, ...more });

/** A text in three languages: three columns, of which the Chinese one is needed. */
function texts(key: string, head: string, width = 24): Column[] {
  const optional = true as const;
  return [
    column(`${key}.zh-Hans`, head, words, '简体中文，给群众看的文字', { width }),
    column(`${key}.zh-Hant`, `${head}（繁体）`, words, '选填；不填则显示简体', { width, optional }),
    column(`${key}.en`, `${head}（英文）`, words, '选填；不填则显示简体', { width, optional }),
  ];
}
const ownCode = column('code', '编号', code, '字母、数字、连字符；启用后请勿改动，改了就是另一项');
const department = ['部门', '编号'] as const;
const queue = ['业务队列', '编号'] as const;
const optional = true as const;

export const periodNames = {
  regular: '正常',
  'noon-duty': '午间值班',
  evening: '晚间延时',
  'weekend-duty': '周末值班',
} as const satisfies Record<(typeof hourKinds)[number], string>;
export const modeNames = {
  hall: '窗口办理',
  online: '网上办理',
  offsite: '别处办理',
  automatic: '自动办理',
} as const satisfies Record<(typeof matterModes)[number], string>;
export const paperOwners = { package: '套餐', matter: '事项' } as const;

export const forms = {
  hall: {
    name: '大厅',
    about: '大厅本身，只有一行',
    columns: [
      column('code', '编号', code, '大厅的编号，不能在这里改动'),
      ...texts('name', '名称'),
      column('timezone', '时区', words, '例如 Asia/Shanghai', { width: 18 }),
      column('enforceHours', '按营业时间取号', yesNo, '是：营业时间外不能取号'),
      column('accent', '主题色', code, '选填，写作 #1a5fb4；不填用默认颜色', { optional }),
      column('source', '目录说明', words, '选填；事项目录的出处', { width: 40, optional }),
    ],
  },
  zones: { name: '区域', about: '候办区域', columns: [ownCode, ...texts('name', '名称')] },
  queues: {
    name: '业务队列',
    about: '一个队列对应一种号码前缀',
    columns: [
      ownCode,
      ...texts('name', '名称'),
      column('prefix', '号码前缀', capitals, '一到两个大写字母，各队列不同'),
      column('serviceLevelMinutes', '等候目标（分钟）', wholeNumber, '希望多少分钟内叫到'),
      column('dailyQuota', '每日限号', wholeNumber, '选填；不填则不限', { optional }),
      column('slotCapacity', '预约每时段人数', wholeNumber, '选填；不填或 0 则不接受预约', {
        optional,
      }),
      column('slotMinutes', '预约时段（分钟）', wholeNumber, '接受预约时必填', { optional }),
    ],
  },
  windows: {
    name: '窗口',
    about: '一行一个窗口；办什么业务见“窗口业务”',
    columns: [
      column('number', '窗口号', wholeNumber, '1 到 999'),
      column('label', '窗口牌号', capitals, '选填，例如 A103；显示、播报、打印都用它', {
        optional,
      }),
      ...texts('name', '名称'),
      column('zone', '区域', code, '区域的编号', { from: ['区域', '编号'] }),
    ],
  },
  serves: {
    name: '窗口业务',
    about: '一行一个窗口的一项业务',
    columns: [
      column('window', '窗口号', wholeNumber, '窗口的号码', { from: ['窗口', '窗口号'] }),
      column('queue', '业务队列', code, '队列的编号', { from: queue, width: 20 }),
      column(
        'handicapMinutes',
        '让后（分钟）',
        wholeNumber,
        '0：本职业务；越大越靠后，只在忙时支援',
        {
          optional,
        },
      ),
    ],
  },
  categories: {
    name: '人群类别',
    about: '编号 general 的一类必须有',
    columns: [
      ownCode,
      ...texts('name', '名称'),
      column('creditMinutes', '优先（分钟）', wholeNumber, '视同早到多少分钟', { optional }),
      column('atKiosk', '可自选', yesNo, '是：群众可在取号机上自己选', { optional }),
    ],
  },
  hours: {
    name: '营业时间',
    about: '一行一个时段；“业务队列”不填是大厅的时间，填了是该队列自己的时间',
    columns: [
      column('queue', '业务队列', code, '不填：大厅的营业时间', {
        from: queue,
        width: 20,
        optional,
      }),
      column('days', '星期', weekdays, '例如 一、二、三，或 一至五', { width: 20 }),
      column('from', '开始', timeOfDay, '例如 09:00'),
      column('to', '结束', timeOfDay, '例如 17:00；半夜结束写 00:00'),
      column('kind', '时段', choice(periodNames), '选填；值班时段请选一种', { optional }),
    ],
  },
  duty: {
    name: '值班',
    about: '值班时段里开放的队列和窗口；没有写的时段全部开放',
    columns: [
      column('kind', '时段', choice(periodNames), '午间值班、晚间延时或周末值班'),
      column('queues', '业务队列', codes, '队列的编号，用顿号分开', { width: 40 }),
      column('windows', '窗口', numbers, '窗口号，用顿号分开；1-4 表示一段', { width: 24 }),
    ],
  },
  notices: {
    name: '公告',
    about: '大屏上滚动的话',
    columns: [
      column('zh-Hans', '内容', words, '简体中文', { width: 50 }),
      column('zh-Hant', '内容（繁体）', words, '选填', { width: 50, optional }),
      column('en', '内容（英文）', words, '选填', { width: 50, optional }),
      column('from', '开始', moment, '选填，例如 2026-10-01 09:00', { width: 20, optional }),
      column('to', '结束', moment, '选填；到此时不再显示', { width: 20, optional }),
      column('zones', '区域', codes, '选填，区域的编号；不填则全部区域', { width: 20, optional }),
    ],
  },
  media: {
    name: '画面',
    about: '大屏空闲时的图片和短片；文件本身在后台上传，不在此表中',
    columns: [
      column('file', '文件', words, '上传后得到的文件名，请勿改动', { width: 40 }),
      column('name', '名称', words, '自己看的名称', { width: 24 }),
      column('seconds', '停留（秒）', wholeNumber, '图片显示多少秒，3 到 120', { optional }),
      column('from', '开始', moment, '选填，例如 2026-10-01 09:00', { width: 20, optional }),
      column('to', '结束', moment, '选填', { width: 20, optional }),
      column('zones', '区域', codes, '选填，区域的编号；不填则全部区域', { width: 20, optional }),
    ],
  },
  departments: { name: '部门', about: '进驻的部门', columns: [ownCode, ...texts('name', '名称')] },
  stages: {
    name: '方向与阶段',
    about: '一行一个阶段；同一方向的各行写同样的方向编号，名称以第一行为准',
    columns: [
      column('direction', '方向编号', code, '字母、数字、连字符'),
      ...texts('directionName', '方向名称', 18),
      column('code', '阶段编号', code, '字母、数字、连字符', { width: 18 }),
      ...texts('name', '阶段名称', 18),
    ],
  },
  matters: {
    name: '事项',
    about: '单个事项；所带材料见“材料与指南”',
    columns: [
      { ...ownCode, width: 40 },
      ...texts('name', '名称', 30),
      column('aliases', '俗称', aliases, '选填，群众平时的叫法，用顿号分开', {
        width: 30,
        optional,
      }),
      column('department', '部门', code, '部门的编号', { from: department }),
      column('queue', '业务队列', code, '窗口办理的必填', { from: queue, width: 18, optional }),
      column('mode', '办理方式', choice(modeNames), '不填是窗口办理', { optional }),
      ...texts('place', '办理地点').map((each) => ({
        ...each,
        note: '选填；不在窗口办理的写在哪里办',
        optional,
      })),
    ],
  },
  packages: {
    name: '套餐',
    about: '一件事；环节、其他事项、材料与指南各有一张表',
    columns: [
      { ...ownCode, width: 22 },
      column('version', '版本', wholeNumber, '从 1 开始；内容改了由系统加一版'),
      ...texts('name', '名称', 30),
      column('aliases', '俗称', aliases, '选填，群众平时的叫法，用顿号分开', {
        width: 30,
        optional,
      }),
      column('validFrom', '启用日期', day, '例如 2026-01-01'),
      column('validTo', '停用日期', day, '选填；最后一天', { optional }),
      column('direction', '方向', code, '方向的编号', { from: ['方向与阶段', '方向编号'] }),
      column('stage', '阶段', code, '阶段的编号', { from: ['方向与阶段', '阶段编号'] }),
      column('lead', '牵头部门', code, '部门的编号', { from: department }),
      column('coDepartments', '配合部门', codes, '选填，部门的编号，用顿号分开', {
        width: 24,
        optional,
      }),
    ],
  },
  steps: {
    name: '套餐环节',
    about: '一行一个环节，按先后排列',
    columns: [
      column('package', '套餐', code, '套餐的编号', { from: ['套餐', '编号'], width: 22 }),
      column('version', '版本', wholeNumber, '套餐只有一个版本时可不填', { optional }),
      column('step', '序号', wholeNumber, '从 1 开始；不填则按行的先后', { optional }),
      column('queue', '业务队列', code, '队列的编号', { from: queue, width: 18 }),
      column('matters', '事项', codes, '事项的编号，用顿号分开', { width: 60 }),
      column(
        'after',
        '在哪些环节之后',
        afterSteps,
        '不填：在上一环节之后；不限：随时可办；1、2：在这些之后',
        {
          optional,
          width: 18,
        },
      ),
    ],
  },
  also: {
    name: '套餐其他事项',
    about: '不在窗口办理的事项：网上、别处、自动',
    columns: [
      column('package', '套餐', code, '套餐的编号', { from: ['套餐', '编号'], width: 22 }),
      column('version', '版本', wholeNumber, '套餐只有一个版本时可不填', { optional }),
      ...texts('name', '名称', 30),
      column('department', '部门', code, '部门的编号', { from: department }),
      column('mode', '办理方式', choice(modeNames), '网上办理、别处办理或自动办理'),
      ...texts('place', '办理地点').map((each) => ({ ...each, note: '选填', optional })),
    ],
  },
  papers: {
    name: '材料与指南',
    about: '一行一份材料；指南写在该套餐的任意一行。材料与指南都不填的行表示没有',
    columns: [
      column('owner', '类型', choice(paperOwners), '套餐或事项'),
      column('code', '编号', code, '套餐或事项的编号', { width: 40 }),
      column('version', '版本', wholeNumber, '套餐只有一个版本时可不填；事项不填', { optional }),
      ...texts('paper', '材料', 44).map((each) => ({ ...each, optional })),
      column('guide', '指南网址', words, '选填，http 或 https 开头；印成二维码', {
        width: 44,
        optional,
      }),
    ],
  },
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
