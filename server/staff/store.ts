import { type Insertable, type Selectable, sql } from 'kysely';
import type { Actor, Role, Staff } from '../../shared/contract/people.ts';
import type { Text } from '../../shared/contract/text.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { StaffTable } from '../db/tables/people.ts';
import { hallRolesIn } from '../hall/hall-roles.ts';

export type StaffRow = Selectable<StaffTable>;

/** What a new person has and has not. */
export const newcomer = {
  active: 1,
  hall_roles: '{}',
  must_change: 0,
  weak_password: 0,
  last_sign_in_at: null,
  unlocked_at: null,
  factor_offered: null,
  factor_secret: null,
  factor_since: null,
  factor_period: 0,
} as const satisfies Partial<StaffRow>;

/** By the user name, in capitals or small letters. */
export async function byUsername(db: Reader, username: string): Promise<StaffRow | null> {
  return (
    (await db
      .selectFrom('staff')
      .selectAll()
      .where(sql`lower(username)`, '=', username.toLowerCase())
      .executeTakeFirst()) ?? null
  );
}

export async function byId(db: Reader, id: string): Promise<StaffRow | null> {
  return (await db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export function all(db: Reader): Promise<StaffRow[]> {
  return db.selectFrom('staff').selectAll().orderBy('created_at').orderBy('username').execute();
}

export async function insert(tx: Tx, row: StaffRow): Promise<void> {
  await tx.insertInto('staff').values(row).execute();
}

export async function update(tx: Tx, { id, ...row }: StaffRow): Promise<void> {
  await change(tx, id, row);
}

export async function change(
  tx: Tx,
  id: string,
  row: Partial<Omit<Insertable<StaffTable>, 'id'>>,
): Promise<void> {
  await tx.updateTable('staff').set(row).where('id', '=', id).execute();
}

/** What everybody knows of the place, and nobody takes for a password: names and codes of the halls. */
export async function hallNames(db: Reader): Promise<string[]> {
  const halls = await db.selectFrom('halls').select(['code', 'name']).execute();
  return halls.flatMap(({ code, name }) => [
    code,
    ...Object.values(JSON.parse(name) as Record<string, string>),
  ]);
}

/** The halls by code, with their names. */
export async function allHalls(db: Reader): Promise<{ code: string; name: string }[]> {
  const halls = await db.selectFrom('halls').select(['code', 'name']).orderBy('code').execute();
  return halls.map(({ code, name }) => ({ code, name: (JSON.parse(name) as Text)['zh-Hans'] }));
}

/** @param facts `signedIn`: sign-ins that have not ended; `photo`: the key of the portrait */
export function view(
  row: StaffRow,
  { signedIn = 0, photo = null }: { signedIn?: number | undefined; photo?: string | null } = {},
): Staff {
  const { id, username, name, number } = row;
  return {
    id,
    username,
    name,
    number,
    roles: JSON.parse(row.roles) as Role[],
    halls: JSON.parse(row.halls) as string[],
    ...hallRolesIn(row),
    active: row.active === 1,
    lastSignInAt: row.last_sign_in_at,
    signedIn,
    photo,
    secondFactor: row.factor_secret !== null,
    mustChange: row.must_change === 1,
  };
}

/** Who acts where this person does. */
export function actorOf(row: StaffRow): Actor & { kind: 'staff' } {
  const { id, username, name, roles, halls } = view(row);
  return { kind: 'staff', id, username, name, roles, halls, ...hallRolesIn(row) };
}
