import type { Reader, Tx } from '../db/open.ts';
import type { StaffPhotosTable } from '../db/tables/people.ts';

/** Another portrait of a person; what was there is gone. */
export async function put(tx: Tx, row: StaffPhotosTable): Promise<void> {
  await tx.deleteFrom('staff_photos').where('staff_id', '=', row.staff_id).execute();
  await tx.insertInto('staff_photos').values(row).execute();
}

/** @returns whether there was one */
export async function remove(tx: Tx, staffId: string): Promise<boolean> {
  const [gone] = await tx.deleteFrom('staff_photos').where('staff_id', '=', staffId).execute();
  return (gone?.numDeletedRows ?? 0n) > 0n;
}

export async function byKey(
  db: Reader,
  key: string,
): Promise<Pick<StaffPhotosTable, 'photo' | 'type'> | null> {
  const found = await db
    .selectFrom('staff_photos')
    .select(['photo', 'type'])
    .where('photo_key', '=', key)
    .executeTakeFirst();
  return found ?? null;
}

/** The keys of all portraits, by whose they are. */
export async function keys(db: Reader): Promise<Map<string, string>> {
  const rows = await db.selectFrom('staff_photos').select(['staff_id', 'photo_key']).execute();
  return new Map(rows.map((row) => [row.staff_id, row.photo_key]));
}

/** The windows where somebody works now, each with its hall and the hall's version. */
export function windowsOf(
  db: Reader,
  staffId: string,
): Promise<{ id: string; hall_id: string; version: number }[]> {
  return db
    .selectFrom('windows')
    .innerJoin('halls', 'halls.id', 'windows.hall_id')
    .select(['windows.id', 'windows.hall_id', 'halls.version'])
    .where('windows.clerk_id', '=', staffId)
    .execute();
}
