import type { Insertable, Selectable } from 'kysely';
import type { HomeVisitStatus } from '../../shared/contract/homevisit.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { HomeVisitsTable } from '../db/schema.ts';
import { tokenHash } from '../tokens.ts';

export type HomeVisitRow = Selectable<HomeVisitsTable>;
export type WithOwner = HomeVisitRow & { owner: string | null; owner_name: string | null };

function withOwner(db: Reader) {
  return db
    .selectFrom('home_visits')
    .leftJoin('staff', 'staff.id', 'home_visits.owner_id')
    .selectAll('home_visits')
    .select(['staff.username as owner', 'staff.name as owner_name']);
}

export async function byToken(db: Reader, token: string): Promise<WithOwner | null> {
  const found = withOwner(db).where('home_visits.token_hash', '=', tokenHash(token));
  return (await found.executeTakeFirst()) ?? null;
}

export async function byId(db: Reader, hall: string, id: string): Promise<WithOwner | null> {
  const row = await withOwner(db)
    .where('home_visits.hall_id', '=', hall)
    .where('home_visits.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** A hall's requests, the oldest first. */
export async function ofHall(
  db: Reader,
  hall: string,
  page: { status?: HomeVisitStatus | undefined; offset: number; limit: number },
): Promise<{ total: number; rows: WithOwner[] }> {
  let all = withOwner(db).where('home_visits.hall_id', '=', hall);
  let counted = db
    .selectFrom('home_visits')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('hall_id', '=', hall);
  if (page.status !== undefined) {
    all = all.where('home_visits.status', '=', page.status);
    counted = counted.where('status', '=', page.status);
  }
  const rows = await all
    .orderBy('home_visits.created_at')
    .orderBy('home_visits.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { total: (await counted.executeTakeFirstOrThrow()).count, rows };
}

export async function insert(tx: Tx, row: Insertable<HomeVisitsTable>): Promise<void> {
  await tx.insertInto('home_visits').values(row).execute();
}

export async function update(
  tx: Tx,
  id: string,
  change: Pick<HomeVisitRow, 'status' | 'owner_id' | 'scheduled_at' | 'answer' | 'changed_at'>,
): Promise<void> {
  await tx.updateTable('home_visits').set(change).where('id', '=', id).execute();
}

/** Somebody who works here, by user name. */
export async function person(
  db: Reader,
  username: string,
): Promise<{ id: string; username: string; name: string; halls: string } | null> {
  const row = await db
    .selectFrom('staff')
    .select(['id', 'username', 'name', 'halls'])
    .where('username', '=', username)
    .where('active', '=', 1)
    .executeTakeFirst();
  return row ?? null;
}
