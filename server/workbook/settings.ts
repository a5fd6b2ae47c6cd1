import type { CellValue } from 'hucre/xlsx';
import { HallSettings } from '../../shared/contract/hall.ts';
import type { ScreenTimes } from '../../shared/contract/screen-times.ts';
import { code, codes, type Codec, wholeNumber, words, yesNo } from './values.ts';

type Key = keyof HallSettings;

/** "08:00-18:00", or minutes before opening and after closing, "60/90"; blank: always. */
const screenTimes: Codec = {
  ...words,
  asText: true,
  write: (times: ScreenTimes) =>
    times.by === 'times'
      ? `${times.on}-${times.off}`
      : times.by === 'hours'
        ? `${times.before}/${times.after}`
        : null,
  read: (cell) => {
    const said = words.read(cell);
    if (!('value' in said) || typeof said.value !== 'string') return said;
    const text = said.value
      .normalize('NFKC')
      .replaceAll(/\s/g, '')
      .replace(/[–—~至]/u, '-');
    const [, on, off] = /^(\d\d?:\d\d)-(\d\d?:\d\d)$/.exec(text) ?? [];
    const [, before, after] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
    if (on !== undefined)
      return { value: { by: 'times', on: on.padStart(5, '0'), off: off!.padStart(5, '0') } };
    if (before !== undefined)
      return { value: { by: 'hours', before: Number(before), after: Number(after) } };
    return { fault: 'not_times' };
  },
};
interface Setting {
  readonly label: string;
  readonly about: string;
}

