import { inOrder } from '../db/in-order.ts';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { WalksQuery } from '../../shared/contract/walk.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { WalkObservationsTable, WalksTable, WalkTicketsTable } from '../db/tables/leading.ts';

export type WalkRow = Selectable<WalksTable>;
export type BoundTicket = Selectable<WalkTicketsTable>;

/** More walks than these are in no range that anybody sums up. */
const mostSummed = 10_000;
/** So many ids are asked for at once. */
const idsAtOnce = 500;

export async function byId(db: Reader, hall: string, id: string): Promise<WalkRow | null> {
  const row = await db
    .selectFrom('walks')
    .selectAll()
    .where('hall_id', '=', hall)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

function looked(db: Reader, hall: string, query: WalksQuery) {
  const { from, to, status, department, leader } = query;
  return db
    .selectFrom('walks')
    .where('hall_id', '=', hall)
    .$if(from !== undefined, (q) => q.where('day', '>=', from!))
    .$if(to !== undefined, (q) => q.where('day', '<=', to!))
    .$if(status !== undefined, (q) => q.where('status', '=', status!))
    .$if(department !== undefined, (q) => q.where('department', '=', department!))
    .$if(leader !== undefined, (q) => q.where('leader', '=', leader!));
}

/** Walks of a hall, the newest day first. */
export async function page(
  db: Reader,
  hall: string,
  query: WalksQuery,
): Promise<{ total: number; rows: WalkRow[] }> {
  const rows = await looked(db, hall, query)
    .selectAll('walks')
    .orderBy(...inOrder(query.sort ?? 'day', query.sort === undefined ? true : query.down))
    .orderBy('id')
    .offset(query.offset)
    .limit(query.limit)
    .execute();
  const { count } = await looked(db, hall, query)
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return { total: Number(count), rows };
}

/** Those of some days that took place or will, by day. */
export function between(db: Reader, hall: string, from: string, to: string): Promise<WalkRow[]> {
  return db
    .selectFrom('walks')
    .selectAll()
    .where('hall_id', '=', hall)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('status', '<>', 'cancelled')
    .orderBy('day')
    .orderBy('id')
    .limit(mostSummed)
    .execute();
}

export async function insert(tx: Tx, row: Insertable<WalksTable>): Promise<void> {
  await tx.insertInto('walks').values(row).execute();
}

export async function update(
  tx: Tx,
  id: string,
  change: Partial<Omit<WalkRow, 'id' | 'hall_id' | 'created_at'>>,
): Promise<void> {
  await tx.updateTable('walks').set(change).where('id', '=', id).execute();
}

/** The tickets that some walks are bound to, by day and number. */
export async function ticketsOf(db: Reader, walks: readonly string[]): Promise<BoundTicket[]> {
  const found: BoundTicket[] = [];
  for (let at = 0; at < walks.length; at += idsAtOnce)
    found.push(
      ...(await db
        .selectFrom('walk_tickets')
        .selectAll()
        .where('walk_id', 'in', walks.slice(at, at + idsAtOnce))
        .orderBy('service_day')
        .orderBy('number')
        .execute()),
    );
  return found;
}

/** @returns whether it was not bound before */
export async function bind(tx: Tx, row: Insertable<WalkTicketsTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('walk_tickets')
    .values(row)
    .onConflict((conflict) => conflict.columns(['walk_id', 'ticket_id']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns whether it was bound */
export async function unbind(tx: Tx, walk: string, day: string, number: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('walk_tickets')
    .where('walk_id', '=', walk)
    .where('service_day', '=', day)
    .where('number', '=', number)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** What was noted on a walk, in order, with who noted it. */
export function observationsOf(db: Reader, walk: string) {
  return db
    .selectFrom('walk_observations')
    .leftJoin('staff', 'staff.id', 'walk_observations.staff_id')
    .selectAll('walk_observations')
    .select(['staff.username', 'staff.name'])
    .where('walk_id', '=', walk)
    .orderBy('position')
    .execute();
}

export async function note(
  tx: Tx,
  row: Omit<Insertable<WalkObservationsTable>, 'position'>,
): Promise<void> {
  const last = await tx
    .selectFrom('walk_observations')
    .select((e) => e.fn.max('position').as('position'))
    .where('walk_id', '=', row.walk_id)
    .executeTakeFirst();
  const position = last?.position ?? null;
  await tx
    .insertInto('walk_observations')
    .values({ ...row, position: position === null ? 0 : Number(position) + 1 })
    .execute();
}

/** How many things were noted in each of some walks. */
export async function observationCounts(
  db: Reader,
  walks: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (walks.length === 0) return new Map();
  const rows = await db
    .selectFrom('walk_observations')
    .select(['walk_id', sql<number | string>`count(*)`.as('count')])
    .where('walk_id', 'in', walks)
    .groupBy('walk_id')
    .execute();
  return new Map(rows.map(({ walk_id, count }) => [walk_id, Number(count)]));
}
