import { stringify } from 'csv-stringify/sync';
import { textIn, type Text } from '../../shared/languages.ts';
import { badLevel, type ratingReasons } from '../../shared/contract/rating.ts';
import type { RatedService } from './told.ts';

/** What was done about a bad rating; null: there is no case. */
export interface Handled {
  readonly status: 'open' | 'in-progress' | 'answered' | 'closed';
  readonly justified: 0 | 1 | null;
  readonly contacted: 0 | 1 | null;
  readonly resolution: string | null;
  readonly answered_at: string | null;
}

/** In Chinese alone: it goes to the province's platform (docs/ratings-export.md). */
const heads = [
  ...[
    '评价编号',
    '评价时间',
    '评价等级',
    '等级名称',
    '评价选项',
    '文字评价',
    '评价渠道',
    '服务方式',
  ],
  ...['大厅编码', '大厅名称', '部门编码', '部门名称', '事项编码', '事项名称', '办件编号'],
  ...['窗口编号', '工作人员工号', '号票', '服务日期', '服务开始', '服务结束'],
  ...['是否差评', '核实整改状态', '是否属实', '是否回访', '整改结果', '答复时间'],
];
const levels = ['', '非常不满意', '不满意', '基本满意', '满意', '非常满意'];
const reasonWords: Readonly<Record<(typeof ratingReasons)[number], string>> = {
  slow: '办理慢',
  waiting: '等候久',
  attitude: '态度不好',
  unclear: '讲不清楚',
  repeated: '多次跑动',
  skill: '业务不熟',
  system: '系统故障',
  other: '其他',
};
const channels: Readonly<Record<string, string>> = {
  pad: '实体大厅评价器',
  phone: '移动端（二维码）',
};
const statuses = { open: '待核实', 'in-progress': '核实中', answered: '已答复', closed: '已办结' };
const yesNo = (flag: 0 | 1 | null): string => (flag === null ? '' : flag === 1 ? '是' : '否');

/**
 * Ratings with the services that they were given for, one a line, for the province's platform. Text that
 * a spreadsheet would take for a formula is made text.
 */
export function ratingsCsv(
  hall: { readonly code: string; readonly name: Text },
  list: readonly { readonly rated: RatedService; readonly handled: Handled | null }[],
): string {
  const zh = (text: Text): string => textIn(text, 'zh-Hans');
  const several = (texts: readonly string[]): string => texts.join('、');
  const rows = list.map(({ rated: r, handled }) => [
    ...[r.id, r.ratedAt, r.level, levels[r.level] ?? ''],
    several(r.reasons.map((reason) => reasonWords[reason as keyof typeof reasonWords] ?? reason)),
    ...[r.comment ?? '', channels[r.channel] ?? r.channel, '现场服务', hall.code, zh(hall.name)],
    several(r.departments.map(({ code }) => code)),
    several(r.departments.map(({ name }) => zh(name))),
    several(r.matters.map(({ code }) => code)),
    several(r.matters.map(({ name }) => zh(name))),
    several(r.receipts),
    ...[r.window ?? '', r.clerk ?? '', r.number, r.day, r.servedFrom ?? '', r.servedTo ?? ''],
    r.level <= badLevel ? '是' : '否',
    handled === null ? '' : statuses[handled.status],
    ...[yesNo(handled?.justified ?? null), yesNo(handled?.contacted ?? null)],
    ...[handled?.resolution ?? '', handled?.answered_at ?? ''],
  ]);
  return stringify([heads, ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
