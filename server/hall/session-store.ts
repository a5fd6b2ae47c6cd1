import type { Reader, Tx } from '../db/open.ts';
import type { Instant } from '../../shared/rules/instants.ts';

/** The site's rules of signing in, as text (`shared/rules/sign-in.ts`). */
export async function signInRules(db: Reader): Promise<string> {
  const site = await db.selectFrom('site').select('sign_in_rules').executeTakeFirstOrThrow();
  return site.sign_in_rules;
}

export async function setSignInRules(tx: Tx, rules: string): Promise<void> {
  await tx.updateTable('site').set({ sign_in_rules: rules }).execute();
}

export async function insert(
  tx: Tx,
  row: {
    readonly token_hash: string;
    readonly staff_id: string;
    readonly created_at: Instant;
    readonly last_used_at: Instant;
    readonly expires_at: Instant;
    readonly network: string;
    readonly browser: string | null;
  },
): Promise<void> {
  await tx.insertInto('sessions').values(row).execute();
}

export async function remove(tx: Tx, hash: string): Promise<void> {
  await tx.deleteFrom('sessions').where('token_hash', '=', hash).execute();
}

/** @param but this one stays. @returns how many it were */
export async function removeOf(tx: Tx, staffId: string, but: string | null): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('sessions')
    .where('staff_id', '=', staffId)
    .$if(but !== null, (q) => q.where('token_hash', '<>', but!))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** The hashes of a person's sign-ins. */
export async function hashesOf(db: Reader, staffId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('sessions')
    .select('token_hash')
    .where('staff_id', '=', staffId)
    .execute();
  return rows.map((row) => row.token_hash);
}
