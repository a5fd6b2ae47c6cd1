import { PostgresAdapter, sql } from 'kysely';
import { Problem } from '../../shared/errors.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { TakenRows } from '../db/taken-rows.ts';
import type { Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Bound, Unit } from '../db/unit.ts';

export interface LockedHall {
  readonly id: string;
  readonly version: number;
  readonly config_version: number;
  readonly open_day: string | null;
  /** The hall's newest instant. */
  readonly last_at: Instant;
}

/** The lock between windows and processes: SQLite holds its file for the whole transaction anyway. */
const takeHall = prepared<{ id: string }, LockedHall>((db, p) => {
  const hall = db
    .selectFrom('halls')
    .select(['id', 'version', 'config_version', 'open_day', 'last_at'])
    .where('id', '=', p('id'));
  return db.getExecutor().adapter instanceof PostgresAdapter ? hall.forNoKeyUpdate() : hall;
});

const hallMoved = prepared<{ id: string; version: number; day: string; at: Instant }, never>(
  (db, p) =>
    db
      .updateTable('halls')
      .set({ version: p('version'), open_day: p('day'), last_at: p('at') })
      .where('id', '=', p('id')),
);

/**
 * Takes the hall's row: nobody else changes the hall before the transaction ends.
 *
 * @throws Problem `hall_not_found`
 */
export function* lockHall(hallId: string): Unit<LockedHall> {
  const [row] = yield* takeHall.rows({ id: hallId });
  if (row === undefined) throw new Problem('hall_not_found');
  return row;
}

/** What a command makes of the hall's row. */
interface Moved {
  readonly version: number;
  readonly day: string;
  /** The hall's newest instant. */
  readonly at: Instant;
}

/** The write that brings the hall's row to where a command leaves it. */
export function movedOn(hallId: string, to: Moved): Bound {
  return hallMoved.with({ id: hallId, ...to });
}

/** `lockHall` where commands share a transaction: the first of them asks. */
export function* lockHallOnce(hallId: string, taken: TakenRows): Unit<LockedHall> {
  const known = taken.get(hallId)?.row;
  if (known !== undefined) return known as LockedHall;
  const row = yield* lockHall(hallId);
  taken.set(hallId, { row, write: null });
  return row;
}

/** `movedOn` where commands share a transaction: what the last of them makes of the row is written. */
export function moveOn(taken: TakenRows, row: LockedHall, to: Moved): void {
  const moved: LockedHall = { ...row, version: to.version, open_day: to.day, last_at: to.at };
  taken.set(row.id, { row: moved, write: movedOn(row.id, to) });
}

/**
 * The later of the row's last instant and now: time never goes back inside a hall. As a comparison
 * of texts, which means the same on both databases.
 */
function later(now: Instant) {
  return sql<Instant>`case when last_at < ${now} then ${now} else last_at end`;
}

export async function lockSite(
  tx: Tx,
  now: Instant,
): Promise<{ version: number; last_at: Instant }> {
  return tx
    .updateTable('site')
    .set({ version: sql<number>`version + 1`, last_at: later(now) })
    .returning(['version', 'last_at'])
    .executeTakeFirstOrThrow();
}

/** The site's row as far as its key and what is left to be wiped go. */
interface SiteRow {
  readonly secret: string;
  readonly key_fingerprint: string | null;
  readonly to_wipe: 0 | 1;
}

/**
 * The site's row, made with this secret where there was none. Taking it makes a second process wait
 * until the first has done what it took it for.
 */
export async function takeSite(tx: Tx, secret: string): Promise<SiteRow> {
  await tx
    .insertInto('site')
    .values({ id: 1, secret })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return tx
    .updateTable('site')
    .set({ id: 1 })
    .returning(['secret', 'key_fingerprint', 'to_wipe'])
    .executeTakeFirstOrThrow();
}

/** What changes in the site's row when its key finds its place. */
export async function updateSite(
  tx: Tx,
  change: { secret?: string; key_fingerprint?: string; to_wipe?: 0 | 1 },
): Promise<void> {
  await tx.updateTable('site').set(change).execute();
}

/**
 * Takes the site's row, without a change: two processes that write the same rows in another order
 * would wait for each other without end.
 */
export async function waitForOthers(tx: Tx): Promise<void> {
  await tx.updateTable('site').set({ id: 1 }).execute();
}

export async function hasHalls(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('halls').select('id').executeTakeFirst()) !== undefined;
}
