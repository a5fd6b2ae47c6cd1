import type { Reader, Tx } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import * as store from './store.ts';

/** Recovery codes of a person, in the place of those that there were. */
export async function replace(tx: Tx, staffId: string, hashes: readonly string[]): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('staff_id', '=', staffId).execute();
  if (hashes.length > 0)
    await tx
      .insertInto('recovery_codes')
      .values(hashes.map((code_hash) => ({ staff_id: staffId, code_hash, used_at: null })))
      .execute();
}

/** @returns whether there was such a one, not used yet */
export async function use(tx: Tx, staffId: string, hash: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('recovery_codes')
    .set({ used_at: at })
    .where('staff_id', '=', staffId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function left(db: Reader, staffId: string): Promise<number> {
  const codes = await db
    .selectFrom('recovery_codes')
    .select('code_hash')
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .execute();
  return codes.length;
}

/** A person has no second factor any more. */
export async function takeSecondFactor(tx: Tx, staffId: string): Promise<void> {
  await store.change(tx, staffId, {
    factor_offered: null,
    factor_secret: null,
    factor_since: null,
  });
  await replace(tx, staffId, []);
}
