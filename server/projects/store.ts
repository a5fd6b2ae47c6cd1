import type { ProjectsQuery } from '../../shared/contract/project.ts';
import { inOrder } from '../db/in-order.ts';
import type { Insertable, Selectable } from 'kysely';
import type { ApplicationStatus } from '../../shared/contract/application.ts';
import { groupBy } from '../../shared/rules/groups.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { ProjectsTable, ProjectVisitsTable } from '../db/tables/after.ts';
import { rows, type Unit } from '../db/unit.ts';

/** An application of a project, as far as its chart tells of it. */
export interface BoundApplication {
  readonly id: string;
  readonly number: string;
  readonly status: ApplicationStatus;
  readonly due_day: string;
  readonly decided_day: string | null;
  readonly plan: string | null;
}

export type ProjectRow = Selectable<ProjectsTable>;
export type WithSteward = ProjectRow & {
  readonly steward: string | null;
  readonly steward_name: string | null;
};
type Visit = Selectable<ProjectVisitsTable>;

export function* projectByCode(hall: string, code: string): Unit<ProjectRow | null> {
  const [row] = yield* rows((db) =>
    db.selectFrom('projects').selectAll().where('hall_id', '=', hall).where('code', '=', code),
  );
  return row ?? null;
}

/** The planned applications of a project that have one. */
export function* takenPlans(projectId: string): Unit<string[]> {
  const found = yield* rows((db) =>
    db
      .selectFrom('applications')
      .select('plan')
      .where('project_id', '=', projectId)
      .where('plan', 'is not', null),
  );
  return found.map(({ plan }) => plan!);
}

function withSteward(db: Reader, hall: string) {
  return db
    .selectFrom('projects')
    .leftJoin('staff', 'staff.id', 'projects.steward_id')
    .selectAll('projects')
    .select(['staff.username as steward', 'staff.name as steward_name'])
    .where('projects.hall_id', '=', hall);
}

export async function byCode(db: Reader, hall: string, code: string): Promise<WithSteward | null> {
  const row = await withSteward(db, hall).where('projects.code', '=', code).executeTakeFirst();
  return row ?? null;
}

/** A hall's projects, what is open first, then by code. */
export async function ofHall(
  db: Reader,
  hall: string,
  at: ProjectsQuery,
): Promise<{ total: number; rows: WithSteward[] }> {
  let all = withSteward(db, hall);
  let counted = db
    .selectFrom('projects')
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('hall_id', '=', hall);
  if (at.status !== undefined) {
    all = all.where('projects.status', '=', at.status);
    counted = counted.where('status', '=', at.status);
  }
  const columns = { code: 'projects.code', name: 'projects.name', steward: 'staff.name' } as const;
  const found = await (
    at.sort === undefined
      ? all.orderBy('projects.status', 'desc')
      : all.orderBy(...inOrder(columns[at.sort], at.down))
  )
    .orderBy('projects.code')
    .offset(at.offset)
    .limit(at.limit)
    .execute();
  return { total: Number((await counted.executeTakeFirstOrThrow()).count), rows: found };
}

/** The names of some projects, by id. */
export async function namesOf(
  db: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { code: string; name: string }>> {
  if (ids.length === 0) return new Map();
  const found = await db
    .selectFrom('projects')
    .select(['id', 'code', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map(({ id, code, name }) => [id, { code, name }]));
}

/** What is bound to some projects, by project. */
export async function applicationsOf(
  db: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BoundApplication[]>> {
  const found =
    ids.length === 0
      ? []
      : await db
          .selectFrom('applications')
          .select(['id', 'number', 'status', 'due_day', 'decided_day', 'plan', 'project_id'])
          .where('project_id', 'in', ids)
          .orderBy('accepted_at')
          .orderBy('id')
          .execute();
  return groupBy(found, ({ project_id }) => project_id!);
}

export async function visitsOf(
  db: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Visit[]>> {
  const found =
    ids.length === 0
      ? []
      : await db
          .selectFrom('project_visits')
          .selectAll()
          .where('project_id', 'in', ids)
          .orderBy('service_day')
          .orderBy('number')
          .execute();
  return groupBy(found, ({ project_id }) => project_id);
}

export async function insert(tx: Tx, row: Insertable<ProjectsTable>): Promise<void> {
  await tx.insertInto('projects').values(row).execute();
}

export async function update(
  tx: Tx,
  id: string,
  change: Partial<Omit<ProjectRow, 'id' | 'hall_id' | 'code' | 'created_at'>>,
): Promise<void> {
  await tx.updateTable('projects').set(change).where('id', '=', id).execute();
}

/** @returns whether it was not bound before */
export async function bindVisit(tx: Tx, row: Insertable<ProjectVisitsTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('project_visits')
    .values(row)
    .onConflict((conflict) => conflict.columns(['project_id', 'ticket_id']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns whether it was bound */
export async function unbindVisit(
  tx: Tx,
  projectId: string,
  day: string,
  number: string,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('project_visits')
    .where('project_id', '=', projectId)
    .where('service_day', '=', day)
    .where('number', '=', number)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** These planned applications are planned no more; what was handed in for them stays bound. */
export async function unplan(tx: Tx, projectId: string, plans: readonly string[]): Promise<void> {
  if (plans.length === 0) return;
  await tx
    .updateTable('applications')
    .set({ plan: null })
    .where('project_id', '=', projectId)
    .where('plan', 'in', plans)
    .execute();
}
