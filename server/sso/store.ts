import type { Insertable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { SsoPeopleTable } from '../db/tables/people.ts';

/** Who is known by a subject of the provider; null: nobody yet. */
export async function bySubject(
  db: Reader,
  subject: string,
): Promise<{ username: string; made: 0 | 1 } | null> {
  const row = await db
    .selectFrom('sso_people')
    .innerJoin('staff', 'staff.id', 'sso_people.staff_id')
    .select(['staff.username', 'sso_people.made'])
    .where('sso_people.subject', '=', subject)
    .executeTakeFirst();
  return row ?? null;
}

export async function isLinked(db: Reader, staffId: string): Promise<boolean> {
  const row = await db
    .selectFrom('sso_people')
    .select('subject')
    .where('staff_id', '=', staffId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function link(tx: Tx, row: Insertable<SsoPeopleTable>): Promise<void> {
  await tx.insertInto('sso_people').values(row).execute();
}

/** @returns whether there was a link */
export async function unlink(tx: Tx, staffId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('sso_people')
    .where('staff_id', '=', staffId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
