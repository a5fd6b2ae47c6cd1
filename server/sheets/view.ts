import type { MonthSheets, SheetEntry, SheetItem, SheetKind } from '../../shared/contract/sheet.ts';
import { textIn } from '../../shared/languages.ts';
import type { StaffActor } from '../../shared/rights.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import { sheetPoints } from '../../shared/rules/sheet.ts';
import type { HallConfig } from '../hall/config.ts';
import type { EntryRow } from './store.ts';

interface Shown {
  readonly hall: HallConfig;
  readonly month: string;
  readonly items: readonly SheetItem[];
  readonly people: readonly { readonly username: string; readonly name: string }[];
  readonly who: StaffActor;
  /** Only this sheet, also while it is empty. */
  readonly of: { readonly kind: SheetKind; readonly subject: string } | undefined;
  readonly closedAt: Instant | undefined;
}

/** The sheets of a month, clerks by name and then windows by number. */
export function sheetsView(rows: readonly EntryRow[], shown: Shown): MonthSheets {
  const { hall, month, items, people, of, closedAt } = shown;
  const nameOf = (kind: SheetKind, subject: string): string =>
    kind === 'clerk'
      ? (people.find(({ username }) => username === subject)?.name ?? subject)
      : textIn(hall.windowByNumber.get(Number(subject))?.name ?? { 'zh-Hans': subject }, 'zh-Hans');
  const groups = groupBy(rows, ({ kind, subject }) => `${kind} ${subject}`);
  const sheets = [...groups.values()].map((some) => {
    const { kind, subject } = some[0]!;
    const entries = some.map((row) => entryView(row, shown));
    return {
      ...{ kind, subject, entries },
      name: nameOf(kind, subject),
      points: sheetPoints(entries),
      appeals: some.filter((row) => row.appealed_at !== null && row.verdict === null).length,
    };
  });
  if (sheets.length === 0 && of !== undefined)
    sheets.push({ ...of, entries: [], name: nameOf(of.kind, of.subject), points: 0, appeals: 0 });
  const collator = new Intl.Collator('zh-CN', { numeric: true });
  sheets.sort((a, b) =>
    a.kind === b.kind
      ? collator.compare(
          a.kind === 'clerk' ? a.name : a.subject,
          b.kind === 'clerk' ? b.name : b.subject,
        )
      : a.kind === 'clerk'
        ? -1
        : 1,
  );
  return {
    month,
    closed: closedAt !== undefined,
    closedAt: closedAt ?? null,
    items: [...items],
    sheets,
  };
}

function entryView(row: EntryRow, { items, who, closedAt }: Shown): SheetEntry {
  const withdrawn = row.withdrawn_at !== null;
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    item: row.item,
    itemName: items.find(({ code }) => code === row.item)?.name ?? row.item,
    points: row.points,
    reason: row.reason,
    day: row.day,
    by:
      row.by_username === null || row.by_name === null
        ? null
        : { username: row.by_username, name: row.by_name },
    at: row.at,
    withdrawn,
    appeal: row.appeal,
    verdict: row.verdict,
    answer: row.answer,
    mayAppeal:
      row.kind === 'clerk' &&
      row.subject === who.username &&
      !withdrawn &&
      row.appealed_at === null &&
      closedAt === undefined,
  };
}
