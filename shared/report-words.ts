import type { DutyRow, Outcomes } from './contract/report.ts';
import type { Language } from './languages.ts';

type Words = Readonly<Record<Language, string>>;

const w = (hans: string, hant: string, en: string): Words => ({
  'zh-Hans': hans,
  'zh-Hant': hant,
  en,
});

/** The words of the report, the same in the console and in the files that a manager takes away. */
export const words = {
  title: w('每日办理情况', '每日辦理情況', 'Daily throughput'),
  made: w('生成时间', '生成時間', 'Made at'),
  section: w('栏目', '欄目', 'Section'),
  yes: w('是', '是', 'yes'),
  no: w('否', '否', 'no'),
  notCome: w('日期未到', '日期未到', 'not come yet'),
  withoutPackage: w('无套餐', '無套餐', 'Without a package'),

  total: w('合计', '合計', 'Total'),
  faults: w('对账不符', '對帳不符', 'Not reconciled'),
  days: w('按日', '按日', 'By day'),
  queues: w('按队列', '按隊列', 'By queue'),
  windows: w('按窗口', '按窗口', 'By window'),
  clerks: w('按人员', '按人員', 'By clerk'),
  packages: w('按套餐', '按套餐', 'By package'),
  services: w('业务笔数', '業務筆數', 'Files'),
  clients: w('按客户', '按客戶', 'By client'),
  regions: w('按地区', '按地區', 'By region'),
  hours: w('按小时', '按小時', 'By hour'),
  duty: w('按值班时段', '按值班時段', 'By hours of duty'),
  estimates: w('估时误差', '估時誤差', 'Estimate error'),
  outOfOrder: w('调序记录', '調序記錄', 'Out of order'),
  definitions: w('指标说明', '指標說明', 'Definitions'),

  day: w('日期', '日期', 'Day'),
  code: w('代码', '代碼', 'Code'),
  name: w('名称', '名稱', 'Name'),
  text: w('说明', '說明', 'Text'),
  visits: w('来办次数', '來辦次數', 'Visits'),
  files: w('业务笔数', '業務筆數', 'Files'),
  agentVisits: w('其中代办次数', '其中代辦次數', 'Visits of agents'),
  agentFiles: w('其中代办笔数', '其中代辦筆數', 'Files of agents'),
  steward: w('服务管家', '服務管家', 'Steward'),
  thisRegion: w('本地', '本地', 'This region'),
  taken: w('取号', '取號', 'Taken'),
  called: w('呼叫', '呼叫', 'Called'),
  recalls: w('重呼', '重呼', 'Recalls'),
  done: w('办结', '辦結', 'Done'),
  missed: w('过号', '過號', 'Missed'),
  cancelled: w('取消', '取消', 'Cancelled'),
  expired: w('过期', '過期', 'Expired'),
  referred: w('转其他大厅', '轉其他大廳', 'Referred'),
  stillOpen: w('未结束', '未結束', 'Still open'),
  enteredLater: w('其中补录', '其中補錄', 'Entered later'),
  transferredIn: w('转入', '轉入', 'Transferred in'),
  transferredOut: w('转出', '轉出', 'Transferred out'),
  numbersGiven: w('发出号数', '發出號數', 'Numbers given'),
  reconciled: w('对账相符', '對帳相符', 'Reconciled'),
  callsInHour: w('本时段呼叫', '本時段呼叫', 'Calls in the hour'),
  doneInHour: w('本时段办结', '本時段辦結', 'Done in the hour'),

  wait: w('等候', '等候', 'Wait'),
  waitAgain: w('再次等候', '再次等候', 'Waiting again'),
  walk: w('到窗', '到窗', 'Walk'),
  handling: w('办理', '辦理', 'Handling'),
  visit: w('全程', '全程', 'Visit'),
  count: w('次数', '次數', 'Count'),
  mean: w('平均', '平均', 'Mean'),
  p50: w('P50', 'P50', 'P50'),
  p90: w('P90', 'P90', 'P90'),
  max: w('最长', '最長', 'Longest'),

  serviceLevelSeconds: w('等候标准', '等候標準', 'Wait standard'),
  standards: w('等候标准变更', '等候標準變更', 'Wait standard changed'),
  serviceLevel: w('达标率', '達標率', 'Service level'),
  neverCalled: w('从未叫到', '從未叫到', 'Never called'),
  noShow: w('弃号率', '棄號率', 'No-show rate'),
  abandonment: w('流失率', '流失率', 'Abandonment'),
  estimatedStarts: w('到达时间为估计', '到達時間為估計', 'Estimated starts'),
  utilisation: w('利用率', '利用率', 'Utilisation'),
  rated: w('评价率', '評價率', 'Rated'),
  bad: w('差评率', '差評率', 'Bad ratings'),
  ratings: w('评价数', '評價數', 'Ratings'),
  badCount: w('差评数', '差評數', 'Bad ones'),
  withinP90: w('P90 内占比', 'P90 內佔比', 'Within P90'),
  outOfOrderRate: w('调序呼叫占比', '調序呼叫佔比', 'Out-of-order calls'),
  numerator: w('分子', '分子', 'Numerator'),
  denominator: w('分母', '分母', 'Denominator'),

  openSeconds: w('开放时长', '開放時長', 'Time open'),
  pausedSeconds: w('暂停时长', '暫停時長', 'Time paused'),
  peak: w('高峰', '高峰', 'Peak'),
  peakTaken: w('取号高峰', '取號高峰', 'Peak taken'),
  peakCalled: w('呼叫高峰', '呼叫高峰', 'Peak called'),
  peakDone: w('办结高峰', '辦結高峰', 'Peak done'),
  from: w('起于', '起於', 'From'),
  transfersToFront: w('转窗到队首', '轉窗到隊首', 'Transfers to the front'),
  served: w('已办环节', '已辦環節', 'Served steps'),
  unrated: w('未评价', '未評價', 'Unrated'),
  level5: w('非常满意', '非常滿意', 'Very satisfied'),
  level4: w('满意', '滿意', 'Satisfied'),
  level3: w('基本满意', '基本滿意', 'Fairly satisfied'),
  level2: w('不满意', '不滿意', 'Dissatisfied'),
  level1: w('非常不满意', '非常不滿意', 'Very dissatisfied'),
  ahead: w('前面人数', '前面人數', 'People ahead'),
  meanAbsoluteError: w('平均绝对误差', '平均絕對誤差', 'Mean absolute error'),
  notListed: w('未列出的调序记录', '未列出的調序記錄', 'Out of order, not listed'),

  time: w('时间', '時間', 'Time'),
  kind: w('类型', '類型', 'Kind'),
  call: w('指呼', '指呼', 'Chosen call'),
  front: w('转窗到队首', '轉窗到隊首', 'Transfer to the front'),
  number: w('号码', '號碼', 'Number'),
  queue: w('队列', '隊列', 'Queue'),
  window: w('窗口', '窗口', 'Window'),
  clerk: w('人员', '人員', 'Clerk'),
  package: w('套餐', '套餐', 'Package'),
  hour: w('时段', '時段', 'Hour'),
  reason: w('原因', '原因', 'Reason'),
  period: w('时段类型', '時段類型', 'Hours'),
  regular: w('正常办公', '正常辦公', 'Office hours'),
  noonDuty: w('午间值班', '午間值班', 'Noon duty'),
  eveningDuty: w('晚间值班', '晚間值班', 'Evening duty'),
  weekendDuty: w('周末值班', '週末值班', 'Weekend duty'),
  outside: w('办公时间以外', '辦公時間以外', 'Outside the hours'),

  hall: w('大厅', '大廳', 'Hall'),
  week: w('周', '週', 'Week'),
  month: w('月份', '月份', 'Month'),
  weekday: w('星期', '星期', 'Weekday'),
  zone: w('区域', '區域', 'Zone'),
  direction: w('方向', '方向', 'Direction'),
  stage: w('阶段', '階段', 'Stage'),
  step: w('套餐环节', '套餐環節', 'Step of a package'),
  department: w('部门', '部門', 'Department'),
  category: w('人群类别', '人群類別', 'Category'),
  language: w('语言', '語言', 'Language'),
  completion: w('办结率', '辦結率', 'Completed'),
  packageVisits: w('套餐号票', '套餐號票', 'Package tickets'),
  packageMatters: w('套餐事项', '套餐事項', 'Package matters'),
  saved: w('省号', '省號', 'Numbers saved'),
  lastPeriod: w('上期', '上期', 'Last period'),
  lastYear: w('去年同期', '去年同期', 'Last year'),
  noMatter: w('无事项', '無事項', 'No matter'),
  client: w('服务客户', '服務客戶', 'Client'),
  noClient: w('非服务客户', '非服務客戶', 'No client'),
  region: w('地区', '地區', 'Region'),
} as const satisfies Record<string, Words>;

