import { sql } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import { agedDetails } from './details-store.ts';
import type { Limit } from './limit.ts';
import { agedTexts } from './texts-store.ts';

const aged = [...agedDetails, ...agedTexts];

/** Every hall, with the first day whose reasons were not looked through yet. */
export function halls(db: Reader): Promise<{ id: string; texts_erased_to: string }[]> {
  return db.selectFrom('halls').select(['id', 'texts_erased_to']).orderBy('id').execute();
}

/** Whether anything but the log has what is too old to be kept. */
export async function anyDue(db: Reader, limit: Limit): Promise<boolean> {
  for (const each of aged) if (await each.anyDue(db, limit)) return true;
  return false;
}

/** Erases some of what is too old; what is counted in reports stays. @returns how many rows of each lost theirs */
export async function erase(tx: Tx, limit: Limit): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, erase } of aged) counts[name] = (counts[name] ?? 0) + (await erase(tx, limit));
  return counts;
}

/** All days before this one have been looked through. */
export async function doneBefore(tx: Tx, hall: string, day: string): Promise<void> {
  await tx.updateTable('halls').set({ texts_erased_to: day }).where('id', '=', hall).execute();
}

export async function retention(db: Reader): Promise<string> {
  const row = await db.selectFrom('site').select('retention').executeTakeFirst();
  return row?.retention ?? '{}';
}

export async function setRetention(tx: Tx, text: string): Promise<void> {
  await tx
    .updateTable('site')
    .set({ retention: sql<string>`${text}` })
    .execute();
}
