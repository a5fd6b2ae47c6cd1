import type { Selectable } from 'kysely';
import type { ApiKey, KeyScope } from '../../shared/contract/keys.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { ApiKeysTable } from '../db/tables/people.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export type KeyRow = Selectable<ApiKeysTable>;

/** Those that were not ended, the oldest first. */
export function standing(db: Reader): Promise<KeyRow[]> {
  return db
    .selectFrom('api_keys')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('name')
    .execute();
}

export async function byId(db: Reader, id: string): Promise<KeyRow | null> {
  return (
    (await db
      .selectFrom('api_keys')
      .selectAll()
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst()) ?? null
  );
}

export async function hasName(db: Reader, name: string): Promise<boolean> {
  const found = await db
    .selectFrom('api_keys')
    .select('id')
    .where('name', '=', name)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

export async function insert(tx: Tx, row: KeyRow): Promise<void> {
  await tx.insertInto('api_keys').values(row).execute();
}

export async function end(tx: Tx, id: string, now: Instant): Promise<void> {
  await tx.updateTable('api_keys').set({ ended_at: now }).where('id', '=', id).execute();
}

export function view(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: JSON.parse(row.scopes) as KeyScope[],
    halls: JSON.parse(row.halls) as string[],
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}