export type Word = keyof typeof words;

/** What follows a heading where the cells carry no unit of their own. */
export const units = {
  seconds: w('（秒）', '（秒）', ' (s)'),
  percent: w('（%）', '（%）', ' (%)'),
  minutes: w('（分）', '（分）', ' (min)'),
} as const;

/** One heading of several words: 平均等候, P90 等候 · Mean wait, P90 wait. */
export function heading(list: readonly Word[], language: Language): string {
  const parts = list.map((word) => words[word][language]);
  if (language !== 'en') return parts.join('').replace(/(\w)(?=\p{Script=Han})/gu, '$1 ');
  return parts
    .map((part, i) => (i === 0 || /^P\d/.test(part) ? part : part.toLowerCase()))
    .join(' ');
}

/** 办结 3 + 过号 0 + …: what became of the tickets, every day as many as were taken (rules.md, "Times"). */
export function endsText(figures: Outcomes, language: Language): string {
  return (['done', 'missed', 'cancelled', 'expired', 'referred', 'stillOpen'] as const)
    .filter((end) => end !== 'referred' || figures.referred > 0)
    .map((end) => `${words[end][language]} ${figures[end]}`)
    .join(' + ');
}

/** "15 → 75 分钟": the standards that followed each other; null where one stood all the time. */
export function standardsText(
  standards: readonly { readonly seconds: number }[],
  language: Language,
): string | null {
  if (standards.length < 2) return null;
  const minutes = { 'zh-Hans': '分钟', 'zh-Hant': '分鐘', en: 'min' }[language];
  return `${standards.map(({ seconds }) => seconds / 60).join(' → ')} ${minutes}`;
}

/** The word for hours of a kind, as a row is named by it. */
export const dutyWords: Record<DutyRow['kind'], Word> = {
  regular: 'regular',
  'noon-duty': 'noonDuty',
  evening: 'eveningDuty',
  'weekend-duty': 'weekendDuty',
  outside: 'outside',
};
