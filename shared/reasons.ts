import { type Language, languages, type Text, textIn } from './languages.ts';

/**
 * The reasons that a clerk chooses from, by the command that they are given for. What is stored is
 * the code, with the clerk's own words behind it, so that every reader sees it in their language
 * and reports can group it.
 */
const reasons = {
  undone: {
    papers: { 'zh-Hans': '材料不齐', 'zh-Hant': '材料不齊', en: 'Papers missing' },
    other: {
      'zh-Hans': '需先在其他部门办理',
      'zh-Hant': '需先在其他部門辦理',
      en: 'Another department comes first',
    },
    system: { 'zh-Hans': '业务系统故障', 'zh-Hant': '業務系統故障', en: 'Business system down' },
    withdrawn: { 'zh-Hans': '申请人放弃', 'zh-Hant': '申請人放棄', en: 'Applicant withdrew' },
    unmet: { 'zh-Hans': '不符合办理条件', 'zh-Hant': '不符合辦理條件', en: 'Conditions not met' },
  },
  transfer: {
    wrong: {
      'zh-Hans': '不属于本窗口业务',
      'zh-Hant': '不屬於本窗口業務',
      en: 'Not the work of this window',
    },
    more: {
      'zh-Hans': '需其他窗口继续办理',
      'zh-Hant': '需其他窗口繼續辦理',
      en: 'Another window must continue',
    },
    system: {
      'zh-Hans': '设备或系统故障',
      'zh-Hant': '設備或系統故障',
      en: 'Device or system down',
    },
    balance: { 'zh-Hans': '分流，减少等候', 'zh-Hant': '分流，減少等候', en: 'Balance the queues' },
    recusal: { 'zh-Hans': '工作人员回避', 'zh-Hant': '工作人員迴避', en: 'Clerk must step aside' },
  },
  call: {
    returned: { 'zh-Hans': '过号后返回', 'zh-Hant': '過號後返回', en: 'Back after a miss' },
    papers: { 'zh-Hans': '补件后返回', 'zh-Hant': '補件後返回', en: 'Back with papers' },
    care: { 'zh-Hans': '特殊照顾', 'zh-Hant': '特殊照顧', en: 'Special care' },
    guide: { 'zh-Hans': '导办人员安排', 'zh-Hant': '導辦人員安排', en: 'Arranged by the guide' },
    complaint: { 'zh-Hans': '现场诉求处理', 'zh-Hant': '現場訴求處理', en: 'Complaint on site' },
  },
  pause: {
    away: { 'zh-Hans': '短暂离开', 'zh-Hant': '短暫離開', en: 'Away for a moment' },
    meal: { 'zh-Hans': '用餐', 'zh-Hant': '用餐', en: 'Meal' },
    papers: { 'zh-Hans': '整理材料', 'zh-Hant': '整理材料', en: 'Paperwork' },
    meeting: { 'zh-Hans': '会议培训', 'zh-Hant': '會議培訓', en: 'Meeting or training' },
    device: { 'zh-Hans': '设备故障', 'zh-Hant': '設備故障', en: 'Device fault' },
    handover: { 'zh-Hans': '交接班', 'zh-Hant': '交接班', en: 'Change of shift' },
    key: { 'zh-Hans': '按键盒暂停', 'zh-Hant': '按鍵盒暫停', en: 'By key box' },
  },
  'queue-pause': {
    full: {
      'zh-Hans': '今日办理量已满',
      'zh-Hant': '今日辦理量已滿',
      en: 'As many as can be served today',
    },
    system: { 'zh-Hans': '业务系统故障', 'zh-Hant': '業務系統故障', en: 'Business system down' },
    staff: { 'zh-Hans': '窗口人员不足', 'zh-Hant': '窗口人員不足', en: 'Too few clerks' },
    meeting: { 'zh-Hans': '会议培训', 'zh-Hant': '會議培訓', en: 'Meeting or training' },
    stopped: {
      'zh-Hans': '业务临时停办',
      'zh-Hant': '業務臨時停辦',
      en: 'The service is interrupted',
    },
  },
  'put-back': {
    absent: {
      'zh-Hans': '呼叫后未到窗',
      'zh-Hant': '呼叫後未到窗',
      en: 'Did not come to the window',
    },
    mistake: { 'zh-Hans': '误叫', 'zh-Hant': '誤叫', en: 'Called by mistake' },
    notReady: { 'zh-Hans': '申请人未准备好', 'zh-Hant': '申請人未準備好', en: 'Visitor not ready' },
    device: {
      'zh-Hans': '设备或系统故障',
      'zh-Hant': '設備或系統故障',
      en: 'Device or system down',
    },
    urgent: {
      'zh-Hans': '窗口临时有事',
      'zh-Hant': '窗口臨時有事',
      en: 'Urgent matter at the window',
    },
  },
} as const satisfies Record<string, Record<string, Text>>;
export type ReasonGroup = keyof typeof reasons;

/** Said by machines, never chosen from a list. */
const unlisted: readonly string[] = ['key'];

/** The codes of a list of reasons, in the order in which they are offered. */
export function reasonCodes(group: ReasonGroup): string[] {
  return Object.keys(reasons[group]).filter((code) => !unlisted.includes(code));
}

/** The reason as it is stored: its code, then what was added; either may be missing. */
export function storedReason(code: string | null, more: string): string {
  return [code ?? '', more.trim()]
    .filter((part) => part !== '')
    .join('：')
    .slice(0, 200);
}

/** Every code that a stored reason can begin with. */
export const everyReasonCode: readonly string[] = [
  ...new Set(Object.values(reasons).flatMap((group) => Object.keys(group))),
];

/** A stored reason without what somebody added in their own words; null: there is nothing else in it. */
export function bareReason(stored: string): string | null {
  const [said = ''] = stored.split('：');
  return everyReasonCode.includes(said) ? said : null;
}

/**
 * A stored reason in words: its code, or its words in any language (as programs and earlier
 * versions sent them), in the language asked for; whatever else it says stays as it was written.
 */
export function reasonIn(group: ReasonGroup, stored: string, language: Language): string {
  const known: Readonly<Record<string, Text>> = reasons[group];
  const [said = '', ...more] = stored.split('：');
  const text =
    (Object.hasOwn(known, said) ? known[said] : undefined) ??
    Object.values(known).find((each) => languages.some((l) => each[l] === said));
  if (text === undefined) return stored;
  return [textIn(text, language), ...more].join(language === 'en' ? ': ' : '：');
}
