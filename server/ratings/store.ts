import { type Insertable, sql } from 'kysely';
import { atAWindow } from '../db/at-a-window.ts';
import type { Reader, Tx } from '../db/open.ts';
import type { RatingsTable } from '../db/tables/visits.ts';
import type { Instant } from '../../shared/rules/instants.ts';
import type { WindowStatus } from '../../shared/transitions.ts';

/** A step as far as its rating goes. */
export interface ServedStep {
  readonly id: string;
  readonly ticket_id: string;
  readonly service_day: string;
  readonly position: number;
  readonly queue_id: string;
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
  'queue_id',
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
    .where('steps.status', 'in', atAWindow)
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
