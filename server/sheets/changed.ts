import type { SheetItem } from '../../shared/contract/sheet.ts';

/** 作风形象十分制 · 仪容仪表 0–10: an item as the log says it. */
const said = ({ group, name, least, most }: SheetItem): string =>
  `${group} · ${name} ${least}–${most}`;

/** What became of the items of a month sheet, for the log: each that was added, taken off or changed. */
export function changedItems(before: readonly SheetItem[], after: readonly SheetItem[]) {
  const had = new Map(before.map((item) => [item.code, said(item)]));
  const has = new Map(after.map((item) => [item.code, said(item)]));
  return {
    items: after.length,
    itemsAdded: [...has].flatMap(([code, now]) => (had.has(code) ? [] : [now])),
    itemsRemoved: [...had].flatMap(([code, was]) => (has.has(code) ? [] : [was])),
    itemsChanged: [...has].flatMap(([code, now]) => {
      const was = had.get(code);
      return was === undefined || was === now ? [] : [`${was} → ${now}`];
    }),
  };
}
