import type { AppointmentKind } from '../../shared/contract/appointment-kinds.ts';
import type { hourKinds } from '../../shared/contract/hall.ts';
import type { HallKind } from '../../shared/hall-kinds.ts';
import { column, optional, ownCode, queue, texts, type SheetForm } from './columns.ts';
import {
  capitals,
  choice,
  choices,
  code,
  codes,
  decimal,
  moment,
  numbers,
  timeOfDay,
  weekdays,
  wholeNumber,
  words,
  yesNo,
} from './values.ts';

export const periodNames = {
  regular: '正常',
  'noon-duty': '午间值班',
  evening: '晚间延时',
  'weekend-duty': '周末值班',
} as const satisfies Record<(typeof hourKinds)[number], string>;

export const kindNames = {
  window: '到窗口',
  telephone: '电话',
  video: '视频',
} as const satisfies Record<AppointmentKind, string>;

export const hallKindNames = {
  district: '区级大厅',
  township: '镇街便民服务中心',
  village: '村级服务点',
  neighbourhood: '社区邻里中心',
} as const satisfies Record<HallKind, string>;

export const hallForms = {
  hall: {
    name: '大厅',
    about: '大厅本身，只有一行',
    columns: [
      column('code', '编号', code, '大厅的编号，不能在这里改动'),
      ...texts('name', '名称'),
      column('timezone', '时区', words, '例如 Asia/Shanghai', { width: 18 }),
      column('enforceHours', '按营业时间取号', yesNo, '是：营业时间外不能取号'),
      column('kind', '类型', choice(hallKindNames), '选填：区级、镇街、村级或社区邻里', {
        optional,
      }),
      column('parent', '上级大厅', code, '选填；上级大厅的编号', { optional }),
      ...texts('address', '地址', 40).map((each) => ({
        ...each,
        note: '选填，给群众看的地址',
        optional,
      })),
      column('lat', '纬度', decimal, '选填，例如 24.8852；与经度一起填', { optional }),
      column('lon', '经度', decimal, '选填，例如 118.6051', { optional }),
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
      column(
        'appointmentKinds',
        '预约方式',
        choices(kindNames),
        '选填，用顿号分开；不填只有到窗口办理',
        { width: 20, optional },
      ),
      column('appointmentLink', '视频地址或会议号', words, '选填；https 开头的地址或会议号', {
        width: 30,
        optional,
      }),
      column('category', '驿站类别', code, '选填；到这个队列办事的人自动属于的人群类别', {
        from: ['人群类别', '编号'],
        width: 16,
        optional,
      }),
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
  quotas: {
    name: '分时限号',
    about: '一行是一个队列在一天里某个时段最多取的号；每日限号另在“业务队列”表',
    columns: [
      column('queue', '业务队列', code, '队列的编号', { from: queue, width: 20 }),
      column('from', '开始', timeOfDay, '例如 09:00'),
      column('to', '结束', timeOfDay, '例如 12:00；同一队列的时段不能重叠'),
      column('tickets', '限号', wholeNumber, '这个时段最多取多少号；0 表示不取号'),
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
  regions: {
    name: '通办地区',
    about: '可以异地办、跨省通办的地区；哪些事项可以办见“事项”表',
    columns: [ownCode, ...texts('name', '名称')],
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
} satisfies Record<string, SheetForm>;
