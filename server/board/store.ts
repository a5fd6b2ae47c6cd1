import { sql, type Selectable } from 'kysely';
import type { Reader, Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { CallsTable } from '../db/schema.ts';
import type { WindowStatus } from '../../shared/transitions.ts';
import type { Instant } from '../rules/instants.ts';

export type CallRow = Selectable<CallsTable>;

const version = prepared<{ hall: string }, { version: number }>((db, p) =>
  db.selectFrom('halls').select('version').where('id', '=', p('hall')),
);

export async function hallVersion(db: Reader, hall: string): Promise<{ version: number }> {
  return (await version(db, { hall }))[0]!;
}

function ofDay(db: Reader, hall: string, day: string, zone: string | null) {
  const calls = db
    .selectFrom('calls')
    .selectAll()
    .where('service_day', '=', day)
    .where('withdrawn', '=', 0);
  return zone === null ? calls.where('hall_id', '=', hall) : calls.where('zone_id', '=', zone);
}

/** Newest first. */
export function latestCalls(
  db: Reader,
  hall: string,
  day: string,
  zone: string | null,
  limit: number,
): Promise<CallRow[]> {
  return ofDay(db, hall, day, zone).orderBy('version', 'desc').limit(limit).execute();
}

/** Oldest first: the order in which they are to be spoken. */
export function unspoken(
  db: Reader,
  hall: string,
  day: string,
  zone: string | null,
  since: Instant,
): Promise<CallRow[]> {
  return ofDay(db, hall, day, zone)
    .where('at', '>=', since)
    .where('spoken_at', 'is', null)
    .orderBy('version')
    .execute();
}

/** Every window with the number that it called or serves. */
export async function windowStates(
  db: Reader,
  hall: string,
): Promise<{ id: string; status: WindowStatus; number: string | null }[]> {
  return db
    .selectFrom('windows')
    .leftJoin('steps', (join) =>
      join
        .onRef('steps.window_id', '=', 'windows.id')
        .on('steps.status', 'in', sql<'called'[]>`('called', 'serving')` as never),
    )
    .leftJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select(['windows.id', 'windows.status', 'tickets.number'])
    .where('windows.hall_id', '=', hall)
    .execute();
}

export async function waitingCounts(
  db: Reader,
  hall: string,
  day: string,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('queue_days')
    .innerJoin('queues', 'queues.id', 'queue_days.queue_id')
    .select(['queue_days.queue_id', 'queue_days.waiting'])
    .where('queues.hall_id', '=', hall)
    .where('queue_days.service_day', '=', day)
    .execute();
  return new Map(rows.map((row) => [row.queue_id, row.waiting]));
}

export async function markSpoken(
  tx: Tx,
  hall: string,
  id: string,
  device: string,
  now: Instant,
): Promise<CallRow | null> {
  await tx
    .updateTable('calls')
    .set({ spoken_at: now, spoken_by: device })
    .where('id', '=', id)
    .where('hall_id', '=', hall)
    .where('spoken_at', 'is', null)
    .execute();
  return (
    (await tx
      .selectFrom('calls')
      .selectAll()
      .where('id', '=', id)
      .where('hall_id', '=', hall)
      .executeTakeFirst()) ?? null
  );
}