/** Every setting, in the order of the sheet, as the hall's people call it. */
export const settingWords: Readonly<Record<Key, Setting>> = {
  graceMinutes: {
    label: '预约迟到宽限（分钟）',
    about: '预约后迟到不超过这么多分钟，仍按预约时间',
  },
  seniorityMinutes: {
    label: '环节续排（分钟）',
    about: '套餐的下一环节最多可追溯到上一环节结束前多少分钟',
  },
  returnMinutes: { label: '过号返回（分钟）', about: '过号后第一次返回，最多可追溯多少分钟' },
  penaltyMinutes: { label: '过号后退（分钟）', about: '过号至少后退多少分钟' },
  noShowMinCalls: { label: '过号前呼叫次数', about: '至少呼叫几次才能按过号处理' },
  noShowMinSeconds: { label: '过号前等待（秒）', about: '呼叫后至少等多少秒才能按过号处理' },
  noShowOnNext: {
    label: '叫下一个时自动过号',
    about: '是：被叫的人没有来，按“下一个”即过号；否：先询问',
  },
  undoSeconds: { label: '撤销时限（秒）', about: '多少秒内可以撤销上一步' },
  lastTicketMinutes: { label: '提前停止取号（分钟）', about: '下班前多少分钟停止取号' },
  ratingDueWorkingDays: { label: '差评回访时限（工作日）', about: '差评须在多少个工作日内回访' },
  eraseAfterDays: { label: '个人信息保留（天）', about: '姓名、备注、预约信息保留多少天后删除' },
  eraseTextsAfterDays: {
    label: '文字内容保留（天）',
    about: '理由、评语等文字保留多少天；不填则与个人信息相同',
  },
  announceLanguages: {
    label: '播报语言',
    about: '除群众自己的语言外都要播报的语言：zh-Hans 普通话、en 英语、yue 粤语、nan 闽南语',
  },
  bookingNeedsContact: { label: '预约须留联系方式', about: '是：预约须留手机号或证件号' },
  staffPlacesPercent: {
    label: '预约留给工作人员（%）',
    about: '每个时段百分之多少只能由工作人员代约',
  },
  longInHandMinutes: { label: '单号办理提醒分钟', about: '超过时提醒主管；0 表示不提醒' },
  callsStillMinutes: {
    label: '停止叫号提醒分钟',
    about: '有人等候却这么久没有叫号时提醒主管；0 表示不提醒',
  },
  clientCategory: { label: '服务管家客户类别', about: '服务管家的客户取号时属于的人群类别的编号' },
  clientsAtKiosk: {
    label: '取号机输入客户码',
    about: '是：取号机上有“服务管家客户”，可输入客户码',
  },
  personTicketsADay: {
    label: '每人每天取号上限',
    about: '同一证件一天最多取多少张号、同一手机号或证件一天最多预约多少次，取消的也算；0 表示不限',
  },
  personOpenTickets: {
    label: '每人同时持号上限',
    about: '同一证件同时最多有多少张没办完的号；0 表示不限',
  },
  kioskTicketsAMinute: { label: '取号机每分钟上限', about: '超过时提醒主管；0 表示不提醒' },
  deviceUnseenDays: { label: '设备失联（天）', about: '多少天未连接的设备须重新配对；0 表示不限' },
  lateEntryDays: { label: '补录期限（天）', about: '纸质号码可在几天内补录；0 表示只限当天' },
  paperAfterSeconds: { label: '断线提示（秒）', about: '屏幕断线多少秒后告诉群众怎么办' },
  appointmentDaysAhead: { label: '可预约天数', about: '最多可提前多少天预约；0 表示只限当天' },
  telephone: { label: '咨询电话', about: '印在号票上；不填则不印' },
  showStaffNumber: { label: '显示工号', about: '是：评价器和窗口屏显示窗口人员的工号' },
  showStaffPhoto: { label: '显示照片', about: '是：评价器和窗口屏显示窗口人员的照片' },
  parking: { label: '停车登记', about: '是：请开车来的群众登记车牌，推送给停车场；当天结束后删除' },
  remoteTickets: { label: '远程取号', about: '是：群众可用手机先取号，到厅后按厅内签到码签到' },
  remoteAHalfHour: { label: '远程取号每半小时上限', about: '每半小时最多多少张；0 表示不限' },
  remoteADay: { label: '远程取号每天上限', about: '每天最多多少张；0 表示不限' },
  remoteAPerson: {
    label: '远程取号每人每天上限',
    about: '同一手机号一天最多多少张，取消和未到的也算',
  },
  remoteArriveMinutes: { label: '远程取号到厅时限（分钟）', about: '取号后多少分钟内须到厅签到' },
  screenTimes: {
    label: '亮屏时间',
    about:
      '叫号屏、窗口屏何时亮：不填为一直亮；08:00-18:00 为每天固定时间；60/90 为开门前 60 分钟到关门后 90 分钟',
  },
  popular: { label: '常办', about: '套餐和事项的编号，最多 12 个，用顿号分开' },
};
export const settingKeys = Object.keys(HallSettings.shape) as Key[];

/** A setting's cell by what its value usually is; what may be empty says what empty means. */
function codecOf(key: Key): Codec & { readonly empty?: unknown } {
  switch (key) {
    case 'telephone':
      return { ...words, empty: '' };
    case 'clientCategory':
      return code;
    case 'announceLanguages':
    case 'popular':
      return { ...codes, empty: [] };
    case 'eraseTextsAfterDays':
      return { ...wholeNumber, empty: null };
    case 'screenTimes':
      return { ...screenTimes, empty: { by: 'always' } };
    case 'noShowOnNext':
    case 'clientsAtKiosk':
    case 'showStaffNumber':
    case 'showStaffPhoto':
    case 'parking':
    case 'remoteTickets':
    case 'bookingNeedsContact':
      return yesNo;
    default:
      return wholeNumber;
  }
}

export function settingCell(key: Key, settings: HallSettings): CellValue {
  const value = settings[key];
  return value === null ? null : codecOf(key).write(value as never);
}

/** @returns as a codec reads it; what is empty is what empty means, or missing */
export function readSetting(key: Key, cell: CellValue): ReturnType<Codec['read']> {
  const { read, empty } = codecOf(key);
  const said = read(cell);
  return 'value' in said && said.value === undefined ? { value: empty } : said;
}

export function isSetting(key: unknown): key is Key {
  return typeof key === 'string' && Object.hasOwn(settingWords, key);
}
