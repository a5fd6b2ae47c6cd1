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
  refer: {
    elsewhere: {
      'zh-Hans': '该事项在其他大厅办理',
      'zh-Hant': '該事項在其他大廳辦理',
      en: 'Handled in another hall',
    },
    residence: {
      'zh-Hans': '按户籍或属地办理',
      'zh-Hant': '按戶籍或屬地辦理',
      en: 'Belongs to where the visitor lives',
    },
    nearer: {
      'zh-Hans': '就近办理更方便',
      'zh-Hant': '就近辦理更方便',
      en: 'Another hall is nearer',
    },
    balance: {
      'zh-Hans': '分流，那边等候较短',
      'zh-Hant': '分流，那邊等候較短',
      en: 'A shorter wait there',
    },
    system: {
      'zh-Hans': '本厅设备或系统故障',
      'zh-Hant': '本廳設備或系統故障',
      en: 'Device or system down here',
    },
  },
  change: {
    more: { 'zh-Hans': '申请人要求增加', 'zh-Hant': '申請人要求增加', en: 'Visitor wants more' },
    less: { 'zh-Hans': '申请人不办了', 'zh-Hant': '申請人不辦了', en: 'Visitor wants less' },
    wrong: { 'zh-Hans': '取号时选错', 'zh-Hant': '取號時選錯', en: 'Chosen wrongly at the kiosk' },
    papers: {
      'zh-Hans': '材料不齐，改日再办',
      'zh-Hant': '材料不齊，改日再辦',
      en: 'Papers missing',
    },
    category: { 'zh-Hans': '人群类别有误', 'zh-Hant': '人群類別有誤', en: 'Category was wrong' },
  },
  /** 办不成事: why somebody goes away without what they came for. */
  'not-done': {
    again: {
      'zh-Hans': '来过多次仍未办成',
      'zh-Hant': '來過多次仍未辦成',
      en: 'Came several times in vain',
    },
    refused: { 'zh-Hans': '窗口不予受理', 'zh-Hant': '窗口不予受理', en: 'Not accepted' },
    paper: {
      'zh-Hans': '要求的证明开不出来',
      'zh-Hant': '要求的證明開不出來',
      en: 'A paper that nobody issues',
    },
    between: {
      'zh-Hans': '部门之间说法不一',
      'zh-Hant': '部門之間說法不一',
      en: 'Departments disagree',
    },
    unclear: {
      'zh-Hans': '政策没有明确规定',
      'zh-Hant': '政策沒有明確規定',
      en: 'Rules are unclear',
    },
    overdue: {
      'zh-Hans': '超过承诺时限未办结',
      'zh-Hant': '超過承諾時限未辦結',
      en: 'Later than promised',
    },
    system: {
      'zh-Hans': '系统或数据有问题',
      'zh-Hant': '系統或資料有問題',
      en: 'A fault of system or data',
    },
  },
  category: {
    card: { 'zh-Hans': '已查看证件', 'zh-Hant': '已查看證件', en: 'Papers were looked at' },
    seen: { 'zh-Hans': '当面可见', 'zh-Hant': '當面可見', en: 'Plain to see' },
    told: { 'zh-Hans': '本人说明', 'zh-Hant': '本人說明', en: 'As the visitor says' },
    arranged: { 'zh-Hans': '大厅安排', 'zh-Hant': '大廳安排', en: 'Arranged by the hall' },
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

/**
 * A reason in words that any reader has in their own language again (`reasonIn`): for what the visitor
 * reads as well. @param stored as `storedReason` makes it
 */
export function reasonWords(group: ReasonGroup, stored: string): string {
  return reasonIn(group, stored, 'zh-Hans');
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
