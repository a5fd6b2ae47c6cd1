import { inOrder } from '../db/in-order.ts';
import { type Insertable, sql } from 'kysely';
import type { ObstaclesQuery } from '../../shared/contract/walk.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { ObstaclesTable, ObstacleStatesTable } from '../db/tables/leading.ts';

/** So many ids are asked for at once. */
const idsAtOnce = 500;
/** More that is overdue is counted as so many. */
const mostOverdue = 100;

function obstacles(db: Reader) {
  return db
    .selectFrom('obstacles')
    .leftJoin('walks', 'walks.id', 'obstacles.walk_id')
    .leftJoin('patrols', 'patrols.id', 'obstacles.patrol_id')
    .leftJoin('teams', 'teams.id', 'patrols.team_id')
    .leftJoin('staff', 'staff.username', 'obstacles.owner')
    .selectAll('obstacles')
    .select(['walks.title as walk_title', 'teams.name as team_name', 'staff.name as owner_name']);
}
export type ObstacleRow = Awaited<ReturnType<ReturnType<typeof obstacles>['execute']>>[number];

export async function byId(db: Reader, hall: string, id: string): Promise<ObstacleRow | null> {
  const row = await obstacles(db)
    .where('obstacles.hall_id', '=', hall)
    .where('obstacles.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Where obstacles were found, in the order in which they were found. */
export async function foundIn(
  db: Reader,
  where: 'walk_id' | 'patrol_id',
  ids: readonly string[],
): Promise<ObstacleRow[]> {
  const found: ObstacleRow[] = [];
  for (let at = 0; at < ids.length; at += idsAtOnce)
    found.push(
      ...(await obstacles(db)
        .where(`obstacles.${where}`, 'in', ids.slice(at, at + idsAtOnce))
        .orderBy('obstacles.created_at')
        .orderBy('obstacles.id')
        .execute()),
    );
  return found;
}

/** Written as the index of what is unfinished has it. */
const isUnfinishedSql = sql<boolean>`obstacles.status in ('open', 'in-progress')`;

const columns = {
  title: 'obstacles.title',
  department: 'obstacles.department',
  owner: 'obstacles.owner',
  due: 'obstacles.due_day',
  status: 'obstacles.status',
} as const;

/** Obstacles of a hall: what is unfinished by its due day, all else the newest first. */
export async function page(
  db: Reader,
  hall: string,
  query: ObstaclesQuery,
  today: string,
): Promise<{ total: number; rows: ObstacleRow[] }> {
  const { status, overdue, department, owner, walk, from, to } = query;
  const unfinished = status === 'unfinished' || overdue === 'true';
  const looked = <T extends { where: unknown }>(q: T): T => {
    let some = q as unknown as ReturnType<typeof obstacles>;
    some = some.where('obstacles.hall_id', '=', hall);
    if (unfinished) some = some.where(isUnfinishedSql);
    if (overdue === 'true') some = some.where('obstacles.due_day', '<', today);
    if (overdue === 'false')
      some = some.where((e) => e.or([e.not(isUnfinishedSql), e('obstacles.due_day', '>=', today)]));
    if (status !== undefined && status !== 'unfinished')
      some = some.where('obstacles.status', '=', status);
    if (department !== undefined) some = some.where('obstacles.department', '=', department);
    if (owner !== undefined) some = some.where('obstacles.owner', '=', owner);
    if (walk !== undefined) some = some.where('obstacles.walk_id', '=', walk);
    if (from !== undefined) some = some.where('obstacles.found_day', '>=', from);
    if (to !== undefined) some = some.where('obstacles.found_day', '<=', to);
    return some as unknown as T;
  };
  const order =
    query.sort === undefined
      ? inOrder(unfinished ? 'obstacles.due_day' : 'obstacles.found_day', !unfinished)
      : inOrder(columns[query.sort], query.down);
  const rows = await looked(obstacles(db))
    .orderBy(...order)
    .orderBy('obstacles.id')
    .offset(query.offset)
    .limit(query.limit)
    .execute();
  const { count } = await looked(
    db.selectFrom('obstacles').select((e) => e.fn.countAll<number | string>().as('count')),
  ).executeTakeFirstOrThrow();
  return { total: Number(count), rows };
}

/** Over their day and not ended, the most urgent first. */
export function overdue(db: Reader, hall: string, day: string) {
  return db
    .selectFrom('obstacles')
    .select(['id', 'due_day'])
    .where('hall_id', '=', hall)
    .where(isUnfinishedSql)
    .where('due_day', '<', day)
    .orderBy('due_day')
    .limit(mostOverdue)
    .execute();
}

export async function insert(tx: Tx, row: Insertable<ObstaclesTable>): Promise<void> {
  await tx.insertInto('obstacles').values(row).execute();
}

export async function update(
  tx: Tx,
  id: string,
  change: Partial<Insertable<ObstaclesTable>>,
): Promise<void> {
  await tx.updateTable('obstacles').set(change).where('id', '=', id).execute();
}

export async function addState(
  tx: Tx,
  row: Omit<Insertable<ObstacleStatesTable>, 'seq'>,
): Promise<void> {
  const last = await tx
    .selectFrom('obstacle_states')
    .select((e) => e.fn.max('seq').as('seq'))
    .where('obstacle_id', '=', row.obstacle_id)
    .executeTakeFirst();
  await tx
    .insertInto('obstacle_states')
    .values({ ...row, seq: Number(last?.seq ?? 0) + 1 })
    .execute();
}

/** The states that it came into, from the first, each with who brought it there. */
export function statesOf(db: Reader, id: string) {
  return db
    .selectFrom('obstacle_states')
    .leftJoin('staff', 'staff.id', 'obstacle_states.staff_id')
    .select(['status', 'at', 'done', 'staff.username', 'staff.name'])
    .where('obstacle_id', '=', id)
    .orderBy('seq')
    .execute();
}
