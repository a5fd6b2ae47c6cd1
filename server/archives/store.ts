import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { ArchivesTable } from '../db/tables/site.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { Copied, Logs } from './copy.ts';

export type ArchiveRow = Selectable<ArchivesTable>;

export function all(db: Reader): Promise<ArchiveRow[]> {
  return db.selectFrom('archives').selectAll().orderBy('year').execute();
}

/** The years whose days are read from their files, with the lines of each hall's log that are there. */
export async function settled(db: Reader): Promise<{ year: number; logs: Logs }[]> {
  const rows = await db
    .selectFrom('archives')
    .select(['year', 'logs'])
    .where('state', 'in', ['removing', 'archived'])
    .orderBy('year')
    .execute();
  return rows.map(({ year, logs }) => ({ year, logs: JSON.parse(logs) as Logs }));
}

export async function siteUid(db: Reader): Promise<string | null> {
  return (await db.selectFrom('site').select('uid').executeTakeFirst())?.uid ?? null;
}

export function halls(db: Reader) {
  return db
    .selectFrom('halls')
    .select(['id', 'code', 'timezone', 'open_day'])
    .orderBy('code')
    .execute();
}

/** When the first line of a hall's log was written that is still in the database; null: it has none. */
export async function firstLine(db: Reader, hallId: string): Promise<Instant | null> {
  const row = await db
    .selectFrom('events')
    .select('at')
    .where('hall_id', '=', hallId)
    .orderBy('version')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function begin(tx: Tx, year: number, now: Instant): Promise<void> {
  await tx
    .insertInto('archives')
    .values({ year, state: 'copying', asked_at: now, archived_at: null })
    .onConflict((conflict) => conflict.column('year').doNothing())
    .execute();
}

/** What was copied is kept in mind, unless the data changed since the copy was begun. */
export async function copied(
  tx: Tx,
  { year, generation }: Pick<ArchiveRow, 'year' | 'generation'>,
  { tickets, logs, kept }: Copied,
): Promise<void> {
  await tx
    .updateTable('archives')
    .set({
      state: 'verified',
      tickets,
      logs: JSON.stringify(logs),
      kept: JSON.stringify(kept),
    })
    .where('year', '=', year)
    .where('state', '=', 'copying')
    .where('generation', '=', generation)
    .execute();
}

/** From this commit on the year is read from its archive. @returns whether it is still what was copied */
export async function switchOver(
  tx: Tx,
  { year, generation }: Pick<ArchiveRow, 'year' | 'generation'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('archives')
    .set({ state: 'removing' })
    .where('year', '=', year)
    .where('state', '=', 'verified')
    .where('generation', '=', generation)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The archive is not what it should be, and nothing was removed yet: it is made anew. */
export async function beginAnew(tx: Tx, year: number): Promise<void> {
  await tx
    .updateTable('archives')
    .set((e) => ({ state: 'copying', generation: e('generation', '+', 1) }))
    .where('year', '=', year)
    .where('state', 'in', ['copying', 'verified'])
    .execute();
}

export async function finish(tx: Tx, year: number, now: Instant): Promise<void> {
  await tx
    .updateTable('archives')
    .set({ state: 'archived', archived_at: now })
    .where('year', '=', year)
    .where('state', '=', 'removing')
    .execute();
}

/**
 * For whatever changes rows of days long past, in its transaction: a copy that was begun before is not
 * what the database is any more, and is made anew.
 */
export async function pastChanges(tx: Tx): Promise<void> {
  await tx
    .updateTable('archives')
    .set((e) => ({ state: 'copying', generation: e('generation', '+', 1) }))
    .where('state', 'in', ['copying', 'verified'])
    .execute();
}
