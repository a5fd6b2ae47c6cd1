import type { SheetItem } from './contract/sheet.ts';

/**
 * Templates for a hall's list of a month sheet. A hall's list is its own words in its own language, to be
 * changed at will; none of the items asks for handling time or for the number served.
 */
const itemsOf = (
  prefix: string,
  group: string,
  items: readonly (readonly [name: string, least: number, most: number])[],
): SheetItem[] =>
  items.map(([name, least, most], i) => ({ code: `${prefix}-${i + 1}`, name, group, least, most }));

export const templateItems = {
  manner: itemsOf('manner', '作风形象十分制', [
    ['着装仪表', -2, 0],
    ['文明用语', -2, 0],
    ['准时到岗', -2, 0],
    ['在岗在位', -2, 0],
    ['窗口整洁', -2, 0],
    ['群众表扬', 0, 2],
  ]),
  compare: itemsOf('compare', '五比五评', [
    ['比学习、评业务', -2, 2],
    ['比服务、评满意', -2, 2],
    ['比作风、评纪律', -2, 2],
    ['比协作、评配合', -2, 2],
    ['比创新、评实效', -2, 2],
  ]),
  execution: itemsOf('execution', '执行力', [
    ['交办事项按时完成', -3, 3],
    ['问题整改到位', -3, 3],
    ['参加培训和活动', -1, 1],
    ['差评属实', -3, 0],
  ]),
} as const;

/** What a hall begins with. */
export const usualItems: readonly SheetItem[] = [
  ...templateItems.manner,
  ...templateItems.compare,
  ...templateItems.execution,
];
