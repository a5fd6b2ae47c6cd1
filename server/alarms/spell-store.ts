import type { Insertable, Selectable } from 'kysely';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { AlarmSpellsTable } from '../db/tables/floor.ts';

/** What stands in a hall by what was written down. */
export function open(db: Reader, hall: string) {
  return db
    .selectFrom('alarm_spells')
    .select(['id', 'code', 'subject'])
    .where('hall_id', '=', hall)
    .where('ended_at', 'is', null)
    .execute();
}

/** Several processes look at the same hall: what another one wrote down already stays as it is. */
export async function begin(tx: Tx, rows: readonly Insertable<AlarmSpellsTable>[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('alarm_spells')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function end(tx: Tx, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable('alarm_spells').set({ ended_at: at }).where('id', 'in', ids).execute();
}

/** Those that began on a day, the newest first. */
export function ofDay(
  db: Reader,
  hall: string,
  day: string,
  page: { readonly offset: number; readonly limit: number },
): Promise<Selectable<AlarmSpellsTable>[]> {
  return db
    .selectFrom('alarm_spells')
    .selectAll()
    .where('hall_id', '=', hall)
    .where('service_day', '=', day)
    .orderBy('began_at', 'desc')
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}
