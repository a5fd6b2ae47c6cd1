import type { Selectable } from 'kysely';
import type { Role, Staff } from '../../shared/contract/people.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { StaffTable } from '../db/schema.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export type StaffRow = Selectable<StaffTable>;

export async function byUsername(db: Reader, username: string): Promise<StaffRow | null> {
  return (
    (await db
      .selectFrom('staff')
      .selectAll()
      .where('username', '=', username)
      .executeTakeFirst()) ?? null
  );
}

export function all(db: Reader): Promise<StaffRow[]> {
  return db.selectFrom('staff').selectAll().orderBy('created_at').orderBy('username').execute();
}

export async function insert(tx: Tx, row: StaffRow): Promise<void> {
  await tx.insertInto('staff').values(row).execute();
}

export async function update(tx: Tx, { id, ...row }: StaffRow): Promise<void> {
  await tx.updateTable('staff').set(row).where('id', '=', id).execute();
}

export async function insertSession(
  tx: Tx,
  row: { token_hash: string; staff_id: string; created_at: Instant; expires_at: Instant },
): Promise<void> {
  await tx.insertInto('sessions').values(row).execute();
}

export async function deleteSession(tx: Tx, token: string): Promise<void> {
  await tx.deleteFrom('sessions').where('token_hash', '=', token).execute();
}

export async function deleteSessionsOf(tx: Tx, staffId: string): Promise<void> {
  await tx.deleteFrom('sessions').where('staff_id', '=', staffId).execute();
}

export function view(row: StaffRow): Staff {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    number: row.number,
    roles: JSON.parse(row.roles) as Role[],
    halls: JSON.parse(row.halls) as string[],
    active: row.active === 1,
  };
}
