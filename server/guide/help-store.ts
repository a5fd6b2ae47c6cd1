import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { HelpCallsTable } from '../db/tables/floor.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export type HelpRow = Selectable<HelpCallsTable>;

export async function insert(tx: Tx, row: Insertable<HelpCallsTable>): Promise<void> {
  await tx.insertInto('help_calls').values(row).execute();
}

export async function byId(db: Reader, id: string): Promise<HelpRow | null> {
  const row = await db.selectFrom('help_calls').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** The calls of a device in a time, the newest first. */
export function ofDevice(
  db: Reader,
  device: string,
  { since, now }: { since: Instant; now: Instant },
): Promise<HelpRow[]> {
  return db
    .selectFrom('help_calls')
    .selectAll()
    .where('device_id', '=', device)
    .where('called_at', '>', since)
    .where('called_at', '<=', now)
    .orderBy('called_at', 'desc')
    .execute();
}

/** What rings in a hall at an instant, the oldest first, with the names of the kiosks. */
export function ringing(db: Reader, hall: string, now: Instant) {
  return (
    db
      .selectFrom('help_calls')
      .innerJoin('devices', 'devices.id', 'help_calls.device_id')
      .select(['help_calls.id', 'devices.name as device', 'called_at', 'rings_until'])
      .where('help_calls.hall_id', '=', hall)
      .where('rings_until', '>', now)
      // What a clock called that was ahead rings no more once the day was taken back.
      .where('called_at', '<=', now)
      .where('taken_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .orderBy('called_at')
      .execute()
  );
}

export async function update(
  tx: Tx,
  id: string,
  to: Partial<Pick<HelpRow, 'taken_at' | 'taken_by' | 'withdrawn_at'>>,
): Promise<void> {
  await tx.updateTable('help_calls').set(to).where('id', '=', id).execute();
}
