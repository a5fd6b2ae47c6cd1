import type { Selectable } from 'kysely';
import { atAWindow } from '../db/at-a-window.ts';
import type { Reader, Tx } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { CallsTable } from '../db/tables/visits.ts';
import type { StepStatus, WindowStatus } from '../../shared/transitions.ts';
import type { Instant } from '../../shared/rules/instants.ts';

export type CallRow = Selectable<CallsTable>;

const version = prepared<{ hall: string }, { version: number }>((db, p) =>
  db.selectFrom('halls').select('version').where('id', '=', p('hall')),
);

export async function hallVersion(db: Reader, hall: string): Promise<{ version: number }> {
  return (await version(db, { hall }))[0]!;
}

/** A call with what has become of its step since. */
export interface StandingCall extends Pick<
  CallRow,
  'id' | 'version' | 'number' | 'window_id' | 'zone_id' | 'language' | 'at' | 'recall'
> {
  readonly ticket_id: string;
  readonly step_status: StepStatus;
  readonly step_window_id: string | null;
  readonly last_called_at: Instant | null;
  readonly status_since: Instant;
}

const standing = [
  'calls.id',
  'calls.version',
  'calls.number',
  'calls.window_id',
  'calls.zone_id',
  'calls.language',
  'calls.at',
  'calls.recall',
  'steps.ticket_id',
  'steps.status as step_status',
  'steps.window_id as step_window_id',
  'steps.last_called_at',
  'steps.status_since',
] as const;

/** The newest calls of a hall or zone, newest first. Reads no more of the day than it gives. */
const newest = (place: 'calls.hall_id' | 'calls.zone_id') =>
  prepared<{ place: string; day: string; limit: number }, StandingCall>((db, p) =>
    db
      .selectFrom('calls')
      .innerJoin('steps', 'steps.id', 'calls.step_id')
      .select(standing)
      .where(place, '=', p('place'))
      .where('calls.service_day', '=', p('day'))
      .where('calls.withdrawn', '=', 0)
      .orderBy('calls.version', 'desc')
      .limit(p('limit')),
  );
const newestOfHall = newest('calls.hall_id');
const newestOfZone = newest('calls.zone_id');

/** Newest first. */
export function latestCalls(
  db: Reader,
  hall: string,
  day: string,
  zone: string | null,
  limit: number,
): Promise<StandingCall[]> {
  return zone === null
    ? newestOfHall(db, { place: hall, day, limit })
    : newestOfZone(db, { place: zone, day, limit });
}

interface Unspoken {
  readonly hall: string;
  readonly day: string;
  readonly since: Instant;
  readonly limit: number;
}

/**
 * Calls of a hall that nobody has spoken and that still stand: their step is `called` at that window.
 * Oldest first, the order in which they are to be spoken. Costs as much as there are windows with
 * somebody, however many calls there were since.
 */
export const unspoken = prepared<Unspoken, StandingCall>((db, p) =>
  db
    .selectFrom('steps')
    .innerJoin('calls', (join) =>
      join
        .onRef('calls.step_id', '=', 'steps.id')
        .onRef('calls.window_id', '=', 'steps.window_id')
        .on('calls.spoken_at', 'is', null),
    )
    .select(standing)
    .where('steps.window_id', 'in', (of) =>
      of.selectFrom('windows').select('windows.id').where('windows.hall_id', '=', p('hall')),
    )
    // As the index of those at a window has it; then those of them whom nobody has begun to serve.
    .where('steps.status', 'in', atAWindow)
    .where('steps.status', '=', 'called')
    .where('calls.service_day', '=', p('day'))
    .where('calls.at', '>=', p('since'))
    .where('calls.withdrawn', '=', 0)
    .orderBy('calls.version')
    .limit(p('limit')),
);

interface WindowNow {
  readonly id: string;
  readonly status: WindowStatus;
  readonly number: string | null;
}

const windowsNow = prepared<{ hall: string }, WindowNow>((db, p) =>
  db
    .selectFrom('windows')
    .leftJoin('steps', (join) =>
      join.onRef('steps.window_id', '=', 'windows.id').on('steps.status', 'in', atAWindow),
    )
    .leftJoin('tickets', 'tickets.id', 'steps.ticket_id')
    .select(['windows.id', 'windows.status', 'tickets.number'])
    .where('windows.hall_id', '=', p('hall')),
);

/** Every window with the number that it called or serves. */
export function windowStates(db: Reader, hall: string): Promise<WindowNow[]> {
  return windowsNow(db, { hall });
}

const counts = prepared<{ hall: string; day: string }, { queue_id: string; waiting: number }>(
  (db, p) =>
    db
      .selectFrom('queue_days')
      .innerJoin('queues', 'queues.id', 'queue_days.queue_id')
      .select(['queue_days.queue_id', 'queue_days.waiting'])
      .where('queues.hall_id', '=', p('hall'))
      .where('queue_days.service_day', '=', p('day')),
);

export async function waitingCounts(
  db: Reader,
  hall: string,
  day: string,
): Promise<Map<string, number>> {
  const rows = await counts(db, { hall, day });
  return new Map(rows.map((row) => [row.queue_id, row.waiting]));
}

/** The call of a version; a command calls once at most. */
export async function callOfVersion(
  tx: Tx,
  at: { hall: string; day: string; version: number },
): Promise<CallRow | null> {
  const found = await tx
    .selectFrom('calls')
    .selectAll()
    .where('hall_id', '=', at.hall)
    .where('service_day', '=', at.day)
    .where('version', '=', at.version)
    .executeTakeFirst();
  return found ?? null;
}

/** Told twice, the first counts. */
export async function markSpoken(tx: Tx, id: string, device: string, now: Instant): Promise<void> {
  await tx
    .updateTable('calls')
    .set({ spoken_at: now, spoken_by: device })
    .where('id', '=', id)
    .where('spoken_at', 'is', null)
    .execute();
}
