import { type Insertable, type Selectable, sql } from 'kysely';
import type { ApplicationStatus } from '../../shared/contract/application.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { ApplicationsTable, ApplicationStatesTable } from '../db/tables/after.ts';
import { type Bound, rows, type Unit, write } from '../db/unit.ts';

export type ApplicationRow = Selectable<ApplicationsTable>;
export type StateRow = Selectable<ApplicationStatesTable>;

/** As the partial index has it, word for word: SQLite takes it for nothing else. */
export const isRunningSql = sql<boolean>`status in ('accepted', 'supplement')`;

export function insertApplication(row: Omit<Insertable<ApplicationsTable>, 'details'>): Bound {
  return write((db) => db.insertInto('applications').values(row));
}

export function insertState(row: Insertable<ApplicationStatesTable>): Bound {
  return write((db) => db.insertInto('application_states').values(row));
}

/** The keyed hash of the paper that a step was taken with. */
export function* personOfStep(stepId: string): Unit<string | null> {
  const [step] = yield* rows((db) =>
    db.selectFrom('steps').select('person_hash').where('id', '=', stepId),
  );
  return step?.person_hash ?? null;
}

export function* withReceipts(
  hallId: string,
  receipts: readonly string[],
): Unit<Pick<ApplicationRow, 'receipt' | 'number' | 'service_day'>[]> {
  return yield* rows((db) =>
    db
      .selectFrom('applications')
      .select(['receipt', 'number', 'service_day'])
      .where('hall_id', '=', hallId)
      .where('receipt', 'in', receipts)
      .limit(1),
  );
}

export function* statesSince(
  ids: readonly string[],
): Unit<Pick<ApplicationRow, 'id' | 'status_since'>[]> {
  return yield* rows((db) =>
    db.selectFrom('applications').select(['id', 'status_since']).where('id', 'in', ids),
  );
}

export function removed(ids: readonly string[]): Bound[] {
  return [
    write((db) => db.deleteFrom('application_states').where('application_id', 'in', ids)),
    write((db) => db.deleteFrom('applications').where('id', 'in', ids)),
  ];
}

export async function byId(db: Reader, hall: string, id: string): Promise<ApplicationRow | null> {
  const row = await db
    .selectFrom('applications')
    .selectAll()
    .where('hall_id', '=', hall)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function byIds(db: Reader, ids: readonly string[]): Promise<ApplicationRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('applications')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('due_day')
    .orderBy('id')
    .execute();
}

export async function ofTicket(db: Reader, ticketId: string): Promise<ApplicationRow[]> {
  return db
    .selectFrom('applications')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('accepted_at')
    .orderBy('id')
    .execute();
}

/** The states of some applications, each with who brought it about. */
export async function statesOf(
  db: Reader,
  ids: readonly string[],
): Promise<(StateRow & { by: string | null })[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('application_states')
    .leftJoin('staff', 'staff.id', 'application_states.staff_id')
    .selectAll('application_states')
    .select('staff.name as by')
    .where('application_id', 'in', ids)
    .orderBy('application_id')
    .orderBy('seq')
    .execute();
}

/** Who entered these, by id. */
export async function peopleOf(
  db: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { username: string; name: string }>> {
  if (ids.length === 0) return new Map();
  const found = await db
    .selectFrom('staff')
    .select(['id', 'username', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map(({ id, username, name }) => [id, { username, name }]));
}

/** The window that somebody has open. */
export async function windowOfClerk(db: Reader, staffId: string): Promise<string | null> {
  const row = await db
    .selectFrom('windows')
    .select('id')
    .where('clerk_id', '=', staffId)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function update(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<
      ApplicationRow,
      | 'status'
      | 'status_since'
      | 'status_day'
      | 'due_day'
      | 'decided_day'
      | 'used_days'
      | 'receipt'
      | 'project_id'
      | 'plan'
    >
  >,
): Promise<void> {
  await tx.updateTable('applications').set(change).where('id', '=', id).execute();
}

export async function addState(tx: Tx, row: Insertable<ApplicationStatesTable>): Promise<void> {
  await tx.insertInto('application_states').values(row).execute();
}

/** How many are late on a day, and how many will be by another one. */
export async function dueCounts(
  db: Reader,
  hall: string,
  day: string,
  until: string,
): Promise<{ overdue: number; dueSoon: number }> {
  const found = await db
    .selectFrom('applications')
    .select((e) => [
      e.fn.countAll<number | string>().as('all'),
      sql<number | string | null>`sum(case when due_day < ${day} then 1 else 0 end)`.as('overdue'),
    ])
    .where('hall_id', '=', hall)
    .where(isRunningSql)
    .where('status', '=', sql.lit('accepted'))
    .where('due_day', '<=', until)
    .executeTakeFirstOrThrow();
  const overdue = Number(found.overdue ?? 0);
  return { overdue, dueSoon: Number(found.all) - overdue };
}

export async function firstDue(
  db: Reader,
  hall: string,
  until: string,
  limit: number,
): Promise<Pick<ApplicationRow, 'id' | 'number' | 'matter_id' | 'due_day'>[]> {
  return db
    .selectFrom('applications')
    .select(['id', 'number', 'matter_id', 'due_day'])
    .where('hall_id', '=', hall)
    .where(isRunningSql)
    .where('status', '=', sql.lit('accepted'))
    .where('due_day', '<=', until)
    .orderBy('due_day')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What of a ticket keeps its visitor's page open: something still going on, or over since a while. */
export function* keepsPage(ticketId: string, overSince: string): Unit<boolean> {
  const found = yield* rows((db) =>
    db
      .selectFrom('applications')
      .select('id')
      .where('ticket_id', '=', ticketId)
      .where((e) =>
        e.or([
          e('status', 'in', ['accepted', 'supplement', 'decided'] satisfies ApplicationStatus[]),
          e('status_since', '>=', overSince),
        ]),
      )
      .limit(1),
  );
  return found.length > 0;
}
