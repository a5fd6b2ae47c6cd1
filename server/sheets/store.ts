import type { Insertable } from 'kysely';
import type { SheetKind } from '../../shared/contract/sheet.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { SheetEntriesTable, SheetMonthsTable } from '../db/tables/leading.ts';

/** More entries than these are in no month of a hall. */
const mostEntries = 20_000;

export async function listOf(db: Reader, hall: string): Promise<string | null> {
  const row = await db
    .selectFrom('sheet_lists')
    .select('items')
    .where('hall_id', '=', hall)
    .executeTakeFirst();
  return row?.items ?? null;
}

export async function setList(tx: Tx, hall: string, items: string, at: Instant): Promise<void> {
  await tx
    .insertInto('sheet_lists')
    .values({ hall_id: hall, items, changed_at: at })
    .onConflict((conflict) => conflict.column('hall_id').doUpdateSet({ items, changed_at: at }))
    .execute();
}

export async function closed(db: Reader, hall: string, month: string) {
  const row = await db
    .selectFrom('sheet_months')
    .select(['items', 'closed_at'])
    .where('hall_id', '=', hall)
    .where('month', '=', month)
    .executeTakeFirst();
  return row ?? null;
}

export async function close(tx: Tx, row: Insertable<SheetMonthsTable>): Promise<void> {
  await tx.insertInto('sheet_months').values(row).execute();
}

function entries(db: Reader) {
  return db
    .selectFrom('sheet_entries')
    .leftJoin('staff', 'staff.id', 'sheet_entries.staff_id')
    .selectAll('sheet_entries')
    .select(['staff.username as by_username', 'staff.name as by_name']);
}
export type EntryRow = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number];

/** The entries of a month, of all sheets or of one, in the order in which they were made. */
export function ofMonth(
  db: Reader,
  hall: string,
  month: string,
  of?: { readonly kind: SheetKind; readonly subject: string },
): Promise<EntryRow[]> {
  return entries(db)
    .where('sheet_entries.hall_id', '=', hall)
    .where('sheet_entries.month', '=', month)
    .$if(of !== undefined, (q) =>
      q.where('sheet_entries.kind', '=', of!.kind).where('sheet_entries.subject', '=', of!.subject),
    )
    .orderBy('sheet_entries.at')
    .orderBy('sheet_entries.id')
    .limit(mostEntries)
    .execute();
}

export async function entryById(db: Reader, hall: string, id: string): Promise<EntryRow | null> {
  const row = await entries(db)
    .where('sheet_entries.hall_id', '=', hall)
    .where('sheet_entries.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function insert(tx: Tx, row: Insertable<SheetEntriesTable>): Promise<void> {
  await tx.insertInto('sheet_entries').values(row).execute();
}

export async function update(
  tx: Tx,
  id: string,
  change: Partial<Insertable<SheetEntriesTable>>,
): Promise<void> {
  await tx.updateTable('sheet_entries').set(change).where('id', '=', id).execute();
}

/** Cases of bad ratings of some days that were closed as justified within a span, with the clerk. */
export async function justified(
  db: Reader,
  hall: string,
  at: {
    readonly from: string;
    readonly to: string;
    readonly since: Instant;
    readonly until: Instant;
  },
) {
  return db
    .selectFrom('cases')
    .innerJoin('staff', 'staff.id', 'cases.clerk_id')
    .select(['cases.id', 'staff.username', 'cases.closed_at'])
    .where('cases.hall_id', '=', hall)
    .where('cases.service_day', '>=', at.from)
    .where('cases.service_day', '<=', at.to)
    .where('cases.kind', '=', 'bad-rating')
    .where('cases.status', '=', 'closed')
    .where('cases.justified', '=', 1)
    .where('cases.closed_at', '>=', at.since)
    .where('cases.closed_at', '<', at.until)
    .orderBy('cases.closed_at')
    .execute();
}

/** When each window was open on some days, and by whom; what still goes on is not there yet. */
export function openings(db: Reader, hall: string, from: string, to: string) {
  return db
    .selectFrom('window_intervals')
    .innerJoin('staff', 'staff.id', 'window_intervals.staff_id')
    .select(['service_day', 'window_id', 'began_at', 'staff.username'])
    .where('hall_id', '=', hall)
    .where('service_day', '>=', from)
    .where('service_day', '<=', to)
    .where('status', '=', 'open')
    .where('voided', '=', 0)
    .orderBy('service_day')
    .orderBy('began_at')
    .execute();
}
