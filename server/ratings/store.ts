import { type Insertable, type Selectable, sql } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import type { RatingCasesTable, RatingsTable } from '../db/schema.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { WindowStatus } from '../../shared/transitions.ts';

/** A step as far as its rating goes. */
export interface ServedStep {
  readonly id: string;
  readonly ticket_id: string;
  readonly service_day: string;
  readonly position: number;
  readonly status: string;
  readonly window_id: string | null;
  readonly staff_id: string | null;
  readonly ended_at: Instant | null;
}

const stepColumns = [
  'id',
  'ticket_id',
  'service_day',
  'position',
  'status',
  'window_id',
  'staff_id',
  'ended_at',
] as const;

export async function stepById(db: Reader, hall: string, id: string): Promise<ServedStep | null> {
  const row = await db
    .selectFrom('steps')
    .select(stepColumns)
    .where('id', '=', id)
    .where('hall_id', '=', hall)
    .executeTakeFirst();
  return row ?? null;
}

export function stepsOf(db: Reader, ticketId: string): Promise<ServedStep[]> {
  return db
    .selectFrom('steps')
    .select(stepColumns)
    .where('ticket_id', '=', ticketId)
    .orderBy('position')
    .execute();
}

export async function isRated(db: Reader, stepId: string): Promise<boolean> {
  const row = await db
    .selectFrom('ratings')
    .select('id')
    .where('step_id', '=', stepId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertRating(tx: Tx, row: Insertable<RatingsTable>): Promise<void> {
  await tx.insertInto('ratings').values(row).execute();
}

export async function insertCase(tx: Tx, row: Insertable<RatingCasesTable>): Promise<void> {
  await tx.insertInto('rating_cases').values(row).execute();
}

export interface Colleague {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Who works in a hall, in the order in which they came. */
export async function colleagues(db: Reader, hallCode: string): Promise<Colleague[]> {
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'username', 'name', 'roles', 'halls'])
    .where('active', '=', 1)
    .orderBy('created_at')
    .orderBy('username')
    .execute();
  return rows
    .filter((row) => {
      const halls = JSON.parse(row.halls) as string[];
      return halls.length === 0 || halls.includes(hallCode);
    })
    .map(({ id, username, name, roles }) => ({
      id,
      username,
      name,
      roles: JSON.parse(roles) as string[],
    }));
}

function cases(db: Reader) {
  return db
    .selectFrom('rating_cases')
    .innerJoin('ratings', 'ratings.id', 'rating_cases.rating_id')
    .innerJoin('steps', 'steps.id', 'ratings.step_id')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .leftJoin('staff as clerk', 'clerk.id', 'steps.staff_id')
    .leftJoin('staff as owner', 'owner.id', 'rating_cases.owner_id')
    .selectAll('rating_cases')
    .select([
      'ratings.level',
      'ratings.reasons',
      'ratings.comment',
      'ratings.at as rated_at',
      'steps.queue_id',
      'steps.window_id',
      'steps.staff_id as clerk_id',
      'tickets.number',
      'clerk.username as clerk_username',
      'clerk.name as clerk_name',
      'owner.username as owner_username',
      'owner.name as owner_name',
    ]);
}
export type CaseRow = Selectable<RatingCasesTable> &
  Awaited<ReturnType<ReturnType<typeof cases>['execute']>>[number];

export async function caseById(db: Reader, hall: string, id: string): Promise<CaseRow | null> {
  const row = await cases(db)
    .where('rating_cases.hall_id', '=', hall)
    .where('rating_cases.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** A hall's cases, the most urgent first. */
export function casesOf(
  db: Reader,
  hall: string,
  status: 'open' | 'closed' | undefined,
): Promise<CaseRow[]> {
  const all = cases(db)
    .where('rating_cases.hall_id', '=', hall)
    .orderBy('rating_cases.due_day')
    .orderBy('rating_cases.opened_at')
    .orderBy('rating_cases.id');
  return (status === undefined ? all : all.where('rating_cases.status', '=', status)).execute();
}

export async function updateCase(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<Selectable<RatingCasesTable>, 'owner_id' | 'status' | 'resolution' | 'closed_at'>
  >,
): Promise<void> {
  await tx.updateTable('rating_cases').set(change).where('id', '=', id).execute();
}

/** A window, its clerk and the number in hand, as the pad shows them. */
export async function padRow(
  db: Reader,
  windowId: string,
): Promise<{
  status: WindowStatus;
  clerk: string | null;
  photo: string | null;
  number: string | null;
  serving: boolean;
}> {
  const window = await db
    .selectFrom('windows')
    .leftJoin('staff', 'staff.id', 'windows.clerk_id')
    .leftJoin('staff_photos', 'staff_photos.staff_id', 'windows.clerk_id')
    .select(['windows.status', 'staff.number as clerk', 'staff_photos.photo_key as photo'])
    .where('windows.id', '=', windowId)
    .executeTakeFirstOrThrow();
  const hand = await db
    .selectFrom('steps')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select(['tickets.number', 'steps.status'])
    .where('steps.window_id', '=', windowId)
    // As the partial index has it: parameters would not match it.
    .where('steps.status', 'in', sql<'called'[]>`('called', 'serving')` as never)
    .executeTakeFirst();
  return { ...window, number: hand?.number ?? null, serving: hand?.status === 'serving' };
}

/** The service that ended last at a window since an instant, where it is not rated yet. */
export async function justServed(
  db: Reader,
  at: { window: string; queues: readonly string[]; day: string; since: Instant },
): Promise<{ id: string; number: string; ended_at: Instant } | null> {
  const row = await db
    .selectFrom('steps')
    .innerJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .leftJoin('ratings', 'ratings.step_id', 'steps.id')
    .select(['steps.id', 'steps.ended_at', 'tickets.number', 'ratings.id as rating'])
    .where('steps.queue_id', 'in', at.queues)
    .where('steps.service_day', '=', at.day)
    .where('steps.status', '=', sql.lit<'done'>('done'))
    .where('steps.ended_at', '>', at.since)
    .where('steps.window_id', '=', at.window)
    // Whoever was served while the server was away is gone: the pad asks the one who stands there.
    .where('steps.entered_later', '=', 0)
    .orderBy('steps.ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined || row.rating !== null || row.ended_at === null
    ? null
    : { id: row.id, number: row.number, ended_at: row.ended_at };
}
